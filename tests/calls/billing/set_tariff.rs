//! `set_tariff`: tables with their validity, decided by the council.

use crate::scene::*;
use joule_primitives::PriceTick;
use joule_tariff::{Block, Rates};
use pallet_billing::{TariffTables, TariffVersions};

const CLASS: TariffClass = TariffClass::ResidentialLowVoltage;

fn table() -> TariffTable {
	Billing::tariff_in(CLASS, NOV).expect("the genesis has a table")
}

fn set(valid_from: Vintage, table: TariffTable) -> DispatchResult {
	Billing::set_tariff(council(), CLASS, valid_from, table)
}

/// The household's table with other blocks in its first season.
fn with_blocks(change: impl FnOnce(&mut Vec<Block>)) -> TariffTable {
	let mut table = table();
	let Rates::Blocks(blocks) = table.seasons[0].rates.clone() else { panic!("it has blocks") };
	let mut blocks = blocks.into_inner();
	change(&mut blocks);
	table.seasons[0].rates = Rates::Blocks(blocks.try_into().expect("not more than before"));
	table
}

#[test]
fn a_table_is_valid_from_its_first_month_on() {
	test(|| {
		let mut dearer = table();
		dearer.climate = PriceTick(120);
		assert_ok!(set(JAN, dearer.clone()));
		assert_event(Event::TariffSet { class: CLASS, valid_from: JAN });
		assert_eq!(Billing::tariff_in(CLASS, DEC), Some(table()));
		assert_eq!(Billing::tariff_in(CLASS, JAN), Some(dearer.clone()));
		assert_eq!(Billing::tariff_in(CLASS, Vintage(203012)), Some(dearer));
		assert_eq!(Billing::tariff_in(CLASS, Vintage(202506)), None);
	});
}

#[test]
fn a_table_to_come_can_be_replaced() {
	test(|| {
		let mut dearer = table();
		dearer.climate = PriceTick(120);
		assert_ok!(set(JAN, dearer));
		assert_ok!(set(JAN, table()));
		assert_eq!(Billing::tariff_in(CLASS, JAN), Some(table()));
		assert_eq!(TariffVersions::<Runtime>::get(CLASS).len(), 2);
	});
}

#[test]
fn tables_may_come_in_any_order() {
	test(|| {
		for month in [Vintage(202704), JAN, Vintage(202702)] {
			assert_ok!(set(month, table()));
		}
	});
}

