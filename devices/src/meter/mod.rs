//! What meters say, and what the chain wants to know of it. No input or output in here.
//!
//! A meter's way through these files, from top to bottom:
//!
//! | file | what it does |
//! |---|---|
//! | [`registers`] | two registers that only count up, in Wh: import and export |
//! | [`counter`] | makes such registers of counters that wrap around, are reset or lie for a moment |
//! | [`quarters`] | what the registers were at each full quarter of an hour, gaps filled in |
//! | [`schedule`] | which of those quarters the chain has to know |
//! | [`commitment`] | the Merkle root that commits to the others |
//! | [`reading`] | the message that the meter's key signs, and the rules by which the chain takes it |
//!
//! # Sign and unit
//!
//! *Import* is what is drawn from the grid, *export* what is fed into it. Both are cumulative and in Wh,
//! neither is ever negative, and power never appears: what cannot be said by a register that counts up is
//! not said.

pub mod commitment;
pub mod counter;
pub mod quarters;
pub mod reading;
pub mod registers;
pub mod schedule;
