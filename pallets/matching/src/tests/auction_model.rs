//! The auction in storage against a plain list of batches: random operations, good and bad, and
//! after each of them the same answer and every invariant.

use super::{oracle::by_hand, terms, Dice, Seed};
use crate::{
	grid::AUCTION_TICKS,
	mock::{new_chain, Matching, Test},
	AllocationCursor, CallAuction, Error, Histograms,
};
use joule_primitives::{Fill, OrderId, OrderTerms, PriceTick, ProductId, Side, Wh};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::DispatchError,
};

type Account = u64;

/// An account that takes no further step.
const NOBODY: Account = 9;

/// A book as one would keep it on paper.
#[derive(Default)]
struct Paper {
	bids: Vec<(Account, Vec<OrderTerms>)>,
	asks: Vec<(Account, Vec<OrderTerms>)>,
}

impl Paper {
	fn side(&mut self, side: Side) -> &mut Vec<(Account, Vec<OrderTerms>)> {
		match side {
			Side::Bid => &mut self.bids,
			Side::Ask => &mut self.asks,
		}
	}

	fn total(&mut self, side: Side) -> u128 {
		let orders = self.side(side).iter().flat_map(|(_, orders)| orders);
		orders.map(|order| u128::from(order.quantity_wh.0)).sum()
	}

	fn place(
		&mut self,
		side: Side,
		owner: Account,
		orders: &[OrderTerms],
	) -> Result<u32, Error<Test>> {
		match orders.len() {
			0 => return Err(Error::EmptyBatch),
			1..=100 => (),
			_ => return Err(Error::BatchTooLong),
		}
		orders.iter().try_for_each(check)?;
		let added: u128 = orders.iter().map(|order| u128::from(order.quantity_wh.0)).sum();
		if self.total(side) + added > u128::from(u64::MAX) {
			return Err(Error::QuantityOverflow);
		}
		self.side(side).push((owner, orders.to_vec()));
		Ok(self.side(side).len() as u32 - 1)
	}

	/// Amends an order, or cancels it where there are no new terms.
	fn replace(
		&mut self,
		id: OrderId,
		owner: Account,
		new: Option<OrderTerms>,
	) -> Result<OrderTerms, Error<Test>> {
		let total = self.total(id.side);
		let (of, orders) =
			self.side(id.side).get_mut(id.batch as usize).ok_or(Error::UnknownOrder)?;
		if *of != owner {
			return Err(Error::NotOwner);
		}
		let order = orders.get_mut(usize::from(id.index)).ok_or(Error::UnknownOrder)?;
		if order.quantity_wh == Wh(0) {
			return Err(Error::OrderCancelled);
		}
		let old = *order;
		new.as_ref().map_or(Ok(()), check)?;
		let new = new.unwrap_or(OrderTerms { quantity_wh: Wh(0), ..old });
		let changed = total - u128::from(old.quantity_wh.0) + u128::from(new.quantity_wh.0);
		if changed > u128::from(u64::MAX) {
			return Err(Error::QuantityOverflow);
		}
		*order = new;
		Ok(old)
	}
}

fn check(order: &OrderTerms) -> Result<(), Error<Test>> {
	match (order.quantity_wh, order.limit) {
		(Wh(0), _) => Err(Error::ZeroQuantity),
		(_, PriceTick(1..=8_191)) => Ok(()),
		_ => Err(Error::PriceOffGrid),
	}
}

/// Mostly a decent order near the middle of a small range, so that sides meet and levels are
/// shared; sometimes one far away, and sometimes nonsense.
fn random_order(dice: &mut Dice) -> OrderTerms {
	match dice.roll(0, 99) {
		0 => terms(0, 1),
		1 => terms(8_192, 1),
		2 => terms(u32::MAX, u64::MAX),
		3 => terms(10, 0),
		4 => terms(10, u64::MAX),
		5..=20 => terms(dice.roll(1, 8_191) as u32, dice.roll(1, 500)),
		_ => terms(dice.roll(250, 262) as u32, dice.roll(1, 50)),
	}
}

