//! How the dev chain's clock is read and moved, over RPC.

use super::{
	clock::{self, ChainClock},
	sealing::{Orders, Sealer},
};
use crate::{
	parts::FullClient,
	pool::Pool,
	rpc::{accounts, Methods},
};
use joule_primitives::Moment;
use jsonrpsee::{
	core::async_trait,
	proc_macros::rpc,
	types::{ErrorObject, ErrorObjectOwned},
};
use polkadot_sdk::*;
use sc_consensus_manual_seal::rpc::{ManualSeal, ManualSealApiServer};
use std::sync::Arc;

/// What a dev node answers: its clock, and the SDK's orders to seal a block.
pub fn methods(
	client: Arc<FullClient>,
	pool: Arc<Pool>,
	clock: Arc<ChainClock>,
	orders: Orders,
) -> Methods {
	let mut methods = accounts(client, pool)?;
	methods.merge(ManualSeal::new(orders.clone()).into_rpc())?;
	methods.merge(Dev { clock, sealer: Sealer::new(orders) }.into_rpc())?;
	Ok(methods)
}

/// The dev chain's clock, in milliseconds since 1970-01-01 UTC.
#[rpc(server)]
pub trait DevApi {
	/// The chain's time: the clock's or, if that is later, the best block's.
	#[method(name = "dev_now")]
	fn now(&self) -> Result<Moment, Error>;

	/// Moves the clock `duration_ms` forward and seals a block. Returns the block's moment.
	#[method(name = "dev_advance")]
	async fn advance(&self, duration_ms: Moment) -> Result<Moment, Error>;

	/// Moves the clock forward to `moment` and seals a block. Returns the block's moment, which is
	/// `moment` or very little later.
	#[method(name = "dev_advanceTo")]
	async fn advance_to(&self, moment: Moment) -> Result<Moment, Error>;
}

/// Why the clock was not read or moved, or no block was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The clock was not read or moved.
	#[error(transparent)]
	Clock(#[from] clock::Error),
	/// No block was made.
	#[error(transparent)]
	Sealing(#[from] sc_consensus_manual_seal::Error),
}

/// Follows the codes of manual seal, which end with 20,000.
const CLOCK_ERROR: i32 = 21_000;

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		match error {
			Error::Clock(error) => ErrorObject::owned(CLOCK_ERROR, error.to_string(), None::<()>),
			Error::Sealing(error) => error.into(),
		}
	}
}

/// Moves the clock, and has a block made at each new time.
struct Dev {
	clock: Arc<ChainClock>,
	sealer: Sealer,
}

impl Dev {
	/// Seals a block and tells its moment.
	async fn seal(&self) -> Result<Moment, Error> {
		let block = self.sealer.seal().await?;
		Ok(self.clock.moment_of(block.hash)?)
	}
}

#[async_trait]
impl DevApiServer for Dev {
	fn now(&self) -> Result<Moment, Error> {
		Ok(self.clock.now()?)
	}

	async fn advance(&self, duration_ms: Moment) -> Result<Moment, Error> {
		self.clock.move_by(duration_ms)?;
		self.seal().await
	}

	async fn advance_to(&self, moment: Moment) -> Result<Moment, Error> {
		self.clock.move_to(moment)?;
		self.seal().await
	}
}
