//! Each invariant notices when it is broken.

use super::terms;
use crate::{
	mock::{new_chain, Matching, Test},
	price_index::Bitmap,
	AuctionBooks, Batches, CallAuction, ContinuousBook, Histograms, IndexPages, IndexRoots,
	NextOrderId, PriceLevels, RestingOrders,
};
use joule_primitives::{BookId, PriceTick, Side, Vintage, Wh, ZoneId};
use polkadot_sdk::{
	frame_support::{assert_ok, storage::transactional::with_transaction_unchecked},
	sp_runtime::TransactionOutcome,
};

/// Both prices are on page 1 of the index.
const BID: PriceTick = PriceTick(256 + BID_SLOT as u32);
const ASK: PriceTick = PriceTick(256 + ASK_SLOT as u32);
const BELOW: PriceTick = PriceTick(BID.0 - 1);
const BID_SLOT: u8 = 44;
const ASK_SLOT: u8 = 45;

const BOOK: BookId = BookId { zone: ZoneId(1), vintage: Vintage(202611) };

/// A gathering auction (product 1), a cleared one (product 2), and a book with two bids in one
/// queue (orders 0 and 1) below an ask (order 2).
fn sound_state() {
	for product in [1, 2] {
		assert_ok!(Matching::open_book(product));
		assert_ok!(Matching::place(product, Side::Bid, &1, vec![terms(500, 10), terms(400, 5)]));
		assert_ok!(Matching::place(product, Side::Ask, &2, vec![terms(450, 7)]));
	}
	assert_ok!(Matching::clear(2));
	assert_ok!(Matching::rest(BOOK, Side::Bid, &1, BID, Wh(10)));
	assert_ok!(Matching::rest(BOOK, Side::Bid, &2, BID, Wh(20)));
	assert_ok!(Matching::rest(BOOK, Side::Ask, &3, ASK, Wh(30)));
	assert_ok!(Matching::do_try_state());
}

/// Breaks the sound state and expects the invariant to say so.
fn breaks(message: &'static str, corrupt: impl FnOnce()) {
	with_transaction_unchecked(|| {
		corrupt();
		assert_eq!(Matching::do_try_state(), Err(message.into()));
		TransactionOutcome::Rollback(())
	});
	assert_ok!(Matching::do_try_state());
}

#[test]
fn a_broken_auction_is_noticed() {
	new_chain().execute_with(|| {
		sound_state();
		breaks("1: a batch without a book", || AuctionBooks::<Test>::remove(1));
		breaks("1: a batch's number was not given out", || {
			AuctionBooks::<Test>::mutate_extant(1, |book| book.asks.batches = 0)
		});
		breaks("1: a batch is missing", || Batches::<Test>::remove((1, Side::Bid, 0)));
		breaks("2: an empty batch", || {
			Batches::<Test>::mutate((1, Side::Bid, 0), |batch| {
				batch.as_mut().unwrap().orders = Default::default()
			})
		});
		breaks("2: a limit off the grid", || {
			Batches::<Test>::mutate((1, Side::Bid, 0), |batch| {
				batch.as_mut().unwrap().orders[0].limit = PriceTick(8_192)
			})
		});
		breaks("3: a histogram differs from its orders", || {
			Histograms::<Test>::mutate((1, Side::Bid, 1), |page| page.add(0, Wh(1)))
		});
		breaks("4: a side's total is not its sum", || {
			AuctionBooks::<Test>::mutate_extant(1, |book| book.bids.total_wh = Wh(16))
		});
		breaks("4: a page beyond the grid", || {
			Histograms::<Test>::mutate((1, Side::Bid, 32), |page| page.add(0, Wh(1)))
		});
		breaks("4: a histogram without a book", || {
			Histograms::<Test>::mutate((3, Side::Bid, 0), |page| page.add(0, Wh(1)))
		});
		breaks("5: a clearing is not what it was", || {
			AuctionBooks::<Test>::mutate_extant(2, |book| book.clearing = Some(Default::default()))
		});
	});
}

#[test]
fn a_broken_continuous_book_is_noticed() {
	new_chain().execute_with(|| {
		sound_state();
		breaks("6: a price off the grid", || {
			RestingOrders::<Test>::mutate_extant(2, |r| r.order.limit = PriceTick::ZERO)
		});
		breaks("6: a resting order without rest", || {
			RestingOrders::<Test>::mutate_extant(2, |r| r.order.remaining_wh = Wh::ZERO)
		});
		breaks("6: an order's number was not given out", || NextOrderId::<Test>::put(2));
		breaks("7: a queue leads nowhere", || RestingOrders::<Test>::remove(1));
		breaks("7: an order in another's queue", || {
			RestingOrders::<Test>::mutate_extant(1, |r| r.order.side = Side::Ask)
		});
		breaks("7: neighbours disagree", || {
			RestingOrders::<Test>::mutate_extant(1, |r| r.ahead = None)
		});
		breaks("7: neighbours disagree", || {
			RestingOrders::<Test>::mutate_extant(1, |r| r.behind = Some(0))
		});
		breaks("7: a queue does not end at its tail", || {
			RestingOrders::<Test>::mutate_extant(0, |r| r.behind = None)
		});
		breaks("7: an order in no queue", || PriceLevels::<Test>::remove((BOOK, Side::Ask, ASK)));
		breaks("8: a level's total is not its sum", || {
			PriceLevels::<Test>::mutate((BOOK, Side::Ask, ASK), |level| {
				level.as_mut().unwrap().total_wh = Wh(29)
			})
		});
		breaks("9: a queue is not in the index", || {
			IndexPages::<Test>::mutate((BOOK, Side::Bid, 1), |page| page.remove(BID_SLOT))
		});
		breaks("9: a tick without a queue", || {
			IndexPages::<Test>::mutate((BOOK, Side::Bid, 1), |page| page.insert(0))
		});
		breaks("9: an empty page is stored", || {
			IndexPages::<Test>::insert((BOOK, Side::Bid, 0), Bitmap::default())
		});
		breaks("9: a page without ticks", || {
			IndexRoots::<Test>::mutate((BOOK, Side::Bid), |root| root.insert(0))
		});
		breaks("9: an empty root is stored", || {
			let other = BookId { zone: ZoneId(2), ..BOOK };
			IndexRoots::<Test>::insert((other, Side::Bid), Bitmap::default())
		});
		breaks("10: a book rests crossed", || {
			let crossed = RestingOrders::<Test>::get(2).map(|mut ask| {
				ask.order.limit = BELOW;
				ask
			});
			RestingOrders::<Test>::set(2, crossed);
			let level = PriceLevels::<Test>::take((BOOK, Side::Ask, ASK));
			PriceLevels::<Test>::set((BOOK, Side::Ask, BELOW), level);
			IndexPages::<Test>::mutate((BOOK, Side::Ask, 1), |page| {
				page.remove(ASK_SLOT);
				page.insert(BID_SLOT - 1);
			});
		});
	});
}
