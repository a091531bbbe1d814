//! How far the markets have come.

/// Answers whether what is due on the markets is done.
pub trait MarketProgress {
	/// Whether every product has taken all the steps that are due by now, deliveries and payments
	/// among them. Until then, energy in an account may still be owed to somebody.
	fn is_up_to_date() -> bool;
}
