//! The exchange that was built on MultiChain, section by section of its paper, with its names: a
//! producer and a consumer are connected, the one issues energy, the other ecoin, and they trade.
//!
//! | MultiChain | here |
//! |---|---|
//! | `grant(address, "connect, send, receive")` | `Registry::register` |
//! | `grant(address, "energy.issue")` | `Registry::grant_role(Role::Producer)` |
//! | `issuemore(address, "energy", …)` | a signed meter reading |
//! | `schedule_ecoin_issue`, `issue_ecoin` | `Ecoin::request_issue`, `Ecoin::approve_issue` |
//! | `propose_exchange(energy, ecoin)` | `EnergyTrading::place_spot_order` |
//! | `exchange_list(status, ask, bid)` | `MarketApi::offers` |
//! | `accept_exchange(index)` | `EnergyTrading::take_spot_order` |
//!
//! Its unit of energy is the kWh, of ecoin the won.

use joule_runtime::market_api::{runtime_decl_for_market_api::MarketApiV2, OfferStatus, OfferView};
use joule_tests::*;
use pallet_energy_trading::{Event, Remainder};
use pallet_metering::{Event as MeteringEvent, IssueStage, NotIssuedReason, Source};
use pallet_registry::MemberNumber;
use polkadot_sdk::{frame_system, sp_runtime::MultiAddress};

/// One unit of energy of the paper.
const ENERGY: Wh = Wh(1_000);

/// 1,000 ecoin for one energy, as a price: 1,000 won a kWh.
const PRICE: PriceTick = PriceTick(1_000 * PriceTick::PER_KRW_KWH);

/// The paper's `grant(address, "connect, send, receive")`: A registers a node that is nobody yet.
fn connect_node(node: &Person, member_number: u32) {
	assert_ok!(Registry::register(
		council(),
		node.account.clone(),
		MemberNumber(member_number),
		ZONE,
		Default::default(),
	));
}

/// The paper's `exchange_list(status, ask_address, bid_address)`.
fn exchange_list(
	status: OfferStatus,
	ask: Option<&Person>,
	bid: Option<&Person>,
) -> Vec<OfferView<AccountId>> {
	let account = |person: &Person| person.account.clone();
	<Runtime as MarketApiV2<joule_runtime::Block, AccountId>>::offers(
		status,
		ask.map(account),
		bid.map(account),
	)
}

/// The paper's `propose_exchange(qty_energy, qty_ecoin)`; returns the index in the list.
fn propose_exchange(producer: &Person, quantity: Wh) -> u64 {
	assert_ok!(EnergyTrading::place_spot_order(
		producer.origin(),
		Side::Ask,
		ConstMonth::NOW,
		PRICE,
		quantity,
		Remainder::Rest,
	));
	exchange_list(OfferStatus::Open, Some(producer), None)[0].order
}

/// Sections 2.3 and 2.4: a producer node and a consumer node are connected.
fn connect() -> (Person, Person) {
	let (producer, consumer) = (named("P"), named("C"));
	for (number, node) in [(501, &producer), (502, &consumer)] {
		let remark = frame_system::Call::remark { remark: b"hello".to_vec() };
		let send = || check_for_pool(signed(node, remark.clone()));
		// The pool takes nothing from a node that is not connected.
		assert!(send().is_err());
		connect_node(node, number);
		assert_ok!(send());
	}
	(producer, consumer)
}

/// Section 2.5: the producer is granted the issue of energy and issues one energy.
fn issue_energy(producer: &Person, meter: &mut Meter) {
	assert_ok!(Registry::grant_role(council(), producer.account.clone(), Role::Producer));
	advance_by(QUARTER_MS);
	meter.read(Wh::ZERO, ENERGY);
}

/// Section 2.6: the consumer deposits 20,000 won, requests ecoin, and A issues it.
fn purchase_ecoin(consumer: &Person) {
	let reference = b"deposit of C".to_vec();
	assert_ok!(EcoinPallet::request_issue(
		consumer.origin(),
		Ecoin::from_krw(20_000),
		reference.try_into().expect("a short reference"),
	));
	assert_eq!(total_ecoin(&consumer.account), Ecoin::ZERO);
	let request = pallet_ecoin::NextRequestId::<Runtime>::get() - 1;
	assert_ok!(EcoinPallet::approve_issue(issuer().origin(), request));
	assert_noop!(
		EcoinPallet::approve_issue(issuer().origin(), request),
		pallet_ecoin::Error::<Runtime>::RequestDecided
	);
}

