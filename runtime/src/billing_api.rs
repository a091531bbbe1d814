//! Invoices and what trading brings, as a light client sees them.
//!
//! Versioned: a change that clients would notice raises the number in `api_version`. All of it only
//! reads. Energy is in Wh, prices in ticks of 0.1 KRW/kWh, ecoin in units of 0.0001 KRW, the lines of
//! bills in whole KRW, days are counted from the Unix epoch in Korea, months are `YYYYMM`.

use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use joule_primitives::{Ecoin, PriceTick, Vintage, Wh};
use joule_tariff::{Bill, Krw, TariffClass, TariffTable};
use pallet_billing::{Balance, Contract, Debt, Invoice, MonthTotals, Note, PublishedForecast};
use polkadot_sdk::sp_api;
use scale_info::TypeInfo;

/// What billing knows of an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CustomerView {
	/// Its contract of supply.
	pub contract: Option<Contract>,
	/// Up to how much of an invoice the chain pays on the due day.
	pub standing_order: Option<Ecoin>,
	/// What it has paid too much, taken off the next invoices.
	pub credit: Ecoin,
	/// Energy taken off the next invoices.
	pub carried_over_wh: Wh,
}

/// How an invoice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum InvoiceState {
	/// Paid.
	Paid,
	/// To be paid by its due day.
	Open,
	/// The due day has passed.
	Overdue,
	/// What was not paid was written off.
	WrittenOff,
}

/// An invoice with its notes, and what is still to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct InvoiceView<AccountId> {
	/// The month.
	pub month: Vintage,
	/// The invoice as it was issued.
	pub invoice: Invoice,
	/// What was corrected since, the oldest first.
	pub notes: Vec<Note<AccountId>>,
	/// How it stands.
	pub state: InvoiceState,
	/// What is to be paid, with interest up to today, and what was written off.
	pub debt: Option<Debt>,
}

/// What trading would bring in a month, by its forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Benefit {
	/// The invoice without trading.
	pub without: Krw,
	/// The invoice with what is worth buying.
	pub with: Krw,
	/// What is worth buying: energy that costs less than the dearest block which it replaces.
	pub buy_wh: Wh,
	/// What that costs.
	pub pay: Ecoin,
	/// What can be sold of the energy that is left over.
	pub sell_wh: Wh,
	/// What that earns.
	pub earn: Ecoin,
	/// What the biller would pay for the same energy, so that selling gains what it earns more.
	pub feed_in: Ecoin,
}

/// What trading did bring in a month that has an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Outcome {
	/// What was drawn and charged for, after its notes.
	pub balance: Balance,
	/// The bill as it stands, after its notes.
	pub with: Bill,
	/// What would have been drawn and charged for without trading: all that the customer's own meters
	/// exported would have been its own.
	pub balance_without: Balance,
	/// The bill without trading.
	pub without: Bill,
	/// What of its energy was left when the month was closed.
	pub surplus_wh: Wh,
	/// What the biller paid for that; nothing, where it was carried over.
	pub surplus_paid: Ecoin,
	/// What would have been left without trading.
	pub surplus_wh_without: Wh,
	/// What the biller would have paid for that: at the price of the invoice, or at the one now in
	/// force if nothing was left there.
	pub surplus_paid_without: Ecoin,
	/// What was bought and delivered, on both markets.
	pub bought_wh: Wh,
	/// What that cost.
	pub paid: Ecoin,
	/// What was sold and delivered, on both markets.
	pub sold_wh: Wh,
	/// What that earned.
	pub earned: Ecoin,
	/// What was paid for energy sold and not delivered.
	pub imbalance_paid: Ecoin,
	/// What was received for energy bought and not delivered.
	pub imbalance_received: Ecoin,
}

sp_api::decl_runtime_apis! {
	/// Invoices and what trading brings, as a light client sees them.
	pub trait BillingApi<AccountId> where AccountId: Codec {
		/// What billing knows of an account.
		fn customer(who: AccountId) -> CustomerView;

		/// The invoice of a month, with every line, its notes, and what is still to be paid.
		fn invoice(who: AccountId, month: Vintage) -> Option<InvoiceView<AccountId>>;

		/// All invoices of an account that are kept, the newest first.
		fn invoices(who: AccountId) -> Vec<InvoiceView<AccountId>>;

		/// The tariff table of a class that is valid in a month.
		fn tariff(class: TariffClass, month: Vintage) -> Option<TariffTable>;

		/// What a month will probably be for an account.
		fn forecast(who: AccountId, month: Vintage) -> Option<PublishedForecast>;

		/// What trading would bring in a month, by its forecast: at a price, or at the offers of others
		/// that rest on the spot market now. `None` without a contract, a forecast or a tariff.
		fn benefit(who: AccountId, month: Vintage, price: Option<PriceTick>) -> Option<Benefit>;

		/// What trading did bring in a month that has an invoice. `None` once the market may have removed
		/// a trade of the month: when the records of a forward product of its first quarter of an hour go,
		/// or the history of the spot market does not reach back to the month's beginning.
		fn outcome(who: AccountId, month: Vintage) -> Option<Outcome>;

		/// A month in figures, over all customers.
		fn totals(month: Vintage) -> MonthTotals;
	}
}
