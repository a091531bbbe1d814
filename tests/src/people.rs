//! The people of a neighbourhood.

use crate::{
	chain::council, AccountId, Ecoin, Meter, MeterKind, Registry, Role, Wh, ECOIN_ASSET, ZONE,
};
use joule_runtime::{Assets, RuntimeOrigin};
use pallet_registry::MemberNumber;
use polkadot_sdk::{
	frame_support::{assert_ok, traits::fungibles::Mutate},
	sp_core::{sr25519, Pair},
	sp_io::hashing::blake2_256,
	sp_keyring::Sr25519Keyring,
};

/// An account with a name for test output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
	/// The account.
	pub account: AccountId,
	/// The name.
	pub name: String,
}

impl Person {
	/// The origin of a transaction that this person signed.
	pub fn origin(&self) -> RuntimeOrigin {
		RuntimeOrigin::signed(self.account.clone())
	}

	/// The key with which this person signs transactions.
	pub fn key(&self) -> sr25519::Pair {
		Sr25519Keyring::from_account_id(&self.account)
			.map_or_else(|| key_of(&self.name), Sr25519Keyring::pair)
	}

	/// Gives the person ecoin, in won. Minted, as the issuer does against a deposit.
	pub fn with_ecoin_krw(self, krw: u64) -> Self {
		assert_ok!(Assets::mint_into(ECOIN_ASSET, &self.account, Ecoin::from_krw(krw).0));
		self
	}

	/// Gives the person energy of this month, the only way there is: a meter of its own that
	/// exported it in the last quarter of an hour. Lets that quarter pass.
	pub fn with_energy(self, quantity: Wh) -> Self {
		let mut meter = Meter::install(&self, MeterKind::Ed25519);
		crate::advance_by(crate::QUARTER_MS);
		meter.read(Wh::ZERO, quantity);
		self
	}
}

fn keyring(key: Sr25519Keyring) -> Person {
	Person { account: key.to_account_id(), name: key.to_string() }
}

/// The first authority site: a market operator.
pub fn operator() -> Person {
	keyring(Sr25519Keyring::Alice)
}

/// The four authority sites, who are the council.
pub fn sites() -> [Person; 4] {
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie, Sr25519Keyring::Dave]
		.map(keyring)
}

/// The issuer of ecoin. The first site, as in the presets.
pub fn issuer() -> Person {
	keyring(Sr25519Keyring::Alice)
}

/// The meter operator. The first site, as in the presets.
pub fn meter_operator() -> Person {
	keyring(Sr25519Keyring::Alice)
}

/// Somebody who is not registered.
pub fn stranger() -> Person {
	named("stranger")
}

/// The `number`-th home of the first zone, a producer and consumer. It is registered when it is
/// first asked for.
pub fn home(number: u32) -> Person {
	let person = named(&format!("home {number}"));
	if !pallet_registry::Participants::<joule_runtime::Runtime>::contains_key(&person.account) {
		register(&person, 1_000 + number, &[Role::Producer, Role::Consumer]);
	}
	person
}

/// A new participant of the first zone with these roles.
pub fn participant(number: u32, roles: &[Role]) -> Person {
	let person = named(&format!("participant {number}"));
	register(&person, 100_000 + number, roles);
	person
}

/// Somebody of this name, who is not registered: a device, say, or the next neighbour.
pub fn named(name: &str) -> Person {
	Person { account: key_of(name).public().into(), name: name.into() }
}

fn key_of(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_seed(&blake2_256(name.as_bytes()))
}

fn register(person: &Person, number: u32, roles: &[Role]) {
	assert_ok!(Registry::register(
		council(),
		person.account.clone(),
		MemberNumber(number),
		ZONE,
		roles.to_vec().try_into().expect("there are not so many roles"),
	));
}
