//! A month closes by itself: energy is redeemed, an invoice issued with every line.

use crate::scene::*;
use joule_tariff::ChargedAs;
use pallet_billing::{CarriedOver, Contracts, Forecasts, Totals};
use pallet_energy_trading::Remainder;

fn spot(who: &Person, side: Side, remainder: Remainder) {
	let (limit, quantity_wh) = (PriceTick(1_500), Wh(250_000));
	let placed =
		EnergyTrading::place_spot_order(who.origin(), side, NOV, limit, quantity_wh, remainder);
	assert_ok!(placed);
}

#[test]
fn an_invoice_has_every_line() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(450);
		let invoice = customer.invoice(NOV);
		let lines: Vec<_> = invoice
			.bill
			.energy_lines
			.iter()
			.map(|line| (line.charged_as, line.quantity_wh.0, line.price.0))
			.collect();
		assert_eq!(
			lines,
			[
				(ChargedAs::Block(1), 200_000, 1_200),
				(ChargedAs::Block(2), 200_000, 2_146),
				(ChargedAs::Block(3), 50_000, 3_073)
			]
		);
		// 7,300 + 82,285 + 4,050 + 2,250; 9,588.5 rounded up; 2,588.9 down to tens.
		assert_eq!(invoice.bill.base, Krw(7_300));
		assert_eq!(invoice.bill.energy, Krw(82_285));
		assert_eq!(invoice.bill.climate, Krw(4_050));
		assert_eq!(invoice.bill.fuel, Krw(2_250));
		assert_eq!(invoice.bill.vat, Krw(9_589));
		assert_eq!(invoice.bill.fund, Krw(2_580));
		assert_eq!(invoice.bill.total, Krw(108_050));
		assert_eq!(invoice.issued_on, day(DEC, 12));
		assert_eq!(invoice.due_on, day(DEC, 18));
		assert_eq!(customer.owed(NOV), Ecoin::from_krw(108_050));
		assert_event(Event::InvoiceIssued {
			customer: customer.account().clone(),
			month: NOV,
			balance: invoice.balance,
			surplus: Surplus::NONE,
			total: Krw(108_050),
			credit_used: Ecoin::ZERO,
			due_on: day(DEC, 18),
		});
	});
}

#[test]
fn bought_energy_takes_the_dearest_block_off() {
	test(|| {
		let seller = home(2).with_energy(Wh(250_000));
		let mut buyer = Customer::without_contract(1).with_ecoin_krw(100_000);
		assert_ok!(conclude(&buyer.person, HOUSEHOLD, 1, day(NOV, 1)));
		// The meter is a quarter of an hour younger than the contract: it measured nothing before.
		spot(&seller, Side::Ask, Remainder::Rest);
		spot(&buyer.person, Side::Bid, Remainder::Drop);
		buyer.read_at_end_of(NOV, 450, 0);
		advance_to_closing_of(NOV);
		let invoice = buyer.invoice(NOV);
		assert_eq!(invoice.balance.redeemed_wh, Wh(250_000));
		assert_eq!(invoice.balance.billed_wh, Wh(200_000));
		assert_eq!(invoice.bill, household_bill(NOV, 200));
		assert_eq!(energy_of(buyer.account(), NOV), Wh::ZERO);
	});
}

#[test]
fn own_energy_is_redeemed_and_the_vintage_ends() {
	test(|| {
		let mut prosumer = Customer::household(1);
		prosumer.read_at_end_of(NOV, 300, 100);
		assert_eq!(energy_of(prosumer.account(), NOV), Wh(100_000));
		advance_to_closing_of(NOV);
		let balance = prosumer.invoice(NOV).balance;
		assert_eq!((balance.redeemed_wh, balance.billed_wh), (Wh(100_000), Wh(200_000)));
		assert_eq!(energy_of(prosumer.account(), NOV), Wh::ZERO);
		assert_eq!(Assets::total_supply(NOV.asset_id()), 0);
	});
}

