//! The keys: the gateway's own, by which it sends; those by which chargers sign, and those of drivers, which
//! are made anew each time; and the names under which drivers are known again.
//!
//! A driver's key is derived where the driver stands: that of a password at the terminal, which the
//! gateway never sees, and that of a tag here, since chargers send nothing but the tag's number.

use crate::{chain::PublicKey, quantities::Moment};
use anyhow::{bail, Context, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use ed25519_dalek::SigningKey;
use joule_link::{blake2_256, Account};
use std::{
	fs::{self, OpenOptions},
	io::{ErrorKind, Write},
	os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
	path::{Path, PathBuf},
};

/// The parameters of Argon2id by which keys are derived, the same for every terminal of the chain: memory
/// in KiB, passes, lanes.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A tag's number is so many bytes long: four, seven or ten.
const TAG_BYTES: [usize; 3] = [4, 7, 10];

/// How long an authorization by a tag is good.
pub const TAG_VALIDITY_MS: Moment = 5 * 60 * 1_000;

/// The account by which this gateway sends. Its key is made when it is asked for first, and never leaves the
/// data folder.
///
/// # Errors
///
/// If the key cannot be read or written, others can read it, or it is no key.
pub fn own_account(data: &Path) -> Result<Account> {
	let file = key_folder(data)?.join("account.key");
	if !file.exists() {
		make_secret(&file)?;
	}
	Account::from_file(&file)
}

/// The keys of this gateway's chargers, in a folder that only its owner can read.
pub struct ChargerKeys {
	folder: PathBuf,
}

impl ChargerKeys {
	/// The keys in the data folder.
	pub fn in_folder(data: &Path) -> Result<Self> {
		Ok(Self { folder: key_folder(data)? })
	}

	/// The key of a charge point's charger. It is made when it is asked for first.
	///
	/// # Errors
	///
	/// If it cannot be read or written, others can read it, or it is no key.
	pub fn of(&self, evse: u64) -> Result<SigningKey> {
		let seed = secret_in(&self.folder.join(format!("evse-{evse}.key")))?;
		Ok(SigningKey::from_bytes(&seed))
	}
}

/// Gives what stations name drivers by other names, under which this gateway knows them again: by a
/// secret, without which the few numbers that tags can have are soon tried.
pub struct Pseudonyms {
	secret: [u8; 32],
}

impl Pseudonyms {
	/// Those of the data folder.
	///
	/// # Errors
	///
	/// If their secret cannot be read or written, or others can read it.
	pub fn in_folder(data: &Path) -> Result<Self> {
		Ok(Self { secret: secret_in(&key_folder(data)?.join("pseudonyms.key"))? })
	}

	/// The other name of a token.
	pub fn of(&self, token: &str) -> String {
		hex::encode(blake2_256(&[self.secret.as_slice(), token.as_bytes()].concat()))
	}
}

/// The folder of the keys in the data folder: only its owner can read it.
fn key_folder(data: &Path) -> Result<PathBuf> {
	let folder = data.join("keys");
	fs::DirBuilder::new()
		.recursive(true)
		.mode(0o700)
		.create(&folder)
		.with_context(|| format!("The folder {} cannot be made", folder.display()))?;
	Ok(folder)
}

/// The secret in a file. It is made when it is asked for first.
fn secret_in(file: &Path) -> Result<[u8; 32]> {
	match fs::read_to_string(file) {
		Ok(text) => read_secret(file, &text),
		Err(error) if error.kind() == ErrorKind::NotFound => make_secret(file),
		Err(error) => Err(error).with_context(|| format!("{} cannot be read", file.display())),
	}
}

fn read_secret(file: &Path, text: &str) -> Result<[u8; 32]> {
	let name = file.display();
	if fs::metadata(file)?.permissions().mode() & 0o077 != 0 {
		bail!(
			"Others can read the key {name}: run `chmod 600 {name}`, and consider to replace it."
		);
	}
	let digits = text.trim().trim_start_matches("0x");
	let secret = hex::decode(digits).ok().and_then(|secret| secret.try_into().ok());
	secret.with_context(|| format!("{name} is not a key: it should be 64 hex digits"))
}

fn make_secret(file: &Path) -> Result<[u8; 32]> {
	let secret: [u8; 32] = rand::random();
	let write = || {
		let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
		writeln!(file, "0x{}", hex::encode(secret))?;
		file.sync_all()
	};
	write().with_context(|| format!("The key {} cannot be written", file.display()))?;
	Ok(secret)
}

/// The number of an RFID tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagNumber(String);

impl TagNumber {
	/// The tag that a charge point names so, if it is one.
	pub fn parse(text: &str) -> Option<Self> {
		let bytes = hex::decode(text).ok()?;
		TAG_BYTES.contains(&bytes.len()).then(|| Self(text.to_uppercase()))
	}

	/// The key of the tag on this chain. Takes some hundredths of a second and 19 MiB, on purpose.
	pub fn key(&self, genesis_hash: [u8; 32]) -> SigningKey {
		let parameters = Params::new(MEMORY_KIB, PASSES, LANES, Some(32));
		let argon2 = Argon2::new(
			Algorithm::Argon2id,
			Version::V0x13,
			parameters.expect("the parameters are within Argon2's bounds; qed"),
		);
		let mut seed = [0; 32];
		argon2
			.hash_password_into(self.0.as_bytes(), &tag_salt(genesis_hash), &mut seed)
			.expect("number, salt and key are of lengths within Argon2's bounds; qed");
		SigningKey::from_bytes(&seed)
	}
}

/// The salt of all tags of a chain.
fn tag_salt(genesis_hash: [u8; 32]) -> [u8; 16] {
	let hash = blake2_256(&[b"joule/tag/1".as_slice(), &genesis_hash].concat());
	hash[..16].try_into().expect("16 of 32 bytes are 16 bytes; qed")
}

/// The public part of a key.
pub fn public(key: &SigningKey) -> PublicKey {
	key.verifying_key().to_bytes()
}

#[cfg(test)]
mod tests {
	use super::*;
	use tempfile::tempdir;

	#[test]
	fn a_chargers_key_is_made_once_and_is_private() {
		let data = tempdir().unwrap();
		let keys = ChargerKeys::in_folder(data.path()).unwrap();
		let key = keys.of(7).unwrap();
		assert_eq!(keys.of(7).unwrap(), key);
		assert_ne!(keys.of(8).unwrap(), key);
		let file = data.path().join("keys/evse-7.key");
		assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

		fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
		assert!(keys.of(7).unwrap_err().to_string().contains("chmod 600"));
		fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
		fs::write(&file, "nonsense").unwrap();
		assert!(keys.of(7).unwrap_err().to_string().contains("64 hex digits"));
	}

	#[test]
	fn the_gateways_own_key_is_made_once_and_is_private() {
		let data = tempdir().unwrap();
		let account = own_account(data.path()).unwrap().id();
		assert_eq!(own_account(data.path()).unwrap().id(), account);
		let file = data.path().join("keys/account.key");
		assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
		fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
		assert!(own_account(data.path()).is_err());
	}

	#[test]
	fn a_tag_has_the_same_other_name_as_long_as_the_gateway_has_its_secret() {
		let (data, other) = (tempdir().unwrap(), tempdir().unwrap());
		let name_of = |data: &Path, tag| Pseudonyms::in_folder(data).unwrap().of(tag);
		let name = name_of(data.path(), "04A1B2C3");
		assert_eq!(name_of(data.path(), "04A1B2C3"), name);
		assert_ne!(name_of(data.path(), "04A1B2C4"), name);
		assert_ne!(name_of(other.path(), "04A1B2C3"), name);
	}

	#[test]
	fn only_what_can_be_a_tag_is_taken_for_one() {
		assert_eq!(TagNumber::parse("04a1b2c3"), TagNumber::parse("04A1B2C3"));
		assert!(TagNumber::parse("04A1B2C3D4E5F6").is_some());
		assert!(TagNumber::parse("04A1B2C3D4E5F60718").is_none());
		assert!(TagNumber::parse("").is_none());
		assert!(TagNumber::parse("not a tag").is_none());
	}

	/// The key that Python's `argon2-cffi` and `pynacl` derive from the same.
	#[test]
	fn another_implementation_derives_the_same_key() {
		let tag = TagNumber::parse("04A1B2C3").unwrap();
		let public = public(&tag.key([0x11; 32]));
		assert_eq!(hex::encode(public), include_str!("../tests/vectors/tag_key.hex").trim());
	}
}
