//! What to place in which product: asks the strategy, applies the owner's limits, writes intents.

use super::{
	call::MAX_BATCH,
	observation::Observation,
	storing::{Storing, DECIDES_MS},
	Engine, INTENTS_KEPT_MS,
};
use crate::{
	battery::{bounds::bound, schedule::Step, storage::Battery},
	calendar::{start_of_day, Month, Period, DAY_MS},
	journal::intents::{Author, Intent, Progress},
	market::{Contract, OrderTerms, Product, Side},
	trading::{
		history::{History, Outlook},
		limits::Limits,
		strategy::{Decision, Situation, Strategy},
		tariff::Tariff,
	},
	units::{Ecoin, Moment, PriceTick, Wh},
};
use std::collections::BTreeMap;

/// Orders are sent at least this long before gate closure: later they might come too late.
pub const LEAD_MS: Moment = 5_000;

/// How often the strategy may try the same product, if what it wanted was dropped.
const MOST_ATTEMPTS: usize = 3;

/// By what the device trades.
pub struct Trading {
	/// What decides.
	pub strategy: Box<dyn Strategy>,
	/// What the owner allows.
	pub limits: Limits,
	/// Whether to say what would be done instead of doing it.
	pub is_dry_run: bool,
	/// Whether to confirm by itself what was delivered to the owner, and so to give up disputing it.
	pub is_trusting: bool,
	/// What the grid charges.
	pub tariff: Tariff,
	/// What the grid pays for what is fed in.
	pub feed_in: PriceTick,
	/// The battery behind the owner's meter, if there is one that follows a schedule.
	pub battery: Option<Battery>,
}

impl Trading {
	/// Whether the device confirms deliveries by itself.
	pub const fn confirms_deliveries(&self) -> bool {
		self.is_trusting && !self.is_dry_run
	}

	/// Whether it is time to decide on a product, as far as the battery is concerned.
	fn is_timely(&self, product: &Product, now: Moment) -> bool {
		self.battery.is_none()
			|| !is_stored_for(&product.period)
			|| product.closes_at <= now.saturating_add(DECIDES_MS)
	}
}

/// Whether a battery has a part in what flows in a period: it shifts energy within days, not between months.
pub(super) fn is_stored_for(period: &Period) -> bool {
	period.length_ms() <= DAY_MS
}

/// Whether the gate is open and stays so long enough.
pub fn is_open(product: &Product, now: Moment) -> bool {
	product.is_gathering && product.closes_at > now.saturating_add(LEAD_MS)
}

/// Whether the strategy is to decide on a product: it has not yet, and nobody has placed anything there. What
/// it would have done in a dry run is no decision once it is earnest.
pub fn is_undecided(
	trading: &Trading,
	product: &Product,
	observation: &Observation,
	intents: &[Intent],
) -> bool {
	let is_thought = |intent: &Intent| intent.progress == Progress::DryRun && !trading.is_dry_run;
	let attempts: Vec<_> = intents
		.iter()
		.filter(|intent| intent.product == product.id && !is_thought(intent))
		.collect();
	is_open(product, observation.time)
		&& trading.is_timely(product, observation.time)
		&& attempts.len() < MOST_ATTEMPTS
		&& attempts.iter().all(|intent| matches!(intent.progress, Progress::Dropped(_)))
		&& observation.orders.iter().all(|order| order.product != product.id)
}

impl Engine {
	/// Has the strategy decide on products that are new, and says what the battery is to do.
	pub(super) fn plan(&mut self) -> super::Result<()> {
		let Some(trading) = &self.settings.trading else { return Ok(()) };
		let mut intents = self.intents()?;
		let occasion = self.occasion(&intents)?;
		if occasion.is_some() && occasion == self.storage.occasion {
			return Ok(());
		}
		let observation = self.seen();
		let undecided: Vec<_> = match self.journal.is_paused()? {
			true => Vec::new(),
			false => observation
				.products
				.iter()
				.filter(|product| is_undecided(trading, product, observation, &intents))
				.collect(),
		};
		let history = match undecided.is_empty() && occasion.is_none() {
			true => History::default(),
			false => self.history()?,
		};
		let grid_price = grid_price(trading, &history, observation);
		let storing = self.storing(trading, &history, grid_price)?;
		let scene = Scene { trading, observation, history: &history, storing: storing.as_ref() };
		let mut passes = BTreeMap::new();
		for product in undecided {
			match decide(&scene, product, &intents) {
				Ok(intent) => {
					self.journal.intend(&intent)?;
					intents.push(intent);
				}
				Err(reason) => {
					passes.insert(product.id, reason);
				}
			}
		}
		let schedule = storing.map(|storing| storing.schedule(&intents));
		self.passes = passes;
		self.storage.schedule = schedule;
		self.storage.occasion = occasion;
		self.journal
			.forget_intents(self.seen().time.saturating_sub(INTENTS_KEPT_MS))
			.map_err(Into::into)
	}
}

