//! Which calls are made: the registry's, the ecoin's, and the wrappings of the SDK. Those of the
//! market and the meters are in [`market_calls`](crate::market_calls), those of charging in
//! [`charging_calls`](crate::charging_calls), billing's in [`billing_calls`](crate::billing_calls).

use crate::street::{Address, Sender, Street};
use codec::{Decode, Encode};
use joule_runtime::configs::ProxyType;
use joule_tests::*;
use pallet_registry::{MemberNumber, QuotaClass};
use polkadot_sdk::{
	frame_support::{weights::Weight, BoundedVec},
	pallet_assets, pallet_collective, pallet_multisig, pallet_proxy, pallet_utility,
	sp_core::Get,
};

/// Bytes, few or as many as there may be.
pub fn text<Max: Get<u32>>(chance: &mut Chance) -> BoundedVec<u8, Max> {
	let length = if chance.percent(90) { 1 + chance.below(3) } else { chance.below(65) };
	BoundedVec::truncate_from(chance.bytes(length as usize))
}

/// A quantity, mostly one that a home may have, now and then the end of a range.
pub fn quantity(chance: &mut Chance) -> u64 {
	match chance.below(100) {
		0 => 0,
		1 => 1,
		2 => u64::MAX,
		3 => u64::MAX - chance.below(2_000),
		4 => chance.any(),
		_ => 1 + chance.below(800),
	}
}

