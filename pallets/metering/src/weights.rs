//! What the calls cost. The runtime supplies the figures, generated from the benchmarks.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of this pallet's calls.
pub trait WeightInfo {
	/// Registers a point of an owner who has nearly as many as possible.
	fn register_point() -> Weight;
	/// Replaces a meter.
	fn replace_meter() -> Weight;
	/// Changes a key.
	fn rotate_key() -> Weight;
	/// Retires a point.
	fn retire_point() -> Weight;
	/// Records the first export of a month, which creates its asset, and removes old pages.
	fn submit_reading() -> Weight;
	/// Records `n` readings of as many points, each of which removes old pages.
	fn submit_readings(n: u32) -> Weight;
	/// Opens a quarter of an hour in a month of which every other day was opened before.
	fn open_interval() -> Weight;
}
