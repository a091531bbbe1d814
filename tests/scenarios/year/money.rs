//! How the town pays, and how it is corrected.

use super::town::Town;
use joule_tariff::{Day, Usage};
use joule_tests::*;
use pallet_billing::{Call, Credits, Debts, Invoices, StandingOrders};
use polkadot_sdk::{frame_support::BoundedVec, sp_core::H256};

impl Town {
	/// Some pay in time, some late, some in parts. Who has a standing order pays what it left.
	pub fn pay(&mut self, today: Day) {
		let mut debts: Vec<_> = Debts::<Runtime>::iter()
			.map(|(who, month, debt)| (self.places[&who], month, debt.accrued(today)))
			.filter(|(_, _, debt)| !debt.owed().is_zero())
			.collect();
		debts.sort_by_key(|(place, month, _)| (*place, *month));
		for (place, month, debt) in debts {
			let person = self.residents[place].person.clone();
			let has_order = StandingOrders::<Runtime>::contains_key(&person.account);
			let percent = match (has_order, debt.is_overdue(today)) {
				(true, false) => 1,
				(true, true) => 20,
				(false, false) => 12,
				(false, true) => 6,
			};
			if !self.chance.percent(percent) {
				continue;
			}
			let owed = debt.owed().0;
			let amount = match self.chance.below(4) {
				0 => 1 + owed * u128::from(self.chance.below(100)) / 100,
				_ => owed,
			};
			self.deed(&person, Call::pay { month, amount: Ecoin(amount.min(owed)) });
			if self.chance.percent(2) {
				// A doubled payment.
				self.deed(&person, Call::pay { month, amount: Ecoin(owed) });
			}
		}
		self.refund();
		self.write_off(today);
	}

	/// Of what is long overdue some is written off.
	fn write_off(&mut self, today: Day) {
		let mut overdue: Vec<_> = Debts::<Runtime>::iter()
			.filter(|(_, _, debt)| !debt.open.is_zero() && debt.due_on.plus(20) < today)
			.map(|(who, month, _)| (self.places[&who], month))
			.collect();
		overdue.sort();
		for (place, month) in overdue {
			if self.chance.percent(1) {
				let customer = self.residents[place].person.account.clone();
				self.deed(&meter_operator(), Call::write_off { customer, month });
			}
		}
	}

	fn refund(&mut self) {
		let mut credits: Vec<_> =
			Credits::<Runtime>::iter().map(|(who, credit)| (self.places[&who], credit)).collect();
		credits.sort();
		for (place, credit) in credits {
			if self.chance.percent(3) {
				let part = u128::from(self.chance.below(100));
				let amount = Ecoin(1 + credit.0 * part / 100).min(credit);
				let customer = self.residents[place].person.account.clone();
				self.deed(&operator(), Call::refund { customer, amount });
			}
		}
	}

	/// A meter operator finds that something was read wrong, mostly by little.
	pub fn correct(&mut self) {
		for _ in 0..2 {
			if !self.chance.percent(25) {
				continue;
			}
			let place = self.chance.below(self.residents.len() as u64) as usize;
			let customer = self.residents[place].person.account.clone();
			let mut invoices: Vec<_> = Invoices::<Runtime>::iter_prefix(&customer).collect();
			invoices.sort_by_key(|(month, _)| *month);
			let Some((month, invoice)) = invoices.pop() else { continue };
			let percent = *self.chance.pick(&[40, 85, 95, 99, 101, 110, 130]);
			let parts = invoice.usage.iter().map(|usage| match usage {
				Usage::Split(_) => {
					self.usage(invoice.terms.class, usage.energy_wh().0 * percent / 100)
				}
				Usage::Total(energy) => Usage::Total(Wh(energy.0 * percent / 100)),
			});
			let parts = BoundedVec::truncate_from(parts.collect());
			let evidence = H256::repeat_byte(2);
			let call = Call::correct_invoice { customer, month, parts, evidence };
			self.deed(&meter_operator(), call);
			// What was drawn after all stands in the last note, until there is another one.
			self.note_events();
		}
	}
}
