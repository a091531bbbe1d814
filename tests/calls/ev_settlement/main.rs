//! Charging: every call, every refusal, and what happens by itself. One file a call, then what a
//! session goes through, what it costs, and states that cannot be.

mod scene;

mod assign_tariff;
mod cancel;
mod cover;
mod forgive_debt;
mod pay_debt;
mod prepay;
mod prepay_directly;
mod register_credential;
mod register_evse;
mod register_tariff;
mod remove_tariff;
mod replace_key;
mod report;
mod report_many;
mod revoke_credential;
mod revoke_evse;
mod set_limits;
mod settle_overdue;

mod api;
mod corruption;
mod deadlines;
mod genesis;
mod oracle;
mod sessions;
