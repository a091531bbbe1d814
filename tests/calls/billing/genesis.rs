//! What the presets begin with: settings, published tables and the holidays that are known.

use crate::scene::*;
use pallet_billing::{GenesisConfig, Holidays};
use polkadot_sdk::{
	sp_io::TestExternalities,
	sp_runtime::{BuildStorage, Storage},
};

fn build(config: GenesisConfig<Runtime>) -> Storage {
	let mut storage = genesis_storage();
	config.assimilate_storage(&mut storage).expect("genesis builds or panics");
	storage
}

/// The settings of the preset, changed.
fn settings_with(change: impl FnOnce(&mut SettingsOf<Runtime>)) -> GenesisConfig<Runtime> {
	let mut settings = TestExternalities::new(genesis_storage()).execute_with(settings);
	change(&mut settings);
	GenesisConfig { settings: Some(settings), ..Default::default() }
}

#[test]
fn the_local_preset_has_settings_a_table_of_each_class_and_holidays() {
	test(|| {
		assert_eq!(settings().biller, operator().account);
		for class in TariffClass::ALL {
			assert!(Billing::tariff_in(class, NOV).is_some(), "{class:?}");
		}
		assert!(Billing::is_holiday(day(DEC, 25)) && Billing::is_holiday(day(JAN, 1)));
	});
}

#[test]
fn holidays_of_several_years_are_kept_by_year() {
	let holidays = vec![(2030, 1, 1), (2030, 3, 1), (2031, 1, 1)];
	let storage = build(GenesisConfig { holidays, ..Default::default() });
	TestExternalities::new(storage).execute_with(|| {
		assert_eq!(Holidays::<Runtime>::get(2030).len(), 2);
		assert_eq!(Holidays::<Runtime>::get(2031).len(), 1);
	});
}

#[test]
#[should_panic(expected = "ClosesBeforeTrades")]
fn settings_that_close_a_month_before_its_trades_are_settled_make_no_chain() {
	build(settings_with(|settings| settings.closing_days = 1));
}

#[test]
#[should_panic(expected = "BillerMayNotReceive")]
fn a_biller_that_nobody_knows_makes_no_chain() {
	build(settings_with(|settings| settings.biller = stranger().account));
}

#[test]
#[should_panic(expected = "UnknownMonth")]
fn a_table_from_no_month_on_makes_no_chain() {
	let class = TariffClass::General;
	let table = TestExternalities::new(genesis_storage())
		.execute_with(|| Billing::tariff_in(class, NOV))
		.expect("the preset has a table");
	let tariffs = vec![(class, Vintage(202613), table)];
	build(GenesisConfig { tariffs, ..Default::default() });
}

#[test]
#[should_panic(expected = "HolidayOutsideYear")]
fn a_holiday_that_is_no_day_makes_no_chain() {
	build(GenesisConfig { holidays: vec![(2030, 2, 30)], ..Default::default() });
}

#[test]
#[should_panic(expected = "HolidaysNotInOrder")]
fn a_holiday_that_is_named_twice_makes_no_chain() {
	build(GenesisConfig { holidays: vec![(2030, 1, 1), (2030, 1, 1)], ..Default::default() });
}

#[test]
#[should_panic(expected = "there are too many holidays")]
fn more_holidays_than_a_year_may_have_make_no_chain() {
	let days = (1..=6).flat_map(|month| (1..=28).map(move |day| (2030, month, day)));
	build(GenesisConfig { holidays: days.collect(), ..Default::default() });
}
