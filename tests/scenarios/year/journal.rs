//! What the chain said, in the words of the auditor.

use super::town::{name_of, Town};
use joule_auditor::billing::{self as auditor, printed, Date, Entry};
use joule_runtime::configs::BlockWeights;
use joule_tariff::{calendar::month_of_year, Day, TariffClass, Usage};
use joule_tests::*;
use pallet_billing::{
	Basis, CurrentSettings, Event, Invoices, Notes, StandingOrders, Surplus, SurplusRule,
	TariffTables,
};
use pallet_energy_trading::WeightInfo;
use polkadot_sdk::frame_support::traits::{Get, Hooks};
use std::collections::{BTreeMap, BTreeSet};

/// A journal of a town in which nothing happened yet, with the rules of the genesis.
pub fn empty(customers: usize) -> auditor::Journal {
	let settings = CurrentSettings::<Runtime>::get().expect("the genesis sets them");
	let notes = <<Runtime as pallet_billing::Config>::MaxNotes as Get<u32>>::get() as usize;
	let holidays = pallet_billing::Holidays::<Runtime>::iter_values().flatten().map(date);
	let rules = auditor::Rules {
		tariffs: tariffs(),
		holidays: holidays.collect::<BTreeSet<_>>(),
		closing_days: settings.closing_days.into(),
		due_days: settings.due_days.into(),
		least_days_to_pay: settings.least_days_to_pay.into(),
		surplus: surplus_rule(settings.surplus),
		interest_millionths: settings.interest_ppm_a_day.into(),
		notes,
		late_notes: notes / 2,
	};
	auditor::Journal {
		rules,
		customers,
		entries: Vec::new(),
		known_on: BTreeMap::new(),
		until: date(Day::of(now())),
	}
}

/// KEPCO's tariffs as they were printed, and what the council decided since.
fn tariffs() -> BTreeMap<auditor::Class, Vec<auditor::Tariff>> {
	let mut tariffs = BTreeMap::<_, Vec<_>>::new();
	for (class, from) in TariffTables::<Runtime>::iter_keys() {
		let printed = match class {
			TariffClass::ResidentialLowVoltage => printed::homes_at_low_voltage(),
			TariffClass::ResidentialHighVoltage => printed::homes_at_high_voltage(),
			TariffClass::General => printed::buildings(),
			TariffClass::GeneralTimeOfUse => printed::buildings_by_the_hour(),
		};
		let since = year_month(from);
		// Later tables differ in what the town's council decides, and in nothing else.
		let in_force = if printed.since < since { decided(since, printed) } else { printed };
		tariffs.entry(name_of(class)).or_default().push(in_force);
	}
	for versions in tariffs.values_mut() {
		versions.sort_by_key(|tariff| tariff.since);
	}
	tariffs
}

/// A printed tariff with the surcharges that the council sets in the course of the year.
fn decided(since: auditor::YearMonth, printed: auditor::Tariff) -> auditor::Tariff {
	auditor::Tariff { since, climate_tenths: 97, fuel_tenths: -20, fund_permille: 25, ..printed }
}

fn surplus_rule(rule: SurplusRule) -> auditor::Surplus {
	match rule {
		SurplusRule::CarryOver { price } => {
			auditor::Surplus::CarriedOver { tenths: price.0.into() }
		}
		SurplusRule::BuyBack { price } => auditor::Surplus::BoughtBack { tenths: price.0.into() },
	}
}

pub fn year_month(month: Vintage) -> auditor::YearMonth {
	(month.0 / 100, month_of_year(month).into())
}

/// A day by its name.
pub fn date(day: Day) -> Date {
	let month = day.month().expect("a month");
	let (year, number) = year_month(month);
	Date::new(year, number, Day::first_of(month).expect("a month").until(day) + 1)
}

