//! The billing API: invoices as clients see them, what trading would bring and what it brought.

use crate::scene::*;
use joule_runtime::billing_api::{
	runtime_decl_for_billing_api::BillingApiV1, Benefit, InvoiceState,
};
use pallet_billing::Balance;
use pallet_energy_trading::{Remainder, SpotHistory, SpotHistoryCount};

fn forecast(who: &Customer, month: Vintage, generation_kwh: u64, demand_kwh: u64) {
	let forecast =
		Forecast { generation_wh: Wh(generation_kwh * 1_000), demand_wh: Wh(demand_kwh * 1_000) };
	let forecasts = vec![(who.account().clone(), forecast)].try_into().expect("one");
	assert_ok!(Billing::publish_forecasts(operator().origin(), month, forecasts));
}

fn benefit(who: &Customer, month: Vintage, price: Option<u32>) -> Option<Benefit> {
	Runtime::benefit(who.account().clone(), month, price.map(PriceTick))
}

fn offer(seller: &Person, price: u32, kwh: u64) {
	spot(seller, Side::Ask, price, kwh, Remainder::Rest);
}

fn spot(who: &Person, side: Side, price: u32, kwh: u64, remainder: Remainder) {
	assert_ok!(EnergyTrading::place_spot_order(
		who.origin(),
		side,
		NOV,
		PriceTick(price),
		Wh(kwh * 1_000),
		remainder
	));
}

#[test]
fn an_invoice_says_how_it_stands() {
	test(|| {
		let customer = Customer::household(1).with_ecoin_krw(200_000).billed_for_november(200);
		let state = || {
			let view = Runtime::invoice(customer.account().clone(), NOV).expect("it is there");
			(view.state, view.debt.map(|debt| debt.owed()))
		};
		let owed = customer.owed(NOV);
		assert_eq!(state(), (InvoiceState::Open, Some(owed)));
		advance_to(day(DEC, 19).start());
		assert_eq!(state(), (InvoiceState::Overdue, Some(customer.owed(NOV))));
		assert!(customer.owed(NOV) > owed);
		assert_ok!(Billing::pay(customer.origin(), NOV, customer.owed(NOV)));
		assert_eq!(state(), (InvoiceState::Paid, None));
		assert!(Runtime::invoice(customer.account().clone(), DEC).is_none());
	});
}

#[test]
fn invoices_come_newest_first_with_their_notes() {
	test(|| {
		let mut customer = Customer::household(1).billed_for_november(200);
		assert_ok!(correct(&customer, NOV, totals(&[190])));
		customer.read_at_end_of(DEC, 100, 0);
		advance_to_closing_of(DEC);
		let invoices = Runtime::invoices(customer.account().clone());
		let months: Vec<_> = invoices.iter().map(|view| (view.month, view.notes.len())).collect();
		assert_eq!(months, [(DEC, 0), (NOV, 1)]);
	});
}

#[test]
fn a_customer_sees_what_it_has() {
	test(|| {
		let mut customer = Customer::household(1);
		customer.read_at_end_of(NOV, 0, 70);
		assert_ok!(Billing::set_standing_order(customer.origin(), Some(Ecoin(5))));
		advance_to_closing_of(NOV);
		let view = Runtime::customer(customer.account().clone());
		assert_eq!(view.carried_over_wh, Wh(70_000));
		assert_eq!(view.standing_order, Some(Ecoin(5)));
		assert_eq!(view.contract.map(|contract| contract.open_month), Some(DEC));
		assert_eq!(Runtime::customer(stranger().account).contract, None);
	});
}

