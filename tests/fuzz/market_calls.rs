//! The calls of the market and of the meters.

use crate::{
	calls::quantity,
	street::{Sender, Street},
};
use joule_tests::*;
use pallet_energy_trading::{
	Contract, ContractIndex, ContractState, NextProductId, Product, Products, Remainder, Series,
	Stage,
};
use pallet_metering::{
	KeyRotation, MeterKey, MeterSignature, PointState, Points, Registers, SignedReading,
};
use polkadot_sdk::{frame_support::BoundedVec, sp_core::H256};

/// A limit, mostly where others are, now and then at or beyond the end of the grid.
fn price(chance: &mut Chance) -> PriceTick {
	let ends = [0, 1, 8_191, 8_192, 65_535, 65_536, u32::MAX];
	PriceTick(if chance.percent(5) { *chance.pick(&ends) } else { 1_000 + chance.below(12) as u32 })
}

fn terms(chance: &mut Chance) -> OrderTerms {
	OrderTerms { limit: price(chance), quantity_wh: Wh(quantity(chance)) }
}

fn side(chance: &mut Chance) -> Side {
	*chance.pick(&[Side::Bid, Side::Ask])
}

/// One of the last products, such a one if there is any; now and then none there is.
fn product(chance: &mut Chance, wanted: fn(&Product) -> bool) -> ProductId {
	let next = NextProductId::<Runtime>::get();
	if next == 0 || chance.percent(2) {
		return *chance.pick(&[next, u32::MAX]);
	}
	let mut recent: Vec<_> = (next.saturating_sub(200)..next)
		.filter_map(|id| Some((Products::<Runtime>::get(id)?, id)))
		.filter(|(product, _)| wanted(product))
		.map(|(product, id)| (product.closes_at.abs_diff(now()), id))
		.collect();
	// So that many meet in one book, they all want the products whose gate closure is nearest.
	recent.sort_unstable();
	recent.truncate(3);
	if recent.is_empty() {
		chance.below(next.into()) as ProductId
	} else {
		chance.pick(&recent).1
	}
}

fn is_open(product: &Product) -> bool {
	product.stage == Stage::Gathering && product.closes_at > now() && product.zone == ZONE
}

fn is_due(product: &Product) -> bool {
	product.stage == Stage::Gathering && product.closes_at <= now()
}

fn is_delivered(product: &Product) -> bool {
	product.settled < product.contracts && product.period.end <= now()
}

/// A contract, and what it says if it exists.
fn contract(chance: &mut Chance) -> (ProductId, ContractIndex, Option<Contract<AccountId>>) {
	let product = product(chance, is_delivered);
	let contracts = EnergyTrading::contracts_from(product, 0, 200);
	if contracts.is_empty() || chance.percent(5) {
		return (product, *chance.pick(&[0, 32, u32::MAX]), None);
	}
	let (index, contract) = chance.pick(&contracts).clone();
	(product, index, Some(contract))
}

