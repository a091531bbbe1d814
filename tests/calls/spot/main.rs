//! The spot market: energy that exists, delivered against payment in one extrinsic.

mod bad_input;
mod crossing;
mod history;
mod invariants;
mod place_spot_order;
mod scene;
mod take_spot_order;
mod withdraw_spot_order;
