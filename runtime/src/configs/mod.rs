//! How the pallets are set up, one file a concern.

mod accounts;
mod assets;
mod billing;
mod charging;
mod consensus;
mod governance;
mod market;
mod system;

pub use accounts::ProxyType;
pub use billing::BillingTickBudget;
pub use consensus::RememberedSessions;
pub use governance::EnsureCouncil;
pub use system::{BlockLength, BlockWeights, IdleReserve, BLOCK};