impl Street {
	/// A call on one of the markets.
	pub fn market_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		if chance.percent(30) {
			self.spot_call(chance)
		} else {
			self.forward_call(chance)
		}
	}

	fn forward_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let mut person = self.person(chance);
		let call = match chance.below(100) {
			0 => {
				let price = price(chance);
				return (Sender::Council, TradingCall::set_imbalance_price { price }.into());
			}
			1..=9 => {
				let series = self.series(chance);
				return (Sender::Person(operator()), TradingCall::create_series { series }.into());
			}
			10..=49 => self.place_orders(chance, &person),
			50..=56 => {
				let order = self.order(chance, &mut person);
				let terms = terms(chance);
				TradingCall::amend_order { product: order.0, order: order.1, terms }
			}
			57..=63 => {
				let order = self.order(chance, &mut person);
				let orders = if chance.percent(95) { vec![order.1] } else { vec![] };
				TradingCall::cancel_orders {
					product: order.0,
					orders: BoundedVec::truncate_from(orders),
				}
			}
			64..=67 => TradingCall::advance {
				product: product(chance, is_due),
				steps: *chance.pick(&[0, 1, 5, 100, u32::MAX]),
			},
			68..=76 => {
				let (product, _, contract) = contract(chance);
				let seller = contract.map(|it| it.seller).unwrap_or_else(|| self.account(chance));
				// Mostly the seller itself: until delivery is due nobody else may.
				let itself = self.people.iter().find(|person| person.account == seller);
				if let (Some(itself), true) = (itself, chance.percent(80)) {
					person = itself.clone();
				}
				TradingCall::deliver { product, seller }
			}
			_ => return self.answer(chance),
		};
		(Sender::Person(person), call.into())
	}

	/// Something that is done with a contract.
	fn answer(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let (product, index, terms) = contract(chance);
		let buyer = terms.as_ref().and_then(|terms| {
			self.people.iter().find(|person| person.account == terms.buyer).cloned()
		});
		let buyer = buyer.unwrap_or_else(|| self.person(chance));
		let is_disputed = terms
			.as_ref()
			.is_some_and(|terms| matches!(terms.state, ContractState::Disputed { .. }));
		if is_disputed && chance.percent(60) {
			let most = quantity(chance).max(1);
			let accepted_wh = Wh(chance.below(most));
			let call = TradingCall::rule { product, contract: index, accepted_wh };
			return (Sender::Person(operator()), call.into());
		}
		let call = match chance.below(10) {
			0..=2 => TradingCall::confirm { product, contract: index },
			3..=6 => TradingCall::dispute {
				product,
				contract: index,
				evidence: H256::repeat_byte(chance.any() as u8),
			},
			_ => TradingCall::settle_contract { product, contract: index },
		};
		(Sender::Person(buyer), call.into())
	}

	fn series(&self, chance: &mut Chance) -> Series {
		let resolutions = [Resolution::QuarterHour, Resolution::Hour, Resolution::Month];
		let kinds = if chance.percent(95) { 2 } else { 3 };
		let resolution = *chance.pick(&resolutions[..kinds]);
		let ahead = (2 + chance.below(8)) * HOUR_MS / 2;
		let first_start = match (resolution, chance.below(30)) {
			(_, 0) => chance.any(),
			(_, 1) => u64::MAX / QUARTER_MS * QUARTER_MS,
			(Resolution::Month, _) => Vintage::of(now()).and_then(Vintage::end).unwrap_or_default(),
			(Resolution::Hour, _) => (now() + ahead) / HOUR_MS * HOUR_MS,
			(Resolution::QuarterHour, _) => (now() + ahead) / QUARTER_MS * QUARTER_MS,
		};
		Series {
			zone: ZoneId(if chance.percent(97) { 1 } else { chance.below(4) as u16 }),
			resolution,
			first_start,
			count: *chance.pick(&[1, 1, 1, 2, 2, 4, 4, 8, 0, 24, 97, u32::MAX]),
			gate_lead_ms: match chance.below(20) {
				0 => *chance.pick(&[1, u64::MAX]),
				_ => QUARTER_MS * chance.below(3),
			},
			lock_lead_ms: *chance.pick(&[0, 0, QUARTER_MS, QUARTER_MS, u64::MAX]),
		}
	}

	/// Orders of a person, most often on the side that it has taken by its number.
	fn place_orders(&self, chance: &mut Chance, person: &Person) -> TradingCall {
		let number = self.people.iter().position(|other| other == person).unwrap_or_default();
		let usual = if number.is_multiple_of(2) { Side::Ask } else { Side::Bid };
		let count = if chance.percent(95) { 1 + chance.below(3) } else { *chance.pick(&[0, 100]) };
		TradingCall::place_orders {
			product: product(chance, is_open),
			side: if chance.percent(90) { usual } else { side(chance) },
			orders: BoundedVec::truncate_from((0..count).map(|_| terms(chance)).collect()),
		}
	}

	/// An order of a product, mostly with its owner.
	fn order(&self, chance: &mut Chance, person: &mut Person) -> (ProductId, OrderId) {
		let product = product(chance, is_open);
		let side = side(chance);
		let order = OrderId { side, batch: chance.below(4) as u32, index: chance.below(2) as u16 };
		let batch = <Matching as CallAuction<AccountId>>::batch(product, side, order.batch);
		let owner = batch.and_then(|(owner, _)| {
			self.people.iter().find(|person| person.account == owner).cloned()
		});
		if let (Some(owner), true) = (owner, chance.percent(90)) {
			*person = owner;
		}
		(product, order)
	}

	fn spot_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		let person = self.person(chance);
		let this_month = Vintage::of(now()).unwrap_or_default();
		let strange = [Vintage(0), Vintage(ECOIN_ASSET), Vintage(202_613), Vintage(u32::MAX)];
		let vintage = if chance.percent(95) { this_month } else { *chance.pick(&strange) };
		let next = pallet_matching::NextOrderId::<Runtime>::get();
		let order = if chance.percent(97) {
			next.saturating_sub(1 + chance.below(12))
		} else {
			*chance.pick(&[next, u64::MAX])
		};
		let call = match chance.below(10) {
			0..=5 => TradingCall::place_spot_order {
				side: side(chance),
				vintage,
				limit: price(chance),
				quantity_wh: Wh(quantity(chance)),
				remainder: *chance.pick(&[Remainder::Rest, Remainder::Rest, Remainder::Drop]),
			},
			6 | 7 => TradingCall::take_spot_order { order, quantity_wh: Wh(quantity(chance)) },
			_ => TradingCall::withdraw_spot_order { order },
		};
		(Sender::Person(person), call.into())
	}

	/// A call about metering points and readings.
	pub fn metering_call(&self, chance: &mut Chance) -> (Sender, RuntimeCall) {
		use pallet_metering::Call;
		let ids: Vec<_> = Points::<Runtime>::iter_keys().collect();
		let quarter = now() / QUARTER_MS * QUARTER_MS;
		let is_unread = |id: &MeteringPointId| {
			Metering::point(*id).is_some_and(|point| {
				point.state == PointState::InService && point.last.measured_at < quarter
			})
		};
		let unread: Vec<_> = ids.iter().copied().filter(is_unread).collect();
		let strange = [MeteringPointId(0), MeteringPointId(99), MeteringPointId(u64::MAX)];
		let id = if chance.percent(95) { *chance.pick(&ids) } else { *chance.pick(&strange) };
		let face = Registers { import_wh: Wh(quantity(chance)), export_wh: Wh(quantity(chance)) };
		let call = match chance.below(40) {
			0 => {
				let mut installation =
					chance.pick(&self.meters).installation(now() / QUARTER_MS * QUARTER_MS);
				installation.owner = self.account(chance);
				installation.face = face;
				Call::register_point { id: MeteringPointId(9 + chance.below(8)), installation }
			}
			1 => Call::replace_meter { id, new_key: self.meter_key(chance), face },
			2 if id.0 > 8 => Call::retire_point { id },
			2..=5 => self.rotate_key(chance, id),
			6 | 7 => self.open_interval(chance, id),
			8..=30 => {
				let signed = self.reading(chance, *unread.first().unwrap_or(&id));
				return match signed {
					Some(signed) => (
						Sender::Person(self.person(chance)),
						Call::submit_reading { signed }.into(),
					),
					None => self.metering_call(chance),
				};
			}
			_ => {
				let readings = unread.into_iter().filter_map(|id| self.next_reading(chance, id));
				let readings = BoundedVec::truncate_from(readings.collect());
				return (
					Sender::Person(self.person(chance)),
					Call::submit_readings { readings }.into(),
				);
			}
		};
		(Sender::Person(meter_operator()), call.into())
	}

	fn meter_key(&self, chance: &mut Chance) -> MeterKey {
		chance.pick(&self.meters).public()
	}

	/// The next reading of a point, sometimes with something wrong about it.
	fn reading(&self, chance: &mut Chance, id: MeteringPointId) -> Option<SignedReading> {
		let mut signed = self.next_reading(chance, id)?;
		if chance.percent(80) {
			return Some(signed);
		}
		let point = Metering::point(id)?;
		let reading = &mut signed.reading;
		match chance.below(7) {
			0 => reading.sequence = *chance.pick(&[0, u32::MAX, reading.sequence + 1]),
			1 => reading.measured_at = *chance.pick(&[0, 1, now() + QUARTER_MS, u64::MAX]),
			2 => reading.registers.export_wh = Wh(*chance.pick(&[0, u64::MAX])),
			3 => reading.registers.import_wh = Wh(chance.any()),
			4 => reading.point = MeteringPointId(u64::MAX),
			5 => reading.intervals_root = H256::repeat_byte(1),
			_ => {
				signed.signature = chance.pick(&self.meters).sign(b"something else");
				return Some(signed);
			}
		}
		Some(self.meter_of(&point)?.sign_reading(signed.reading))
	}

	fn rotate_key(
		&self,
		chance: &mut Chance,
		id: MeteringPointId,
	) -> pallet_metering::Call<Runtime> {
		let new_key = self.meter_key(chance);
		let genesis = System::block_hash(0);
		let signature: Option<MeterSignature> = Metering::point(id).and_then(|point| {
			let sequence = point.last.sequence.checked_add(1)?;
			let payload = KeyRotation { point: id, sequence, new_key }.signing_payload(genesis);
			Some(self.meter_of(&point)?.sign(&payload))
		});
		let signature = signature.unwrap_or_else(|| self.meters[0].sign(b"a message"));
		pallet_metering::Call::rotate_key { id, new_key, signature }
	}
}
