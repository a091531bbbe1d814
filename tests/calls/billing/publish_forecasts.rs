//! `publish_forecasts`: what a month will probably be.

use crate::scene::*;
use pallet_billing::{ForecastFor, Forecasts, PublishedForecast};

const FORECAST: Forecast = Forecast { generation_wh: Wh(120_000), demand_wh: Wh(300_000) };

fn publish(by: &Person, month: Vintage, whom: &[&Person]) -> DispatchResult {
	let forecasts: Vec<ForecastFor<Runtime>> =
		whom.iter().map(|who| (who.account.clone(), FORECAST)).collect();
	Billing::publish_forecasts(by.origin(), month, forecasts.try_into().expect("a few"))
}

#[test]
fn the_operator_publishes_everybodys() {
	test(|| {
		let (one, two) = (Customer::household(1), Customer::household(2));
		assert_ok!(publish(&operator(), NOV, &[&one.person, &two.person]));
		for customer in [&one, &two] {
			assert_eq!(
				Forecasts::<Runtime>::get(customer.account(), NOV),
				Some(PublishedForecast { forecast: FORECAST, published_at: now() })
			);
			assert_event(Event::ForecastPublished {
				customer: customer.account().clone(),
				month: NOV,
				forecast: FORECAST,
			});
		}
	});
}

#[test]
fn a_customer_publishes_its_own() {
	test(|| {
		let customer = Customer::household(1);
		assert_ok!(publish(&customer.person, DEC, &[&customer.person]));
		assert!(Forecasts::<Runtime>::contains_key(customer.account(), DEC));
	});
}

#[test]
fn nobody_else_publishes_for_somebody_else() {
	test(|| {
		let (one, two) = (Customer::household(1), Customer::household(2));
		assert_noop!(publish(&one.person, NOV, &[&two.person]), Error::ForecastForAnother);
		assert_noop!(
			publish(&one.person, NOV, &[&one.person, &two.person]),
			Error::ForecastForAnother
		);
		assert_noop!(publish(&stranger(), NOV, &[&one.person]), Error::SenderNotPermitted);
	});
}

#[test]
fn for_this_month_and_the_next() {
	test(|| {
		let customer = Customer::household(1);
		let of = |month| publish(&operator(), month, &[&customer.person]);
		assert_noop!(of(OCTOBER), Error::ForecastTooLate);
		assert_noop!(of(JAN), Error::ForecastTooEarly);
		for month in [0, 202613, u32::MAX] {
			assert_noop!(of(Vintage(month)), Error::UnknownMonth);
		}
		assert_ok!(of(NOV));
		assert_ok!(of(DEC));
		advance_to(day(DEC, 1).start());
		assert_noop!(of(NOV), Error::ForecastTooLate);
	});
}

#[test]
fn for_customers_all_or_none() {
	test(|| {
		let (customer, other) = (Customer::household(1), home(2));
		assert_noop!(publish(&operator(), NOV, &[&other]), Error::NoContract);
		assert_noop!(publish(&operator(), NOV, &[]), Error::NoForecasts);
		// As a transaction, in which all or nothing is done.
		let forecasts = vec![(customer.account().clone(), FORECAST), (other.account, FORECAST)];
		let call =
			Call::publish_forecasts { month: NOV, forecasts: forecasts.try_into().expect("two") };
		assert_noop!(dispatch(operator().origin(), call), Error::NoContract);
	});
}

#[test]
fn of_100_at_a_time() {
	let call = Call::publish_forecasts { month: NOV, forecasts: BoundedVec::new() };
	let forecast = (AccountId::from([1; 32]), FORECAST);
	assert!(decode_with_last_list(call.clone(), &vec![forecast.clone(); 100]).is_ok());
	assert!(decode_with_last_list(call, &vec![forecast; 101]).is_err());
}
