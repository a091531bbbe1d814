//! # joule-device
//!
//! Reads the meters of a building or a home, signs what they say and trades for their owner, without
//! trusting any server.
//!
//! ```text
//! adapters   chain   page        input and output: meters, the chain, the owner
//!      \       |      /
//!       platform  runner         traits for the world; the loop that joins it with the engine
//!              |
//!           engine               what to sign and to send, as a state machine over the journal
//!       /    |     |    \
//!      |  battery  |     |       what a battery should do when
//!      |     |     |     |
//!     meter  trading  journal    what meters say | what to buy and sell | the memory
//!         \    |    /
//!    market  calendar  units     the words
//! ```
//!
//! Arrows point down. Nothing from the engine downwards does input or output, but for the journal, which
//! is given its storage.

pub mod adapters;
pub mod battery;
pub mod calendar;
pub mod chain;
pub mod clock;
pub mod config;
pub mod engine;
pub mod journal;
pub mod market;
pub mod meter;
pub mod page;
pub mod platform;
pub mod runner;
pub mod trading;
pub mod units;
