//! The words in which Joule's rooms talk to one another: units as types, the Korean calendar of
//! delivery periods, and the traits by which the pallets meet.
//!
//! Nothing here knows storage. A pallet that needs another one asks for a trait of this crate in
//! its `Config`; the runtime decides who answers.
//!
//! | module | what it says |
//! |---|---|
//! | [`units`] | [`Wh`], [`Watt`], [`PriceTick`], [`Ecoin`], and the one formula that ties them |
//! | [`calendar`] | instants, delivery periods and vintages in Korea Standard Time |
//! | [`participants`] | who takes part: roles, zones, permissions, and [`Participants`] to ask for them |
//! | [`assets`] | which asset id is the ecoin and which the energy of a month |
//! | [`devices`] | [`DeviceKey`]: with which meters and chargers sign |
//! | [`market`] | how far the markets have come: [`MarketProgress`] |
//! | [`metering`] | metering points and [`MeteredVolumes`], what the meters say |
//! | [`auction`] | the call auction of a product: [`CallAuction`] |
//! | [`continuous`] | the continuous book of a zone and vintage: [`ContinuousBook`] |
//! | [`genesis`] | what becomes of a chain whose genesis breaks a rule |
//! | [`charging`] | the charging of vehicles: [`CoveredEnergy`] |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod assets;
pub mod auction;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod calendar;
pub mod charging;
pub mod continuous;
pub mod devices;
pub mod genesis;
pub mod market;
pub mod metering;
pub mod participants;
pub mod units;

pub use assets::{AssetId, Balance, ECOIN_ASSET};
pub use auction::{
	BatchIndex, CallAuction, Clearing, Fill, Margin, OrderId, OrderTerms, ProductId, Side,
};
pub use calendar::{DeliveryPeriod, Moment, Resolution, Vintage, QUARTER_MS};
pub use charging::CoveredEnergy;
pub use continuous::{BookId, BookOrder, BookOrderId, ContinuousBook, Crossing};
pub use devices::{DeviceKey, DeviceSignature};
pub use market::MarketProgress;
pub use metering::{MeteredVolumes, MeteringPointId};
pub use participants::{Participants, Permission, Role, RoleSet, ZoneId};
pub use units::{Ecoin, PriceTick, Watt, Wh};
