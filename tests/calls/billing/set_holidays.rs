//! `set_holidays`: the public holidays of a year, over which due days are moved on.

use crate::scene::*;
use pallet_billing::Holidays;

fn set(year: u16, holidays: &[(u8, u8)]) -> DispatchResult {
	let holidays = holidays.to_vec().try_into().expect("not too many");
	Billing::set_holidays(council(), year, holidays)
}

#[test]
fn the_council_sets_them_all_at_once() {
	test(|| {
		assert_ok!(set(2028, &[(1, 1), (2, 29), (12, 25)]));
		assert_event(Event::HolidaysSet { year: 2028, holidays: 3 });
		assert!(Billing::is_holiday(day(Vintage(202802), 29)));
		assert_ok!(set(2028, &[(1, 1)]));
		assert!(!Billing::is_holiday(day(Vintage(202802), 29)));
		assert_eq!(Holidays::<Runtime>::get(2028).len(), 1);
	});
}

#[test]
fn nobody_else_does() {
	test(|| {
		for origin in [operator().origin(), home(1).origin(), RuntimeOrigin::none()] {
			let none = BoundedVec::new();
			assert_noop!(Billing::set_holidays(origin, 2028, none), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_holiday_is_a_day_of_its_year() {
	test(|| {
		for nonsense in [(0, 1), (13, 1), (101, 1), (1, 0), (2, 30), (255, 255)] {
			assert_noop!(set(2028, &[nonsense]), Error::HolidayOutsideYear);
		}
		assert_noop!(set(2027, &[(2, 29)]), Error::HolidayOutsideYear);
		assert_noop!(set(u16::MAX, &[(1, 1)]), Error::HolidayOutsideYear);
	});
}

#[test]
fn holidays_are_in_order_and_named_once() {
	test(|| {
		assert_noop!(set(2028, &[(5, 5), (1, 1)]), Error::HolidaysNotInOrder);
		assert_noop!(set(2028, &[(1, 1), (1, 1)]), Error::HolidaysNotInOrder);
	});
}

#[test]
fn a_year_has_at_most_64() {
	let call = Call::set_holidays { year: 2028, holidays: BoundedVec::new() };
	assert!(decode_with_last_list(call.clone(), &[(1u8, 1u8); 64]).is_ok());
	assert!(decode_with_last_list(call, &[(1u8, 1u8); 65]).is_err());
}

#[test]
fn a_due_day_is_moved_on_over_them() {
	test(|| {
		// 18 December 2026 is a Friday; the 19th and 20th are a weekend.
		assert_ok!(set(2026, &[(12, 18), (12, 21)]));
		let customer = Customer::household(1).billed_for_november(100);
		assert_eq!(customer.invoice(NOV).due_on, day(DEC, 22));
	});
}
