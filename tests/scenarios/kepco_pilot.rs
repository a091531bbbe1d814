//! KEPCO's pilot: the procedure of its section II in seven steps, and the two models of its
//! section IV, building to building and home to home.

use joule_runtime::market_api::{runtime_decl_for_market_api::MarketApiV2, ContractView};
use joule_tests::*;
use pallet_energy_trading::{ContractState, Event, HoldReason};

/// What a seller pays for each kWh it sold and did not deliver, from the genesis: 214.6 KRW.
const IMBALANCE_KRW_PER_10_KWH: u64 = 2_146;

fn krw(won: u64) -> Ecoin {
	Ecoin::from_krw(won)
}

fn kwh(quantity: u64) -> Wh {
	Wh(quantity * 1_000)
}

/// A price in won a kWh.
fn per_kwh(won: u32) -> u32 {
	won * PriceTick::PER_KRW_KWH
}

/// A customer with a meter and a full purse.
fn customer(number: u32, purse_krw: u64) -> (Person, Meter) {
	let person = home(number).with_ecoin_krw(purse_krw);
	let meter = Meter::install(&person, MeterKind::Sr25519);
	(person, meter)
}

fn contracts(who: &Person) -> Vec<ContractView<AccountId>> {
	<Runtime as MarketApiV2<joule_runtime::Block, AccountId>>::contracts(who.account.clone())
}

/// Free ecoin, ecoin held for bids, ecoin held as collateral, in won.
#[track_caller]
fn assert_purse(who: &Person, free: u64, bids: u64, collateral: u64) {
	let purse = (
		free_ecoin(&who.account),
		held_ecoin(&who.account, HoldReason::ForwardBid),
		held_ecoin(&who.account, HoldReason::Collateral),
	);
	assert_eq!(purse, (krw(free), krw(bids), krw(collateral)), "{}", who.name);
}

#[test]
fn the_seven_steps_of_a_power_transaction() {
	test(|| {
		let (seller, mut seller_meter) = customer(1, 10_000);
		let (buyer, mut buyer_meter) = customer(2, 10_000);
		let noon = NOVEMBER + 12 * HOUR_MS;

		// 1. The willingness of participants to trade power is entered into the chain.
		let product = open_product(noon, Resolution::Hour);

		// 2. Information to purchase power. The buyer's money is set aside for it.
		bid(&buyer, product, &[(per_kwh(140), 3_000)]);
		assert_purse(&buyer, 10_000 - 3 * 140, 3 * 140, 0);

		// 3. Information to sell electricity. What satisfies both intentions is found at gate closure.
		ask(&seller, product, &[(per_kwh(100), 3_000)]);
		advance_to(noon - HOUR_MS - 1);
		assert_eq!(contracts(&seller), []);
		let clearing = clear(product);
		assert_eq!((clearing.price, clearing.volume_wh), (PriceTick(per_kwh(120)), kwh(3)));

		// 4. The contract is approved; the buyer needs 120 won a kWh, the rest is free again.
		let contract = ContractView {
			product,
			contract: 0,
			seller: seller.account.clone(),
			buyer: buyer.account.clone(),
			quantity_wh: kwh(3),
			price: PriceTick(per_kwh(120)),
			state: ContractState::Agreed,
		};
		assert_eq!(contracts(&seller), [contract.clone()]);
		assert_eq!(contracts(&buyer), [contract]);
		assert_purse(&buyer, 10_000 - 360, 360, 0);

		// 5. The seller supplies electric power, and its meter says so.
		advance_to(noon);
		seller_meter.read(Wh::ZERO, Wh::ZERO);
		buyer_meter.read(Wh::ZERO, Wh::ZERO);
		advance_to(noon + HOUR_MS);
		seller_meter.read(Wh::ZERO, kwh(3));
		assert_eq!(energy_of(&seller.account, ConstMonth::NOW), kwh(3));
		assert_ok!(EnergyTrading::deliver(seller.origin(), product, seller.account.clone()));
		assert_eq!(energy_of(&seller.account, ConstMonth::NOW), Wh::ZERO);
		assert_noop!(
			EnergyTrading::settle_contract(seller.origin(), product, 0),
			TradingError::NotReadyToSettle
		);

		// 6. The consumer confirms that the purchased power is supplied.
		assert_ok!(EnergyTrading::confirm(buyer.origin(), product, 0));
		assert_event(Event::<Runtime>::DeliveryConfirmed { product, contract: 0 });

		// 7. The final payment is made.
		assert_ok!(EnergyTrading::settle_contract(seller.origin(), product, 0));
		assert_event(Event::<Runtime>::ContractSettled {
			product,
			contract: 0,
			delivered_wh: kwh(3),
			paid: krw(360),
			imbalance_paid: Ecoin::ZERO,
		});
		assert_purse(&seller, 10_360, 0, 0);
		assert_purse(&buyer, 9_640, 0, 0);
		assert_eq!(energy_of(&buyer.account, ConstMonth::NOW), kwh(3));
	});
}