#[test]
fn connect_producer_and_consumer() {
	test(|| {
		let (producer, consumer) = (named("P"), named("C"));
		let give = RuntimeCall::from(polkadot_sdk::pallet_assets::Call::transfer {
			id: ECOIN_ASSET.into(),
			target: MultiAddress::Id(consumer.account.clone()),
			amount: 1,
		});
		let sender = home(1).with_ecoin_krw(10);
		let transfer = || dispatch(sender.origin(), give.clone());

		// A node that was not granted `receive` receives nothing.
		assert_noop!(transfer(), frame_system::Error::<Runtime>::CallFiltered);
		connect();
		assert_ok!(transfer());

		// Connected is not entitled: either still has to be granted what it shall do.
		let participants = [&producer, &consumer].map(|node| node.account.clone());
		for node in participants {
			for role in Role::ALL {
				assert!(!<Registry as Participants<AccountId>>::has_role(&node, role));
			}
		}
	});
}

#[test]
fn grant_energy_issue_and_issue_one_energy() {
	test(|| {
		let (producer, _) = connect();
		let mut meter = Meter::install(&producer, MeterKind::Ed25519);
		let point = meter.point;

		// Without the permission to issue, a reading stands but makes no energy.
		advance_by(QUARTER_MS);
		meter.read(Wh::ZERO, ENERGY);
		assert_event(MeteringEvent::<Runtime>::EnergyNotIssued {
			point,
			vintage: ConstMonth::NOW,
			quantity_wh: ENERGY,
			reason: NotIssuedReason::OwnerIsNoProducer,
		});
		assert_eq!(energy_of(&producer.account, ConstMonth::NOW), Wh::ZERO);

		// With it, the energy comes with where it is from, how far it has come, and who vouches for
		// it: the paper's `{"origin": "KW", "stage": "0", "approval": "KEP"}`.
		issue_energy(&producer, &mut meter);
		assert_event(MeteringEvent::<Runtime>::EnergyIssued {
			point,
			owner: producer.account.clone(),
			vintage: ConstMonth::NOW,
			quantity_wh: ENERGY,
			origin: Source::Solar,
			stage: IssueStage::Metered,
			approval: meter_operator().account,
		});
		assert_eq!(energy_of(&producer.account, ConstMonth::NOW), ENERGY);
	});
}

#[test]
fn schedule_ecoin_issue_and_issue_ecoin() {
	test(|| {
		let (_, consumer) = connect();
		purchase_ecoin(&consumer);
		assert_eq!(free_ecoin(&consumer.account), Ecoin::from_krw(20_000));
		assert_event(pallet_ecoin::Event::<Runtime>::EcoinIssued {
			request: 0,
			who: consumer.account.clone(),
			amount: Ecoin::from_krw(20_000),
			bank_reference: b"deposit of C".to_vec().try_into().expect("a short reference"),
			approved_by: issuer().account,
		});
	});
}

/// A chain on which the producer has so many energy and the consumer 20,000 ecoin.
fn exchange(energy: u64) -> (Person, Person) {
	let (producer, consumer) = connect();
	let mut meter = Meter::install(&producer, MeterKind::Ed25519);
	for _ in 0..energy {
		if energy_of(&producer.account, ConstMonth::NOW).is_zero() {
			issue_energy(&producer, &mut meter);
		} else {
			advance_by(QUARTER_MS);
			meter.read(Wh::ZERO, ENERGY);
		}
	}
	assert_ok!(Registry::grant_role(council(), consumer.account.clone(), Role::Consumer));
	purchase_ecoin(&consumer);
	(producer, consumer)
}

