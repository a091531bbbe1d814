//! Metering: every call, every refusal, and what follows from what the meters say.

mod scene;

mod open_interval;
mod register_point;
mod replace_meter;
mod retire_point;
mod rotate_key;
mod submit_reading;
mod submit_readings;

mod invariants;
mod issuance;
mod privacy;
mod pruning;
mod volumes;
