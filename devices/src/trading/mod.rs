//! What to buy and sell, and why. No input or output in here.
//!
//! | file | what it does |
//! |---|---|
//! | [`history`] | what flowed through the owner's meters, and what may therefore flow in a period to come |
//! | [`prices`] | at what energy usually trades |
//! | [`tariff`] | what the grid charges, and so what a purchase from a neighbour avoids |
//! | [`strategy`] | the trait that turns an outlook into orders, and the situation that it decides in |
//! | [`fixed_limit`], [`tariff_aware`], [`forecast_based`] | three strategies |
//! | [`limits`] | what the owner allows, whatever a strategy or a click on the page wants |
//! | [`saving`] | what trading was good for |

pub mod fixed_limit;
pub mod forecast_based;
pub mod history;
pub mod limits;
pub mod prices;
pub mod saving;
pub mod strategy;
pub mod tariff;
pub mod tariff_aware;