/// What is known when products are decided on.
pub struct Scene<'a> {
	/// By what the device trades.
	pub trading: &'a Trading,
	/// What the chain has.
	pub observation: &'a Observation,
	/// What flowed through the owner's meters.
	pub history: &'a History,
	/// What the battery is planned with, if there is one and it is known how full it is.
	pub storing: Option<&'a Storing<'a>>,
}

impl Scene<'_> {
	/// What may flow in a product's period, and what the battery has to do with it. An error is a reason to pass.
	fn prospect(
		&self,
		product: &Product,
		intents: &[Intent],
	) -> Result<(Outlook, Option<Step>), String> {
		if self.trading.battery.is_none() || !is_stored_for(&product.period) {
			return Ok((self.history.outlook(&product.period), None));
		}
		let storing = self.storing.ok_or(
			"nobody knows how full the battery is: is what says it in reach, and does it say it?",
		)?;
		let (outlook, step) = storing.prospect(product, intents);
		Ok(match step {
			Some(step) => (outlook.with(step.action.at_meter()), Some(step)),
			None => (outlook, None),
		})
	}
}

/// What the strategy wants in a product, within the owner's limits. An error is a reason to pass.
pub fn decide(scene: &Scene, product: &Product, intents: &[Intent]) -> Result<Intent, String> {
	let Scene { trading, observation, history, .. } = scene;
	let (outlook, step) = scene.prospect(product, intents)?;
	let with_battery = |reason: String| match &step {
		Some(step) => format!("{reason}; {}", step.reason()),
		None => reason,
	};
	let month = Month::of(product.period.start);
	let side = outlook.side().unwrap_or(Side::Bid);
	let situation = Situation {
		product,
		outlook: &outlook,
		contracted_wh: contracted_wh(&observation.contracts, side, &product.period),
		month,
		month_import_wh: month_import_wh(history, &observation.contracts, month, observation.time),
	};
	match trading.strategy.decide(&situation) {
		Decision::Pass { reason } => Err(with_battery(reason)),
		Decision::Trade { side, orders, reason } => {
			let orders = step.iter().fold(orders, |orders, step| bound(step, side, orders));
			let reason = with_battery(reason);
			let draft = Draft { author: Author::Device, product, side, orders, reason };
			write(trading, draft, observation.time, spent_today(intents, observation.time))
		}
	}
}

/// What a kWh costs that is drawn from the grid now.
fn grid_price(trading: &Trading, history: &History, observation: &Observation) -> PriceTick {
	let month = Month::of(observation.time);
	let drawn_wh = month_import_wh(history, &observation.contracts, month, observation.time);
	trading.tariff.marginal(month, drawn_wh)
}

/// What somebody wants.
pub struct Draft<'a> {
	/// Who.
	pub author: Author,
	/// In which product.
	pub product: &'a Product,
	/// On which side.
	pub side: Side,
	/// What.
	pub orders: Vec<OrderTerms>,
	/// Why.
	pub reason: String,
}

/// Makes an intent of what somebody wants, within the owner's limits. An error says why there is none.
pub fn write(trading: &Trading, draft: Draft, now: Moment, spent: Ecoin) -> Result<Intent, String> {
	let Draft { author, product, side, mut orders, reason } = draft;
	orders.truncate(MAX_BATCH);
	let allowed = trading.limits.apply(side, &orders, spent);
	if allowed.orders.is_empty() {
		return Err(format!("{reason}; but the owner's limits leave nothing of it"));
	}
	let reason = core::iter::once(reason).chain(allowed.changes).collect::<Vec<_>>().join("; ");
	let progress = if trading.is_dry_run { Progress::DryRun } else { Progress::Waiting };
	Ok(Intent {
		author,
		product: product.id,
		period: product.period,
		closes_at: product.closes_at,
		side,
		orders: allowed.orders,
		reason,
		made_at: now,
		progress,
	})
}

/// What the bids of the day cost already.
pub fn spent_today(intents: &[Intent], now: Moment) -> Ecoin {
	let midnight = start_of_day(now);
	intents.iter().filter(|intent| intent.made_at >= midnight).map(Intent::cost).sum()
}

/// What the contracts of a side have for a period.
fn contracted_wh(contracts: &[Contract], side: Side, period: &Period) -> Wh {
	let on_side = contracts.iter().filter(|contract| contract.side == side);
	on_side.map(|contract| contract.part_in(period)).sum()
}

