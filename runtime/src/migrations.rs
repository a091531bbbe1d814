//! What an upgrade of the runtime changes in the storage.
//!
//! A migration goes into [`MultiBlock`]: it works in bounded steps over as many blocks as it needs,
//! during which the chain takes no transactions, and orders wait. Only what fits easily into one block
//! may go into [`SingleBlock`]. A migration leaves this file when every chain has run it.
//!
//! The feature `rehearsal` makes a later version of this runtime with a migration in it, so that an
//! upgrade can be rehearsed on a network before there is a real one (`scripts/rehearsal`).

/// Migrations that are done in the block of the upgrade.
pub type SingleBlock = ();

/// Migrations that take many blocks.
#[cfg(not(feature = "rehearsal"))]
pub type MultiBlock = ();

/// The rehearsal's migration.
#[cfg(feature = "rehearsal")]
pub type MultiBlock = (rehearsal::CountMembers,);

#[cfg(feature = "rehearsal")]
mod rehearsal {
	//! A migration that touches each participant: it counts the members of each zone.

	use crate::{AccountId, Runtime};
	use joule_primitives::ZoneId;
	use pallet_registry::Participants;
	use polkadot_sdk::{
		frame_support::{
			migrations::{SteppedMigration, SteppedMigrationError},
			pallet_prelude::*,
			storage_alias,
			weights::WeightMeter,
		},
		frame_system,
	};

	/// How many members a zone has.
	#[storage_alias]
	type MembersOfZone = StorageMap<Rehearsal, Twox64Concat, ZoneId, u32, ValueQuery>;

	/// Counts the members of each zone, one participant a step.
	pub struct CountMembers;

	impl SteppedMigration for CountMembers {
		/// The participant that was counted last.
		type Cursor = AccountId;
		type Identifier = [u8; 16];

		fn id() -> Self::Identifier {
			*b"rehearsal:member"
		}

		fn step(
			cursor: Option<Self::Cursor>,
			meter: &mut WeightMeter,
		) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
			let database = <Runtime as frame_system::Config>::DbWeight::get();
			let required = database.reads_writes(2, 1);
			if meter.try_consume(required).is_err() {
				return Err(SteppedMigrationError::InsufficientWeight { required });
			}
			let mut left = match cursor {
				Some(last) => Participants::<Runtime>::iter_from(
					Participants::<Runtime>::hashed_key_for(last),
				),
				None => Participants::<Runtime>::iter(),
			};
			let counted = left.next().map(|(who, participant)| {
				MembersOfZone::mutate(participant.zone, |members| {
					*members = members.saturating_add(1)
				});
				who
			});
			Ok(counted)
		}
	}
}