fn random_batch(dice: &mut Dice) -> Vec<OrderTerms> {
	let length = match dice.roll(0, 29) {
		0 => 0,
		1 => 100,
		2 => 101,
		_ => dice.roll(1, 6),
	};
	match length {
		100.. => (0..length).map(|_| terms(dice.roll(1, 8_191) as u32, 1)).collect(),
		_ => (0..length).map(|_| random_order(dice)).collect(),
	}
}

fn step(dice: &mut Dice, product: ProductId, paper: &mut Paper) {
	let owner = dice.roll(1, 3);
	let side = dice.side();
	if dice.roll(0, 2) == 0 {
		let orders = random_batch(dice);
		let expected = paper.place(side, owner, &orders);
		let placed = Matching::place(product, side, &owner, orders);
		assert_eq!(placed, expected.map_err(DispatchError::from));
	} else {
		let batch = dice.roll(0, paper.side(side).len() as u64) as u32;
		let id = OrderId { side, batch, index: dice.roll(0, 5) as u16 };
		let new = (dice.roll(0, 1) == 0).then(|| random_order(dice));
		let expected = paper.replace(id, owner, new);
		let replaced = match new {
			Some(terms) => Matching::amend(product, id, &owner, terms),
			None => Matching::cancel(product, id, &owner),
		};
		assert_eq!(replaced, expected.map_err(DispatchError::from));
	}
}

/// Clears the book, walks it to its end and removes it.
fn finish(product: ProductId, paper: &mut Paper) {
	let all = |batches: &[(Account, Vec<OrderTerms>)]| -> Vec<OrderTerms> {
		batches.iter().flat_map(|(_, orders)| orders.clone()).collect()
	};
	let highest = AUCTION_TICKS - 1;
	let expected = by_hand(&all(&paper.bids), &all(&paper.asks), highest);
	let clearing = Matching::clear(product).expect("the book gathers");
	assert_eq!((clearing.price.0, clearing.volume_wh.0), (expected.price, expected.volume));
	assert_eq!(Matching::clearing(product), Some(clearing));
	assert_ok!(Matching::do_try_state());

	let (bid_fills, ask_fills) = walk(product, paper);
	let by_batch = |fills: Vec<u64>, batches: &[(Account, Vec<OrderTerms>)]| -> Vec<u64> {
		let mut fills = fills.into_iter();
		batches.iter().map(|(_, orders)| fills.by_ref().take(orders.len()).sum()).collect()
	};
	assert_eq!(bid_fills, by_batch(expected.bid_fills, &paper.bids));
	assert_eq!(ask_fills, by_batch(expected.ask_fills, &paper.asks));

	for side in [Side::Bid, Side::Ask] {
		for batch in 0..paper.side(side).len() as u32 {
			Matching::remove_batch(product, side, batch);
			assert_eq!(Matching::batch(product, side, batch), None);
		}
	}
	Matching::close_book(product);
	assert_eq!(Matching::clearing(product), None);
	assert_eq!(Histograms::<Test>::iter().count(), 0);
	assert_ok!(Matching::do_try_state());
}

/// What each batch was filled with. Each is reached once, in order, with what it asked for; the
/// pairs deliver the fills exactly.
fn walk(product: ProductId, paper: &mut Paper) -> (Vec<u64>, Vec<u64>) {
	let mut cursor = AllocationCursor::default();
	let (mut bid_fills, mut ask_fills) = (vec![], vec![]);
	let mut unpaired = (vec![], vec![]);
	while let Some(fill) = Matching::allocate(product, &mut cursor) {
		match fill {
			Fill::Batch { side, batch, owner, ordered_wh, value_at_limit, filled_wh } => {
				let (of, orders) = paper.side(side)[batch as usize].clone();
				assert_eq!(Matching::batch(product, side, batch), Some((of, orders.clone())));
				assert_eq!(owner, of);
				assert_eq!(ordered_wh, orders.iter().map(|order| order.quantity_wh).sum());
				assert_eq!(value_at_limit, orders.iter().map(|order| order.value_at_limit()).sum());
				let (fills, unpaired) = match side {
					Side::Bid => (&mut bid_fills, &mut unpaired.0),
					Side::Ask => (&mut ask_fills, &mut unpaired.1),
				};
				assert_eq!(fills.len() as u32, batch);
				fills.push(filled_wh.0);
				unpaired.push(filled_wh.0);
			}
			Fill::Pair { ask_batch, seller, bid_batch, buyer, quantity_wh } => {
				assert_eq!(paper.asks[ask_batch as usize].0, seller);
				assert_eq!(paper.bids[bid_batch as usize].0, buyer);
				unpaired.0[bid_batch as usize] -= quantity_wh.0;
				unpaired.1[ask_batch as usize] -= quantity_wh.0;
			}
		}
	}
	assert!(unpaired.0.iter().chain(&unpaired.1).all(|left| *left == 0));
	(bid_fills, ask_fills)
}

