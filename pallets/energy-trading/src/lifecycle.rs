//! What moves products along without anybody's help: the agenda, the queue, and one step at a
//! time under a weight meter.

use crate::{
	frame_support, products::quarter_of, sp_runtime, Agenda, AgendaCursor, Config, Error, Event,
	Pallet, Pass, Product, Products, Queue, QueueEnds, Stage, WeightInfo,
};
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	ensure,
	traits::{Get, Time},
	weights::{Weight, WeightMeter},
};
use joule_primitives::{CallAuction, MarketProgress, Moment, ProductId};
use sp_runtime::Saturating;

/// Whether a product can go on after a step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
	/// There is more to do now.
	Step,
	/// There is nothing to do until this instant.
	At(Moment),
	/// There is nothing to do any more.
	Never,
}

impl<T: Config> Pallet<T> {
	/// Does what is due, as far as the meter allows: first the agenda is brought up to now, then
	/// the products in the queue take steps.
	pub(crate) fn do_tick(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::tick_base()).is_err() {
			return;
		}
		Self::read_agenda(meter);
		while let Some((position, product)) = Self::front_of_queue() {
			if !meter
				.can_consume(T::WeightInfo::product_base().saturating_add(Self::costliest_step()))
			{
				return;
			}
			meter.consume(T::WeightInfo::product_base());
			if Self::run(product, meter) == Next::Step {
				return;
			}
			Self::leave_queue(position);
		}
	}

	pub(crate) fn do_advance(product: ProductId, steps: u32) -> DispatchResultWithPostInfo {
		ensure!(steps > 0, Error::<T>::NoSteps);
		let state = Self::product(product)?;
		ensure!(
			Self::due_at(&state).is_some_and(|due| due <= T::Time::now()),
			Error::<T>::NothingDue
		);

		let mut meter = WeightMeter::with_limit(Self::weight_of_steps(steps));
		meter.consume(T::WeightInfo::product_base());
		Self::run(product, &mut meter);
		Ok(Some(meter.consumed()).into())
	}

	/// What pushing a product along by so many steps may weigh.
	pub fn weight_of_steps(steps: u32) -> Weight {
		Self::costliest_step()
			.saturating_mul(steps.into())
			.saturating_add(T::WeightInfo::product_base())
	}

	/// The weight of the costliest step there is.
	pub(crate) fn costliest_step() -> Weight {
		[
			T::WeightInfo::step_clear(),
			T::WeightInfo::step_fill_batch(),
			T::WeightInfo::step_make_contract(),
			T::WeightInfo::step_settle(),
			T::WeightInfo::step_prune(),
		]
		.into_iter()
		.fold(Weight::zero(), |costliest, step| costliest.max(step))
	}

	/// When a product has its next step to take; `None` if never.
	fn due_at(product: &Product) -> Option<Moment> {
		match product.stage {
			Stage::Gathering => Some(product.closes_at),
			Stage::Allocating | Stage::Settling { .. } | Stage::Pruning { .. } => Some(0),
			Stage::Delivering => Some(Self::pass_at(product, Pass::Confirmed)),
			Stage::Waiting { pass } => Some(Self::pass_at(product, pass)),
			Stage::Settled => Some(Self::prune_at(product)),
		}
	}

	/// When a pass over a product's contracts is due.
	pub(crate) fn pass_at(product: &Product, pass: Pass) -> Moment {
		let delivery_due = product.period.end.saturating_add(T::DeliveryGrace::get());
		match pass {
			Pass::Confirmed => delivery_due,
			Pass::Undisputed => delivery_due.saturating_add(T::ConfirmationWindow::get()),
			Pass::All => delivery_due
				.saturating_add(T::ConfirmationWindow::get())
				.saturating_add(T::RulingWindow::get()),
		}
	}

	/// When the last pass over a product's contracts is due: after it, all are settled.
	pub fn last_pass_at(product: &Product) -> Moment {
		Self::pass_at(product, Pass::All)
	}

	/// When the records of a settled product may go.
	pub(crate) fn prune_at(product: &Product) -> Moment {
		Self::pass_at(product, Pass::All).saturating_add(T::Retention::get())
	}

	/// Lets a product take steps until it must wait or the meter is used up.
	fn run(product_id: ProductId, meter: &mut WeightMeter) -> Next {
		let Some(mut product) = Products::<T>::get(product_id) else { return Next::Never };
		let mut next = Next::Step;
		while next == Next::Step && meter.can_consume(Self::costliest_step()) {
			next = match Self::due_at(&product) {
				Some(due) if due <= T::Time::now() => Self::step(product_id, &mut product, meter),
				Some(due) => Next::At(due),
				None => Next::Never,
			};
		}
		if next == Next::Never {
			return next;
		}
		if let Next::At(due) = next {
			Self::schedule(product_id, due);
		}
		Products::<T>::insert(product_id, product);
		next
	}

	/// One step of a product that is due. The caller has made sure of the weight.
	fn step(product_id: ProductId, product: &mut Product, meter: &mut WeightMeter) -> Next {
		match product.stage {
			Stage::Gathering => Self::step_clear(product_id, product, meter),
			Stage::Allocating => Self::step_allocate(product_id, product, meter),
			Stage::Delivering => Self::begin_pass(product, Pass::Confirmed),
			Stage::Waiting { pass } => Self::begin_pass(product, pass),
			Stage::Settling { pass, next } => {
				Self::step_settle(product_id, product, pass, next, meter)
			}
			Stage::Settled => {
				product.stage = Stage::Pruning { next: 0 };
				Next::Step
			}
			Stage::Pruning { next } => Self::step_prune(product_id, product, next, meter),
		}
	}

	fn begin_pass(product: &mut Product, pass: Pass) -> Next {
		product.stage = Stage::Settling { pass, next: 0 };
		Next::Step
	}

	/// Gate closure: the price is found.
	pub(crate) fn step_clear(
		product_id: ProductId,
		product: &mut Product,
		meter: &mut WeightMeter,
	) -> Next {
		meter.consume(T::WeightInfo::step_clear());
		let Ok(clearing) = T::Auction::clear(product_id) else {
			frame_support::defensive!("a product in Gathering has an uncleared book");
			return Next::Never;
		};
		product.stage = Stage::Allocating;
		Self::deposit_event(Event::Cleared { product: product_id, clearing });
		Next::Step
	}

	/// Moves products whose quarter has come from the agenda to the queue.
	pub(crate) fn read_agenda(meter: &mut WeightMeter) {
		let Some(mut cursor) = AgendaCursor::<T>::get() else { return };
		let now = quarter_of(T::Time::now());
		let began_at = cursor;
		// One iterator a quarter: a new one would walk over all that were removed before.
		let mut entries = Agenda::<T>::iter_key_prefix(cursor);
		while cursor <= now {
			if meter.try_consume(T::WeightInfo::agenda_entry()).is_err() {
				break;
			}
			match entries.next() {
				Some(product) => {
					Agenda::<T>::remove(cursor, product);
					Self::join_queue(product);
				}
				None => {
					cursor.saturating_inc();
					entries = Agenda::<T>::iter_key_prefix(cursor);
				}
			}
		}
		if cursor != began_at {
			AgendaCursor::<T>::put(cursor);
		}
	}

	fn join_queue(product: ProductId) {
		QueueEnds::<T>::mutate(|(_, free)| {
			Queue::<T>::insert(*free, product);
			free.saturating_inc();
		});
	}

	fn front_of_queue() -> Option<(u64, ProductId)> {
		let (front, _) = QueueEnds::<T>::get();
		Queue::<T>::get(front).map(|product| (front, product))
	}

	fn leave_queue(position: u64) {
		Queue::<T>::remove(position);
		QueueEnds::<T>::mutate(|(front, _)| *front = position.saturating_add(1));
	}
}

impl<T: Config> MarketProgress for Pallet<T> {
	fn is_up_to_date() -> bool {
		let (front, free) = QueueEnds::<T>::get();
		let now = quarter_of(T::Time::now());
		front == free && AgendaCursor::<T>::get().is_none_or(|cursor| cursor > now)
	}
}
