//! A chain on one machine, to try things out.
//!
//! It knows no other node. Whoever sends a transaction gets a final block at once. Its clock is the
//! machine's until it is told to move forward, so that a month of trading passes in a minute.

mod clock;
mod rpc;
mod sealing;
pub mod service;

pub use clock::LATEST;
