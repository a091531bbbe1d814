//! What the calls and steps cost at worst: books that reach over the whole grid, full batches, full
//! pages, sellers that deliver short and owners with as many metering points as they may have.

use super::*;
use alloc::{vec, vec::Vec};
use frame_support::{
	dispatch::RawOrigin,
	traits::{EnsureOrigin, Get},
	weights::WeightMeter,
	BoundedVec,
};
use joule_primitives::{
	benchmarking::BenchmarkScene, BookOrderId, CallAuction, Ecoin, Fill, Moment, OrderId,
	OrderTerms, PriceTick, ProductId, Resolution, Role, Side, Vintage, Wh, QUARTER_MS,
};
use polkadot_sdk::{frame_benchmarking::v2::*, sp_core::H256};

const VINTAGE: Vintage = Vintage(202612);
const LEAD_MS: Moment = 4 * QUARTER_MS;
const OPERATOR: u32 = 9_000;
const SELLER: u32 = 1;
const BUYER: u32 = 2;
const CROWD: u32 = 100;

/// As many metering points as an account may have on Joule.
const POINTS: u32 = 16;

fn month_start() -> Moment {
	VINTAGE.start().expect("is a month")
}

fn before_gate() -> Moment {
	month_start() - 8 * QUARTER_MS
}

fn trader<T: Config>(seed: u32) -> T::AccountId {
	let who = T::Scene::participant(seed, &[Role::Producer, Role::Consumer]);
	T::Scene::endow_ecoin(&who, Ecoin::from_krw(1_000_000_000));
	who
}

fn operator<T: Config>() -> T::AccountId {
	T::Scene::participant(OPERATOR, &[Role::Operator])
}

fn series<T: Config>(count: u32) -> Series {
	Series {
		zone: T::Scene::zone(),
		resolution: Resolution::QuarterHour,
		first_start: month_start(),
		count,
		gate_lead_ms: LEAD_MS,
		lock_lead_ms: QUARTER_MS,
	}
}

/// A product whose gate is open.
fn open_product<T: Config>() -> Result<ProductId, BenchmarkError> {
	T::Scene::set_time(before_gate());
	ImbalancePrice::<T>::put(PriceTick(2_000));
	let product = NextProductId::<T>::get();
	Pallet::<T>::do_create_series(&operator::<T>(), series::<T>(1))?;
	Ok(product)
}

fn state_of<T: Config>(product: ProductId) -> Result<Product, BenchmarkError> {
	Products::<T>::get(product).ok_or(BenchmarkError::Stop("the product exists"))
}

/// Orders whose limits lie as far from one another as the grid allows, `offset` ticks from those of
/// another call.
fn spread<T: Config>(count: u32, offset: u32) -> Vec<OrderTerms> {
	let (PriceTick(lowest), PriceTick(highest)) = T::Auction::price_range();
	let stride = (highest - lowest) / T::MaxBatch::get();
	(0..count)
		.map(|index| OrderTerms {
			limit: PriceTick(lowest + index * stride + offset % stride),
			quantity_wh: Wh(1_000),
		})
		.collect()
}

/// Fills every tick on both sides.
fn fill_grid<T: Config>(product: ProductId) -> Result<(), BenchmarkError> {
	let (PriceTick(lowest), PriceTick(highest)) = T::Auction::price_range();
	let stride = (highest - lowest) / T::MaxBatch::get();
	for (side, crowd) in [(Side::Bid, CROWD), (Side::Ask, CROWD + 10)] {
		for offset in 0..=stride {
			let who = trader::<T>(crowd + offset / T::MaxBatchesPerAccount::get());
			let orders = spread::<T>(T::MaxBatch::get(), offset);
			Pallet::<T>::do_place_orders(&who, product, side, orders)?;
		}
	}
	Ok(())
}

fn one_order(limit: u32, quantity_wh: u64) -> Vec<OrderTerms> {
	vec![OrderTerms { limit: PriceTick(limit), quantity_wh: Wh(quantity_wh) }]
}

