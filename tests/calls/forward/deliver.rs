//! `deliver`: what a seller's meters measured is established, and the energy goes into escrow.

use crate::scene::*;
use joule_tests::*;
use pallet_energy_trading::{Deliveries, Delivery, Remainder};
use polkadot_sdk::frame_support::traits::{fungibles::Mutate, tokens::Preservation};

fn assert_delivered(deal: &Deal, delivered_wh: Wh) {
	let delivery = Delivery { contracted_wh: CONTRACTED, delivered_wh };
	assert_eq!(Deliveries::<Runtime>::get(deal.product, &deal.seller.account), Some(delivery));
	assert_eq!(energy_in_escrow(), delivered_wh);
	assert_eq!(
		times_emitted(TradingEvent::Delivered {
			product: deal.product,
			seller: deal.seller.account.clone(),
			contracted_wh: CONTRACTED,
			delivered_wh,
		}),
		1
	);
}

#[test]
fn a_whole_delivery_goes_into_escrow() {
	test(|| {
		let deal = Deal::metered(Wh(10_500), Wh::ZERO);
		assert_ok!(deal.deliver());
		assert_delivered(&deal, CONTRACTED);
		assert_eq!(energy_of(&deal.seller.account, ConstMonth::NOW), Wh(500));
	});
}

#[test]
fn a_short_delivery_is_what_was_metered() {
	test(|| {
		let deal = Deal::metered(Wh(9_999), Wh::ZERO);
		assert_ok!(deal.deliver());
		assert_delivered(&deal, Wh(9_999));
		assert_eq!(energy_of(&deal.seller.account, ConstMonth::NOW), Wh::ZERO);
	});
}

#[test]
fn a_seller_who_exported_nothing_delivers_nothing() {
	test(|| {
		let deal = Deal::metered(Wh::ZERO, Wh::ZERO);
		assert_ok!(deal.deliver());
		assert_delivered(&deal, Wh::ZERO);
	});
}

#[test]
fn energy_that_was_sold_elsewhere_is_not_delivered() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, Wh::ZERO);
		assert_ok!(<Assets as Mutate<_>>::transfer(
			ConstMonth::NOW.asset_id(),
			&deal.seller.account,
			&home(3).account,
			3_000,
			Preservation::Expendable,
		));
		assert_ok!(deal.deliver());
		assert_delivered(&deal, Wh(7_000));
	});
}

#[test]
fn energy_of_another_time_does_not_count() {
	test(|| {
		// Given a seller with plenty, exported before the period
		let mut deal = Deal::agreed();
		deal.seller_meter.read(Wh::ZERO, Wh(50_000));
		let period = deal.state().period;
		advance_to(period.start);
		deal.seller_meter.read(Wh::ZERO, Wh::ZERO);
		advance_to(period.end);
		deal.seller_meter.read(Wh::ZERO, Wh(2_000));

		// When
		assert_ok!(deal.deliver());

		// Then
		assert_delivered(&deal, Wh(2_000));
	});
}

#[test]
fn one_export_does_not_serve_two_products() {
	test(|| {
		// Given an hour and its first quarter, sold each to the full
		let hour = open_hour_products(1)[0];
		let start = NOVEMBER + 3 * HOUR_MS;
		let quarter = open_product(start, Resolution::QuarterHour);
		let (seller, buyer) = (wealthy(1), wealthy(2));
		let mut meter = Meter::install(&seller, MeterKind::Ed25519);
		for product in [hour, quarter] {
			ask(&seller, product, &[(1_000, 5_000)]);
			bid(&buyer, product, &[(1_000, 5_000)]);
		}
		advance_to(start);
		meter.read(Wh::ZERO, Wh::ZERO);
		advance_to(start + QUARTER_MS);
		meter.read(Wh::ZERO, Wh(5_000));
		advance_to(start + HOUR_MS);
		meter.read(Wh::ZERO, Wh(1_000));

		// When
		for product in [quarter, hour] {
			assert_ok!(EnergyTrading::deliver(seller.origin(), product, seller.account.clone()));
		}

		// Then
		let delivered =
			|product| Deliveries::<Runtime>::get(product, &seller.account).unwrap().delivered_wh;
		assert_eq!((delivered(quarter), delivered(hour)), (Wh(5_000), Wh(1_000)));
	});
}

#[test]
fn a_delivery_is_established_once() {
	test(|| {
		let deal = Deal::delivered(Wh(4_000));
		assert_noop!(deal.deliver(), TradingError::AlreadyDelivered);
		advance_to(deal.delivery_due());
		assert_noop!(deal.deliver(), TradingError::AlreadyDelivered);
		assert_delivered(&deal, Wh(4_000));
	});
}

#[test]
fn before_the_contracts_are_made_there_is_nothing_to_deliver() {
	test(|| {
		let (seller, product) = (wealthy(1), open_hour_products(1)[0]);
		ask(&seller, product, &[(1_000, 1_000)]);
		let early = || EnergyTrading::deliver(seller.origin(), product, seller.account.clone());
		assert_noop!(early(), TradingError::NotAllocated);
		// Even after the period, if the chain did not get to it.
		set_clock(NOVEMBER + 5 * HOUR_MS);
		assert_noop!(early(), TradingError::NotAllocated);
	});
}

