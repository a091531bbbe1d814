//! What came of a transaction.
//!
//! A call that is made for another account counts as done for the chain, whatever became of the call inside:
//! that is told by an event. Here such a transaction failed if the call inside did.

use super::{proxied, Call};
use crate::view::View;
use anyhow::Result;
use std::{fmt, sync::Arc};
use subxt::{
	config::{polkadot::H256, PolkadotConfig},
	error::DispatchError,
	events::{Events, Phase},
	ext::scale_decode::DecodeAsFields,
	metadata::ArcMetadata,
};

/// What came of a transaction.
#[derive(Clone, Debug)]
pub enum Outcome {
	/// It is final and did what it should.
	Done(Included),
	/// It is final, and changed nothing but the sender's number and quota.
	Failed(CallError),
	/// No pool takes it, for this reason; it is in no final block.
	Refused(String),
	/// It is final or will never be: this program was out of reach of the chain at that time. The state
	/// of the chain tells.
	Unknown,
}

impl fmt::Display for Outcome {
	fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Done(included) => write!(formatter, "done in block {}", included.block_number),
			Self::Failed(error) => write!(formatter, "failed: {error}"),
			Self::Refused(reason) => write!(formatter, "refused: {reason}"),
			Self::Unknown => formatter.write_str("the chain was out of reach meanwhile"),
		}
	}
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallError {
	/// The pallet that says so; empty if it is the runtime itself.
	pub pallet: String,
	/// The name of the error.
	pub name: String,
	/// Its documentation.
	pub explanation: String,
}

impl fmt::Display for CallError {
	fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
		write!(formatter, "{} ({}.{})", self.explanation, self.pallet, self.name)
	}
}

impl From<DispatchError> for CallError {
	fn from(error: DispatchError) -> Self {
		let DispatchError::Module(module) = &error else {
			let name = format!("{error:?}");
			return Self { pallet: String::new(), name, explanation: error.to_string() };
		};
		match module.details() {
			Ok(details) => Self {
				pallet: details.pallet.name().to_string(),
				name: details.variant.name.clone(),
				explanation: details.variant.docs.join(" ").trim().to_string(),
			},
			Err(unknown) => Self {
				pallet: String::new(),
				name: module.details_string(),
				explanation: unknown.to_string(),
			},
		}
	}
}

/// A transaction in a final block.
#[derive(Clone, Debug)]
pub struct Included {
	/// The block's hash.
	pub block_hash: H256,
	/// The block's number.
	pub block_number: u64,
	index: u32,
	events: Arc<Events<PolkadotConfig>>,
	metadata: ArcMetadata,
}

impl Included {
	/// The name of a pallet's error, as events state it: by the pallet's place in the runtime and the
	/// error's place in the pallet.
	pub fn error_name(&self, pallet: u8, error: u8) -> Option<String> {
		let pallet = self.metadata.pallet_by_error_index(pallet)?;
		Some(pallet.error_variant_by_index(error)?.name.clone())
	}

	/// The fields of the first event of this kind that the transaction gave rise to.
	///
	/// # Errors
	///
	/// If there is such an event and it does not fit `E`.
	pub fn event<E: DecodeAsFields>(&self, pallet: &str, name: &str) -> Result<Option<E>> {
		Ok(self.events_of_kind(pallet, name)?.into_iter().next())
	}

	/// The fields of every event of this kind that the transaction gave rise to.
	///
	/// # Errors
	///
	/// If there is such an event that does not fit `E`.
	pub fn events_of_kind<E: DecodeAsFields>(&self, pallet: &str, name: &str) -> Result<Vec<E>> {
		let mut found = Vec::new();
		for event in self.events.iter() {
			let event = event?;
			if event.phase() == Phase::ApplyExtrinsic(self.index)
				&& event.pallet_name() == pallet
				&& event.event_name() == name
			{
				found.push(event.decode_fields_unchecked_as()?);
			}
		}
		Ok(found)
	}
}

/// What a final block holds, to look for transactions in it.
pub(super) struct Content {
	view: View,
	transactions: Vec<H256>,
	events: Arc<Events<PolkadotConfig>>,
	metadata: ArcMetadata,
}

impl Content {
	/// Reads a block.
	pub(super) async fn of(view: &View) -> Result<Self> {
		let at = view.at().await?;
		let extrinsics = at.extrinsics().fetch().await?;
		let transactions =
			extrinsics.iter().map(|extrinsic| Ok(extrinsic?.hash())).collect::<Result<_>>()?;
		let events = Arc::new(at.events().fetch().await?);
		Ok(Self { view: view.clone(), transactions, events, metadata: at.metadata() })
	}

	/// What came of the transaction of a call, which may have any of these hashes, if it is in this block.
	pub(super) fn outcome(&self, call: &Call, hashes: &[H256]) -> Option<Outcome> {
		let position = self.transactions.iter().position(|hash| hashes.contains(hash))?;
		let index = position as u32;
		let of_inside = || self.error_inside(index).filter(|_| proxied::is_proxied(call));
		match self.error(index).or_else(of_inside) {
			Some(error) => Some(Outcome::Failed(error.into())),
			None => Some(Outcome::Done(Included {
				block_hash: self.view.hash(),
				block_number: self.view.number(),
				index,
				events: self.events.clone(),
				metadata: self.metadata.clone(),
			})),
		}
	}

	/// The error of the transaction at this place in the block.
	fn error(&self, index: u32) -> Option<DispatchError> {
		self.fields_of(index, "System", "ExtrinsicFailed").map(|fields| self.decode(fields))
	}

	/// The error of the call that the transaction at this place in the block made for another account.
	fn error_inside(&self, index: u32) -> Option<DispatchError> {
		let fields = self.fields_of(index, "Proxy", "ProxyExecuted")?;
		proxied::error_in(&fields).map(|error| self.decode(error.to_vec()))
	}

	/// The bytes of the first event of this kind that the transaction at this place gave rise to.
	fn fields_of(&self, index: u32, pallet: &str, name: &str) -> Option<Vec<u8>> {
		let event = self.events.iter().flatten().find(|event| {
			event.phase() == Phase::ApplyExtrinsic(index)
				&& event.pallet_name() == pallet
				&& event.event_name() == name
		})?;
		Some(event.field_bytes().to_vec())
	}

	fn decode(&self, error: Vec<u8>) -> DispatchError {
		let decoded = DispatchError::decode_from(error, self.metadata.clone());
		decoded.unwrap_or(DispatchError::Other)
	}
}