/// "The period of the transaction is one month. Based on the measured values from the first of the
/// month to the end of the month, the electricity transaction will be carried out on the first day
/// of the following month."
#[test]
fn building_to_building_over_a_month() {
	test_from(NOVEMBER - 5 * DAY_MS, || {
		let december = NOVEMBER + 30 * DAY_MS;
		let (institute, mut institute_meter) = customer(1, 5_000_000);
		let (depot, mut depot_meter) = customer(2, 5_000_000);
		let (offices, mut offices_meter) = customer(3, 5_000_000);
		let (branch, mut branch_meter) = customer(4, 5_000_000);

		// In October, buildings enter what surplus they expect and what they want to buy in November.
		let product = open_product(NOVEMBER, Resolution::Month);
		ask(&institute, product, &[(per_kwh(110), 12_000_000)]);
		ask(&depot, product, &[(per_kwh(100), 2_000_000)]);
		bid(&offices, product, &[(per_kwh(150), 8_000_000)]);
		bid(&branch, product, &[(per_kwh(120), 6_000_000)]);
		assert_purse(&institute, 5_000_000 - 2_575_200, 0, 2_575_200);
		assert_purse(&offices, 5_000_000 - 1_200_000, 1_200_000, 0);

		// The operating system sorts the intentions and sets the pairs.
		let clearing = clear(product);
		assert_eq!(clearing.price, PriceTick(per_kwh(115)));
		let pairs: Vec<_> = contracts_of(product)
			.into_iter()
			.map(|(_, contract)| (contract.seller, contract.buyer, contract.quantity_wh))
			.collect();
		assert_eq!(
			pairs,
			[
				(institute.account.clone(), offices.account.clone(), kwh(8_000)),
				(institute.account.clone(), branch.account.clone(), kwh(4_000)),
				(depot.account.clone(), branch.account.clone(), kwh(2_000)),
			]
		);

		// November: the meters are read each midnight. The institute produces 5 % less than it sold.
		advance_to(NOVEMBER);
		let mut read_all = |day: [(u64, u64); 4]| {
			let meters =
				[&mut institute_meter, &mut depot_meter, &mut offices_meter, &mut branch_meter];
			for (meter, (imported, exported)) in meters.into_iter().zip(day) {
				meter.read(kwh(imported), kwh(exported));
			}
		};
		read_all([(0, 0); 4]);
		for day in 1..=30 {
			advance_to(NOVEMBER + day * DAY_MS);
			read_all([(0, 380), (10, 70), (300, 0), (200, 0)]);
		}
		assert_eq!(energy_of(&institute.account, ConstMonth::NOW), kwh(11_400));
		assert_eq!(now(), december);
		assert_purse(&institute, 5_000_000 - 2_575_200, 0, 2_575_200);

		// 1 December: settled by the measured values, an hour after the month's last readings.
		advance_to(december + HOUR_MS);
		let short_offices = 400 * IMBALANCE_KRW_PER_10_KWH / 10;
		let short_branch = 200 * IMBALANCE_KRW_PER_10_KWH / 10;
		assert_purse(&institute, 5_000_000 + 11_400 * 115 - short_offices - short_branch, 0, 0);
		assert_purse(&depot, 5_000_000 + 2_000 * 115, 0, 0);
		assert_purse(&offices, 5_000_000 - 7_600 * 115 + short_offices, 0, 0);
		assert_purse(&branch, 5_000_000 - 5_800 * 115 + short_branch, 0, 0);
		assert_event(Event::<Runtime>::ProductSettled { product });

		let energy = [&institute, &depot, &offices, &branch]
			.map(|building| energy_of(&building.account, ConstMonth::NOW));
		assert_eq!(energy, [kwh(0), kwh(100), kwh(7_600), kwh(5_800)]);
	});
}

