//! The continuous book in storage against a plain list of orders with price-time priority: random
//! operations, good and bad, and after each of them the same answer and every invariant.

use super::{Dice, Seed};
use crate::{
	mock::{new_chain, Matching, Test},
	ContinuousBook, Error, IndexPages, IndexRoots, PriceLevels,
};
use joule_primitives::{
	BookId, BookOrder, BookOrderId, Crossing, PriceTick, Side, Vintage, Wh, ZoneId,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::DispatchError,
};

type Account = u64;

fn book(zone: u16) -> BookId {
	BookId { zone: ZoneId(zone), vintage: Vintage(202611) }
}

/// All books as one would keep them on paper: a list by time of placing.
#[derive(Default)]
struct Paper {
	orders: Vec<(BookOrderId, BookOrder<Account>)>,
	placed: BookOrderId,
}

impl Paper {
	/// Where the best order of a side stands in the list: best price, then oldest.
	fn best(&self, book: BookId, side: Side) -> Option<usize> {
		let of_side =
			|at: &usize| self.orders[*at].1.book == book && self.orders[*at].1.side == side;
		(0..self.orders.len()).filter(of_side).min_by_key(|at| {
			let tick = i64::from(self.orders[*at].1.limit.0);
			(if side == Side::Bid { -tick } else { tick }, *at)
		})
	}

	fn trade(
		&mut self,
		at: usize,
		taker: Account,
		quantity: u64,
	) -> Result<Crossing<Account>, Error<Test>> {
		let (resting, order) = &mut self.orders[at];
		if order.owner == taker {
			return Err(Error::OwnOrder);
		}
		if quantity > order.remaining_wh.0 {
			return Err(Error::NotEnoughLeft);
		}
		order.remaining_wh.0 -= quantity;
		let crossing = Crossing {
			resting: *resting,
			owner: order.owner,
			price: order.limit,
			quantity_wh: Wh(quantity),
			remaining_wh: order.remaining_wh,
		};
		self.orders.retain(|(_, order)| order.remaining_wh.0 > 0);
		Ok(crossing)
	}

	fn cross(
		&mut self,
		book: BookId,
		side: Side,
		taker: Account,
		limit: PriceTick,
		quantity: u64,
		most: u32,
	) -> Result<Vec<Crossing<Account>>, Error<Test>> {
		check(limit, quantity)?;
		let before = self.orders.clone();
		let (mut left, mut crossings) = (quantity, vec![]);
		while left > 0 && crossings.len() < most as usize {
			let Some(at) = self.best(book, side.opposite()) else { break };
			if !side.accepts(limit, self.orders[at].1.limit) {
				break;
			}
			let traded = left.min(self.orders[at].1.remaining_wh.0);
			match self.trade(at, taker, traded) {
				Ok(crossing) => crossings.push(crossing),
				Err(error) => {
					self.orders = before;
					return Err(error);
				}
			}
			left -= traded;
		}
		Ok(crossings)
	}

	fn rest(&mut self, order: BookOrder<Account>) -> Result<BookOrderId, Error<Test>> {
		check(order.limit, order.remaining_wh.0)?;
		if let Some(at) = self.best(order.book, order.side.opposite()) {
			if order.side.accepts(order.limit, self.orders[at].1.limit) {
				return Err(Error::BookCrossed);
			}
		}
		if self.level(order.book, order.side, order.limit) + u128::from(order.remaining_wh.0)
			> u128::from(u64::MAX)
		{
			return Err(Error::QuantityOverflow);
		}
		self.orders.push((self.placed, order));
		self.placed += 1;
		Ok(self.placed - 1)
	}

	fn find(&self, id: BookOrderId) -> Result<usize, Error<Test>> {
		self.orders.iter().position(|(resting, _)| *resting == id).ok_or(Error::UnknownOrder)
	}

	fn take(
		&mut self,
		id: BookOrderId,
		taker: Account,
		quantity: u64,
	) -> Result<Crossing<Account>, Error<Test>> {
		let at = self.find(id)?;
		if quantity == 0 {
			return Err(Error::ZeroQuantity);
		}
		self.trade(at, taker, quantity)
	}

	fn withdraw(
		&mut self,
		id: BookOrderId,
		owner: Account,
	) -> Result<BookOrder<Account>, Error<Test>> {
		let at = self.find(id)?;
		if self.orders[at].1.owner != owner {
			return Err(Error::NotOwner);
		}
		Ok(self.orders.remove(at).1)
	}

	fn level(&self, book: BookId, side: Side, limit: PriceTick) -> u128 {
		let orders = self.orders.iter().map(|(_, order)| order);
		orders
			.filter(|order| (order.book, order.side, order.limit) == (book, side, limit))
			.map(|order| u128::from(order.remaining_wh.0))
			.sum()
	}