/// What will have to be drawn from the grid in a month: what was drawn so far, what may be drawn in the
/// days to come, less what was bought from others.
fn month_import_wh(history: &History, contracts: &[Contract], month: Month, now: Moment) -> Wh {
	let period = month.period();
	let drawn_wh =
		if period.start <= now { history.flow_since(period.start).import_wh } else { Wh(0) };
	let usual_wh = history.outlook(&period).mean(Side::Bid);
	let to_come_ms = period.end.saturating_sub(now.max(period.start));
	let to_come_wh =
		u128::from(usual_wh.0) * u128::from(to_come_ms) / u128::from(period.length_ms().max(1));
	let expected_wh = drawn_wh.saturating_add(Wh(u64::try_from(to_come_wh).unwrap_or(u64::MAX)));
	expected_wh.saturating_sub(contracted_wh(contracts, Side::Bid, &period))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::trading::{fixed_limit::FixedLimit, strategy::tests::PRODUCT};

	const NOW: Moment = PRODUCT.closes_at - 3_600_000;

	fn trading(limits: Limits) -> Trading {
		let strategy =
			FixedLimit { buy: Some(PriceTick(1_000)), sell: None, share_permille: 1_000 };
		Trading {
			strategy: Box::new(strategy),
			limits,
			is_dry_run: false,
			is_trusting: false,
			tariff: Tariff::ResidentialLowVoltage,
			feed_in: PriceTick(800),
			battery: None,
		}
	}

	fn intent(progress: Progress) -> Intent {
		let order = OrderTerms { limit: PriceTick(1_000), quantity_wh: Wh(500) };
		let draft = Draft {
			author: Author::Device,
			product: &PRODUCT,
			side: Side::Bid,
			orders: vec![order],
			reason: "test".into(),
		};
		let written = write(&trading(Limits::default()), draft, NOW, Ecoin(0)).unwrap();
		Intent { progress, ..written }
	}

	fn observation() -> Observation {
		Observation { time: NOW, products: vec![PRODUCT], ..Observation::default() }
	}

	#[test]
	fn a_product_is_decided_on_once() {
		let trading = trading(Limits::default());
		let undecided =
			|intents: &[Intent]| is_undecided(&trading, &PRODUCT, &observation(), intents);
		assert!(undecided(&[]));
		for progress in [Progress::Waiting, Progress::OnItsWay, Progress::Placed(0)] {
			assert!(!undecided(&[intent(progress)]));
		}
	}

	#[test]
	fn a_dry_run_decides_once_too_but_not_for_when_it_is_earnest() {
		let earnest = trading(Limits::default());
		let dry = Trading { is_dry_run: true, ..trading(Limits::default()) };
		let thought = [intent(Progress::DryRun)];
		assert!(!is_undecided(&dry, &PRODUCT, &observation(), &thought));
		assert!(is_undecided(&earnest, &PRODUCT, &observation(), &thought));
	}

	#[test]
	fn what_was_dropped_is_tried_again_but_not_for_ever() {
		let dropped = intent(Progress::Dropped("no money".into()));
		let trading = trading(Limits::default());
		let undecided =
			|times| is_undecided(&trading, &PRODUCT, &observation(), &vec![dropped.clone(); times]);
		assert_eq!([1, 2, 3, 4].map(undecided), [true, true, false, false]);
	}

	#[test]
	fn a_gate_that_is_about_to_close_is_closed() {
		assert!(is_open(&PRODUCT, PRODUCT.closes_at - LEAD_MS - 1));
		assert!(!is_open(&PRODUCT, PRODUCT.closes_at - LEAD_MS));
		assert!(!is_open(&Product { is_gathering: false, ..PRODUCT }, NOW));
	}

	#[test]
	fn the_day_counts_what_may_still_be_paid() {
		let intents =
			[intent(Progress::Placed(0)), intent(Progress::Waiting), intent(Progress::DryRun)];
		assert_eq!(spent_today(&intents, NOW), Ecoin(2 * 500_000));
		let tomorrow = start_of_day(NOW) + crate::calendar::DAY_MS;
		assert_eq!(spent_today(&intents, tomorrow), Ecoin(0));
	}

	#[test]
	fn nothing_is_written_that_the_owner_does_not_allow() {
		let limits = Limits { spend_a_day: Some(Ecoin(1_000)), ..Limits::default() };
		let order = OrderTerms { limit: PriceTick(1_000), quantity_wh: Wh(500) };
		let draft = Draft {
			author: Author::Owner,
			product: &PRODUCT,
			side: Side::Bid,
			orders: vec![order],
			reason: "by hand".into(),
		};
		let refused = write(&trading(limits), draft, NOW, Ecoin(0)).unwrap_err();
		assert!(refused.contains("owner's limits"));
	}
}
