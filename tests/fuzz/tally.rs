//! What was called, and what came of it.

use joule_tests::*;
use pallet_energy_trading::Event as TradingEvent;
use pallet_ev_settlement::Event as ChargingEvent;
use polkadot_sdk::frame_support::traits::{CallMetadata, GetCallName, PalletInfoAccess};
use std::{collections::BTreeMap, fmt};

/// How often a call was made and how often it succeeded.
#[derive(Clone, Copy, Default)]
struct Count {
	made: u32,
	succeeded: u32,
}

/// The calls that were made and the events that tell how deep they went.
#[derive(Default)]
pub struct Tally {
	calls: BTreeMap<(&'static str, &'static str), Count>,
	events: BTreeMap<&'static str, u32>,
}

impl Tally {
	/// Notes a call.
	pub fn note(&mut self, call: &CallMetadata, succeeded: bool) {
		let count = self.calls.entry((call.pallet_name, call.function_name)).or_default();
		count.made += 1;
		count.succeeded += u32::from(succeeded);
	}

	/// Counts the events since the last time.
	pub fn note_events(&mut self) {
		for record in System::read_events_no_consensus() {
			let name = match record.event {
				RuntimeEvent::EnergyTrading(event) => match event {
					TradingEvent::Cleared { clearing, .. } if !clearing.volume_wh.is_zero() => {
						"clearings with trade"
					}
					TradingEvent::ContractMade { .. } => "contracts made",
					TradingEvent::ContractSettled { .. } => "contracts settled",
					TradingEvent::DisputeRuled { .. } => "rulings",
					TradingEvent::SpotTraded { .. } => "spot trades",
					TradingEvent::ProductPruned { .. } => "products pruned",
					TradingEvent::SettlementPostponed { .. } => "settlements postponed",
					_ => continue,
				},
				RuntimeEvent::EvSettlement(event) => match event {
					ChargingEvent::SessionPrepaid { .. } => "sessions prepaid",
					ChargingEvent::SessionExpired { .. } => "sessions expired",
					ChargingEvent::SessionSettled { owed, .. } if !owed.is_zero() => {
						"sessions settled with a debt"
					}
					ChargingEvent::SessionSettled { .. } => "sessions settled",
					ChargingEvent::SessionPruned { .. } => "sessions pruned",
					ChargingEvent::SettlementPostponed { .. } => "sessions postponed",
					_ => continue,
				},
				_ => continue,
			};
			*self.events.entry(name).or_default() += 1;
		}
		System::reset_events();
	}

	/// What two runs had together.
	pub fn add(mut self, other: Self) -> Self {
		for (call, count) in other.calls {
			let sum = self.calls.entry(call).or_default();
			sum.made += count.made;
			sum.succeeded += count.succeeded;
		}
		for (event, count) in other.events {
			*self.events.entry(event).or_default() += count;
		}
		self
	}

	/// Fails unless every call of ours succeeded at least once, and all that follows from calls
	/// happened too.
	pub fn assert_deep(&self) {
		let ours = [
			(Registry::name(), <pallet_registry::Call<Runtime>>::get_call_names()),
			(EcoinPallet::name(), <pallet_ecoin::Call<Runtime>>::get_call_names()),
			(Metering::name(), <pallet_metering::Call<Runtime>>::get_call_names()),
			(EnergyTrading::name(), <pallet_energy_trading::Call<Runtime>>::get_call_names()),
			(EvSettlement::name(), <pallet_ev_settlement::Call<Runtime>>::get_call_names()),
			(Billing::name(), <pallet_billing::Call<Runtime>>::get_call_names()),
		];
		for (pallet, names) in ours {
			for name in names {
				let count = self.calls.get(&(pallet, *name)).copied().unwrap_or_default();
				assert!(count.succeeded > 0, "{pallet}.{name} never succeeded");
			}
		}
		let total = self.total();
		assert!(total.made >= 10_000 && total.succeeded >= 3_000, "too few calls got through");
		for (event, least) in [
			("clearings with trade", 50),
			("contracts made", 200),
			("contracts settled", 100),
			("rulings", 5),
			("spot trades", 50),
			("products pruned", 1),
			("sessions prepaid", 100),
			("sessions expired", 20),
			("sessions settled", 20),
			("sessions settled with a debt", 5),
			("sessions pruned", 20),
		] {
			let count = self.events.get(event).copied().unwrap_or_default();
			assert!(count >= least, "{event}: {count}, not even {least}");
		}
	}

	fn total(&self) -> Count {
		self.calls.values().fold(Count::default(), |sum, count| Count {
			made: sum.made + count.made,
			succeeded: sum.succeeded + count.succeeded,
		})
	}
}

impl fmt::Display for Tally {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		for ((pallet, call), count) in &self.calls {
			writeln!(f, "{:>6} of {:>6}  {pallet}.{call}", count.succeeded, count.made)?;
		}
		let total = self.total();
		writeln!(f, "{:>6} of {:>6}  in all", total.succeeded, total.made)?;
		for (event, count) in &self.events {
			writeln!(f, "{count:>6} {event}")?;
		}
		Ok(())
	}
}