/// Sections 2.7 and 2.8: "1 energy for 1,000 ecoin".
#[test]
fn one_energy_for_one_thousand_ecoin() {
	test(|| {
		let (producer, consumer) = exchange(1);

		// The producer cannot sell more than the energy that it owns.
		assert_noop!(
			EnergyTrading::place_spot_order(
				producer.origin(),
				Side::Ask,
				ConstMonth::NOW,
				PRICE,
				Wh(ENERGY.0 + 1),
				Remainder::Rest,
			),
			TradingError::NotEnoughEnergy
		);

		// propose_exchange: the energy is locked and the offer is in the list, for everybody to see.
		let offer = propose_exchange(&producer, ENERGY);
		assert_eq!(energy_of(&producer.account, ConstMonth::NOW), Wh::ZERO);
		let open = OfferView {
			order: offer,
			status: OfferStatus::Open,
			book: BookId { zone: ZONE, vintage: ConstMonth::NOW },
			seller: Some(producer.account.clone()),
			buyer: None,
			price: PRICE,
			quantity_wh: ENERGY,
			at: None,
		};
		assert_eq!(exchange_list(OfferStatus::Open, None, None), [open.clone()]);
		assert_eq!(exchange_list(OfferStatus::Open, Some(&producer), None), [open.clone()]);
		assert_eq!(exchange_list(OfferStatus::Open, Some(&consumer), None), []);

		// accept_exchange: both assets change hands in one transaction.
		assert_ok!(EnergyTrading::take_spot_order(consumer.origin(), offer, ENERGY));
		assert_event(Event::<Runtime>::SpotTraded {
			order: offer,
			seller: producer.account.clone(),
			buyer: consumer.account.clone(),
			book: open.book,
			quantity_wh: ENERGY,
			price: PRICE,
			paid: Ecoin::from_krw(1_000),
			remaining_wh: Wh::ZERO,
		});
		assert_eq!(free_ecoin(&producer.account), Ecoin::from_krw(1_000));
		assert_eq!(free_ecoin(&consumer.account), Ecoin::from_krw(19_000));
		assert_eq!(energy_of(&producer.account, ConstMonth::NOW), Wh::ZERO);
		assert_eq!(energy_of(&consumer.account, ConstMonth::NOW), ENERGY);

		// The list says that the exchange is complete, and with whom. Nobody can accept it again.
		let traded = OfferView {
			status: OfferStatus::Traded,
			buyer: Some(consumer.account.clone()),
			at: Some(now()),
			..open
		};
		assert_eq!(exchange_list(OfferStatus::Open, None, None), []);
		assert_eq!(exchange_list(OfferStatus::Traded, None, Some(&consumer)), [traded.clone()]);
		assert_eq!(exchange_list(OfferStatus::Traded, Some(&producer), Some(&consumer)), [traded]);
		assert_noop!(
			EnergyTrading::take_spot_order(consumer.origin(), offer, ENERGY),
			pallet_matching::Error::<Runtime>::UnknownOrder
		);
	});
}

/// "Multichain alone is not sufficient for partial transactions where only a portion of the
/// proposed volume is concluded."
#[test]
fn a_portion_of_the_proposed_volume_is_concluded() {
	test(|| {
		let (producer, consumer) = exchange(4);
		let offer = propose_exchange(&producer, Wh(4 * ENERGY.0));

		assert_ok!(EnergyTrading::take_spot_order(consumer.origin(), offer, Wh(1_500)));
		assert_eq!(free_ecoin(&producer.account), Ecoin::from_krw(1_500));
		assert_eq!(free_ecoin(&consumer.account), Ecoin::from_krw(18_500));
		assert_eq!(energy_of(&consumer.account, ConstMonth::NOW), Wh(1_500));

		// The rest stays on offer, can be taken in part again, and be withdrawn.
		assert_eq!(exchange_list(OfferStatus::Open, None, None)[0].quantity_wh, Wh(2_500));
		assert_ok!(EnergyTrading::take_spot_order(consumer.origin(), offer, Wh(1)));
		assert_ok!(EnergyTrading::withdraw_spot_order(producer.origin(), offer));
		assert_eq!(energy_of(&producer.account, ConstMonth::NOW), Wh(2_499));
		assert_eq!(free_ecoin(&producer.account), Ecoin(1_501 * Ecoin::PER_KRW));

		assert_eq!(exchange_list(OfferStatus::Open, None, None), []);
		let quantities = |status| {
			let list = exchange_list(status, Some(&producer), None);
			list.into_iter().map(|line| line.quantity_wh.0).collect::<Vec<_>>()
		};
		assert_eq!(quantities(OfferStatus::Traded), [1, 1_500]);
		assert_eq!(quantities(OfferStatus::Withdrawn), [2_499]);
	});
}