#[test]
fn what_is_left_is_carried_over_to_the_next_month() {
	test(|| {
		let mut prosumer = Customer::household(1);
		prosumer.read_at_end_of(NOV, 100, 160);
		advance_to_closing_of(NOV);
		let invoice = prosumer.invoice(NOV);
		assert_eq!(invoice.balance.billed_wh, Wh::ZERO);
		assert_eq!(invoice.surplus, Surplus::CarriedOver { quantity_wh: Wh(60_000) });
		assert_eq!(CarriedOver::<Runtime>::get(prosumer.account()), Wh(60_000));

		prosumer.read_at_end_of(DEC, 200, 0);
		advance_to_closing_of(DEC);
		let balance = prosumer.invoice(DEC).balance;
		assert_eq!((balance.carried_wh, balance.billed_wh), (Wh(60_000), Wh(140_000)));
		assert_eq!(CarriedOver::<Runtime>::get(prosumer.account()), Wh::ZERO);
	});
}

#[test]
fn carried_over_energy_comes_after_the_months_own() {
	test(|| {
		let mut prosumer = Customer::household(1);
		prosumer.read_at_end_of(NOV, 0, 50);
		prosumer.read_at_end_of(DEC, 100, 80);
		advance_to_closing_of(DEC);
		let balance = prosumer.invoice(DEC).balance;
		assert_eq!((balance.redeemed_wh, balance.carried_wh), (Wh(80_000), Wh(20_000)));
		assert_eq!(CarriedOver::<Runtime>::get(prosumer.account()), Wh(30_000));
	});
}

#[test]
fn what_is_left_is_bought_back_from_what_was_set_aside() {
	test(|| {
		let mut prosumer = Customer::household(1);
		buy_back_at(PriceTick(1_000), 10_000);
		prosumer.read_at_end_of(NOV, 100, 160);
		let before = total_ecoin(&operator().account);
		advance_to_closing_of(NOV);
		// 60 kWh at 100 won.
		let paid = Ecoin::from_krw(6_000);
		assert_eq!(
			prosumer.invoice(NOV).surplus,
			Surplus::BoughtBack { quantity_wh: Wh(60_000), paid }
		);
		assert_eq!(free_ecoin(prosumer.account()), paid);
		assert_eq!(set_aside(), Ecoin::from_krw(4_000));
		assert_eq!(total_ecoin(&operator().account), Ecoin(before.0 - paid.0));
		assert_eq!(CarriedOver::<Runtime>::get(prosumer.account()), Wh::ZERO);
	});
}

#[test]
fn nothing_is_bought_back_beyond_what_was_set_aside() {
	test(|| {
		let mut prosumer = Customer::household(1);
		buy_back_at(PriceTick(1_000), 5_999);
		prosumer.read_at_end_of(NOV, 100, 160);
		advance_to_closing_of(NOV);
		assert_eq!(prosumer.invoice(NOV).surplus, Surplus::CarriedOver { quantity_wh: Wh(60_000) });
		assert_eq!(set_aside(), Ecoin::from_krw(5_999));
	});
}

#[test]
fn who_may_not_receive_has_its_surplus_carried_over() {
	test(|| {
		let mut prosumer = Customer::household(1);
		buy_back_at(PriceTick(1_000), 10_000);
		prosumer.read_at_end_of(NOV, 100, 160);
		let who = prosumer.account().clone();
		assert_ok!(Registry::revoke_permission(council(), who.clone(), Permission::Receive));
		advance_to_closing_of(NOV);
		assert_eq!(CarriedOver::<Runtime>::get(who), Wh(60_000));
	});
}

#[test]
fn who_may_not_send_is_billed_and_its_frozen_energy_waits() {
	test(|| {
		let mut prosumer = Customer::household(1);
		prosumer.read_at_end_of(NOV, 300, 100);
		let who = prosumer.account().clone();
		assert_ok!(Registry::revoke_permission(council(), who.clone(), Permission::Send));
		advance_to_closing_of(NOV);
		assert_eq!(prosumer.invoice(NOV).balance.billed_wh, Wh(300_000));
		assert_ok!(Registry::grant_permission(council(), who.clone(), Permission::Send));
		assert_ok!(Billing::hand_in(prosumer.origin(), NOV));
		assert_eq!(prosumer.owed(NOV), household_bill(NOV, 200).total.to_ecoin());
	});
}

