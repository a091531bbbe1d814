//! `rotate_key`: a meter agrees to sign with another key.

use crate::scene::*;
use joule_tests::*;
use pallet_metering::{KeyRotation, MeterSignature, Points};
use polkadot_sdk::sp_core::H256;

/// The hash of the genesis block in tests.
fn genesis() -> H256 {
	System::block_hash(0)
}

/// What the meter signs to hand over to another key with the next number.
fn consent(meter: &Meter, new: &Meter) -> MeterSignature {
	let rotation =
		KeyRotation { point: meter.point, sequence: meter.sequence + 1, new_key: new.public() };
	meter.sign(&rotation.signing_payload(genesis()))
}

fn rotate(meter: &Meter, new: &Meter, signature: MeterSignature) -> Result<(), DispatchError> {
	Metering::rotate_key(meter.owner.origin(), meter.point, new.public(), signature)
}

#[test]
fn a_meter_changes_its_key_and_reads_on() {
	test(|| {
		for (number, (old_kind, new_kind)) in [
			(MeterKind::Ed25519, MeterKind::Sr25519),
			(MeterKind::Sr25519, MeterKind::Ed25519),
			(MeterKind::Ed25519, MeterKind::Ed25519),
			(MeterKind::Sr25519, MeterKind::Sr25519),
		]
		.into_iter()
		.enumerate()
		{
			// given a meter with a reading
			let mut old = Meter::install(&home(number as u32), old_kind);
			advance_by(QUARTER_MS);
			old.read(Wh(1), Wh(2));

			// when
			let mut new = with_new_key(&old, new_kind);
			let signature = consent(&old, &new);
			let events = events_of_call(|| rotate(&old, &new, signature));

			// then the new key has taken a number and signs from now on
			assert_eq!(
				events,
				[Event::KeyRotated { point: old.point, sequence: 2, new_key: new.public() }]
			);
			new.sequence = 2;
			advance_by(QUARTER_MS);
			new.read(Wh(1), Wh(2));
			assert_eq!(stored(&new).total, registers(2, 4));
		}
	});
}

#[test]
fn the_old_key_is_heard_no_more() {
	test(|| {
		let mut old = meter();
		let new = with_new_key(&old, MeterKind::Ed25519);
		assert_ok!(rotate(&old, &new, consent(&old, &new)));
		advance_to(quarter(1));
		old.sequence = 1;
		let reading = old.next_reading(now(), Wh::ZERO, Wh(1));
		assert_noop!(Metering::submit_reading(old.owner.origin(), reading), Error::WrongSignature);
	});
}

#[test]
fn a_rotation_is_not_replayed() {
	test(|| {
		// given a meter that changed its key and changed it back
		let mut old = meter();
		let mut new = with_new_key(&old, MeterKind::Sr25519);
		let first = consent(&old, &new);
		assert_ok!(rotate(&old, &new, first));
		assert_noop!(rotate(&old, &new, first), Error::KeyUnchanged);
		new.sequence = 1;
		assert_ok!(rotate(&new, &old, consent(&new, &old)));

		// when somebody repeats the first rotation, then
		assert_noop!(rotate(&old, &new, first), Error::WrongSignature);
		old.sequence = 2;
		assert_ok!(rotate(&old, &new, consent(&old, &new)));
	});
}

#[test]
fn a_rotation_does_not_overtake_a_reading() {
	test(|| {
		// given a reading and a rotation that were signed in this order
		let mut meter = meter();
		advance_to(quarter(1));
		let reading = meter.next_reading(now(), Wh::ZERO, Wh(1));
		let new = with_new_key(&meter, MeterKind::Ed25519);
		let signature = consent(&meter, &new);

		// when the rotation comes first
		assert_noop!(rotate(&meter, &new, signature), Error::WrongSignature);

		// then it waits for the reading
		assert_ok!(Metering::submit_reading(meter.owner.origin(), reading));
		assert_ok!(rotate(&meter, &new, signature));
	});
}

