//! What a light client learnt, in a file, for its next start.
//!
//! The file is believed: who can write it has the keys of this program as well. It is sealed against accidents. One
//! that is damaged, of another chain or by another smoldot is as good as none.
//!
//! smoldot goes on from the block of its notes only if the specification has a checkpoint as well, and it knows
//! those of chains with BABE only. So a specification that comes with a good note is given a checkpoint that is older
//! than any note: block 1, signed by nobody. It is never used, and nothing would be believed by it, for no signature
//! is one of nobody.

use crate::blake2_256;
use anyhow::{Context, Result};
use codec::Encode;
use serde::{Deserialize, Serialize};
use serde_json::{
	value::{to_raw_value, RawValue},
	Map, Value,
};
use smoldot::{
	database::finalized_serialize,
	header::{BabePreDigest, BabeSecondaryPlainPreDigest, DigestItem, DigestRef, HeaderRef},
};
use std::{
	collections::BTreeMap,
	fs::{self, File},
	io::Write,
	path::PathBuf,
};

/// Who writes notes. What another version wrote is not read: smoldot would pass over what it cannot read, and be
/// left with the checkpoint alone.
const WRITER: &str = "smoldot-light 1.3.2";

/// The bytes of a block's number in this chain.
const BLOCK_NUMBER_BYTES: usize = 4;

/// A place to remember what was learnt of a chain.
pub(super) struct Memory {
	file: PathBuf,
	/// The hash of the chain's genesis, as its specification has it.
	genesis: [u8; 32],
}

/// What a specification says, part by part. The genesis is long: it is not taken apart.
type Parts<'a> = BTreeMap<&'a str, &'a RawValue>;

/// What is in the file.
#[derive(Serialize, Deserialize)]
struct Sealed<'a> {
	/// The hash of who wrote it, the chain's genesis and the note.
	seal: String,
	/// In smoldot's words.
	#[serde(borrow)]
	note: &'a RawValue,
}

/// What a note has to have to be of use.
#[derive(Deserialize)]
struct Note<'a> {
	/// The last final block, and who signs the next ones.
	#[serde(borrow)]
	chain: &'a RawValue,
	/// The code of the runtime.
	#[serde(borrow, rename = "runtimeCode")]
	_code: &'a RawValue,
}

impl Memory {
	/// The memory of the chain with this specification, in a file.
	///
	/// # Errors
	///
	/// If the specification is not JSON.
	pub(super) fn of(specification: &str, file: PathBuf) -> Result<Self> {
		let parts: Parts =
			serde_json::from_str(specification).context("The chain specification is not JSON")?;
		let genesis = parts.get("genesis").map(|genesis| genesis.get()).unwrap_or_default();
		// Who changes boot nodes may lay out the rest anew.
		let signs: Vec<u8> = genesis.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
		Ok(Self { file, genesis: blake2_256(&signs) })
	}

	/// The specification with which to start, and the note; an empty one, if there is none of use.
	pub(super) fn recall(&self, specification: &str) -> (String, String) {
		let kept = fs::read_to_string(&self.file).ok();
		let was_kept = kept.is_some();
		let recalled = kept.and_then(|kept| {
			let Sealed { seal, note } = serde_json::from_str(&kept).ok()?;
			let block = last_block(note.get())?;
			let is_whole = seal == self.seal(note.get());
			let specification = with_checkpoint(specification).filter(|_| is_whole)?;
			tracing::info!("The light client goes on from block {block}");
			Some((specification, note.get().into()))
		});
		if was_kept && recalled.is_none() {
			let file = self.file.display();
			tracing::warn!(
				"The light client begins at the genesis: {file} is damaged or of another chain"
			);
		}
		recalled.unwrap_or_else(|| (specification.into(), String::new()))
	}

	/// Keeps a note in the place of the one before, unless it is of no use. Says whether it was kept.
	///
	/// # Errors
	///
	/// If the file cannot be written.
	pub(super) fn keep(&self, note: &str) -> Result<bool> {
		if last_block(note).is_none() {
			return Ok(false);
		}
		let sealed = Sealed { seal: self.seal(note), note: serde_json::from_str(note)? };
		let next = self.file.with_extension("next");
		let mut file = File::create(&next)?;
		file.write_all(serde_json::to_string(&sealed)?.as_bytes())?;
		file.sync_all()?;
		fs::rename(next, &self.file)?;
		Ok(true)
	}