	fn depth(&self, book: BookId, side: Side) -> Vec<(PriceTick, Wh)> {
		let orders = self.orders.iter().map(|(_, order)| order);
		let of_side = orders.filter(|order| order.book == book && order.side == side);
		let mut limits: Vec<PriceTick> = of_side.map(|order| order.limit).collect();
		limits.sort();
		limits.dedup();
		if side == Side::Bid {
			limits.reverse();
		}
		let level = |limit| (limit, Wh(self.level(book, side, limit) as u64));
		limits.into_iter().map(level).collect()
	}
}

fn check(limit: PriceTick, quantity: u64) -> Result<(), Error<Test>> {
	match (quantity, limit) {
		(0, _) => Err(Error::ZeroQuantity),
		(_, PriceTick(1..=65_535)) => Ok(()),
		_ => Err(Error::PriceOffGrid),
	}
}

/// Mostly around the border of two pages of the index, so that sides meet and queues grow.
fn random_limit(dice: &mut Dice) -> PriceTick {
	PriceTick(match dice.roll(0, 39) {
		0 => 0,
		1 => 65_536,
		2 => u32::MAX,
		3..=7 => dice.roll(1, 65_535) as u32,
		_ => dice.roll(508, 516) as u32,
	})
}

fn random_quantity(dice: &mut Dice) -> u64 {
	match dice.roll(0, 49) {
		0 => 0,
		1 => u64::MAX,
		_ => dice.roll(1, 30),
	}
}

fn step(dice: &mut Dice, paper: &mut Paper) {
	let (book, side, who) = (book(dice.roll(0, 1) as u16), dice.side(), dice.roll(1, 6));
	let (limit, quantity) = (random_limit(dice), random_quantity(dice));
	let known: Vec<BookOrderId> = paper.orders.iter().map(|(id, _)| *id).collect();
	let id = if known.is_empty() || dice.roll(0, 9) == 0 {
		dice.roll(0, paper.placed + 1)
	} else {
		*dice.pick(&known)
	};
	match dice.roll(0, 9) {
		0..=4 => {
			let order = BookOrder { book, owner: who, side, limit, remaining_wh: Wh(quantity) };
			let expected = paper.rest(order).map_err(DispatchError::from);
			assert_eq!(Matching::rest(book, side, &who, limit, Wh(quantity)), expected);
		}
		5..=6 => {
			let most = dice.roll(0, 5) as u32;
			let expected = paper.cross(book, side, who, limit, quantity, most);
			let crossed = Matching::cross(book, side, &who, limit, Wh(quantity), most);
			assert_eq!(crossed, expected.map_err(DispatchError::from));
		}
		7..=8 => {
			let expected = paper.take(id, who, quantity).map_err(DispatchError::from);
			assert_eq!(Matching::take(id, &who, Wh(quantity)), expected);
		}
		_ => {
			let expected = paper.withdraw(id, who).map_err(DispatchError::from);
			assert_eq!(Matching::withdraw(id, &who), expected);
		}
	}
}

fn compare(paper: &Paper) {
	for (id, order) in &paper.orders {
		assert_eq!(Matching::order(*id).as_ref(), Some(order));
	}
	let mut resting = Matching::resting();
	resting.sort_by_key(|(id, _)| *id);
	assert_eq!(resting, paper.orders);
	for book in [book(0), book(1)] {
		for side in [Side::Bid, Side::Ask] {
			let best = paper.best(book, side).map(|at| paper.orders[at].1.limit);
			assert_eq!(Matching::best(book, side), best);
			assert_eq!(Matching::depth(book, side, u32::MAX), paper.depth(book, side));
		}
	}
	assert_ok!(Matching::do_try_state());
}

#[test]
fn five_thousand_random_steps_agree_with_a_list() {
	for seed in 0..10 {
		let _seed = Seed(seed);
		let mut dice = Dice(seed);
		new_chain().execute_with(|| {
			let mut paper = Paper::default();
			for _ in 0..500 {
				step(&mut dice, &mut paper);
				compare(&paper);
			}
			for (id, order) in core::mem::take(&mut paper.orders) {
				assert_eq!(Matching::withdraw(id, &order.owner), Ok(order));
			}
			compare(&paper);
			assert_eq!(PriceLevels::<Test>::iter().count(), 0);
			assert_eq!(IndexPages::<Test>::iter().count(), 0);
			assert_eq!(IndexRoots::<Test>::iter().count(), 0);
		});
	}
}

#[test]
fn an_own_order_behind_anothers_undoes_the_whole_crossing() {
	new_chain().execute_with(|| {
		let (limit, quantity_wh) = (PriceTick(1_500), Wh(10));
		let others = Matching::rest(book(0), Side::Ask, &1, limit, quantity_wh).unwrap();
		assert_ok!(Matching::rest(book(0), Side::Ask, &2, limit, quantity_wh));

		let cross = |most| Matching::cross(book(0), Side::Bid, &2, limit, Wh(20), most);
		assert_noop!(cross(2), Error::<Test>::OwnOrder);

		let crossed: Vec<_> = cross(1).unwrap().iter().map(|crossing| crossing.resting).collect();
		assert_eq!(crossed, [others]);
	});
}
