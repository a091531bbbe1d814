//! What billing remembers.

mod contract;
mod debt;
mod invoice;
mod month;
mod settings;

pub use contract::{Billed, Contract, Terms};
pub use debt::Debt;
pub use invoice::{
	Balance, Basis, Invoice, Note, NoteCause, PartUsages, Standing, Surplus, UsageReport,
};
pub use month::{Forecast, MonthTotals, PublishedForecast, Task};
pub use settings::{Settings, SurplusRule};