impl Street {
	/// A call and who would make it.
	pub fn random_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let (sender, call) = self.plain_call(chance);
		if chance.percent(85) {
			(sender, call)
		} else {
			self.wrapped(chance, sender, call)
		}
	}

	fn plain_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		match chance.below(100) {
			0..=41 => self.market_call(chance),
			42..=48 => self.billing_call(chance),
			49..=59 => self.metering_call(chance),
			60..=76 => self.charging_call(chance),
			77..=83 => self.registry_call(chance),
			84..=89 => self.ecoin_call(chance),
			90..=94 => (Sender::Person(self.person(chance)), self.assets_call(chance).into()),
			_ => self.rights_call(chance),
		}
	}

	fn registry_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		use pallet_registry::Call;
		let who = self.account(chance);
		let role = *chance.pick(&Role::ALL);
		let permission = *chance.pick(&[Permission::Send, Permission::Receive]);
		let zone = ZoneId(*chance.pick(&[0, 1, 2, 3, u16::MAX]));
		let call = match chance.below(24) {
			0 => Call::create_zone { zone, name: text(chance) },
			1 | 2 => Call::register {
				who: AccountId::from([chance.below(4) as u8; 32]),
				member_number: MemberNumber(chance.below(20) as u32),
				zone,
				roles: BoundedVec::truncate_from(vec![role]),
			},
			// More is granted than revoked, so that the street stays alive.
			3..=8 => Call::grant_role { who, role },
			9 => Call::revoke_role { who, role },
			10..=15 => Call::grant_permission { who, permission },
			16 => Call::revoke_permission { who, permission },
			17 => Call::move_to_zone { who: chance.pick(&self.people[8..]).account.clone(), zone },
			18 | 19 => Call::set_quota {
				who,
				class: *chance.pick(&[
					QuotaClass::Household,
					QuotaClass::Building,
					QuotaClass::Site,
				]),
			},
			rest => {
				let device = AccountId::from([200 + chance.below(3) as u8; 32]);
				let owner = Sender::Person(self.person(chance));
				let call = match rest {
					20..=22 => Call::add_device { device },
					_ => Call::remove_device { device },
				};
				return (owner, call.into());
			}
		};
		(Sender::Council, call.into())
	}

	fn ecoin_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		use pallet_ecoin::{Call, NextRequestId};
		let next = NextRequestId::<Runtime>::get();
		let request = (next + 1).saturating_sub(1 + chance.below(6));
		let amount = Ecoin(u128::from(quantity(chance)) * *chance.pick(&[1, 10_000]));
		let requests = [
			Call::request_issue { amount, bank_reference: text(chance) },
			Call::request_redemption { amount, bank_reference: text(chance) },
			Call::withdraw_request { request },
		];
		let decisions = [
			Call::approve_issue { request },
			Call::reject_issue { request, reason: text(chance) },
			Call::approve_redemption { request, payout_reference: text(chance) },
			Call::reject_redemption { request, reason: text(chance) },
		];
		if chance.percent(40) {
			(Sender::Person(self.person(chance)), chance.pick(&requests).clone().into())
		} else {
			(Sender::Person(issuer()), chance.pick(&decisions).clone().into())
		}
	}

	/// Transfers, and the calls by which somebody might try to make or destroy money.
	fn assets_call(&self, chance: &mut Chance) -> pallet_assets::Call<Runtime> {
		use pallet_assets::Call;
		let asset = *chance.pick(&[ECOIN_ASSET, ECOIN_ASSET, 202_611, 202_612, 0, 202_613]);
		let (id, amount) = (asset.into(), u128::from(quantity(chance)));
		let target = Address::Id(self.account(chance));
		let other = Address::Id(self.account(chance));
		match chance.below(16) {
			0..=3 => Call::transfer { id, target, amount },
			4 | 5 => Call::transfer_keep_alive { id, target, amount },
			6 => Call::transfer_all { id, dest: target, keep_alive: chance.percent(50) },
			7 => Call::approve_transfer { id, delegate: target, amount },
			8 => Call::transfer_approved { id, owner: other, destination: target, amount },
			9 => Call::cancel_approval { id, delegate: target },
			10 => Call::mint { id, beneficiary: target, amount },
			11 => Call::burn { id, who: target, amount },
			12 => Call::force_transfer { id, source: other, dest: target, amount },
			13 => Call::create { id, admin: target, min_balance: amount },
			14 => Call::refund { id, allow_burn: chance.percent(50) },
			_ => Call::touch { id },
		}
	}

	/// Calls by which people give one another power, or decide together.
	fn rights_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let delegate = Address::Id(self.account(chance));
		let proxy_type = *chance.pick(&[
			ProxyType::Any,
			ProxyType::Trading,
			ProxyType::Metering,
			ProxyType::Charging,
		]);
		let person = Sender::Person(self.person(chance));
		let call = match chance.below(8) {
			0..=3 => pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 }.into(),
			4 => pallet_proxy::Call::remove_proxy { delegate, proxy_type, delay: 0 }.into(),
			_ => return self.council_call(chance),
		};
		(person, call)
	}

	/// A motion of the sites, or a vote on one.
	fn council_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		use pallet_collective::{Call, Instance1, ProposalOf, Voting};
		let site = Sender::Person(chance.pick(&sites()).clone());
		let motions = pallet_collective::Proposals::<Runtime, Instance1>::get();
		let call: Call<Runtime, Instance1> = if motions.is_empty() || chance.percent(20) {
			let (_, proposal) = self.registry_call(chance);
			let length_bound = proposal.encoded_size() as u32;
			Call::propose { threshold: 3, proposal: Box::new(proposal), length_bound }
		} else {
			let proposal = *chance.pick(&motions);
			// The index is the first field of the votes, and private.
			let votes = Voting::<Runtime, Instance1>::get(proposal).encode();
			let index = u32::decode(&mut &votes[1..]).unwrap_or_default();
			if chance.percent(70) {
				Call::vote { proposal, index, approve: chance.percent(80) }
			} else {
				let length_bound = ProposalOf::<Runtime, Instance1>::get(proposal)
					.map(|motion| motion.encoded_size() as u32)
					.unwrap_or_default();
				Call::close {
					proposal_hash: proposal,
					index,
					proposal_weight_bound: Weight::from_parts(50_000_000_000, u64::MAX),
					length_bound,
				}
			}
		};
		(site, call.into())
	}

	/// The call made by way of another: in a batch, by proxy, by several, or as a derivative.
	fn wrapped(
		&self,
		chance: &mut Chance,
		sender: Sender,
		call: RuntimeCall,
	) -> (Sender, RuntimeCall) {
		use pallet_utility::Call;
		let boxed = Box::new(call.clone());
		let (_, other) = self.plain_call(chance);
		let calls = vec![call.clone(), other.clone(), call];
		let by_way: RuntimeCall = match chance.below(9) {
			0 => Call::batch { calls }.into(),
			1 => Call::batch_all { calls }.into(),
			2 => Call::force_batch { calls }.into(),
			3 => Call::as_derivative { index: chance.below(3) as u16, call: boxed }.into(),
			4 => Call::if_else { main: boxed, fallback: Box::new(other) }.into(),
			5 => pallet_multisig::Call::as_multi_threshold_1 {
				other_signatories: vec![self.account(chance)],
				call: boxed,
			}
			.into(),
			_ => {
				let Sender::Person(real) = sender else { return (sender, *boxed) };
				let call = pallet_proxy::Call::proxy {
					real: Address::Id(real.account.clone()),
					force_proxy_type: None,
					call: boxed,
				};
				return (Sender::Person(self.delegate_of(chance, &real)), call.into());
			}
		};
		(sender, by_way)
	}

	/// Somebody who may act for a person, if there is anyone.
	fn delegate_of(&self, chance: &mut Chance, real: &Person) -> Person {
		let (proxies, _) = pallet_proxy::Proxies::<Runtime>::get(&real.account);
		self.people
			.iter()
			.find(|person| proxies.iter().any(|proxy| proxy.delegate == person.account))
			.cloned()
			.unwrap_or_else(|| self.person(chance))
	}
}
