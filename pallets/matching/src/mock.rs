//! The smallest runtime that can hold the books, for the model-based tests and the benches.

use polkadot_sdk::{
	frame_support::{self, derive_impl, traits::ConstU32},
	frame_system, sp_io,
	sp_runtime::BuildStorage,
};

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Matching: pallet_matching,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

impl pallet_matching::Config for Test {
	type MaxBatch = ConstU32<100>;
}

/// An empty chain.
pub fn new_chain() -> sp_io::TestExternalities {
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage();
	storage.expect("the empty genesis is valid").into()
}
