//! What the council decides besides tariffs and holidays.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use joule_primitives::PriceTick;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What is done with the energy of a month that is left when the month is closed.
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
	Serialize,
	Deserialize,
)]
pub enum SurplusRule {
	/// It is taken off the customer's next invoices.
	CarryOver {
		/// The feed-in price: of what is left when there is no next invoice.
		price: PriceTick,
	},
	/// The biller pays for it from what it has set aside.
	BuyBack {
		/// The feed-in price.
		price: PriceTick,
	},
}

impl SurplusRule {
	/// The feed-in price.
	pub const fn price(&self) -> PriceTick {
		match self {
			Self::CarryOver { price } | Self::BuyBack { price } => *price,
		}
	}
}

/// The council's settings. A change holds for the invoices that are issued after it.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Settings<AccountId> {
	/// Who is paid, and who buys back.
	pub biller: AccountId,
	/// How many days after the end of its period a month is closed.
	pub closing_days: u8,
	/// How many days after the end of its period an invoice is due.
	pub due_days: u8,
	/// How many days a customer has to pay at least.
	pub least_days_to_pay: u8,
	/// What is paid on overdue ecoin, in millionths a day.
	pub interest_ppm_a_day: u32,
	/// What is done with energy that is left.
	pub surplus: SurplusRule,
}