fn put_off(who: &Customer, reason: Error) {
	let (customer, reason) = (who.account().clone(), reason.into());
	assert_event(Event::ClosingPutOff { customer, month: NOV, reason });
}

#[test]
fn a_month_without_a_reading_is_put_off_from_day_to_day() {
	test(|| {
		let mut customer = Customer::household(1);
		advance_to_closing_of(NOV);
		put_off(&customer, Error::MetersNotRead);
		let closes_on =
			|who: &Customer| Contracts::<Runtime>::get(who.account()).unwrap().closes_on;
		assert_eq!(closes_on(&customer), day(DEC, 13));
		advance_to(day(DEC, 20).start());
		assert_eq!(closes_on(&customer), day(DEC, 21));

		customer.read_at_end_of(NOV, 100, 0);
		advance_to(day(DEC, 21).start());
		let invoice = customer.invoice(NOV);
		assert_eq!(invoice.issued_on, day(DEC, 21));
		// Six days to pay: a Sunday, so on Monday.
		assert_eq!(invoice.due_on, day(DEC, 28));
		assert_eq!(invoice.bill, household_bill(NOV, 100));
	});
}

#[test]
fn what_else_is_missing_is_said() {
	test(|| {
		let mut customer = Customer::household(1);
		let mut office = Customer::new(2, OFFICE);
		customer.read_at_end_of(NOV, 100, 0);
		office.read_at_end_of(NOV, 100, 0);
		let class = TariffClass::ResidentialLowVoltage;
		let versions = pallet_billing::TariffVersions::<Runtime>::take(class);
		advance_to_closing_of(NOV);
		put_off(&customer, Error::NoTariff);
		put_off(&office, Error::SplitMissing);

		pallet_billing::TariffVersions::<Runtime>::insert(class, versions);
		let settings = pallet_billing::CurrentSettings::<Runtime>::take().unwrap();
		advance_by(DAY_MS);
		put_off(&customer, Error::NoSettings);
		pallet_billing::CurrentSettings::<Runtime>::put(settings);
		assert_ok!(report(&office, NOV, one_split(split(50, 30, 20))));
		advance_by(DAY_MS);
		assert!(customer.has_invoice(NOV) && office.has_invoice(NOV));
	});
}

#[test]
fn what_a_customer_draws_in_another_zone_is_billed_too() {
	test(|| {
		let mut customer = Customer::household(1);
		let mut holiday_home = Meter::new(&customer.person, 77, MeterKind::Sr25519);
		let there =
			pallet_metering::Installation { zone: OTHER_ZONE, ..holiday_home.installation(now()) };
		let (reader, point) = (meter_operator().origin(), holiday_home.point);
		assert_ok!(Metering::register_point(reader, point, there));
		customer.read_at_end_of(NOV, 100, 0);
		holiday_home.read(Wh(150_000), Wh::ZERO);
		advance_to_closing_of(NOV);
		assert_eq!(customer.invoice(NOV).bill, household_bill(NOV, 250));
	});
}

#[test]
fn a_customer_without_a_meter_is_billed_by_estimate_only() {
	test(|| {
		let who = home(1);
		assert_ok!(conclude(&who, HOUSEHOLD, 1, day(NOV, 1)));
		advance_to_closing_of(NOV);
		assert!(!Invoices::<Runtime>::contains_key(&who.account, NOV));
		let reporter = meter_operator().origin();
		assert_ok!(Billing::report_usage(reporter, who.account.clone(), NOV, totals(&[0])));
		advance_by(DAY_MS);
		assert!(Invoices::<Runtime>::contains_key(&who.account, NOV));
	});
}

#[test]
fn the_market_comes_first() {
	test(|| {
		let mut seller = Customer::household(2).with_ecoin_krw(200_000);
		let mut buyer = Customer::household(1).with_ecoin_krw(200_000);
		let product = open_month_product();
		ask(&seller.person, product, &[(1_500, 100_000)]);
		bid(&buyer.person, product, &[(1_500, 100_000)]);
		clear(product);
		for customer in [&mut seller, &mut buyer] {
			customer.read_at_end_of(NOV, 10, 0);
		}
		// The chain stood still from then on: deliveries and closings are due at once.
		set_clock(DEC.end().unwrap());
		seller.meter.read(Wh::ZERO, Wh(130_000));
		buyer.meter.read(Wh(300_000), Wh::ZERO);
		advance_to_closing_of(DEC);
		// November's closing was late, and December's comes on the day after it.
		advance_by(DAY_MS);
		assert_eq!(buyer.invoice(DEC).balance.redeemed_wh, Wh(100_000));
		assert_eq!(seller.invoice(DEC).surplus, Surplus::CarriedOver { quantity_wh: Wh(30_000) });
	});
}

