//! The forward market.

mod place_orders;