/// A product with one contract of 1,000 Wh in an otherwise full page, allocated, its period over
/// and all meters read: the seller exported half, the buyer imported enough.
fn contracted<T: Config>() -> Result<(ProductId, ContractIndex), BenchmarkError> {
	let product = open_product::<T>()?;
	let (seller, buyer) = (trader::<T>(SELLER), trader::<T>(BUYER));
	let read_from = month_start();
	let points: Vec<_> = [&seller, &buyer]
		.into_iter()
		.flat_map(|who| (0..POINTS).map(move |_| T::Scene::metering_point(who, read_from)))
		.collect();

	let fillers = CONTRACTS_PER_PAGE - 1;
	for filler in 0..fillers {
		let who = trader::<T>(CROWD + filler);
		Pallet::<T>::do_place_orders(&who, product, Side::Bid, one_order(1_500, 10))?;
	}
	let crowd_seller = trader::<T>(CROWD + fillers);
	let supply = one_order(1_000, u64::from(fillers) * 10);
	Pallet::<T>::do_place_orders(&crowd_seller, product, Side::Ask, supply)?;
	Pallet::<T>::do_place_orders(&buyer, product, Side::Bid, one_order(1_500, 1_000))?;
	Pallet::<T>::do_place_orders(&seller, product, Side::Ask, one_order(1_000, 1_000))?;

	T::Scene::set_time(month_start() - LEAD_MS);
	let mut state = state_of::<T>(product)?;
	let mut meter = WeightMeter::new();
	Pallet::<T>::step_clear(product, &mut state, &mut meter);
	Pallet::<T>::step_allocate(product, &mut state, &mut meter);
	let contract = state.contracts - 1;
	let end = state.period.end;
	Products::<T>::insert(product, state);

	T::Scene::set_time(end);
	for (index, point) in points.into_iter().enumerate() {
		let exported = if index == 0 { Wh(500) } else { Wh(0) };
		T::Scene::read_meter(point, end, exported, Wh(1_000));
	}
	Ok((product, contract))
}

/// The same, and the seller's delivery is established.
fn delivered<T: Config>() -> Result<(ProductId, ContractIndex), BenchmarkError> {
	let (product, contract) = contracted::<T>()?;
	let seller = trader::<T>(SELLER);
	Pallet::<T>::do_deliver(&seller, product, &seller)?;
	Ok((product, contract))
}