#[test]
fn at_a_price_the_dear_blocks_are_worth_buying() {
	test(|| {
		let customer = Customer::household(1);
		forecast(&customer, NOV, 0, 450);
		// At 150 won the second and the third block are dearer, the first one is not: 120 + 14, and
		// 12.7 per cent on top.
		let at_150 = benefit(&customer, NOV, Some(1_500)).expect("there is a forecast");
		assert_eq!(at_150.buy_wh, Wh(450_000));
		let at_160 = benefit(&customer, NOV, Some(1_600)).expect("there is a forecast");
		assert_eq!(at_160.buy_wh, Wh(250_000));
		assert_eq!(at_160.pay, Ecoin::from_krw(40_000));
		assert_eq!(at_160.without, household_bill(NOV, 450).total);
		assert_eq!(at_160.with, household_bill(NOV, 200).total);
		let dear = benefit(&customer, NOV, Some(10_000)).expect("there is a forecast");
		assert_eq!((dear.buy_wh, dear.pay), (Wh::ZERO, Ecoin::ZERO));
	});
}

#[test]
fn at_the_current_book_only_what_is_offered() {
	test(|| {
		let seller = home(2).with_energy(Wh(90_000));
		let customer = Customer::household(1);
		forecast(&customer, NOV, 0, 450);
		offer(&seller, 1_200, 30);
		offer(&seller, 1_700, 40);
		offer(&seller, 9_000, 20);
		let book = benefit(&customer, NOV, None).expect("there is a forecast");
		assert_eq!(book.buy_wh, Wh(70_000));
		assert_eq!(book.pay, Ecoin::from_krw(30 * 120 + 40 * 170));
		assert_eq!(book.with, household_bill(NOV, 380).total);
	});
}

#[test]
fn a_seller_learns_what_its_surplus_earns() {
	test(|| {
		let buyer = home(2).with_ecoin_krw(100_000);
		// Energy of November comes into being, so that there is a book.
		let _ = home(3).with_energy(Wh(1));
		let customer = Customer::household(1);
		buy_back_at(PriceTick(800), 1_000);
		forecast(&customer, NOV, 300, 100);
		let at_price = benefit(&customer, NOV, Some(1_300)).expect("there is a forecast");
		assert_eq!(at_price.sell_wh, Wh(200_000));
		assert_eq!(at_price.earn, Ecoin::from_krw(26_000));
		assert_eq!(at_price.feed_in, Ecoin::from_krw(16_000));
		spot(&buyer, Side::Bid, 1_400, 50, Remainder::Rest);
		let book = benefit(&customer, NOV, None).expect("there is a forecast");
		assert_eq!((book.sell_wh, book.earn), (Wh(50_000), Ecoin::from_krw(7_000)));
	});
}

#[test]
fn nobody_trades_with_itself() {
	test(|| {
		let buyer = home(2).with_ecoin_krw(100_000);
		let _ = home(3).with_energy(Wh(1));
		let customer = Customer::household(1).with_ecoin_krw(100_000);
		forecast(&customer, NOV, 300, 100);
		spot(&customer.person, Side::Bid, 1_400, 50, Remainder::Rest);
		spot(&buyer, Side::Bid, 1_400, 20, Remainder::Rest);
		let book = benefit(&customer, NOV, None).expect("there is a forecast");
		assert_eq!((book.sell_wh, book.earn), (Wh(20_000), Ecoin::from_krw(2_800)));
	});
}

#[test]
fn without_a_contract_or_a_forecast_there_is_no_answer() {
	test(|| {
		let customer = Customer::household(1);
		assert_eq!(benefit(&customer, NOV, None), None);
		assert_eq!(Runtime::benefit(stranger().account, NOV, None), None);
		forecast(&customer, NOV, 0, 1);
		assert_eq!(benefit(&customer, DEC, None), None);
		assert_eq!(Runtime::forecast(customer.account().clone(), DEC), None);
	});
}

