//! How long clearing takes, and that it does not depend on the number of orders.
//!
//! ```text
//! cargo bench --bench clearing -p pallet-matching -p joule-node
//! ```
//!
//! For 1,000 to 1,000,000 orders on 8,192 ticks it prints the medians of: finding the price from the
//! histograms alone; the pallet's `clear`, which reads them from storage; and placing one more batch
//! of 100 orders on a book of that size. The harness is a dozen lines of its own: the usual ones
//! change the features of crates that the node shares, and so would have it all compiled twice.

#[path = "../src/mock.rs"]
mod mock;

use joule_primitives::{CallAuction, OrderTerms, PriceTick, Side, Wh};
use mock::{new_chain, Matching};
use pallet_matching::{clearing::clear, grid::AUCTION_TICKS};
use polkadot_sdk::{
	frame_support::storage::transactional::with_transaction_unchecked,
	sp_runtime::TransactionOutcome,
};
use std::{
	hint::black_box,
	time::{Duration, Instant},
};

const BATCH: u64 = 100;

fn main() {
	println!("clearing on {AUCTION_TICKS} ticks, medians");
	println!("{:>10} {:>16} {:>16} {:>22}", "orders", "finding price", "clear", "placing 100 more");
	for orders in [1_000, 10_000, 100_000, 1_000_000] {
		let price = finding_the_price(orders);
		let (clear, place) = the_pallet(orders);
		println!("{orders:>10} {price:>16.1?} {clear:>16.1?} {place:>22.1?}");
	}
}

/// The pure function on the histograms of so many orders.
fn finding_the_price(orders: u64) -> Duration {
	let mut histograms =
		[vec![Wh::ZERO; AUCTION_TICKS as usize], vec![Wh::ZERO; AUCTION_TICKS as usize]];
	for number in 0..orders {
		let order = random_order(number);
		histograms[number as usize % 2][order.limit.0 as usize].0 += order.quantity_wh.0;
	}
	let [bids, asks] = histograms;
	median(1_000, || clear(black_box(&bids), black_box(&asks)))
}

/// Clearing a stored book of so many orders, and placing one more batch on it.
fn the_pallet(orders: u64) -> (Duration, Duration) {
	let mut chain = new_chain();
	chain.execute_with(|| {
		Matching::open_book(1).expect("the book is new");
		for batch in 0..orders / BATCH {
			place(batch);
		}
	});
	chain.commit_all().expect("the state is sound");
	chain.execute_with(|| {
		let clear = median(50, || undone(|| Matching::clear(1)));
		let place = median(50, || undone(|| place(orders)));
		(clear, place)
	})
}

fn place(batch: u64) {
	let orders = (0..BATCH).map(|index| random_order(batch * BATCH + index)).collect();
	let side = if batch % 2 == 0 { Side::Bid } else { Side::Ask };
	Matching::place(1, side, &batch, orders).expect("the batch is sound");
}

/// The same order for the same number: any limit, 1 to 1,000 Wh.
fn random_order(number: u64) -> OrderTerms {
	let mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
	let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
	OrderTerms {
		limit: PriceTick(1 + (mixed >> 33) as u32 % (AUCTION_TICKS - 1)),
		quantity_wh: Wh(1 + mixed % 1_000),
	}
}

/// Does something to the state and takes it back.
fn undone<R>(act: impl FnOnce() -> R) -> R {
	with_transaction_unchecked(|| TransactionOutcome::Rollback(act()))
}

fn median<R>(runs: usize, mut run: impl FnMut() -> R) -> Duration {
	let mut times: Vec<Duration> = (0..runs)
		.map(|_| {
			let start = Instant::now();
			black_box(run());
			start.elapsed()
		})
		.collect();
	times.sort_unstable();
	times[runs / 2]
}
