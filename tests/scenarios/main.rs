//! Whole processes on the real runtime, under the names that others gave them.
//!
//! | module | what it plays |
//! |---|---|
//! | [`kepco_pilot`] | the process of KEPCO's pilot: seven steps, between buildings, between homes |
//! | [`multichain_pilot`] | the exchange on MultiChain, sections 2.1 to 2.8 of its paper |
//! | [`month`] | a neighbourhood's month of real profiles, recomputed by the auditor |
//! | [`year`] | a town's year of billing months, recomputed by the auditor |

mod kepco_pilot;
mod month;
mod multichain_pilot;
mod year;