fn rest<T: Config>(
	side: Side,
	seed: u32,
	limit: u32,
	wh: u64,
) -> Result<BookOrderId, BenchmarkError> {
	let who = trader::<T>(seed);
	T::Scene::endow_energy(&who, VINTAGE, Wh(wh));
	T::Scene::set_time(month_start());
	Pallet::<T>::do_place_spot_order(
		&who,
		side,
		VINTAGE,
		PriceTick(limit),
		Wh(wh),
		Remainder::Rest,
	)?;
	let (order, _) = <T::Spot as joule_primitives::ContinuousBook<T::AccountId>>::resting()
		.into_iter()
		.max_by_key(|(id, _)| *id)
		.ok_or(BenchmarkError::Stop("the order does not rest"))?;
	Ok(order)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_imbalance_price() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, PriceTick(2_146));

		assert_eq!(ImbalancePrice::<T>::get(), PriceTick(2_146));
		Ok(())
	}

	#[benchmark]
	fn create_series(n: Linear<1, { T::MaxSeries::get() }>) {
		T::Scene::set_time(before_gate());
		ImbalancePrice::<T>::put(PriceTick(2_000));
		let who = operator::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), series::<T>(n));

		assert_eq!(Products::<T>::iter().count(), n as usize);
	}

	#[benchmark]
	fn place_order() -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		let other = trader::<T>(BUYER);
		let everywhere = spread::<T>(T::MaxBatch::get(), 1);
		Pallet::<T>::do_place_orders(&other, product, Side::Bid, everywhere)?;
		let who = trader::<T>(SELLER);
		let order = BoundedVec::truncate_from(one_order(1, 1_000));

		#[extrinsic_call]
		place_orders(RawOrigin::Signed(who.clone()), product, Side::Bid, order);

		assert!(Positions::<T>::contains_key(&who, product));
		Ok(())
	}

	#[benchmark]
	fn place_orders(
		n: Linear<32, { T::MaxBatch::get() }>,
		p: Linear<1, 32>,
	) -> Result<(), BenchmarkError> {
		assert_eq!(T::Auction::grid_pages(), 32);
		let product = open_product::<T>()?;
		let other = trader::<T>(BUYER);
		let everywhere = spread::<T>(T::MaxBatch::get(), 1);
		Pallet::<T>::do_place_orders(&other, product, Side::Bid, everywhere)?;

		let (_, PriceTick(highest)) = T::Auction::price_range();
		let page_ticks = (highest + 1) / T::Auction::grid_pages();
		let orders = (0..n)
			.map(|order| OrderTerms {
				limit: PriceTick(order % p * page_ticks + 1 + order / p),
				quantity_wh: Wh(1_000),
			})
			.collect::<Vec<_>>();
		let who = trader::<T>(SELLER);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), product, Side::Bid, BoundedVec::truncate_from(orders));

		assert!(Positions::<T>::contains_key(&who, product));
		Ok(())
	}

	#[benchmark]
	fn amend_order() -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		let who = trader::<T>(BUYER);
		let orders = spread::<T>(T::MaxBatch::get(), 0);
		Pallet::<T>::do_place_orders(&who, product, Side::Bid, orders)?;
		let order = OrderId { side: Side::Bid, batch: 0, index: 0 };
		let (_, highest) = T::Auction::price_range();
		let terms = OrderTerms { limit: highest, quantity_wh: Wh(2_000) };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), product, order, terms);

		let (_, orders) = T::Auction::batch(product, Side::Bid, 0).expect("was placed");
		assert_eq!(orders[0], terms);
		Ok(())
	}

	#[benchmark]
	fn cancel_orders(n: Linear<1, { T::MaxBatch::get() }>) -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		let who = trader::<T>(BUYER);
		let batches = T::MaxBatchesPerAccount::get();
		for batch in 0..batches {
			let orders = spread::<T>(T::MaxBatch::get(), batch);
			Pallet::<T>::do_place_orders(&who, product, Side::Bid, orders)?;
		}
		let orders = (0..n)
			.map(|order| OrderId {
				side: Side::Bid,
				batch: order % batches,
				index: (order % T::MaxBatch::get()) as u16,
			})
			.collect::<Vec<_>>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), product, BoundedVec::truncate_from(orders));

		Ok(())
	}

	#[benchmark]
	fn deliver() -> Result<(), BenchmarkError> {
		let (product, _) = contracted::<T>()?;
		let seller = trader::<T>(SELLER);

		#[extrinsic_call]
		_(RawOrigin::Signed(seller.clone()), product, seller.clone());

		let delivery = Deliveries::<T>::get(product, &seller).expect("was established");
		assert_eq!(delivery.delivered_wh, Wh(500));
		Ok(())
	}

	#[benchmark]
	fn confirm() -> Result<(), BenchmarkError> {
		let (product, contract) = delivered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(trader::<T>(BUYER)), product, contract);

		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let (product, contract) = delivered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(trader::<T>(BUYER)), product, contract, H256::repeat_byte(1));

		Ok(())
	}

	#[benchmark]
	fn rule() -> Result<(), BenchmarkError> {
		let (product, contract) = delivered::<T>()?;
		let evidence = H256::repeat_byte(1);
		Pallet::<T>::do_dispute(&trader::<T>(BUYER), product, contract, evidence)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator::<T>()), product, contract, Wh(250));

		Ok(())
	}

	#[benchmark]
	fn settle_contract() -> Result<(), BenchmarkError> {
		let (product, contract) = delivered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator::<T>()), product, contract);

		assert_eq!(state_of::<T>(product)?.settled, 1);
		Ok(())
	}

	#[benchmark]
	fn place_spot_order(n: Linear<0, { T::MaxCrossings::get() }>) -> Result<(), BenchmarkError> {
		let who = trader::<T>(SELLER);
		T::Scene::endow_energy(&who, VINTAGE, Wh(10_000_000));
		for crossing in 0..n {
			rest::<T>(Side::Bid, CROWD + crossing, 10_000 + crossing * 257, 1_000)?;
		}
		let quantity = Wh(u64::from(n) * 1_000 + 1_000);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), Side::Ask, VINTAGE, PriceTick(5_000), quantity, Remainder::Rest);

		assert_eq!(SpotHistoryCount::<T>::get(), u64::from(n));
		Ok(())
	}

	#[benchmark]
	fn take_spot_order() -> Result<(), BenchmarkError> {
		let order = rest::<T>(Side::Bid, BUYER, 10_000, 1_000)?;
		let who = trader::<T>(SELLER);
		T::Scene::endow_energy(&who, VINTAGE, Wh(1_000));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), order, Wh(1_000));

		assert_eq!(SpotHistoryCount::<T>::get(), 1);
		Ok(())
	}

	#[benchmark]
	fn withdraw_spot_order() -> Result<(), BenchmarkError> {
		let order = rest::<T>(Side::Bid, BUYER, 10_000, 1_000)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(trader::<T>(BUYER)), order);

		assert_eq!(SpotHistoryCount::<T>::get(), 1);
		Ok(())
	}

	#[benchmark]
	fn tick_base() -> Result<(), BenchmarkError> {
		open_product::<T>()?;

		#[block]
		{
			Pallet::<T>::do_tick(&mut WeightMeter::with_limit(T::WeightInfo::tick_base()));
		}

		Ok(())
	}

	#[benchmark]
	fn agenda_entry() -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		let due = state_of::<T>(product)?.closes_at;
		AgendaCursor::<T>::put(products::quarter_from(due));
		T::Scene::set_time(due);

		#[block]
		{
			Pallet::<T>::read_agenda(&mut WeightMeter::with_limit(T::WeightInfo::agenda_entry()));
		}

		assert_eq!(Queue::<T>::iter_values().collect::<Vec<_>>(), vec![product]);
		Ok(())
	}

	#[benchmark]
	fn product_base() -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		Queue::<T>::insert(0, product);
		QueueEnds::<T>::put((0, 1));

		#[block]
		{
			Pallet::<T>::do_tick(&mut WeightMeter::new());
		}

		assert_eq!(Queue::<T>::iter_values().count(), 0);
		Ok(())
	}

	#[benchmark]
	fn step_clear() -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		fill_grid::<T>(product)?;
		let mut state = state_of::<T>(product)?;

		#[block]
		{
			Pallet::<T>::step_clear(product, &mut state, &mut WeightMeter::new());
		}

		assert_eq!(state.stage, Stage::Allocating);
		Ok(())
	}

	#[benchmark]
	fn step_fill_batch() -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		let (buyer, seller) = (trader::<T>(BUYER), trader::<T>(SELLER));
		let orders = spread::<T>(T::MaxBatch::get(), 0);
		Pallet::<T>::do_place_orders(&buyer, product, Side::Bid, orders)?;
		Pallet::<T>::do_place_orders(&seller, product, Side::Ask, one_order(4_000, 10_500))?;
		let mut state = state_of::<T>(product)?;
		Pallet::<T>::step_clear(product, &mut state, &mut WeightMeter::new());
		let price = Pallet::<T>::clearing_price(product);
		let mut cursor = Cursors::<T>::get(product);

		#[block]
		{
			let fill = T::Auction::allocate(product, &mut cursor).expect("the bids come first");
			Pallet::<T>::fill_batch(product, &state, price, fill);
		}

		let position = Positions::<T>::get(&buyer, product).expect("was placed");
		assert_eq!(position.contracted_wh, Wh(10_500));
		Ok(())
	}

	#[benchmark]
	fn step_make_contract() -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		let (buyer, seller) = (trader::<T>(BUYER), trader::<T>(SELLER));
		for batch in 0..T::MaxBatchesPerAccount::get() {
			let (bid, ask) = (one_order(1_500 + batch, 1_000), one_order(1_000 + batch, 1_000));
			Pallet::<T>::do_place_orders(&buyer, product, Side::Bid, bid)?;
			Pallet::<T>::do_place_orders(&seller, product, Side::Ask, ask)?;
		}
		let mut state = state_of::<T>(product)?;
		Pallet::<T>::step_clear(product, &mut state, &mut WeightMeter::new());
		let price = Pallet::<T>::clearing_price(product);
		let mut cursor = Cursors::<T>::get(product);
		for _ in 0..2 {
			let fill = T::Auction::allocate(product, &mut cursor).expect("a batch of each side");
			Pallet::<T>::fill_batch(product, &state, price, fill);
		}

		#[block]
		{
			let fill = T::Auction::allocate(product, &mut cursor).expect("both sides have left");
			assert!(matches!(fill, Fill::Pair { .. }));
			Pallet::<T>::make_contract(product, &mut state, price, fill);
		}

		assert_eq!(state.contracts, 1);
		Ok(())
	}

	#[benchmark]
	fn step_settle() -> Result<(), BenchmarkError> {
		let (product, contract) = contracted::<T>()?;
		let mut state = state_of::<T>(product)?;

		#[block]
		{
			let mut meter = WeightMeter::new();
			let pass = Pass::Confirmed;
			Pallet::<T>::step_settle(product, &mut state, pass, contract, &mut meter);
		}

		assert_eq!(state.settled, 1);
		Ok(())
	}

	#[benchmark]
	fn step_prune() -> Result<(), BenchmarkError> {
		let product = open_product::<T>()?;
		fill_grid::<T>(product)?;
		let mut state = state_of::<T>(product)?;
		Pallet::<T>::step_clear(product, &mut state, &mut WeightMeter::new());
		let (bids, asks) = T::Auction::batch_counts(product);
		for batch in 0..bids {
			T::Auction::remove_batch(product, Side::Bid, batch);
		}
		for batch in 0..asks {
			T::Auction::remove_batch(product, Side::Ask, batch);
		}

		// The last step removes the book itself, every page of it: the dearest of them.
		#[block]
		{
			let mut meter = WeightMeter::new();
			Pallet::<T>::step_prune(product, &mut state, bids + asks, &mut meter);
		}

		assert!(!Products::<T>::contains_key(product));
		Ok(())
	}
}