	fn seal(&self, note: &str) -> String {
		let parts = [blake2_256(WRITER.as_bytes()), self.genesis, blake2_256(note.as_bytes())];
		hex(&blake2_256(&parts.concat()))
	}
}

/// The number of a note's block, if it is one of use: with a block after the first, that smoldot can read.
fn last_block(note: &str) -> Option<u64> {
	let Note { chain, .. } = serde_json::from_str(note).ok()?;
	let chain = finalized_serialize::decode_chain(chain.get(), BLOCK_NUMBER_BYTES).ok()?;
	let block = chain.chain_information.as_ref().finalized_block_header.number;
	Some(block).filter(|block| *block > 0)
}

/// The specification with a checkpoint that is older than any note.
fn with_checkpoint(specification: &str) -> Option<String> {
	let mut parts: Parts = serde_json::from_str(specification).ok()?;
	let checkpoint = to_raw_value(&checkpoint()).ok()?;
	parts.insert("lightSyncState", &checkpoint);
	serde_json::to_string(&parts).ok()
}

/// Block 1, signed by nobody, in the form that nodes with BABE give.
fn checkpoint() -> Value {
	let nobody = Vec::<([u8; 32], u64)>::new();
	let is_no_fork = (Vec::<()>::new(), None::<u32>);
	// Its number, its first slot, its slots, who makes blocks, the randomness, the odds of a slot and its kind.
	let epoch = |index: u64| (index, 0u64, 1u64, nobody.clone(), [0u8; 32], (0u64, 0u64), 0u8);
	// Each announced by a block, and none of them the first.
	let epochs = [0, 1].map(|index| ([0u8; 32], index as u32, (1u8, epoch(index))));
	// Who signs, as which set, and no changes: to come, forced, or past.
	let signers = (&nobody, 0u64, &is_no_fork, Vec::<()>::new(), Vec::<()>::new());
	let slot = BabePreDigest::SecondaryPlain(BabeSecondaryPlainPreDigest {
		authority_index: 0,
		slot_number: 0,
	});
	let digest = [DigestItem::BabePreDigest(slot), DigestItem::BabeSeal([0; 64])];
	let header = HeaderRef {
		parent_hash: &[0; 32],
		number: 1,
		state_root: &[0; 32],
		extrinsics_root: &[0; 32],
		digest: DigestRef::from_slice(&digest).expect("the seal comes last; qed"),
	};
	let header = header.scale_encoding_vec(BLOCK_NUMBER_BYTES);
	let epochs = (&is_no_fork, epochs.to_vec()).encode();
	let of = |bytes: &[u8]| Value::from(format!("0x{}", hex(bytes)));
	Value::Object(Map::from_iter([
		("babeEpochChanges".into(), of(&epochs)),
		("babeFinalizedBlockWeight".into(), 0.into()),
		("finalizedBlockHeader".into(), of(&header)),
		("grandpaAuthoritySet".into(), of(&signers.encode())),
	]))
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use smoldot::{
		chain::chain_information::{
			ChainInformation, ChainInformationConsensus, ChainInformationFinality,
			ValidChainInformation,
		},
		header::{AuraAuthority, AuraPreDigest, GrandpaAuthority},
		trie::EMPTY_BLAKE2_TRIE_MERKLE_VALUE,
	};
	use std::num::NonZeroU64;

	/// The state of the first block.
	const STATE: [u8; 32] = [7; 32];

	/// A specification that knows of its genesis the state's root alone.
	fn specification(state: [u8; 32]) -> String {
		let root = format!("0x{}", hex(&state));
		let genesis = serde_json::json!({ "stateRootHash": root });
		let parts = serde_json::json!({
			"name": "Joule", "id": "joule", "chainType": "Local", "bootNodes": [], "genesis": genesis,
		});
		parts.to_string()
	}

	/// What a light client of that chain writes down when this block is final.
	fn note(number: u64) -> String {
		let slot = AuraPreDigest { slot_number: 2 * number };
		let digest = [DigestItem::AuraPreDigest(slot), DigestItem::AuraSeal([0; 64])];
		let header = |number, state_root, digest| HeaderRef {
			parent_hash: &[0; 32],
			number,
			state_root,
			extrinsics_root: &EMPTY_BLAKE2_TRIE_MERKLE_VALUE,
			digest,
		};
		let last = header(number, &[8; 32], DigestRef::from_slice(&digest).unwrap());
		let chain = ChainInformation {
			finalized_block_header: Box::new(last.into()),
			consensus: ChainInformationConsensus::Aura {
				finalized_authorities_list: vec![AuraAuthority { public_key: [1; 32] }],
				slot_duration: NonZeroU64::new(500).unwrap(),
			},
			finality: ChainInformationFinality::Grandpa {
				after_finalized_block_authorities_set_id: 3,
				finalized_triggered_authorities: vec![GrandpaAuthority {
					public_key: [2; 32],
					weight: NonZeroU64::MIN,
				}],
				finalized_scheduled_change: None,
			},
		};
		let chain = ValidChainInformation::try_from(chain).unwrap();
		let chain = finalized_serialize::encode_chain(&chain, BLOCK_NUMBER_BYTES);
		let genesis = header(0, &STATE, DigestRef::empty()).hash(BLOCK_NUMBER_BYTES);
		let code = r#""runtimeCode":"AAAA","codeMerkleValue":"00","codeClosestAncestor":"3""#;
		format!(r#"{{"genesisHash":"{}","chain":{chain},"nodes":{{}},{code}}}"#, hex(&genesis))
	}

	fn memory(name: &str, specification: &str) -> Memory {
		let file = format!("joule-link-{}-{name}.json", std::process::id());
		Memory::of(specification, std::env::temp_dir().join(file)).unwrap()
	}

	fn is_nothing((told, learnt): (String, String), specification: &str) -> bool {
		told == specification && learnt.is_empty()
	}

	#[test]
	fn what_was_kept_is_recalled_with_a_checkpoint() {
		let specification = specification(STATE);
		let memory = memory("whole", &specification);
		assert!(is_nothing(memory.recall(&specification), &specification));
		memory.keep(&note(40)).unwrap();
		let (told, learnt) = memory.recall(&specification);
		assert_eq!(learnt, note(40));
		let told = smoldot::chain_spec::ChainSpec::from_json_bytes(told).unwrap();
		let checkpoint = told.light_sync_state().unwrap().to_chain_information().unwrap();
		assert_eq!(checkpoint.as_ref().finalized_block_header.number, 1);
		fs::remove_file(memory.file).unwrap();
	}

	#[test]
	fn what_is_damaged_or_of_another_chain_is_as_good_as_none() {
		let own = specification(STATE);
		let memory = memory("damaged", &own);
		memory.keep(&note(40)).unwrap();
		let kept = fs::read_to_string(&memory.file).unwrap();
		let other = Memory::of(&specification([9; 32]), memory.file.clone()).unwrap();
		assert!(is_nothing(other.recall(&own), &own));
		for damage in [&kept[..kept.len() / 2], &kept.replace("AAAA", "AAAB"), "", "null", "{}"] {
			fs::write(&memory.file, damage).unwrap();
			assert!(is_nothing(memory.recall(&own), &own), "{damage}");
		}
		fs::remove_file(memory.file).unwrap();
	}

	#[test]
	fn notes_are_of_the_smoldot_that_reads_them() {
		let lock = include_str!("../../../Cargo.lock");
		let (name, version) = WRITER.split_once(' ').unwrap();
		assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"")));
	}

	#[test]
	fn a_note_of_no_use_does_not_replace_a_better_one() {
		let specification = specification(STATE);
		let memory = memory("better", &specification);
		memory.keep(&note(40)).unwrap();
		let without_code = note(50).replace("runtimeCode", "somethingElse");
		for useless in [without_code.as_str(), r#"{"genesisHash":"00"}"#, "<too-large>"] {
			assert!(!memory.keep(useless).unwrap());
			assert_eq!(memory.recall(&specification).1, note(40));
		}
		fs::remove_file(memory.file).unwrap();
	}
}
