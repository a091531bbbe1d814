//! How a device trades, as its configuration says it.

use crate::{
	battery::storage::Battery,
	engine::planning::Trading,
	trading::{
		fixed_limit::FixedLimit,
		forecast_based::ForecastBased,
		limits::Limits,
		strategy::{on_grid, Strategy},
		tariff::Tariff,
		tariff_aware::TariffAware,
	},
	units::{Ecoin, PriceTick},
};
use serde::Deserialize;

const TICKS_PER_KRW: f64 = 10.0;
const PERMILLE_PER_PERCENT: u32 = 10;

/// A price in KRW/kWh.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(transparent)]
struct Krw(f64);

impl From<Krw> for PriceTick {
	fn from(price: Krw) -> Self {
		Self((price.0 * TICKS_PER_KRW).round() as u32)
	}
}

/// How the device trades.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TradingConfig {
	/// In which zone.
	pub zone: u16,
	/// Whether to say what would be done instead of doing it.
	#[serde(default)]
	pub dry_run: bool,
	/// Whether the device confirms by itself what was delivered to the owner.
	#[serde(default)]
	confirm_deliveries: bool,
	/// What the grid charges.
	tariff: Tariff,
	/// What the grid pays for what is fed in.
	feed_in_krw: Krw,
	/// By what it decides.
	strategy: StrategyConfig,
	/// What the owner allows.
	#[serde(default)]
	limits: LimitsConfig,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum StrategyConfig {
	#[serde(rename_all = "kebab-case")]
	FixedLimit {
		buy_krw: Option<Krw>,
		sell_krw: Option<Krw>,
		share_percent: u32,
	},
	#[serde(rename_all = "kebab-case")]
	TariffAware {
		margin_percent: u32,
	},
	ForecastBased {},
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LimitsConfig {
	spend_a_day_krw: Option<u64>,
	buy_at_most_krw: Option<Krw>,
	sell_at_least_krw: Option<Krw>,
}

impl TradingConfig {
	/// What it says, for the engine, of an owner with this battery.
	pub fn build(&self, battery: Option<Battery>) -> Trading {
		let limit = |price: Option<Krw>| price.map(|price| on_grid(price.into()));
		let (tariff, feed_in) = (self.tariff, self.feed_in_krw.into());
		let strategy: Box<dyn Strategy> = match self.strategy {
			StrategyConfig::FixedLimit { buy_krw, sell_krw, share_percent } => {
				Box::new(FixedLimit {
					buy: limit(buy_krw),
					sell: limit(sell_krw),
					share_permille: share_percent * PERMILLE_PER_PERCENT,
				})
			}
			StrategyConfig::TariffAware { margin_percent } => {
				let margin_permille = margin_percent * PERMILLE_PER_PERCENT;
				Box::new(TariffAware { tariff, feed_in, margin_permille })
			}
			StrategyConfig::ForecastBased {} => Box::new(ForecastBased { tariff, feed_in }),
		};
		let limits = Limits {
			spend_a_day: self.limits.spend_a_day_krw.map(Ecoin::from_krw),
			buy_at_most: limit(self.limits.buy_at_most_krw),
			sell_at_least: limit(self.limits.sell_at_least_krw),
		};
		Trading {
			strategy,
			limits,
			is_dry_run: self.dry_run,
			is_trusting: self.confirm_deliveries,
			tariff,
			feed_in,
			battery,
		}
	}
}