/// What was drawn: for each month part, for each band.
fn drawn(usage: &[Usage]) -> Vec<Vec<u64>> {
	let bands = |usage: &Usage| match usage {
		Usage::Total(energy) => vec![energy.0],
		Usage::Split(split) => {
			vec![split.off_peak_wh.0, split.mid_peak_wh.0, split.on_peak_wh.0]
		}
	};
	usage.iter().map(bands).collect()
}

impl Town {
	/// Midnight: the markets do what is due first, then billing does; in between it is noted what
	/// everybody could spend.
	pub fn let_the_day_begin(&mut self, today: Day) {
		self.journal.until = date(today);
		set_clock(today.start());
		let idle = <Runtime as pallet_energy_trading::Config>::WeightInfo::tick_base();
		let room = BlockWeights::get().max_block;
		while EnergyTrading::on_idle(System::block_number(), room).any_gt(idle) {
			System::set_block_number(System::block_number() + 1);
		}
		self.note_events();
		self.free = self
			.residents
			.iter()
			.map(|resident| free_ecoin(&resident.person.account).0.saturating_sub(1))
			.collect();
		self.note_energy(today);
		advance_to(today.start());
		self.note_events_of_the_night();
	}

	/// What the chain said about standing orders and closings, none of which anybody asked for.
	fn note_events_of_the_night(&mut self) {
		self.note_all_events(true);
	}

	/// What the chain said about deeds.
	pub fn note_events(&mut self) {
		self.note_all_events(false);
	}

	fn note_all_events(&mut self, is_night: bool) {
		for record in System::read_events_no_consensus() {
			match record.event {
				RuntimeEvent::Billing(event) => self.note_billing(event, is_night),
				RuntimeEvent::EnergyTrading(TradingEvent::SpotTraded { .. }) => {
					self.happened.spot_trades += 1;
				}
				_ => (),
			}
		}
		System::reset_events();
	}

	fn enter(&mut self, entry: Entry) {
		self.journal.entries.push((date(Day::of(now())), entry));
	}

	fn note_billing(&mut self, event: Event<Runtime>, is_night: bool) {
		match event {
			Event::SettingsSet { settings } => {
				self.enter(Entry::SurplusDecided(surplus_rule(settings.surplus)));
				self.enter(Entry::InterestDecided(settings.interest_ppm_a_day.into()));
			}
			Event::TariffSet { .. } => self.journal.rules.tariffs = tariffs(),
			Event::SetAside { amount, .. } => self.enter(Entry::FundFilled(amount.0)),
			Event::ContractConcluded { customer, contract } => {
				let begun = auditor::Contract {
					class: name_of(contract.terms.class),
					watt: contract.terms.contract_power.0,
					reading_day: contract.reading_day.number().into(),
					from: date(contract.begins),
					until: None,
				};
				self.enter(Entry::ContractBegun(self.places[&customer], begun));
			}
			Event::ContractEnded { customer, ends } => {
				self.happened.contracts_ended += 1;
				let (customer, until) = (self.places[&customer], Some(date(ends)));
				self.enter(Entry::ContractEnded { customer, until });
			}
			Event::EndWithdrawn { customer } => {
				self.happened.ends_withdrawn += 1;
				let customer = self.places[&customer];
				self.enter(Entry::ContractEnded { customer, until: None });
			}
			Event::ContractWithdrawn { customer } => {
				self.happened.contracts_withdrawn += 1;
				let may_receive = Registry::may_receive(&customer);
				let customer = self.places[&customer];
				self.enter(Entry::ContractWithdrawn { customer, may_receive });
			}
			Event::ContractChanged { customer, from, terms } => {
				self.happened.terms_changed += 1;
				self.enter(Entry::TermsChanged {
					customer: self.places[&customer],
					from: year_month(from),
					class: name_of(terms.class),
					watt: terms.contract_power.0,
				});
			}
			Event::InvoiceIssued { customer, month, .. } => self.note_invoice(customer, month),
			Event::ClosingPutOff { .. } => self.happened.put_off += 1,
			Event::EnergyHandedIn { customer, month, redeemed_wh, surplus, .. } => {
				self.happened.handed_in += 1;
				self.happened.late_energy += u64::from(!redeemed_wh.is_zero());
				self.enter(Entry::HandedIn {
					customer: self.places[&customer],
					month: year_month(month),
					wh: redeemed_wh.0 + surplus.quantity_wh().0,
					may_receive: Registry::may_receive(&customer),
				});
				self.note_surplus(self.places[&customer], &surplus);
			}
			Event::CarryOverEnded { customer, surplus } => {
				self.happened.carry_overs_ended += 1;
				self.note_surplus(self.places[&customer], &surplus);
			}
			Event::InvoiceCorrected { customer, month, credited, .. } => {
				self.happened.notes += 1;
				self.happened.credits += u64::from(!credited.is_zero());
				let notes = Notes::<Runtime>::get(&customer, month);
				let drawn_wh = drawn(&notes.last().expect("a note was made").usage);
				let may_receive = Registry::may_receive(&customer);
				let (customer, month) = (self.places[&customer], year_month(month));
				self.enter(Entry::Corrected { customer, month, drawn_wh, may_receive });
			}
			Event::Paid { customer, month, amount, interest, .. } => {
				self.note_payment(customer, month, amount, interest, is_night);
			}
			Event::StandingOrderShort { .. } => self.happened.standing_orders_short += 1,
			Event::WrittenOff { customer, month, .. } => {
				self.happened.write_offs += 1;
				let (customer, month) = (self.places[&customer], year_month(month));
				self.enter(Entry::WrittenOff { customer, month });
			}
			Event::CreditRefunded { customer, amount } => {
				self.happened.refunds += 1;
				let customer = self.places[&customer];
				self.refunded[customer] += amount.0;
				self.enter(Entry::Refunded { customer, amount: amount.0 });
			}
			_ => (),
		}
	}

