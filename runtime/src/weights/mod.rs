//! What each call costs, measured by `scripts/weights`. Generated: do not edit by hand.

pub mod frame_system;
pub mod pallet_billing;
pub mod pallet_ecoin;
pub mod pallet_energy_trading;
pub mod pallet_ev_settlement;
pub mod pallet_metering;
pub mod pallet_registry;
pub mod pallet_sites;
