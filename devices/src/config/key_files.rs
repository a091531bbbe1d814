//! The device's keys: the one by which it sends, and one for each meter, in a folder that only its owner can
//! read. They are made on the device and never leave it.

use anyhow::{ensure, Context, Result};
use ed25519_dalek::SigningKey;
use joule_link::Account;
use std::{
	fs::{self, OpenOptions},
	io::{ErrorKind, Write},
	os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
	path::{Path, PathBuf},
};

/// The files of a device's keys.
pub struct KeyFiles {
	folder: PathBuf,
}

impl KeyFiles {
	/// Those in a data folder.
	pub fn in_folder(data: &Path) -> Self {
		Self { folder: data.join("keys") }
	}

	/// Makes the keys that do not exist yet.
	///
	/// # Errors
	///
	/// If the folder cannot be written.
	pub fn make(&self, points: impl IntoIterator<Item = u64>) -> Result<()> {
		let name = self.folder.display();
		fs::DirBuilder::new()
			.recursive(true)
			.mode(0o700)
			.create(&self.folder)
			.with_context(|| format!("The folder {name} cannot be made"))?;
		make_secret(&self.account_file())?;
		points.into_iter().try_for_each(|point| make_secret(&self.meter_file(point)))
	}

	/// The account by which the device sends.
	///
	/// # Errors
	///
	/// If there is no such key, or others can read it.
	pub fn account(&self) -> Result<Account> {
		Account::from_file(&self.account_file()).context("Make the keys with `joule-device keys`")
	}

	/// The key of a point's meter.
	///
	/// # Errors
	///
	/// If there is no such key, or others can read it.
	pub fn meter(&self, point: u64) -> Result<SigningKey> {
		let file = self.meter_file(point);
		let name = file.display();
		let text = fs::read_to_string(&file).with_context(|| {
			format!("The meter's key {name} cannot be read: make it with `joule-device keys`")
		})?;
		let mode = fs::metadata(&file)?.permissions().mode();
		ensure!(mode & 0o077 == 0, "Others can read the key {name}: run `chmod 600 {name}`.");
		let seed = hex::decode(text.trim().trim_start_matches("0x")).ok();
		let seed: Option<[u8; 32]> = seed.and_then(|seed| seed.try_into().ok());
		let seed = seed.with_context(|| format!("{name} holds no key of 32 bytes"))?;
		Ok(SigningKey::from_bytes(&seed))
	}

	fn account_file(&self) -> PathBuf {
		self.folder.join("account.key")
	}

	fn meter_file(&self, point: u64) -> PathBuf {
		self.folder.join(format!("meter-{point}.key"))
	}
}

/// Writes 32 random bytes into a file, if there is none.
fn make_secret(file: &Path) -> Result<()> {
	let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
	let mut opened = match opened {
		Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
		opened => opened.with_context(|| format!("{} cannot be written", file.display()))?,
	};
	let secret: [u8; 32] = rand::random();
	opened.write_all(format!("0x{}\n", hex::encode(secret)).as_bytes())?;
	Ok(opened.sync_all()?)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn keys_are_made_once_and_are_private() {
		let data = std::env::temp_dir().join(format!("joule-device-keys-{}", std::process::id()));
		let keys = KeyFiles::in_folder(&data);
		assert!(keys.account().is_err());
		keys.make([7]).unwrap();
		let (account, meter) = (keys.account().unwrap().id(), keys.meter(7).unwrap());
		keys.make([7, 8]).unwrap();
		assert_eq!(keys.account().unwrap().id(), account);
		assert_eq!(keys.meter(7).unwrap().to_bytes(), meter.to_bytes());
		assert_ne!(keys.meter(8).unwrap().to_bytes(), meter.to_bytes());

		let file = keys.meter_file(7);
		fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
		assert!(keys.meter(7).unwrap_err().to_string().contains("chmod 600"));
		fs::remove_dir_all(&data).unwrap();
	}
}
