//! # The forecaster
//!
//! On the first of each month the operator tells every participant what it will probably generate
//! and need. This crate works that out from the participant's own daily readings: what its meter
//! imported is its demand of the grid, what it exported the generation that it can sell.
//!
//! It runs where the operator keeps the readings, not on the chain: the chain does not know what
//! a household imports in a day. What `joule-forecast month` writes is what the operator publishes
//! there, with the call `publish_forecasts` of `pallets/billing`.
//!
//! ## The method
//!
//! Three things about a day to come are certain: how far it is away, which day of the week it is, and
//! how high the sun will stand. What a register counts in a day is taken to be
//!
//! ```text
//! level x day type x sun ^ exponent
//! ```
//!
//! - **Sun** is the radiation that arrives above the atmosphere at the participant's latitude, over its
//!   mean of a year. For exports it is that of the day itself. For imports it is that of thirty days
//!   before, because the ground warms and cools with that delay, and people heat and light by it.
//! - **Exponent** and **day type** (working day, Saturday, Sunday or holiday) are the straight line
//!   through the logarithms of all past days that fits best, by least squares, with shrinkage: it is
//!   pulled towards what one would expect before having seen the participant. That is no
//!   difference between days; and an exponent of 1 for exports, as panels in the sun have, and of 0
//!   for imports. The pull weighs as much as a few days of readings
//!   ([`Register::evidence_days`]), so it fades as the months go by.
//! - **Level** is whatever makes the last four weeks come out right.
//!
//! A month's forecast is the sum over its days. There is no weather in it, and no trend: a month that
//! is colder than the sun suggests, a holiday abroad or a new car are not foreseen. A building that
//! is heated in winter and cooled in summer has a year that the sun alone cannot tell: until it has
//! two summers of readings, the forecast for it is hardly better than its last month.
//!
//! The constants of the method were chosen on one half of the customers of a data set, and its error
//! measured on the other: see [`evaluation`] and `docs/benchmarks.md`.
//!
//! | module | what it holds |
//! |---|---|
//! | [`method`] | the forecast of a month |
//! | [`regression`] | the straight line with shrinkage |
//! | [`sun`] | how much sun a day can have |
//! | [`calendar`] | days, months and holidays |
//! | [`readings`] | daily readings, and the file they come from |
//! | [`evaluation`] | how far off it was, beside two plain guesses |

#![warn(missing_docs)]

pub mod calendar;
pub mod evaluation;
pub mod method;
pub mod readings;
pub mod regression;
pub mod sun;

pub use calendar::{Day, Holidays, Month};
pub use method::{forecast, Forecast, Place, Register, TooFewReadings};
pub use readings::{Customer, DayReading};
