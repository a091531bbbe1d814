//! Chance that can be repeated.

/// A stream of numbers that follows from a seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
	/// The stream of a seed.
	pub fn new(seed: u64) -> Self {
		Self(seed)
	}

	/// Any number.
	pub fn any(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		mixed ^ (mixed >> 31)
	}

	/// A number below a bound, which is not zero.
	pub fn below(&mut self, bound: u64) -> u64 {
		self.any() % bound
	}

	/// Whether something happens that does so `percent` times in a hundred.
	pub fn percent(&mut self, percent: u64) -> bool {
		self.below(100) < percent
	}

	/// One of several.
	pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
		&choices[self.below(choices.len() as u64) as usize]
	}

	/// Random bytes.
	pub fn bytes(&mut self, count: usize) -> Vec<u8> {
		(0..count).map(|_| self.any() as u8).collect()
	}
}
