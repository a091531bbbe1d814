//! # Tariff
//!
//! What a month of electricity from the grid costs: KEPCO's rules as pure functions of published
//! tables, in whole numbers.
//!
//! A table is data ([`TariffTable`]): the council decides on it, and it is valid from the first day
//! of a month until the next one of its class. Nothing in this crate knows a price.
//!
//! | module | what it says |
//! |---|---|
//! | [`calendar`] | days in Korea, holidays, billing periods and their parts, due dates |
//! | [`table`] | what a tariff table holds |
//! | [`validation`] | what is wrong with a table, each fault by its own name |
//! | [`bill`] | the lines of a bill, from a table and what was drawn |
//! | [`time_of_use`] | which hours are off-peak, mid-peak and on-peak, and how energy is split |
//! | [`benefit`] | what each Wh of a month costs, the dearest first: what trading can save |
//!
//! ## How a bill comes about
//!
//! 1. **Period.** From one reading day to the next, the first included. A period within one season of
//!    one table is one [`Part`](bill::Part); where a new season or a new table begins within it, on
//!    the first of a month, the period has two parts. Energy that is charged by blocks is divided
//!    between them by their days; any other by what was drawn in each, for meters are read at the end
//!    of every month.
//! 2. **Part months.** A part of `d` days of a period of `p` days has its block limits and its base
//!    fee multiplied by `d / p`. A limit is floored to 1 Wh.
//! 3. **Energy charge.** Each block, or time of use, at its price: Wh x ticks, exact. The base fee is
//!    that of the block in which the energy ends, or won a kW of contract power, or both.
//! 4. **Surcharges** a kWh: climate, and fuel, which may be negative.
//! 5. **Rounding.** Base fee, energy charge and each surcharge are summed up over the parts, then drop
//!    fractions of a won. Value added tax on the sum of these is rounded to the nearest won, halves up.
//!    The levy for the power industry's fund drops what is below 10 won, and so does the total. Where
//!    tables of two parts differ in tax or levy, those of the later part hold.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

pub mod benefit;
pub mod bill;
pub mod calendar;
pub mod money;
mod proportion;
pub mod table;
pub mod time_of_use;
pub mod validation;

pub use bill::{bill, spread, Bill, ChargedAs, EnergyLine, Part, Usage};
pub use calendar::{BillingPeriod, Day, ReadingDay};
pub use money::Krw;
pub use table::{Block, Load, Rates, Season, TariffClass, TariffTable};
pub use time_of_use::LoadSplit;
pub use validation::TableFault;
