//! The zones and participants that the chain begins with: by the same rules as the calls.

use joule_tests::*;
use pallet_registry::{GenesisConfig, MemberNumber, Members, Zones};
use polkadot_sdk::{
	sp_io::TestExternalities,
	sp_runtime::{BuildStorage, Storage},
};

fn build(config: GenesisConfig<Runtime>) -> Storage {
	config.build_storage().expect("genesis builds or panics")
}

fn neighbourhood() -> GenesisConfig<Runtime> {
	GenesisConfig {
		zones: vec![(ZONE, "Naju".into())],
		participants: vec![
			(named("one").account, 1, ZONE, vec![Role::Operator]),
			(named("two").account, 2, ZONE, vec![]),
		],
		site_accounts: vec![named("one").account],
	}
}

#[test]
fn zones_and_participants_are_there_from_the_beginning() {
	TestExternalities::new(build(neighbourhood())).execute_with(|| {
		let (one, two) = (named("one").account, named("two").account);
		assert_eq!(Zones::<Runtime>::get(ZONE).expect("the zone").into_inner(), b"Naju");
		assert!(Registry::has_role(&one, Role::Operator));
		assert_eq!(Members::<Runtime>::get(MemberNumber(2)).as_ref(), Some(&two));
		let [site, household] = [one, two].map(|who| Registry::limits(&who).expect("registered"));
		assert_eq!(site.capacity_ps, 100 * household.capacity_ps);
		assert_ok!(Registry::do_try_state());
	});
}

#[test]
fn the_local_preset_registers_the_four_sites() {
	test(|| {
		for site in sites() {
			assert!(Registry::has_role(&site.account, Role::Operator));
			assert!(Registry::may_send(&site.account));
			let is_first = site == operator();
			assert_eq!(Registry::has_role(&site.account, Role::Issuer), is_first);
			assert_eq!(Registry::has_role(&site.account, Role::MeterOperator), is_first);
		}
	});
}

#[test]
#[should_panic(expected = "the name of a zone is too long")]
fn a_zone_with_an_over_long_name_makes_no_chain() {
	build(GenesisConfig { zones: vec![(ZONE, "z".repeat(65))], ..neighbourhood() });
}

#[test]
#[should_panic(expected = "EmptyZoneName")]
fn a_zone_without_a_name_makes_no_chain() {
	build(GenesisConfig { zones: vec![(ZONE, String::new())], ..neighbourhood() });
}

#[test]
#[should_panic(expected = "ZoneExists")]
fn a_zone_given_twice_makes_no_chain() {
	let zones = vec![(ZONE, "Naju".into()), (ZONE, "Gochang".into())];
	build(GenesisConfig { zones, ..neighbourhood() });
}

#[test]
#[should_panic(expected = "UnknownZone")]
fn a_participant_of_an_unknown_zone_makes_no_chain() {
	let mut config = neighbourhood();
	config.participants[1].2 = OTHER_ZONE;
	build(config);
}

#[test]
#[should_panic(expected = "MemberNumberTaken")]
fn a_member_number_given_twice_makes_no_chain() {
	let mut config = neighbourhood();
	config.participants[1].1 = 1;
	build(config);
}

#[test]
#[should_panic(expected = "AlreadyRegistered")]
fn an_account_given_twice_makes_no_chain() {
	let mut config = neighbourhood();
	config.participants[1].0 = named("one").account;
	build(config);
}

#[test]
#[should_panic(expected = "NotRegistered")]
fn a_site_that_is_no_participant_makes_no_chain() {
	build(GenesisConfig { site_accounts: vec![stranger().account], ..neighbourhood() });
}
