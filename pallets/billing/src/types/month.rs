//! A month before and after it: what it will probably be, what is to be done in it, its figures.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::{Moment, Vintage, Wh};
use joule_tariff::Krw;
use scale_info::TypeInfo;

/// What an invoice will probably be about.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Forecast {
	/// What the customer will probably feed in.
	pub generation_wh: Wh,
	/// What the customer will probably draw from the grid.
	pub demand_wh: Wh,
}

/// A published forecast.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct PublishedForecast {
	/// The forecast.
	pub forecast: Forecast,
	/// When it was published.
	pub published_at: Moment,
}

/// What the chain does by itself on a day.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Task {
	/// A month is closed.
	Close(Vintage),
	/// An invoice is paid by standing order.
	Collect(Vintage),
	/// An invoice was kept long enough.
	Prune(Vintage),
}

/// A month in figures, over all customers.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct MonthTotals {
	/// Invoices issued.
	pub invoices: u32,
	/// What was drawn.
	pub imported_wh: Wh,
	/// What was redeemed of the month's energy, handed in later too.
	pub redeemed_wh: Wh,
	/// What was left of the month's energy, handed in later too, and of covered energy.
	pub surplus_wh: Wh,
	/// What was charged for.
	pub billed_wh: Wh,
	/// The totals of the invoices.
	pub charged: Krw,
}
