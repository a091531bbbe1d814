//! Billing: contracts, months that close by themselves, invoices, payments. One file a call, then
//! the hooks, months in parts, and states that cannot be.

mod change_contract;
mod closing;
mod conclude_contract;
mod correct_invoice;
mod corruption;
mod covered;
mod end_contract;
mod genesis;
mod hand_in;
mod interest;
mod pay;
mod publish_forecasts;
mod reading_day;
mod refund;
mod report_usage;
mod retention;
mod scene;
mod set_aside;
mod set_holidays;
mod set_settings;
mod set_standing_order;
mod set_tariff;
mod take_back;
mod tick;
mod views;
mod withdraw_contract;
mod write_off;