	fn note_invoice(&mut self, who: AccountId, month: Vintage) {
		let invoice = Invoices::<Runtime>::get(&who, month).expect("it was issued");
		let customer = self.places[&who];
		self.happened.invoices += 1;
		self.happened.estimated += u64::from(invoice.basis == Basis::Estimated);
		self.happened.in_two_parts += u64::from(invoice.usage.len() == 2);
		self.enter(Entry::Closed {
			customer,
			month: year_month(month),
			drawn_wh: self.drawn_wh(customer, month),
			covered_wh: 0,
			energy_wh: self.energy_at_night(customer, month),
			may_receive: Registry::may_receive(&who),
		});
		*self.paid_of_invoice.entry((customer, month.0)).or_default() += invoice.credit_used.0;
		self.note_surplus(customer, &invoice.surplus);
	}

	fn note_surplus(&mut self, customer: usize, surplus: &Surplus) {
		match surplus {
			Surplus::BoughtBack { paid, .. } => {
				self.happened.bought_back += 1;
				self.bought_back[customer] += paid.0;
				self.free[customer] += paid.0;
			}
			Surplus::CarriedOver { quantity_wh } => {
				self.happened.carried_over += u64::from(!quantity_wh.is_zero());
			}
			Surplus::Credited { .. } => self.happened.surpluses_credited += 1,
		}
	}

	fn note_payment(
		&mut self,
		who: AccountId,
		month: Vintage,
		amount: Ecoin,
		interest: Ecoin,
		is_night: bool,
	) {
		let customer = self.places[&who];
		self.paid[customer] += amount.0;
		*self.paid_of_invoice.entry((customer, month.0)).or_default() += amount.0;
		self.happened.payments_with_interest += u64::from(!interest.is_zero());
		let month = year_month(month);
		if is_night {
			self.happened.standing_orders += 1;
			let limit = StandingOrders::<Runtime>::get(&who).expect("by standing order").0;
			let free = self.free[customer];
			self.enter(Entry::StandingOrder { customer, month, limit, free });
			self.free[customer] -= amount.0;
		} else {
			self.happened.payments += 1;
			self.enter(Entry::Paid { customer, month, amount: amount.0 });
		}
	}
}