#[test]
fn a_chain_that_stood_still_closes_a_month_a_day() {
	test(|| {
		// Ten, so that some come before others on the agenda of a day.
		let mut customers: Vec<_> = (1..=10).map(Customer::household).collect();
		let mut at = day(NOV, 1).start();
		for month in [NOV, DEC, JAN] {
			at = month.end().unwrap();
			set_clock(at);
			for customer in &mut customers {
				customer.meter.read_at(at, Wh(100_000), Wh::ZERO);
			}
		}
		for day in 60..63 {
			advance_to(at + day * DAY_MS);
		}
		for customer in &customers {
			for month in [NOV, DEC, JAN] {
				assert_eq!(customer.invoice(month).bill, household_bill(month, 100));
			}
		}
	});
}

#[test]
fn a_building_pays_by_the_season_and_its_contract_power() {
	test(|| {
		let mut building = Customer::new(1, BUILDING);
		building.read_at_end_of(NOV, 8_000, 0);
		advance_to_closing_of(NOV);
		let bill = building.invoice(NOV).bill;
		assert_eq!(bill.base, Krw(308_000));
		assert_eq!(bill.energy, Krw(952_000));
		assert_eq!(bill, bill_of(BUILDING, NOV, Usage::Total(Wh(8_000_000))));
	});
}

#[test]
fn redeemed_energy_is_taken_off_every_load_alike() {
	test(|| {
		let mut office = Customer::new(1, OFFICE);
		office.read_at_end_of(NOV, 6_000, 3_000);
		assert_ok!(report(&office, NOV, one_split(split(1_000, 3_000, 2_000))));
		advance_to_closing_of(NOV);
		let half = Usage::Split(split(500, 1_500, 1_000));
		assert_eq!(office.invoice(NOV).bill, bill_of(OFFICE, NOV, half));
	});
}

#[test]
fn nothing_drawn_is_a_base_fee() {
	test(|| {
		let customer = Customer::household(1).billed_for_november(0);
		assert_eq!(customer.invoice(NOV).bill.base, Krw(910));
		// 910 + 91 + 20, down to tens.
		assert_eq!(customer.owed(NOV), Ecoin::from_krw(1_020));
	});
}

#[test]
fn the_month_is_summed_up() {
	test(|| {
		let mut one = Customer::household(1);
		let mut two = Customer::household(2);
		one.read_at_end_of(NOV, 300, 100);
		two.read_at_end_of(NOV, 100, 150);
		advance_to_closing_of(NOV);
		let totals = Totals::<Runtime>::get(NOV);
		assert_eq!(totals.invoices, 2);
		assert_eq!(totals.imported_wh, Wh(400_000));
		assert_eq!(totals.redeemed_wh, Wh(200_000));
		assert_eq!(totals.surplus_wh, Wh(50_000));
		assert_eq!(totals.billed_wh, Wh(200_000));
		let charged = [&one, &two].map(|customer| customer.invoice(NOV).bill.total);
		assert_eq!(totals.charged, charged.into_iter().sum());
	});
}

#[test]
fn a_forecast_ends_with_its_month() {
	test(|| {
		let mut customer = Customer::household(1);
		let forecast = Forecast { generation_wh: Wh(0), demand_wh: Wh(90_000) };
		let forecasts = vec![(customer.account().clone(), forecast)].try_into().unwrap();
		assert_ok!(Billing::publish_forecasts(operator().origin(), NOV, forecasts));
		customer.read_at_end_of(NOV, 100, 0);
		assert!(Forecasts::<Runtime>::contains_key(customer.account(), NOV));
		advance_to_closing_of(NOV);
		assert!(!Forecasts::<Runtime>::contains_key(customer.account(), NOV));
	});
}
