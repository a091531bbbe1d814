//! `create_zone`: a zone of the distribution grid.

use crate::{Call, Error, Event};
use joule_tests::*;
use pallet_registry::{ZoneName, Zones};
use polkadot_sdk::frame_support::traits::Get;

const NEW_ZONE: ZoneId = ZoneId(7);

fn name(text: &str) -> ZoneName {
	text.as_bytes().to_vec().try_into().expect("a short name")
}

#[test]
fn a_zone_is_created_with_its_name() {
	test(|| {
		assert!(!Registry::zone_exists(NEW_ZONE));

		assert_ok!(Registry::create_zone(council(), NEW_ZONE, name("Gochang")));

		assert!(Registry::zone_exists(NEW_ZONE));
		assert_eq!(Zones::<Runtime>::get(NEW_ZONE), Some(name("Gochang")));
		assert_event(Event::ZoneCreated { zone: NEW_ZONE, name: name("Gochang") });
	});
}

#[test]
fn the_extreme_ids_are_ids_like_others() {
	test(|| {
		for zone in [ZoneId(0), ZoneId(u16::MAX)] {
			assert_ok!(Registry::create_zone(council(), zone, name("Edge")));
		}
	});
}

#[test]
fn a_zone_is_not_created_twice() {
	test(|| {
		assert_noop!(Registry::create_zone(council(), ZONE, name("Again")), Error::ZoneExists);
	});
}

#[test]
fn a_zone_without_a_name_is_refused() {
	test(|| {
		assert_noop!(Registry::create_zone(council(), NEW_ZONE, name("")), Error::EmptyZoneName);
	});
}

#[test]
fn there_are_only_so_many_zones() {
	test(|| {
		let most = <<Runtime as pallet_registry::Config>::MaxZones as Get<u32>>::get();
		let free = most - Zones::<Runtime>::count();
		for zone in (100..).take(free as usize) {
			assert_ok!(Registry::create_zone(council(), ZoneId(zone), name("One more")));
		}

		assert_noop!(
			Registry::create_zone(council(), NEW_ZONE, name("Too many")),
			Error::TooManyZones
		);
	});
}

#[test]
fn a_name_of_64_bytes_is_the_longest() {
	let call = Call::create_zone { zone: NEW_ZONE, name: name("") };
	assert!(decode_with_last_list(call.clone(), &[b'z'; 64]).is_ok());
	assert!(decode_with_last_list(call, &[b'z'; 65]).is_err());
}