#[test]
fn an_office_without_a_split_has_no_answer_yet() {
	test(|| {
		let mut office = Customer::new(1, OFFICE);
		forecast(&office, NOV, 0, 6_000);
		assert_eq!(benefit(&office, NOV, Some(800)), None);
		office.read_at_end_of(NOV, 6_000, 0);
		assert_ok!(report(&office, NOV, one_split(split(1_000, 3_000, 2_000))));
		advance_to_closing_of(NOV);
		forecast(&office, DEC, 0, 3_000);
		let december = benefit(&office, DEC, Some(800)).expect("split as in November");
		let as_in_november = Usage::Split(split(500, 1_500, 1_000));
		assert_eq!(december.without, bill_of(OFFICE, DEC, as_in_november).total);
	});
}

#[test]
fn after_the_month_both_sides_see_what_trading_brought() {
	test(|| {
		let mut seller = Customer::household(2);
		let mut buyer = Customer::household(1).with_ecoin_krw(100_000);
		advance_to(day(NOV, 30).start());
		seller.meter.read(Wh(100_000), Wh(300_000));
		buyer.meter.read(Wh(440_000), Wh::ZERO);
		offer(&seller.person, 1_500, 200);
		spot(&buyer.person, Side::Bid, 1_500, 200, Remainder::Drop);
		seller.read_at_end_of(NOV, 0, 0);
		buyer.read_at_end_of(NOV, 10, 0);
		advance_to_closing_of(NOV);

		let of = |who: &Customer| Runtime::outcome(who.account().clone(), NOV).expect("closed");
		let bought = of(&buyer);
		assert_eq!((bought.bought_wh, bought.paid), (Wh(200_000), Ecoin::from_krw(30_000)));
		assert_eq!(bought.without, household_bill(NOV, 450));
		assert_eq!(bought.with, household_bill(NOV, 250));
		let sold = of(&seller);
		assert_eq!((sold.sold_wh, sold.earned), (Wh(200_000), Ecoin::from_krw(30_000)));
		// It drew 100 kWh and exported 300: without trading nothing is charged for, nor with it.
		assert_eq!(sold.with, sold.without);
		assert_eq!(Runtime::outcome(buyer.account().clone(), DEC), None);
	});
}

/// A household that bought something in November, which is closed.
fn after_a_trade() -> Customer {
	let seller = home(2).with_energy(Wh(100_000));
	let mut buyer = Customer::without_contract(1).with_ecoin_krw(100_000);
	assert_ok!(conclude(&buyer.person, HOUSEHOLD, 1, day(NOV, 1)));
	offer(&seller, 1_500, 100);
	spot(&buyer.person, Side::Bid, 1_500, 100, Remainder::Drop);
	buyer.read_at_end_of(NOV, 300, 0);
	advance_to_closing_of(NOV);
	buyer
}

#[test]
fn once_a_trade_may_be_gone_there_is_no_outcome_rather_than_a_wrong_one() {
	test(|| {
		let buyer = after_a_trade();
		let outcome = || Runtime::outcome(buyer.account().clone(), NOV);
		assert!(outcome().is_some());
		// A product of November's first quarter of an hour would be gone: after an hour of grace, ten
		// days to dispute and to rule, and seventy-five more.
		let gone = day(NOV, 1).start() + QUARTER_MS + HOUR_MS + (3 + 7 + 75) * DAY_MS;
		advance_to(gone - 1);
		assert!(outcome().is_some());
		advance_to(gone);
		assert_eq!(outcome(), None);
	});
}

#[test]
fn nor_is_there_one_when_the_spot_markets_history_begins_within_the_month() {
	test(|| {
		let buyer = after_a_trade();
		let outcome = || Runtime::outcome(buyer.account().clone(), NOV);
		let length =
			<<Runtime as pallet_energy_trading::Config>::SpotHistoryLength as Get<u64>>::get();
		// As many lines since that the next one takes the place of one of November.
		SpotHistoryCount::<Runtime>::put(length);
		assert_eq!(outcome(), None);
		SpotHistory::<Runtime>::mutate(0, |line| {
			line.as_mut().expect("the trade").at = day(NOV, 1).start() - 1;
		});
		assert!(outcome().is_some());
	});
}

