//! How the dev chain's clock is read and moved, over RPC.

use super::{
	clock::{ChainClock, Refusal},
	sealing::{Orders, Sealer},
};
use crate::{
	parts::{FullClient, Pool},
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

/// Why the clock was not moved or no block was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The clock refused.
	#[error(transparent)]
	Clock(#[from] Refusal),
	/// The block was not made.
	#[error(transparent)]
	Sealing(#[from] sc_consensus_manual_seal::Error),
	/// The chain could not be read.
	#[error(transparent)]
	Chain(#[from] sp_blockchain::Error),
}

/// Follows the codes of manual seal, which end with 20,000.
const CLOCK_REFUSED: i32 = 21_000;

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		match error {
			Error::Clock(error) => ErrorObject::owned(CLOCK_REFUSED, error.to_string(), None::<()>),
			Error::Sealing(error) => error.into(),
			Error::Chain(error) => sc_consensus_manual_seal::Error::from(error).into(),
		}
	}
}

/// Moves the clock, and has a block made at each new time.
struct Dev {
	clock: Arc<ChainClock>,
	sealer: Sealer,
}

impl Dev {
	async fn move_clock(&self, asked: Moment, now: Moment) -> Result<Moment, Error> {
		self.clock.move_to(asked, now)?;
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
		let now = self.clock.now()?;
		self.move_clock(now.saturating_add(duration_ms), now).await
	}

	async fn advance_to(&self, moment: Moment) -> Result<Moment, Error> {
		self.move_clock(moment, self.clock.now()?).await
	}
}