#[test]
fn only_the_council_sets_a_table() {
	test(|| {
		for origin in [operator().origin(), home(1).origin(), RuntimeOrigin::none()] {
			assert_noop!(
				Billing::set_tariff(origin, CLASS, JAN, table()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn a_month_that_has_begun_keeps_its_table() {
	test(|| {
		for month in [NOV, OCTOBER, Vintage(202507), Vintage(197002)] {
			assert_noop!(set(month, table()), Error::TariffInPast);
		}
		advance_by(1);
		assert_ok!(set(DEC, table()));
	});
}

#[test]
fn the_first_table_of_a_class_may_begin_at_any_time() {
	test(|| {
		let table = table();
		let _ = TariffTables::<Runtime>::clear_prefix(CLASS, u32::MAX, None);
		TariffVersions::<Runtime>::remove(CLASS);
		assert_ok!(set(OCTOBER, table));
	});
}

#[test]
fn a_class_whose_first_table_is_to_come_can_have_one_for_the_months_before() {
	test(|| {
		let mut customer = Customer::household(1);
		let table = table();
		let _ = TariffTables::<Runtime>::clear_prefix(CLASS, u32::MAX, None);
		TariffVersions::<Runtime>::remove(CLASS);
		assert_ok!(set(JAN, table.clone()));
		customer.read_at_end_of(NOV, 300, 0);
		// January has begun, and November and December have no table.
		advance_to(day(JAN, 20).start());
		assert!(!customer.has_invoice(NOV));
		assert_noop!(set(JAN, table.clone()), Error::TariffInPast);
		assert_ok!(set(DEC, table.clone()));
		assert_noop!(set(DEC, table.clone()), Error::TariffInPast);
		assert_ok!(set(NOV, table.clone()));
		// The period of November may begin in October, by the reading day.
		assert_ok!(set(OCTOBER, table.clone()));
		assert_noop!(set(Vintage(202609), table), Error::TariffInPast);
		advance_by(DAY_MS);
		assert_eq!(customer.invoice(NOV).bill, household_bill(NOV, 300));
	});
}

#[test]
fn what_is_no_month_is_refused() {
	test(|| {
		for month in [0, 202600, 202613, u32::MAX] {
			assert_noop!(set(Vintage(month), table()), Error::UnknownMonth);
		}
	});
}

#[test]
fn each_fault_of_a_table_has_its_error() {
	test(|| {
		let mut faulty = table();
		faulty.vat_permille = 1_001;
		assert_noop!(set(JAN, faulty), Error::TariffTaxTooHigh);
		let mut faulty = table();
		faulty.fuel_ticks = -1_201;
		assert_noop!(set(JAN, faulty), Error::TariffNegativePrice);
		let mut faulty = table();
		faulty.seasons[0].months = vec![3, 4, 5, 6, 9, 10].try_into().unwrap();
		assert_noop!(set(JAN, faulty), Error::TariffMonthWithoutSeason);
		let mut faulty = table();
		faulty.seasons[0].months = vec![3, 4, 5, 6, 7, 9, 10, 11].try_into().unwrap();
		assert_noop!(set(JAN, faulty), Error::TariffMonthInTwoSeasons);
		let mut faulty = table();
		faulty.seasons[0].months = vec![13].try_into().unwrap();
		assert_noop!(set(JAN, faulty), Error::TariffUnknownMonth);
	});
}

#[test]
fn blocks_with_gaps_or_overlaps_are_refused() {
	test(|| {
		let refused = |change: fn(&mut Vec<Block>), error: Error| {
			assert_noop!(set(JAN, with_blocks(change)), error);
		};
		refused(|blocks| blocks[1].above_wh = Wh(200_001), Error::TariffBlockGap);
		refused(|blocks| blocks[1].above_wh = Wh(199_999), Error::TariffBlockOverlap);
		refused(|blocks| blocks[1].up_to_wh = Some(Wh(200_000)), Error::TariffEmptyBlock);
		refused(|blocks| blocks[2].up_to_wh = Some(Wh(900_000)), Error::TariffLastBlockEnds);
		refused(|blocks| blocks.clear(), Error::TariffNoBlocks);
		refused(|blocks| blocks[2].base_krw = 1_599, Error::TariffFallingBaseFee);
	});
}

#[test]
fn days_with_gaps_or_overlaps_are_refused() {
	test(|| {
		let with_stretches = |minutes: &[u16]| {
			let class = TariffClass::GeneralTimeOfUse;
			let mut table = Billing::tariff_in(class, NOV).expect("the genesis has a table");
			for season in table.seasons.iter_mut() {
				if let Rates::TimeOfUse { stretches, .. } = &mut season.rates {
					let first = stretches[0];
					let all = minutes
						.iter()
						.map(|minute| joule_tariff::table::Stretch {
							from_minute: *minute,
							..first
						})
						.collect::<Vec<_>>();
					*stretches = all.try_into().expect("a few");
				}
			}
			Billing::set_tariff(council(), class, JAN, table)
		};
		assert_noop!(with_stretches(&[]), Error::TariffStretchGap);
		assert_noop!(with_stretches(&[60]), Error::TariffStretchGap);
		assert_noop!(with_stretches(&[0, 60, 60]), Error::TariffStretchOverlap);
		assert_noop!(with_stretches(&[0, 1_440]), Error::TariffStretchBeyondDay);
		assert_ok!(with_stretches(&[0, 60]));
	});
}

#[test]
fn a_class_has_only_so_many_tables() {
	test(|| {
		let most = <<Runtime as pallet_billing::Config>::MaxVersions as Get<u32>>::get();
		let months = (2027..).flat_map(|year| (1..=12).map(move |month| year * 100 + month));
		for month in months.clone().take(most as usize - 1) {
			assert_ok!(set(Vintage(month), table()));
		}
		let next = months.clone().nth(most as usize).unwrap();
		assert_noop!(set(Vintage(next), table()), Error::TooManyVersions);
		assert_ok!(set(JAN, table()));
	});
}

fn versions() -> Vec<Vintage> {
	TariffVersions::<Runtime>::get(CLASS).into_inner()
}

#[test]
fn a_table_goes_when_nothing_can_be_charged_by_it() {
	test(|| {
		let genesis = Vintage(202507);
		let mut customer = Customer::household(1).with_ecoin_krw(10_000);
		assert_ok!(end(&customer, Some(day(DEC, 1))));
		assert_ok!(set(DEC, table()));
		assert_ok!(set(JAN, table()));
		// November is open, then closed and kept for two years.
		advance_to(day(Vintage(202702), 20).start());
		assert_ok!(set(Vintage(202703), table()));
		assert_eq!(versions(), [genesis, DEC, JAN, Vintage(202703)]);
		customer.meter.read_at(NOV.end().unwrap(), Wh(1_000), Wh::ZERO);
		advance_by(2 * DAY_MS);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
		advance_to(day(Vintage(202811), 30).start());
		assert_ok!(set(Vintage(202812), table()));
		assert_eq!(versions().first(), Some(&genesis), "November may still be corrected");

		// The next month is the first one that a contract could begin in.
		advance_to(day(Vintage(202812), 2).start());
		assert_ok!(set(Vintage(202901), table()));
		assert_eq!(versions(), [Vintage(202703), Vintage(202812), Vintage(202901)]);
		assert_eq!(TariffTables::<Runtime>::iter_key_prefix(CLASS).count(), 3);
		for valid_from in [genesis, DEC, JAN] {
			assert_event(Event::TariffRemoved { class: CLASS, valid_from });
		}
	});
}

#[test]
fn a_table_stays_as_long_as_a_month_waits_for_its_reading() {
	test(|| {
		let _unread = Customer::household(1);
		assert_ok!(set(DEC, table()));
		advance_to(day(Vintage(203001), 1).start());
		assert_ok!(set(Vintage(203002), table()));
		assert_eq!(versions(), [Vintage(202507), DEC, Vintage(203002)]);
	});
}

#[test]
fn a_table_stays_for_the_days_before_the_month_that_waits() {
	test(|| {
		let unread = Customer::without_contract(1);
		// Its first month is December, from 15 November on.
		assert_ok!(conclude(&unread.person, HOUSEHOLD, 15, day(NOV, 15)));
		assert_ok!(set(DEC, table()));
		advance_to(day(Vintage(203001), 1).start());
		assert_ok!(set(Vintage(203002), table()));
		assert_eq!(versions(), [Vintage(202507), DEC, Vintage(203002)]);
	});
}

#[test]
fn a_new_table_is_charged_from_its_month_on() {
	test(|| {
		let mut dearer = table();
		dearer.climate = PriceTick(190);
		assert_ok!(set(DEC, dearer));
		let mut customer = Customer::household(1);
		customer.read_at_end_of(NOV, 300, 0);
		customer.read_at_end_of(DEC, 300, 0);
		advance_to_closing_of(DEC);
		assert_eq!(customer.invoice(NOV).bill.climate, Krw(2_700));
		assert_eq!(customer.invoice(DEC).bill.climate, Krw(5_700));
	});
}
