//! The key by which a client signs.

use anyhow::{ensure, Context, Result};
use std::{fs, path::Path, str::FromStr};
use subxt::config::polkadot::AccountId32;
use subxt_signer::{
	sr25519::{Keypair, Signature},
	SecretUri,
};

/// An account whose secret key this program has.
#[derive(Clone)]
pub struct Account(Keypair);

impl Account {
	/// The account whose secret is in this file: a mnemonic phrase, a seed of 32 bytes in hexadecimal
	/// with `0x`, or, for tests, one of the well-known ones such as `//Alice`.
	///
	/// # Errors
	///
	/// If the file cannot be read, others than its owner may read it, or it holds no such secret.
	pub fn from_file(file: &Path) -> Result<Self> {
		let name = file.display();
		let text = fs::read_to_string(file)
			.with_context(|| format!("The account's secret {name} cannot be read"))?;
		ensure_private(file)?;
		Self::from_secret(text.trim())
			.with_context(|| format!("{name} holds no secret: write a mnemonic phrase into it"))
	}

	/// The account with this secret, written as in a file.
	pub fn from_secret(secret: &str) -> Result<Self> {
		Ok(Self(Keypair::from_uri(&SecretUri::from_str(secret)?)?))
	}

	/// Its address on the chain.
	pub fn id(&self) -> AccountId32 {
		self.0.public_key().to_account_id()
	}

	/// Signs a message by sr25519.
	pub fn sign(&self, message: &[u8]) -> Signature {
		self.0.sign(message)
	}

	/// What signs transactions.
	pub(crate) fn signer(&self) -> &Keypair {
		&self.0
	}
}

/// An error if others than the owner of a file may read it.
#[cfg(unix)]
fn ensure_private(file: &Path) -> Result<()> {
	use std::os::unix::fs::PermissionsExt;
	let mode = fs::metadata(file)?.permissions().mode();
	ensure!(
		mode & 0o077 == 0,
		"Others can read the secret {name}: run `chmod 600 {name}`.",
		name = file.display()
	);
	Ok(())
}

#[cfg(not(unix))]
fn ensure_private(_: &Path) -> Result<()> {
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;
	use subxt_signer::sr25519::dev;

	#[test]
	fn a_secret_is_read_from_a_file_that_is_private() {
		let file = std::env::temp_dir().join(format!("joule-link-secret-{}", std::process::id()));
		fs::write(&file, "//Alice\n").unwrap();
		fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
		let refusal = Account::from_file(&file).err().unwrap();
		assert!(refusal.to_string().contains("chmod 600"));

		fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
		let account = Account::from_file(&file).unwrap();
		assert_eq!(account.id(), dev::alice().public_key().to_account_id());
		fs::write(&file, "no secret at all").unwrap();
		assert!(Account::from_file(&file).is_err());
		fs::remove_file(&file).unwrap();
	}
}
