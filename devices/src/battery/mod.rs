//! A battery behind the meter: what it can do, and what it should do when, so that what is bought and sold is
//! what flows at the meter with it. No input or output in here.
//!
//! | file | what it does |
//! |---|---|
//! | [`storage`] | what a battery can do: capacity, power, losses |
//! | [`level`] | how full it is, and what the meters would have shown without it |
//! | [`terms`] | what it is worth in a period that so much flows at the meter |
//! | [`planner`] | finds the schedule that is worth most |
//! | [`schedule`] | a schedule, and why |
//! | [`bounds`] | the limits of orders that the battery is behind |

pub mod bounds;
pub mod level;
pub mod planner;
pub mod schedule;
pub mod storage;
pub mod terms;
