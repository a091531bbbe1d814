//! `register_credential`: a member binds a key to itself.

use crate::scene::*;
use polkadot_sdk::sp_core::ed25519::Signature;

const PASSWORD: CredentialKind = CredentialKind::Password { salt: [7; 16] };

fn register_as(card: &Card, kind: CredentialKind) -> Result<(), DispatchError> {
	let proof = card.proof(&card.member.account);
	register(card, kind, Card::LIMITS, proof)
}

fn register(
	card: &Card,
	kind: CredentialKind,
	limits: Limits,
	proof: Signature,
) -> Result<(), DispatchError> {
	let origin = card.member.origin();
	EvSettlement::register_credential(origin, card.public(), kind, limits, proof)
}

#[test]
fn a_member_registers_a_password_and_tags() {
	test(|| {
		let member = home(1);
		for (secret, kind) in [
			("password", PASSWORD),
			("tag", CredentialKind::Tag),
			("other tag", CredentialKind::Tag),
		] {
			let card = Card::new(&member, secret);

			assert_ok!(register_as(&card, kind));

			let state = card.state();
			assert_eq!((&state.member, state.kind), (&member.account, kind));
			assert_eq!((state.limits, state.next_sequence), (Card::LIMITS, 0));
			assert_event(Event::CredentialRegistered {
				credential: card.public(),
				member: member.account.clone(),
				kind,
				limits: Card::LIMITS,
			});
		}
		let password = Card::new(&member, "password").public();
		assert_eq!(EvSettlement::password_of(&member.account), Some(password));
		assert_eq!(CredentialsOf::<Runtime>::get(&member.account).len(), 3);
	});
}

#[test]
fn only_who_may_send_registers_a_key() {
	test(|| {
		let revoked = home(1);
		revoke_sending(&revoked);
		for who in [revoked, stranger()] {
			let card = Card::new(&who, "tag");
			assert_noop!(register_as(&card, CredentialKind::Tag), Error::SenderNotPermitted);
		}
	});
}

#[test]
fn limits_are_something_and_that_of_a_day_is_the_larger() {
	test(|| {
		let card = Card::new(&home(1), "tag");
		let with = |session, day| {
			let limits = Limits { session: Ecoin(session), day: Ecoin(day) };
			register(&card, CredentialKind::Tag, limits, card.proof(&card.member.account))
		};
		assert_noop!(with(0, 0), Error::ZeroLimit);
		assert_noop!(with(0, 1), Error::ZeroLimit);
		assert_noop!(with(2, 1), Error::LimitsInverted);
		assert_noop!(with(u128::MAX, 1), Error::LimitsInverted);
		assert_ok!(with(u128::MAX, u128::MAX));
	});
}

#[test]
fn a_key_is_one_members_for_good() {
	test(|| {
		// given a key that was registered, and then revoked
		let card = Card::register(&home(1), "tag");
		let again = |card: &Card| register_as(card, CredentialKind::Tag);
		assert_noop!(again(&card), Error::CredentialExists);
		let others = Card::new(&home(2), "tag");
		assert_noop!(again(&others), Error::CredentialExists);
		assert_ok!(EvSettlement::revoke_credential(card.member.origin(), card.public()));

		// then nobody has it again
		assert_noop!(again(&card), Error::CredentialExists);
		assert_noop!(again(&others), Error::CredentialExists);
	});
}

#[test]
fn nobody_registers_a_key_that_it_does_not_have() {
	test(|| {
		// given a key, and what its owner signed to register it
		let owner = Card::new(&home(1), "tag");
		let thief = Card { member: home(2), ..owner.clone() };
		let seen = owner.proof(&owner.member.account);
		let own = Card::new(&home(2), "another").proof(&thief.member.account);

		// then neither that nor another key's signature makes it somebody else's
		for proof in [seen, own] {
			assert_noop!(
				register(&thief, CredentialKind::Tag, Card::LIMITS, proof),
				Error::WrongSignature
			);
		}
		assert_ok!(register_as(&owner, CredentialKind::Tag));
	});
}

#[test]
fn a_member_has_one_password_at_a_time() {
	test(|| {
		let member = home(1);
		let (old, new) = (Card::new(&member, "old"), Card::new(&member, "new"));
		assert_ok!(register_as(&old, PASSWORD));
		assert_noop!(register_as(&new, PASSWORD), Error::PasswordExists);
		assert_ok!(EvSettlement::revoke_credential(member.origin(), old.public()));
		assert_ok!(register_as(&new, PASSWORD));
		assert_eq!(EvSettlement::password_of(&member.account), Some(new.public()));
	});
}

#[test]
fn a_member_has_sixteen_credentials_at_a_time() {
	test(|| {
		let member = home(1);
		let cards: Vec<_> =
			(0..16).map(|number| Card::register(&member, &format!("tag {number}"))).collect();
		let one_more = Card::new(&member, "one more");
		assert_noop!(register_as(&one_more, CredentialKind::Tag), Error::TooManyCredentials);
		assert_ok!(EvSettlement::revoke_credential(member.origin(), cards[3].public()));
		assert_ok!(register_as(&one_more, CredentialKind::Tag));
	});
}