#[test]
fn five_thousand_random_steps_agree_with_a_list() {
	for product in 0..50 {
		let _seed = Seed(product.into());
		let mut dice = Dice(product.into());
		new_chain().execute_with(|| {
			let mut paper = Paper::default();
			assert_ok!(Matching::open_book(product));
			// A Wh on each side that stays there, so that `u64::MAX` more are always too many.
			for (side, limit) in [(Side::Bid, 1), (Side::Ask, 8_191)] {
				let orders = vec![terms(limit, 1)];
				assert_ok!(paper.place(side, NOBODY, &orders).map_err(DispatchError::from));
				assert_ok!(Matching::place(product, side, &NOBODY, orders));
			}
			for _ in 0..100 {
				step(&mut dice, product, &mut paper);
				assert_ok!(Matching::do_try_state());
			}
			assert_eq!(
				Matching::batch_counts(product),
				(paper.bids.len() as u32, paper.asks.len() as u32)
			);
			finish(product, &mut paper);
		});
	}
}

#[test]
fn a_book_that_is_not_open_takes_nothing() {
	new_chain().execute_with(|| {
		let id = OrderId { side: Side::Bid, batch: 0, index: 0 };
		let place = || Matching::place(7, Side::Bid, &1, vec![terms(10, 5)]);
		let refused = |error: Error<Test>| {
			let error = DispatchError::from(error);
			assert_noop!(place(), error);
			assert_noop!(Matching::amend(7, id, &1, terms(11, 5)), error);
			assert_noop!(Matching::cancel(7, id, &1), error);
			assert_noop!(Matching::clear(7), error);
		};

		refused(Error::UnknownBook);
		assert_eq!(Matching::allocate(7, &mut AllocationCursor::default()), None);

		assert_ok!(Matching::open_book(7));
		assert_noop!(Matching::open_book(7), Error::<Test>::BookExists);
		assert_ok!(place());
		assert_eq!(Matching::allocate(7, &mut AllocationCursor::default()), None);
		Matching::remove_batch(7, Side::Bid, 0);
		Matching::close_book(7);
		assert!(Matching::batch(7, Side::Bid, 0).is_some(), "an uncleared book stays");

		assert_ok!(Matching::clear(7));
		refused(Error::BookCleared);
		assert_noop!(Matching::open_book(7), Error::<Test>::BookExists);
	});
}

#[test]
fn depth_is_best_first_and_sums_up_the_levels() {
	new_chain().execute_with(|| {
		assert_ok!(Matching::open_book(1));
		for side in [Side::Bid, Side::Ask] {
			let orders = vec![terms(300, 1), terms(20, 2), terms(8_191, 4), terms(20, 8)];
			assert_ok!(Matching::place(1, side, &1, orders));
		}
		let level = |limit, quantity| (PriceTick(limit), Wh(quantity));
		let lowest_first = [level(20, 10), level(300, 1), level(8_191, 4)];
		assert_eq!(Matching::depth(1, Side::Ask, 10), lowest_first);
		assert_eq!(Matching::depth(1, Side::Ask, 2), lowest_first[..2]);
		assert_eq!(Matching::depth(1, Side::Bid, 1), lowest_first[2..]);
		assert_eq!(Matching::depth(2, Side::Bid, 1), []);
	});
}
