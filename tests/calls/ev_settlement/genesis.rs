//! What the presets begin with: an operator and the public tariffs for fast charging.

use crate::scene::*;
use polkadot_sdk::{
	sp_io::TestExternalities,
	sp_runtime::{BuildStorage, Storage},
};

fn build(tariffs: Vec<(AccountId, Vec<(u16, PriceTick)>)>) -> Storage {
	let mut storage = genesis_storage();
	pallet_ev_settlement::GenesisConfig::<Runtime> { tariffs }
		.assimilate_storage(&mut storage)
		.expect("genesis builds or panics");
	storage
}

#[test]
fn the_local_preset_has_an_operator_with_the_public_prices() {
	test(|| {
		let site = charge_point_operator();
		assert!(Registry::has_role(&site.account, Role::ChargePointOperator));
		assert!(!Registry::has_role(&operator().account, Role::ChargePointOperator));
		for (id, price) in [(0, 3_244), (1, 3_472)] {
			let registered = Tariffs::<Runtime>::get(TariffId(id)).expect("it is there");
			assert_eq!((registered.operator, registered.references), (site.account.clone(), 0));
			assert_eq!(registered.tariff, tariff(&[(0, price)]));
		}
		assert_eq!(NextTariffId::<Runtime>::get(), TariffId(2));
		assert_eq!(Evses::<Runtime>::iter_keys().count(), 0);
	});
}

#[test]
fn tariffs_of_the_genesis_may_have_bands() {
	let bands = vec![(0, PriceTick(2_000)), (540, PriceTick(3_000))];
	TestExternalities::new(build(vec![(charge_point_operator().account, bands)])).execute_with(
		|| {
			let registered = Tariffs::<Runtime>::get(TariffId(2)).expect("it is there");
			assert_eq!(registered.tariff, tariff(&[(0, 2_000), (540, 3_000)]));
		},
	);
}

#[test]
#[should_panic(expected = "FirstBandNotAtMidnight")]
fn a_tariff_with_a_gap_makes_no_chain() {
	build(vec![(charge_point_operator().account, vec![(1, PriceTick(1))])]);
}

#[test]
#[should_panic(expected = "NotChargePointOperator")]
fn a_tariff_of_nobody_makes_no_chain() {
	build(vec![(stranger().account, vec![(0, PriceTick(1))])]);
}

#[test]
#[should_panic(expected = "a tariff has too many bands")]
fn a_tariff_with_too_many_bands_makes_no_chain() {
	let bands = (0..25).map(|minute| (minute, PriceTick(1))).collect();
	build(vec![(charge_point_operator().account, bands)]);
}
