//! The forward market, from the opening of a product to the end of its records.

mod advance;
mod allocation;
mod amend_order;
mod cancel_orders;
mod confirm;
mod create_series;
mod deliver;
mod dispute;
mod gate_closure;
mod invariants;
mod passes;
mod place_orders;
mod pruning;
mod rule;
mod scene;
mod set_imbalance_price;
mod settle_contract;