#[test]
fn before_the_end_of_the_period_nothing_is_delivered() {
	test(|| {
		let deal = Deal::agreed();
		assert_noop!(deal.deliver(), TradingError::PeriodNotOver);
		advance_to(deal.state().period.end - 1);
		assert_noop!(deal.deliver(), TradingError::PeriodNotOver);
	});
}

#[test]
fn until_delivery_is_due_only_the_seller_has_it_established() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, CONTRACTED);
		let others = || [deal.buyer.clone(), bystander(), operator(), stranger()];

		set_clock(deal.delivery_due() - 1);
		for other in others() {
			assert_noop!(deal.deliver_by(&other), TradingError::GraceNotOver);
		}

		assert_ok!(deal.deliver());
		assert_delivered(&deal, CONTRACTED);
		for other in others() {
			assert_noop!(deal.deliver_by(&other), TradingError::AlreadyDelivered);
		}
	});
}

#[test]
fn once_delivery_is_due_anyone_has_it_established() {
	for other in [|_: &Deal| bystander(), |deal: &Deal| deal.buyer.clone(), |_: &Deal| stranger()] {
		test(|| {
			let deal = Deal::metered(CONTRACTED, Wh::ZERO);
			set_clock(deal.delivery_due());
			assert_ok!(deal.deliver_by(&other(&deal)));
			assert_delivered(&deal, CONTRACTED);
		});
	}
}

#[test]
fn a_seller_may_withdraw_its_spot_offer_before_it_delivers() {
	test(|| {
		// Given a seller that offers on the spot what it owes, and its buyer who would profit from that
		let deal = Deal::metered(CONTRACTED, Wh::ZERO);
		assert_ok!(EnergyTrading::place_spot_order(
			deal.seller.origin(),
			Side::Ask,
			ConstMonth::NOW,
			PriceTick(2_000),
			Wh(4_000),
			Remainder::Rest,
		));
		assert_eq!(energy_of(&deal.seller.account, ConstMonth::NOW), Wh(6_000));
		assert_noop!(deal.deliver_by(&deal.buyer), TradingError::GraceNotOver);

		// When
		let offer = pallet_matching::NextOrderId::<Runtime>::get() - 1;
		assert_ok!(EnergyTrading::withdraw_spot_order(deal.seller.origin(), offer));
		assert_ok!(deal.deliver());

		// Then
		assert_delivered(&deal, CONTRACTED);
	});
}

#[test]
fn missing_readings_may_come_until_delivery_is_due() {
	test(|| {
		// Given a meter that was read at the beginning only
		let mut deal = Deal::agreed();
		let period = deal.state().period;
		advance_to(period.start);
		deal.seller_meter.read(Wh::ZERO, Wh::ZERO);
		advance_to(period.end);
		assert_noop!(deal.deliver(), TradingError::NotMetered);

		// When the reading comes at the last moment
		set_clock(deal.delivery_due() - 1);
		assert_noop!(deal.deliver(), TradingError::NotMetered);
		deal.seller_meter.read_at(period.end, Wh::ZERO, CONTRACTED);

		// Then it counts
		assert_ok!(deal.deliver());
		assert_delivered(&deal, CONTRACTED);
	});
}

#[test]
fn missing_readings_count_as_nothing_when_delivery_is_due() {
	test(|| {
		let deal = Deal::agreed();
		set_clock(deal.delivery_due());
		assert_ok!(deal.deliver());
		assert_delivered(&deal, Wh::ZERO);
	});
}

#[test]
fn who_sold_nothing_has_nothing_to_deliver() {
	test(|| {
		// Given a second seller who was too dear
		let (dear, product) = (wealthy(3), open_hour_products(1)[0]);
		ask(&dear, product, &[(2_000, 1_000)]);
		ask(&wealthy(1), product, &[(1_000, 1_000)]);
		let buyer = wealthy(2);
		bid(&buyer, product, &[(1_500, 1_000)]);
		clear(product);
		advance_to(NOVEMBER + 4 * HOUR_MS);

		// When, then
		for who in [dear, buyer, operator(), stranger()] {
			assert_noop!(
				EnergyTrading::deliver(bystander().origin(), product, who.account),
				TradingError::NoContracts
			);
		}
	});
}

#[test]
fn an_unknown_product_or_origin_is_refused() {
	test(|| {
		let deal = Deal::metered(CONTRACTED, Wh::ZERO);
		let seller = || deal.seller.account.clone();
		for product in [deal.product + 1, u32::MAX] {
			assert_noop!(
				EnergyTrading::deliver(bystander().origin(), product, seller()),
				TradingError::UnknownProduct
			);
		}
		assert_noop!(
			EnergyTrading::deliver(RuntimeOrigin::none(), deal.product, seller()),
			DispatchError::BadOrigin
		);
	});
}
