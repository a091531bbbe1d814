//! A chain on one machine, to try things out.
//!
//! It knows no other node. Each transaction gets a block at once, and that block is final. Its clock
//! is the machine's until it is told to move forward, so that a month of trading passes in a minute.

mod clock;
mod rpc;
mod sealing;
pub mod service;

pub use clock::LATEST;