#[test]
fn a_rotation_takes_a_number_that_no_reading_has() {
	test(|| {
		let meter = meter();
		let mut new = with_new_key(&meter, MeterKind::Ed25519);
		assert_ok!(rotate(&meter, &new, consent(&meter, &new)));
		advance_to(quarter(1));
		let same_number = new.next_reading(now(), Wh::ZERO, Wh(1));
		assert_noop!(
			Metering::submit_reading(new.owner.origin(), same_number),
			Error::ReadingReplayed
		);
	});
}

#[test]
fn only_the_meter_itself_agrees() {
	test(|| {
		let meter = meter();
		let neighbour = Meter::install(&home(2), MeterKind::Ed25519);
		let new = with_new_key(&meter, MeterKind::Ed25519);
		let rotation = KeyRotation { point: meter.point, sequence: 1, new_key: new.public() };
		let payload = rotation.signing_payload(genesis());
		let elsewhere = rotation.signing_payload(H256::repeat_byte(8));
		let of_another = KeyRotation { point: neighbour.point, ..rotation };
		let to_another = KeyRotation { new_key: neighbour.public(), ..rotation };

		for signature in [
			new.sign(&payload),
			neighbour.sign(&payload),
			with_new_key(&meter, MeterKind::Sr25519).sign(&payload),
			meter.sign(&elsewhere),
			meter.sign(&of_another.signing_payload(genesis())),
			meter.sign(&to_another.signing_payload(genesis())),
			meter.sign(b""),
		] {
			assert_noop!(rotate(&meter, &new, signature), Error::WrongSignature);
		}
		assert_ok!(rotate(&meter, &new, meter.sign(&payload)));
	});
}

#[test]
fn anyone_who_may_send_brings_a_rotation() {
	test(|| {
		let silenced = silenced();
		let meter = meter();
		let new = with_new_key(&meter, MeterKind::Ed25519);
		let signature = consent(&meter, &new);
		let attempt = |origin| Metering::rotate_key(origin, meter.point, new.public(), signature);
		assert_noop!(attempt(stranger().origin()), Error::SenderNotPermitted);
		assert_noop!(attempt(silenced.origin()), Error::SenderNotPermitted);
		assert_noop!(attempt(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(attempt(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_ok!(attempt(relay().origin()));
	});
}

#[test]
fn the_new_key_is_another() {
	test(|| {
		let meter = meter();
		assert_noop!(rotate(&meter, &meter, consent(&meter, &meter)), Error::KeyUnchanged);
	});
}

#[test]
fn only_the_meter_of_a_point_in_service_changes_its_key() {
	test(|| {
		let unregistered = Meter::new(&home(1), 99, MeterKind::Ed25519);
		let meter = meter();
		let new = with_new_key(&meter, MeterKind::Ed25519);
		let unknown = consent(&unregistered, &new);
		assert_noop!(rotate(&unregistered, &new, unknown), Error::UnknownPoint);

		assert_ok!(Metering::retire_point(meter_operator().origin(), meter.point));
		assert_noop!(rotate(&meter, &new, consent(&meter, &new)), Error::PointRetired);
	});
}

#[test]
fn a_rotation_needs_a_number() {
	test(|| {
		// given a point that has used all numbers but one: no test can send so many messages
		let mut meter = meter();
		Points::<Runtime>::mutate(meter.point, |point| {
			point.as_mut().expect("the point is registered").last.sequence = u32::MAX - 1;
		});
		meter.sequence = u32::MAX - 1;
		let new = with_new_key(&meter, MeterKind::Ed25519);

		// when it uses the last one
		assert_ok!(rotate(&meter, &new, consent(&meter, &new)));

		// then there is none left
		assert_noop!(rotate(&new, &meter, new.sign(b"anything")), Error::SequenceExhausted);
	});
}
