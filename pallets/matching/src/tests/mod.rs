//! The books against models that know nothing of histograms, indices or queues.
//!
//! | file | what it shows |
//! |---|---|
//! | [`oracle`] | clearing and fills by brute force over all prices, on 10,000 random books |
//! | [`properties`] | conservation and priority, up to the largest quantities |
//! | [`auction_model`] | the auction in storage, step by step, against a plain list of orders |
//! | [`continuous_model`] | the continuous book in storage, step by step, against a plain list |
//! | [`corruption`] | each invariant notices when it is broken |

mod auction_model;
mod continuous_model;
mod corruption;
mod oracle;
mod properties;

use joule_primitives::{OrderTerms, PriceTick, Side, Wh};

/// SplitMix64: the same sequence for the same seed, on every machine.
struct Dice(u64);

impl Dice {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		mixed ^ (mixed >> 31)
	}

	/// A number from `low` to `high`, both included.
	fn roll(&mut self, low: u64, high: u64) -> u64 {
		low + self.next() % (high - low + 1)
	}

	fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
		&choices[self.roll(0, choices.len() as u64 - 1) as usize]
	}

	fn side(&mut self) -> Side {
		*self.pick(&[Side::Bid, Side::Ask])
	}
}

fn terms(limit: u32, quantity_wh: u64) -> OrderTerms {
	OrderTerms { limit: PriceTick(limit), quantity_wh: Wh(quantity_wh) }
}

/// Prints the seed of a failing run on the way out of it.
struct Seed(u64);

impl Drop for Seed {
	fn drop(&mut self) {
		if std::thread::panicking() {
			println!("failed with seed {}", self.0);
		}
	}
}