/// In an apartment house two roofs sell to three homes, who would else pay the progressive tariff.
/// Not everybody is served, one roof is in the shade, and one home doubts what it got.
#[test]
fn home_to_home() {
	test(|| {
		let (roof, mut roof_meter) = customer(1, 10_000);
		let (shaded, mut shaded_meter) = customer(2, 10_000);
		let (first, mut first_meter) = customer(3, 10_000);
		let (second, mut second_meter) = customer(4, 10_000);
		let (late, mut late_meter) = customer(5, 10_000);
		let noon = NOVEMBER + 12 * HOUR_MS;
		let product = open_product(noon, Resolution::Hour);

		// Six kWh are offered and nine wanted: at 200 won five, at 180 won the four others.
		ask(&roof, product, &[(per_kwh(90), 4_000)]);
		ask(&shaded, product, &[(per_kwh(110), 2_000)]);
		bid(&first, product, &[(per_kwh(180), 3_000)]);
		bid(&second, product, &[(per_kwh(200), 5_000)]);
		bid(&late, product, &[(per_kwh(180), 1_000)]);

		// From 110 to 180 won six kWh are traded, nine wanted; above 180 only five are. So is the
		// price 145 won, and one kWh is left for the two at 180: 750 Wh for the first, 250 for the late.
		let clearing = clear(product);
		assert_eq!((clearing.price, clearing.volume_wh), (PriceTick(per_kwh(145)), kwh(6)));
		let pairs: Vec<_> = contracts_of(product)
			.into_iter()
			.map(|(_, contract)| (contract.seller, contract.buyer, contract.quantity_wh.0))
			.collect();
		assert_eq!(
			pairs,
			[
				(roof.account.clone(), first.account.clone(), 750),
				(roof.account.clone(), second.account.clone(), 3_250),
				(shaded.account.clone(), second.account.clone(), 1_750),
				(shaded.account.clone(), late.account.clone(), 250),
			]
		);

		// The roof delivers more than it sold, the shaded one 800 of 2,000 Wh.
		let mut meters = [
			&mut roof_meter,
			&mut shaded_meter,
			&mut first_meter,
			&mut second_meter,
			&mut late_meter,
		];
		advance_to(noon);
		meters.iter_mut().for_each(|meter| meter.read(Wh::ZERO, Wh::ZERO));
		advance_to(noon + HOUR_MS);
		let flows = [(0, 4_100), (0, 800), (750, 0), (4_000, 0), (250, 0)];
		for (meter, (imported, exported)) in meters.iter_mut().zip(flows) {
			meter.read(Wh(imported), Wh(exported));
		}
		for seller in [&roof, &shaded] {
			assert_ok!(EnergyTrading::deliver(seller.origin(), product, seller.account.clone()));
		}

		// The second home, which drew less than it bought, accepts the roof's part and disputes the
		// other. The operator holds 500 of the 700 Wh metered for it to have been delivered.
		assert_ok!(EnergyTrading::confirm(second.origin(), product, 1));
		assert_ok!(EnergyTrading::dispute(second.origin(), product, 2, [9; 32].into()));
		assert_ok!(EnergyTrading::rule(operator().origin(), product, 2, Wh(500)));

		// When delivery is due all are paid: by meter, by confirmation, by ruling.
		advance_to(noon + 2 * HOUR_MS);
		assert_event(Event::<Runtime>::ProductSettled { product });

		let units = |person: &Person| total_ecoin(&person.account).0 as i128;
		let start = krw(10_000).0 as i128;
		// Wh x ticks is units: deliveries at 1,450 ticks, what fell short at 2,146.
		assert_eq!(units(&roof), start + 4_000 * 1_450);
		assert_eq!(units(&shaded), start + 600 * 1_450 - 1_400 * 2_146);
		assert_eq!(units(&first), start - 750 * 1_450);
		assert_eq!(units(&second), start - 3_750 * 1_450 + 1_250 * 2_146);
		assert_eq!(units(&late), start - 100 * 1_450 + 150 * 2_146);

		let energy = [&roof, &shaded, &first, &second, &late]
			.map(|person| energy_of(&person.account, ConstMonth::NOW).0);
		assert_eq!(energy, [100, 200, 750, 3_750, 100]);
		for person in [&roof, &shaded, &first, &second, &late] {
			assert_eq!(free_ecoin(&person.account), total_ecoin(&person.account));
		}
	});
}
