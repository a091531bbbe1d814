//! What an account can do with calls: batch them, share them, have a device make them.

use crate::{Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, System};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::traits::{ConstU128, ConstU32, InstanceFilter},
	pallet_multisig, pallet_proxy, pallet_utility,
	sp_runtime::traits::BlakeTwo256,
};
use scale_info::TypeInfo;

/// What a device, or another account, may do for an account. No deposit: there is no fee coin.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Trade: orders, confirmations and disputes, but no transfer of assets.
	Trading,
	/// Relay meter readings.
	Metering,
	/// Bring what drivers and chargers signed, and end sessions that have not begun or are overdue:
	/// what a gateway of charge points does. No tariff, charge point, credential or debt.
	Charging,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::Trading => matches!(call, RuntimeCall::EnergyTrading(_)),
			Self::Metering => matches!(call, RuntimeCall::Metering(_)),
			Self::Charging => matches!(
				call,
				RuntimeCall::EvSettlement(
					pallet_ev_settlement::Call::prepay { .. }
						| pallet_ev_settlement::Call::cancel { .. }
						| pallet_ev_settlement::Call::report { .. }
						| pallet_ev_settlement::Call::report_many { .. }
						| pallet_ev_settlement::Call::settle_overdue { .. }
				)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == &Self::Any || self == other
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ConstU128<0>;
	type ProxyDepositFactor = ConstU128<0>;
	type MaxProxies = ConstU32<16>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<16>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = ConstU128<0>;
	type AnnouncementDepositFactor = ConstU128<0>;
	type BlockNumberProvider = System;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = ConstU128<0>;
	type DepositFactor = ConstU128<0>;
	type MaxSignatories = ConstU32<16>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}
