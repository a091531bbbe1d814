//! `register_tariff`: what charging costs, once and for all.

use crate::scene::*;

fn register(tariff: Tariff) -> Result<(), DispatchError> {
	EvSettlement::register_tariff(charge_point_operator().origin(), tariff)
}

fn with_fee(per_minute_krw: u64, cap_krw: u64) -> Tariff {
	let fee = OccupancyFee {
		grace_minutes: 10,
		per_minute: Ecoin::from_krw(per_minute_krw),
		cap: Ecoin::from_krw(cap_krw),
	};
	Tariff { occupancy: Some(fee), ..tariff(&[(0, 3_000)]) }
}

#[test]
fn an_operator_registers_a_tariff() {
	test(|| {
		// given the two tariffs of the preset
		let terms = tariff(&[(0, 2_000), (9 * 60, 3_500), (23 * 60 + 59, 2_000)]);

		// when
		let id = register_tariff(&charge_point_operator(), terms.clone());

		// then
		assert_eq!(id, TariffId(2));
		let operator = charge_point_operator().account;
		let registered =
			RegisteredTariff { operator: operator.clone(), tariff: terms, references: 0 };
		assert_eq!(Tariffs::<Runtime>::get(id).as_ref(), Some(&registered));
		let terms = registered.tariff;
		assert_event(Event::TariffRegistered { tariff: id, operator, terms });
	});
}

#[test]
fn a_tariff_may_have_a_band_for_each_hour_and_no_more() {
	test(|| {
		let bands: Vec<_> = (0..24).map(|hour| (hour * 60, 1_000)).collect();
		assert_ok!(register(tariff(&bands)));
		let bands: Vec<_> =
			(0..25u16).map(|hour| Band { from_minute: hour, price: PriceTick(1) }).collect();
		assert!(Bands::try_from(bands).is_err());
	});
}

#[test]
fn a_fee_may_be_as_high_as_a_tariff_may_charge() {
	test(|| {
		assert_ok!(register(with_fee(100, 1_000_000)));
		assert_noop!(register(with_fee(100, 1_000_001)), Error::OccupancyFeeTooHigh);
		assert_ok!(register(with_fee(1_000_000, 1_000_000)));
	});
}

#[test]
fn only_a_charge_point_operator_registers_tariffs() {
	test(|| {
		for who in [neighbour(), stranger(), operator()] {
			assert_noop!(
				EvSettlement::register_tariff(who.origin(), tariff(&[(0, 1)])),
				Error::NotChargePointOperator
			);
		}
	});
}

#[test]
fn the_first_band_begins_at_midnight() {
	test(|| {
		assert_noop!(register(tariff(&[])), Error::FirstBandNotAtMidnight);
		assert_noop!(register(tariff(&[(1, 1)])), Error::FirstBandNotAtMidnight);
	});
}

#[test]
fn bands_neither_overlap_nor_go_back() {
	test(|| {
		for bands in
			[[(0, 1), (0, 2), (60, 3)], [(0, 1), (60, 2), (60, 3)], [(0, 1), (60, 2), (30, 3)]]
		{
			assert_noop!(register(tariff(&bands)), Error::BandsNotAscending);
		}
	});
}

#[test]
fn no_band_begins_after_the_day() {
	test(|| {
		for minute in [1_440, u16::MAX] {
			assert_noop!(register(tariff(&[(0, 1), (minute, 2)])), Error::BandOutsideDay);
		}
		assert_ok!(register(tariff(&[(0, 1), (1_439, 2)])));
	});
}

#[test]
fn no_price_is_above_a_thousand_won() {
	test(|| {
		for price in [10_001, u32::MAX] {
			assert_noop!(register(tariff(&[(0, 1), (60, price)])), Error::PriceAboveMaximum);
		}
		assert_ok!(register(tariff(&[(0, 0), (60, 10_000)])));
	});
}

#[test]
fn a_fee_is_something() {
	test(|| {
		for (per_minute, cap) in [(0, 0), (0, 100), (100, 99)] {
			assert_noop!(register(with_fee(per_minute, cap)), Error::EmptyOccupancyFee);
		}
	});
}

#[test]
fn numbers_end() {
	test(|| {
		NextTariffId::<Runtime>::put(TariffId(u32::MAX));
		assert_noop!(register(tariff(&[(0, 1)])), Error::NumbersExhausted);
	});
}
