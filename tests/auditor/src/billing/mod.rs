//! # The auditor of bills
//!
//! From what was drawn, redeemed and paid, and from KEPCO's tariff and the page `docs/billing.md`, it
//! works out every line of every bill, every due day, all interest and every balance. It shares
//! nothing with the chain; where the two do not agree, [`differences`] says on what, in words.
//!
//! ## Where the rules are from
//!
//! - Base and energy charge, climate, fuel, tax, levy: KEPCO's supply terms (*gibon gonggeup
//!   yakgwan*), as newspapers and KEPCO's customer centre have worked them out. Each such bill is a test
//!   in `published`, with its source.
//! - What is below a won is dropped from a line when the line is complete; tax is rounded to a won;
//!   levy and total drop what is below ten won: KEPCO's example of 80,760 won.
//! - Part months: "the block limits by the ratio of the days to the days of the month" (KEPCO's
//!   customer centre, Yongin Ilbo no. 28804).
//! - Days off: a due day on a Saturday, Sunday or holiday is the next day that is none (KEPCO's
//!   answer to a customer, 30 January 2023).
//! - Interest by days, from the day after the due day on (Yongin Ilbo no. 15227).
//! - Blocks and prices that change within a period: each side has its days' share of the blocks and
//!   of the use, as in KEPCO's examples in `published`.
//! - The order of what is taken off, surplus, credits, notes and payments: `docs/billing.md`.
//!
//! ## How it differs from an engine
//!
//! | | an engine | the auditor |
//! |---|---|---|
//! | blocks | fills one after the other | charges steps in price for all that lies beyond |
//! | numbers | whole units, scaled | exact fractions, rounded when a line is complete |
//! | days | counts from an epoch, by formula | goes from one day to the next |
//! | state | what is stored, changed by calls | one pass over a journal |
//!
//! | file | what it holds |
//! |---|---|
//! | `journal` | what the auditor is given |
//! | `calendar` | days and due days |
//! | `fraction` | exact fractions |
//! | `tariff` | what a period costs |
//! | [`printed`] | KEPCO's tariffs, typed in by hand |
//! | `energy` | what of a month's energy is billed |
//! | `periods` | which days a month's bill is for |
//! | `accounts` | bills, payments, interest, balances |
//! | `notes` | what corrects a bill |
//! | `difference` | what two do not agree on |

mod accounts;
mod calendar;
mod difference;
mod energy;
mod fraction;
mod journal;
mod notes;
mod periods;
pub mod printed;
#[cfg(test)]
mod published;
#[cfg(test)]
mod stories;
mod tariff;

pub use accounts::{audit_bills, Account, Accounts, Invoice, Note};
pub use calendar::{days_in_month, due_date, Date};
pub use difference::differences;
pub use energy::Energy;
pub use journal::{Class, Contract, Customer, Ecoin, Entry, Journal, Rules, Surplus, YearMonth};
pub use tariff::{bill, with_taxes, Bill, Block, Part, Prices, Season, Tariff, Usage};