#[test]
fn what_is_sold_could_have_been_bought_back() {
	test(|| {
		buy_back_at(PriceTick(800), 100_000);
		let mut seller = Customer::household(2);
		let buyer = Customer::household(1).with_ecoin_krw(100_000);
		advance_to(day(NOV, 30).start());
		seller.meter.read(Wh(100_000), Wh(300_000));
		offer(&seller.person, 1_500, 150);
		spot(&buyer.person, Side::Bid, 1_500, 150, Remainder::Drop);
		seller.read_at_end_of(NOV, 0, 0);
		advance_to_closing_of(NOV);

		let sold = Runtime::outcome(seller.account().clone(), NOV).expect("closed");
		assert_eq!((sold.surplus_wh, sold.surplus_paid), (Wh(50_000), Ecoin::from_krw(4_000)));
		assert_eq!(sold.surplus_wh_without, Wh(200_000));
		assert_eq!(sold.surplus_paid_without, Ecoin::from_krw(16_000));
	});
}

#[test]
fn after_notes_the_balance_is_the_last_ones() {
	test(|| {
		let mut customer = Customer::household(1);
		customer.read_at_end_of(NOV, 100, 60);
		advance_to_closing_of(NOV);
		let balance = || {
			let outcome = Runtime::outcome(customer.account().clone(), NOV).expect("closed");
			let Balance { imported_wh, redeemed_wh, billed_wh, .. } = outcome.balance;
			(imported_wh.0, redeemed_wh.0, billed_wh.0)
		};
		assert_eq!(balance(), (100_000, 60_000, 40_000));
		// Ten of the sixty were taken off in vain, and are carried over for good.
		assert_ok!(correct(&customer, NOV, totals(&[50])));
		assert_eq!(balance(), (50_000, 50_000, 0));
		assert_ok!(correct(&customer, NOV, totals(&[200])));
		assert_eq!(balance(), (200_000, 50_000, 150_000));
	});
}

#[test]
fn a_forward_contract_counts_too() {
	test(|| {
		let (mut seller, mut buyer) =
			(Customer::household(2), Customer::household(1).with_ecoin_krw(200_000));
		seller.person = seller.person.clone().with_ecoin_krw(200_000);
		let product = open_month_product();
		ask(&seller.person, product, &[(1_500, 100_000)]);
		bid(&buyer.person, product, &[(1_500, 100_000)]);
		clear(product);
		for (who, exported) in [(&mut seller, 0), (&mut buyer, 0)] {
			who.read_at_end_of(NOV, 50, exported);
		}
		advance_to(DEC.end().unwrap());
		seller.read_at_end_of(DEC, 0, 80);
		buyer.read_at_end_of(DEC, 300, 0);
		advance_to_closing_of(DEC);

		let of = |who: &Customer| Runtime::outcome(who.account().clone(), DEC).expect("closed");
		let bought = of(&buyer);
		assert_eq!((bought.bought_wh, bought.paid), (Wh(80_000), Ecoin::from_krw(12_000)));
		assert!(!bought.imbalance_received.is_zero());
		assert_eq!(bought.balance.redeemed_wh, Wh(80_000));
		let sold = of(&seller);
		assert_eq!((sold.sold_wh, sold.earned), (Wh(80_000), Ecoin::from_krw(12_000)));
		assert_eq!(sold.imbalance_paid, bought.imbalance_received);
	});
}

#[test]
fn the_table_and_the_month_in_figures() {
	test(|| {
		let class = TariffClass::General;
		assert_eq!(Runtime::tariff(class, NOV), Billing::tariff_in(class, NOV));
		assert_eq!(Runtime::tariff(class, Vintage(202001)), None);
		let _customer = Customer::household(1).billed_for_november(10);
		assert_eq!(Runtime::totals(NOV).invoices, 1);
		assert_eq!(Runtime::totals(DEC).invoices, 0);
	});
}
