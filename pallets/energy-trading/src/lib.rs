//! # Energy trading
//!
//! The markets on which registered participants trade metered energy for ecoin, and all the money
//! in them. Which order meets which is the matching pallet's to say; what the meters measured, the
//! metering pallet's; who may take part, the registry's. This pallet asks them through the traits
//! of `joule-primitives`, covers every order when it is placed, and pays.
//!
//! ## The forward market, step by step
//!
//! | KEPCO's step | here | file |
//! |---|---|---|
//! | (the operator opens products) | [`Pallet::create_series`] | `products.rs` |
//! | 1, 2 intents to sell and to buy | [`Pallet::place_orders`], amended or cancelled | `orders.rs` |
//! | 3 matching intents | gate closure: one clearing price | `lifecycle.rs` |
//! | 4 contract | batches are filled, sellers paired with buyers | `allocation.rs` |
//! | 5 supply | the seller's meters are read: [`Pallet::deliver`] | `delivery.rs` |
//! | 6 confirmation | [`Pallet::confirm`], or the buyer's meter, or [`Pallet::dispute`] | `delivery.rs` |
//! | 7 payment | from the buyer's hold: [`Pallet::settle_contract`] | `settlement.rs` |
//!
//! Nobody has to push a product along: at each block [`Hooks::on_initialize`] does what is due
//! within [`Config::TickBudget`], `on_idle` uses what the block has left, and where they fall
//! behind anyone may call [`Pallet::advance`]. No step waits for a person except a dispute, and that
//! one only until the time for a ruling has passed.
//!
//! ## The spot market
//!
//! Energy that exists, of one zone and month, in a continuous book: [`Pallet::place_spot_order`]
//! trades by price-time priority, [`Pallet::take_spot_order`] picks one offer and takes all or part
//! of it. Delivery versus payment in one extrinsic (`spot.rs`).
//!
//! ## Cover
//!
//! | what | is covered by | where |
//! |---|---|---|
//! | forward bid | its value at its limit, in ecoin | hold `ForwardBid` on the buyer |
//! | forward ask | quantity x imbalance price, in ecoin | hold `Collateral` on the seller |
//! | spot bid | its value at its limit, in ecoin | hold `SpotBid` on the buyer |
//! | spot ask, energy delivered but not yet paid | the energy itself | the market's escrow account |
//!
//! Energy goes to an escrow account without a key, not on hold, because an asset account with a
//! hold must keep one unit free: a household could never sell its last Wh.
//!
//! Prices are whole ticks and quantities whole Wh, so every value is a whole number of ecoin units:
//! nothing here rounds money.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use polkadot_sdk::{frame_support, frame_system, sp_core, sp_runtime};

pub use pallet::*;
pub use weights::WeightInfo;

mod allocation;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod delivery;
mod lifecycle;
mod money;
mod orders;
mod products;
mod pruning;
mod settlement;
mod spot;
mod try_state;
pub mod types;
mod views;
pub mod weights;

pub use types::*;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungibles, Time},
		weights::WeightMeter,
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use joule_primitives::{
		AssetId, Balance, BookId, BookOrderId, CallAuction, Clearing, ContinuousBook, Ecoin,
		MeteredVolumes, Moment, OrderId, OrderTerms, Participants, PriceTick, ProductId,
		Resolution, Side, Vintage, Wh, ZoneId,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Contracts in one storage item.
	pub const CONTRACTS_PER_PAGE: u32 = 32;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// Weights of the calls and of the steps in the hooks.
		type WeightInfo: WeightInfo;

		/// Who sets the imbalance price of products to come: the council.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Moves ecoin and energy: `pallet-assets`.
		type Assets: fungibles::Mutate<Self::AccountId, AssetId = AssetId, Balance = Balance>;

		/// Holds ecoin, and pays out of holds: `pallet-assets-holder`.
		type Holds: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId = AssetId,
			Balance = Balance,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The reasons for holds in the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// Who takes part.
		type Participants: Participants<Self::AccountId>;

		/// What the meters say.
		type Meters: MeteredVolumes<Self::AccountId>;

		/// The books of the forward market.
		type Auction: CallAuction<Self::AccountId>;

		/// The books of the spot market.
		type Spot: ContinuousBook<Self::AccountId>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// What the market's escrow account is derived from.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The most orders in a call.
		#[pallet::constant]
		type MaxBatch: Get<u32>;

		/// The most batches of an account in a product.
		#[pallet::constant]
		type MaxBatchesPerAccount: Get<u32>;

		/// The most products in a series.
		#[pallet::constant]
		type MaxSeries: Get<u32>;

		/// The most resting orders that one spot order trades with.
		#[pallet::constant]
		type MaxCrossings: Get<u32>;

		/// The lines that the spot market's history keeps.
		#[pallet::constant]
		type SpotHistoryLength: Get<u64>;

		/// How long after the end of a period its readings may still come, and only the seller may
		/// have its delivery established, in ms.
		#[pallet::constant]
		type DeliveryGrace: Get<Moment>;

		/// How long a buyer may dispute after delivery is due, in ms.
		#[pallet::constant]
		type ConfirmationWindow: Get<Moment>;

		/// How long the operator may rule after that, in ms.
		#[pallet::constant]
		type RulingWindow: Get<Moment>;

		/// How long a settled product's records are kept, in ms.
		#[pallet::constant]
		type Retention: Get<Moment>;

		/// The weight that `on_initialize` may use for steps that are due.
		#[pallet::constant]
		type TickBudget: Get<Weight>;

		/// What `on_idle` leaves of what it is offered: the part of the largest block that is for
		/// upgrades alone.
		#[pallet::constant]
		type IdleReserve: Get<Weight>;

		/// Sets the scene for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type Scene: joule_primitives::benchmarking::BenchmarkScene<Self::AccountId>;
	}

	/// Why this pallet holds ecoin.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Bids on the forward market, and contracts not yet settled, of a buyer.
		ForwardBid,
		/// Asks on the forward market, and contracts not yet settled, of a seller.
		Collateral,
		/// Resting bids on the spot market.
		SpotBid,
	}

	/// The position of an account in a product.
	pub type PositionOf<T> = Position<<T as Config>::MaxBatchesPerAccount>;

	/// A contract on this chain.
	pub type ContractOf<T> = Contract<<T as frame_system::Config>::AccountId>;

	/// A page of contracts.
	pub type ContractPage<T> = BoundedVec<ContractOf<T>, ConstU32<CONTRACTS_PER_PAGE>>;

	/// Where an allocation stands.
	pub type CursorOf<T> =
		<<T as Config>::Auction as CallAuction<<T as frame_system::Config>::AccountId>>::Cursor;

	/// The imbalance price of products created from now on: what a seller pays the buyer for each
	/// Wh it sold and did not deliver, in ticks. A regulated charge, not a price of any trade.
	#[pallet::storage]
	pub type ImbalancePrice<T> = StorageValue<_, PriceTick, ValueQuery>;

	/// The number of the next product.
	#[pallet::storage]
	pub type NextProductId<T> = StorageValue<_, ProductId, ValueQuery>;

	/// The products that are not pruned yet.
	#[pallet::storage]
	pub type Products<T> = StorageMap<_, Identity, ProductId, Product>;

	/// Which product has a zone, a start and a resolution.
	#[pallet::storage]
	pub type ProductAt<T> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, ZoneId>,
			NMapKey<Twox64Concat, Moment>,
			NMapKey<Twox64Concat, Resolution>,
		),
		ProductId,
	>;

	/// What each account has in each product.
	#[pallet::storage]
	pub type Positions<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, ProductId, PositionOf<T>>;

	/// Where the allocation of a product stands.
	#[pallet::storage]
	pub type Cursors<T: Config> = StorageMap<_, Identity, ProductId, CursorOf<T>, ValueQuery>;

	/// The contracts of a product, in pages of [`CONTRACTS_PER_PAGE`].
	#[pallet::storage]
	pub type Contracts<T: Config> =
		StorageDoubleMap<_, Identity, ProductId, Identity, u32, ContractPage<T>, ValueQuery>;

	/// What each seller delivered in a product.
	#[pallet::storage]
	pub type Deliveries<T: Config> =
		StorageDoubleMap<_, Identity, ProductId, Blake2_128Concat, T::AccountId, Delivery>;

	/// Which products have something due in a quarter of an hour, counted from the Unix epoch.
	#[pallet::storage]
	pub type Agenda<T> = StorageDoubleMap<_, Identity, u32, Identity, ProductId, ()>;

	/// The first quarter of the agenda not yet looked at; `None` before the first product.
	#[pallet::storage]
	pub type AgendaCursor<T> = StorageValue<_, u32>;

	/// Products with steps to do now, first come first served.
	#[pallet::storage]
	pub type Queue<T> = StorageMap<_, Identity, u64, ProductId>;

	/// The ends of the queue: the first position in use and the first free one.
	#[pallet::storage]
	pub type QueueEnds<T> = StorageValue<_, (u64, u64), ValueQuery>;

	/// What happened on the spot market, as a ring of [`Config::SpotHistoryLength`] lines.
	#[pallet::storage]
	pub type SpotHistory<T: Config> = StorageMap<_, Identity, u64, SpotRecord<T::AccountId>>;

	/// How many lines the spot market's history has had.
	#[pallet::storage]
	pub type SpotHistoryCount<T> = StorageValue<_, u64, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The imbalance price of the first products.
		pub imbalance_price: PriceTick,
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			ImbalancePrice::<T>::put(self.imbalance_price);
			frame_system::Pallet::<T>::inc_providers(&Pallet::<T>::escrow_account());
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The imbalance price of products to come was set.
		ImbalancePriceSet { price: PriceTick },
		/// A product was opened; orders can be placed until its gate closes.
		ProductCreated {
			product: ProductId,
			zone: ZoneId,
			start: Moment,
			resolution: Resolution,
			closes_at: Moment,
		},
		/// Orders were placed and covered.
		OrdersPlaced {
			who: T::AccountId,
			product: ProductId,
			side: Side,
			batch: joule_primitives::BatchIndex,
			orders: u32,
			quantity_wh: Wh,
			held: Ecoin,
		},
		/// An order has new terms.
		OrderAmended { who: T::AccountId, product: ProductId, order: OrderId, terms: OrderTerms },
		/// Orders were cancelled and their cover released.
		OrdersCancelled {
			who: T::AccountId,
			product: ProductId,
			orders: u32,
			quantity_wh: Wh,
			released: Ecoin,
		},
		/// The gate closed and the price was found. A volume of zero means that no bid met an ask.
		Cleared { product: ProductId, clearing: Clearing },
		/// An account's batch was filled, wholly, partly or not at all.
		BatchFilled {
			who: T::AccountId,
			product: ProductId,
			side: Side,
			batch: joule_primitives::BatchIndex,
			filled_wh: Wh,
			released: Ecoin,
		},
		/// A contract was made at the clearing price.
		ContractMade {
			product: ProductId,
			contract: ContractIndex,
			seller: T::AccountId,
			buyer: T::AccountId,
			quantity_wh: Wh,
			price: PriceTick,
		},
		/// All contracts of a product are made.
		Allocated { product: ProductId, contracts: ContractIndex },
		/// What a seller delivered was established from its meters.
		Delivered { product: ProductId, seller: T::AccountId, contracted_wh: Wh, delivered_wh: Wh },
		/// The buyer confirmed a delivery.
		DeliveryConfirmed { product: ProductId, contract: ContractIndex },
		/// The buyer disputed a delivery.
		DeliveryDisputed { product: ProductId, contract: ContractIndex, evidence: H256 },
		/// The operator ruled on a dispute.
		DisputeRuled {
			product: ProductId,
			contract: ContractIndex,
			accepted_wh: Wh,
			ruled_by: T::AccountId,
		},
		/// A contract was paid; the seller paid for what it failed to deliver.
		ContractSettled {
			product: ProductId,
			contract: ContractIndex,
			delivered_wh: Wh,
			paid: Ecoin,
			imbalance_paid: Ecoin,
		},
		/// A contract could not be settled now; the next pass tries again.
		SettlementPostponed { product: ProductId, contract: ContractIndex, error: DispatchError },
		/// Every contract of a product is settled.
		ProductSettled { product: ProductId },
		/// The records of a settled product are gone.
		ProductPruned { product: ProductId },
		/// Energy changed hands on the spot market.
		SpotTraded {
			order: BookOrderId,
			seller: T::AccountId,
			buyer: T::AccountId,
			book: BookId,
			quantity_wh: Wh,
			price: PriceTick,
			paid: Ecoin,
			remaining_wh: Wh,
		},
		/// A spot order was worked off: so much traded, so much rests, so much was dropped.
		SpotOrderPlaced {
			who: T::AccountId,
			book: BookId,
			side: Side,
			limit: PriceTick,
			traded_wh: Wh,
			/// The order that rests, if any does.
			resting: Option<BookOrderId>,
			resting_wh: Wh,
			dropped_wh: Wh,
		},
		/// A resting spot order was withdrawn and its cover returned.
		SpotOrderWithdrawn { who: T::AccountId, order: BookOrderId, quantity_wh: Wh },
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No product has this number.
		UnknownProduct,
		/// A product of this zone and period exists.
		ProductExists,
		/// The zone does not exist.
		UnknownZone,
		/// A series has at least one product and at most `MaxSeries`.
		SeriesLength,
		/// No delivery period of this resolution begins at this instant.
		PeriodOffGrid,
		/// The gate would close off the quarter-hour grid, or is closed already.
		GateNotAhead,
		/// The imbalance price must be above zero, or sellers would be free not to deliver.
		ZeroImbalancePrice,
		/// The caller is not a market operator.
		NotOperator,
		/// The account's permission to send was revoked, so that nobody may trade for it either.
		SendingRevoked,
		/// The account's permission to receive was revoked, and every trade brings it something.
		ReceivingRevoked,
		/// Only a producer may sell.
		NotProducer,
		/// Only a consumer may buy.
		NotConsumer,
		/// The account belongs to another zone.
		OutsideZone,
		/// The product's gate is closed: it takes no orders any more.
		GateClosed,
		/// In the lock window before gate closure orders cannot be cancelled.
		CancellationLocked,
		/// In the lock window before gate closure an order can only be improved: a limit no worse
		/// and a quantity no smaller.
		NotAnImprovement,
		/// The account is on the other side of this product. An account never trades with itself.
		OppositeSide,
		/// The account has as many batches in this product as it may have.
		TooManyBatches,
		/// No order was named.
		NoOrders,
		/// The account has not enough free ecoin to cover this.
		NotEnoughEcoin,
		/// The account has not enough free energy of this month.
		NotEnoughEnergy,
		/// The product has nothing to do now.
		NothingDue,
		/// At least one step must be asked for.
		NoSteps,
		/// No contract of this product has this number.
		UnknownContract,
		/// The seller has no contract in this product.
		NoContracts,
		/// Delivery is established once the period is over.
		PeriodNotOver,
		/// Until the grace after the period is over, only the seller has its delivery established.
		GraceNotOver,
		/// The contracts of this product are not all made yet.
		NotAllocated,
		/// The seller's meters were not read at both ends of the period yet.
		NotMetered,
		/// The delivery was established before.
		AlreadyDelivered,
		/// The delivery was not established yet.
		NotDelivered,
		/// Only the buyer of a contract may confirm or dispute it.
		NotBuyer,
		/// The contract was confirmed, disputed or settled before.
		AlreadyAnswered,
		/// The window for disputes has passed.
		DisputeWindowClosed,
		/// The contract is not in dispute.
		NotDisputed,
		/// The time for rulings has passed; the meters decide.
		RulingWindowClosed,
		/// Nobody rules on a contract of its own.
		OwnDispute,
		/// A ruling cannot accept more than the meters measured.
		RulingAboveMetered,
		/// The contract is neither confirmed nor beyond its windows.
		NotReadyToSettle,
		/// The contract is settled.
		AlreadySettled,
		/// No energy of this month has been issued.
		UnknownVintage,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			let mut meter = WeightMeter::with_limit(T::TickBudget::get());
			Self::do_tick(&mut meter);
			meter.consumed()
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter =
				WeightMeter::with_limit(remaining.saturating_sub(T::IdleReserve::get()));
			Self::do_tick(&mut meter);
			meter.consumed()
		}

		fn integrity_test() {
			assert!(T::MaxBatch::get() > 0 && T::MaxBatch::get() <= T::Auction::max_batch());
			assert!(T::MaxSeries::get() > 0 && T::MaxCrossings::get() > 0);
			assert!(T::SpotHistoryLength::get() > 0);
			let least = T::WeightInfo::tick_base()
				.saturating_add(T::WeightInfo::agenda_entry())
				.saturating_add(T::WeightInfo::product_base())
				.saturating_add(Self::costliest_step());
			assert!(
				least.all_lte(T::TickBudget::get()),
				"a single step must fit into the budget of a block, or products would stand still"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sets the imbalance price of products created from now on.
		///
		/// Products that exist keep the price they were created with.
		///
		/// - Origin: [`Config::AdminOrigin`], the council.
		/// - `price`: what a seller pays the buyer for each Wh sold and not delivered, in ticks.
		/// - Errors: [`Error::ZeroImbalancePrice`].
		/// - Events: [`Event::ImbalancePriceSet`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_imbalance_price())]
		pub fn set_imbalance_price(origin: OriginFor<T>, price: PriceTick) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_imbalance_price(price)
		}

		/// Opens a series of products, one a delivery period, each directly after the last.
		///
		/// - Origin: a participant with the role Operator.
		/// - `series`: zone, resolution, first period, count and how long before each period its gate
		///   closes.
		/// - Errors: [`Error::NotOperator`], [`Error::SeriesLength`], [`Error::UnknownZone`],
		///   [`Error::PeriodOffGrid`], [`Error::GateNotAhead`], [`Error::ProductExists`],
		///   [`Error::ZeroImbalancePrice`] while none is set.
		/// - Events: [`Event::ProductCreated`] for each.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::create_series(series.count.min(T::MaxSeries::get())))]
		pub fn create_series(origin: OriginFor<T>, series: Series) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_create_series(&who, series)
		}

		/// Places a batch of orders on one side of a product and covers it with one hold.
		///
		/// - Origin: a participant of the product's zone; a Consumer to bid, a Producer to ask.
		/// - `product`: which product.
		/// - `side`: bid or ask; one side an account and product.
		/// - `orders`: limit in ticks of 0.1 KRW/kWh and quantity in Wh of each.
		/// - Errors: [`Error::UnknownProduct`], [`Error::GateClosed`], [`Error::NotConsumer`],
		///   [`Error::NotProducer`], [`Error::SendingRevoked`], [`Error::ReceivingRevoked`],
		///   [`Error::OutsideZone`], [`Error::OppositeSide`], [`Error::TooManyBatches`],
		///   [`Error::NotEnoughEcoin`], and those of the matching pallet for quantities and limits.
		/// - Events: [`Event::OrdersPlaced`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::weight_of_orders(orders.len() as u32))]
		pub fn place_orders(
			origin: OriginFor<T>,
			product: ProductId,
			side: Side,
			orders: BoundedVec<OrderTerms, T::MaxBatch>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_place_orders(&who, product, side, orders.into_inner())
		}

		/// Puts new terms in the place of an order. It keeps its time of placing.
		///
		/// - Origin: the owner of the order.
		/// - `terms`: the new limit and quantity; in the lock window only an improvement.
		/// - Errors: those of [`Pallet::place_orders`] for who may trade, and
		///   [`Error::UnknownProduct`], [`Error::GateClosed`], [`Error::NotAnImprovement`],
		///   [`Error::NotEnoughEcoin`], and those of the matching pallet for another's, unknown or
		///   cancelled orders, quantities and limits.
		/// - Events: [`Event::OrderAmended`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::amend_order())]
		pub fn amend_order(
			origin: OriginFor<T>,
			product: ProductId,
			order: OrderId,
			terms: OrderTerms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_amend_order(&who, product, order, terms)
		}

		/// Cancels orders of one product and releases their cover.
		///
		/// - Origin: the owner of the orders.
		/// - Errors: [`Error::UnknownProduct`], [`Error::GateClosed`],
		///   [`Error::CancellationLocked`], [`Error::NoOrders`], and those of the matching pallet for
		///   another's, unknown or cancelled orders.
		/// - Events: [`Event::OrdersCancelled`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::cancel_orders(orders.len() as u32))]
		pub fn cancel_orders(
			origin: OriginFor<T>,
			product: ProductId,
			orders: BoundedVec<OrderId, T::MaxBatch>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_orders(&who, product, orders.into_inner())
		}

		/// Pushes a product along: finds the price, makes contracts, settles, whatever is due.
		///
		/// The hooks do this by themselves; this is for when they fall behind.
		///
		/// - Origin: anyone who may send.
		/// - `steps`: the most steps to pay for; what is not used is refunded.
		/// - Errors: [`Error::UnknownProduct`], [`Error::NothingDue`], [`Error::NoSteps`].
		/// - Events: those of the steps.
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::weight_of_steps(*steps))]
		pub fn advance(
			origin: OriginFor<T>,
			product: ProductId,
			steps: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_advance(product, steps)
		}

		/// Establishes what a seller delivered: the least of what it contracted, what its meters
		/// exported in the period, and the energy of the month that it still has. That energy goes
		/// into escrow.
		///
		/// - Origin: the seller, from the end of the period on. Once delivery is due, that is after
		///   [`Config::DeliveryGrace`], the chain does it by itself, and anyone who may send can.
		/// - Errors: [`Error::UnknownProduct`], [`Error::NotAllocated`], [`Error::PeriodNotOver`],
		///   [`Error::NoContracts`], [`Error::AlreadyDelivered`], [`Error::GraceNotOver`] for others
		///   than the seller, [`Error::NotMetered`] as long as readings are missing and may still
		///   come.
		/// - Events: [`Event::Delivered`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::deliver())]
		pub fn deliver(
			origin: OriginFor<T>,
			product: ProductId,
			seller: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deliver(&who, product, &seller)
		}

		/// Confirms a delivery, so that the contract can be settled at once.
		///
		/// - Origin: the buyer.
		/// - Errors: [`Error::UnknownProduct`], [`Error::UnknownContract`], [`Error::NotBuyer`],
		///   [`Error::NotDelivered`], [`Error::AlreadyAnswered`].
		/// - Events: [`Event::DeliveryConfirmed`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::confirm())]
		pub fn confirm(
			origin: OriginFor<T>,
			product: ProductId,
			contract: ContractIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm(&who, product, contract)
		}

		/// Disputes a delivery, within the window. The operator rules; if it does not in time, the
		/// meters decide.
		///
		/// - Origin: the buyer.
		/// - `evidence`: the hash of what the buyer puts forward.
		/// - Errors: [`Error::UnknownProduct`], [`Error::UnknownContract`], [`Error::NotBuyer`],
		///   [`Error::NotDelivered`], [`Error::AlreadyAnswered`], [`Error::DisputeWindowClosed`].
		/// - Events: [`Event::DeliveryDisputed`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::dispute())]
		pub fn dispute(
			origin: OriginFor<T>,
			product: ProductId,
			contract: ContractIndex,
			evidence: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(&who, product, contract, evidence)
		}

		/// Rules on a dispute. The ruling cannot go beyond what was metered, and it moves no money:
		/// settlement does.
		///
		/// - Origin: a participant with the role Operator.
		/// - `accepted_wh`: what is held to have been delivered.
		/// - Errors: [`Error::NotOperator`], [`Error::UnknownProduct`], [`Error::UnknownContract`],
		///   [`Error::NotDisputed`], [`Error::OwnDispute`], [`Error::RulingAboveMetered`], [`Error::RulingWindowClosed`].
		/// - Events: [`Event::DisputeRuled`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::rule())]
		pub fn rule(
			origin: OriginFor<T>,
			product: ProductId,
			contract: ContractIndex,
			accepted_wh: Wh,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rule(&who, product, contract, accepted_wh)
		}

		/// Settles one contract that is confirmed, by the buyer or the buyer's meter, ruled on, or
		/// beyond its windows.
		///
		/// - Origin: anyone who may send. When it is due, the chain does it by itself.
		/// - Errors: [`Error::UnknownProduct`], [`Error::UnknownContract`],
		///   [`Error::NotDelivered`], [`Error::NotReadyToSettle`], [`Error::AlreadySettled`].
		/// - Events: [`Event::ContractSettled`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::settle_contract())]
		pub fn settle_contract(
			origin: OriginFor<T>,
			product: ProductId,
			contract: ContractIndex,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_contract(product, contract)
		}

		/// Places an order on the spot market: it trades with the best resting orders, each at the
		/// resting order's price.
		///
		/// It meets at most [`Config::MaxCrossings`] of them. What is left beyond that is dropped
		/// even if it was to rest, because a book never rests crossed: place it again.
		///
		/// - Origin: a participant; a Consumer to bid, a Producer to ask. It trades in its own zone.
		/// - `side`: bid or ask.
		/// - `vintage`: the month of the energy, as YYYYMM.
		/// - `limit`: in ticks of 0.1 KRW/kWh.
		/// - `quantity_wh`: in Wh.
		/// - `remainder`: whether what finds no match rests or is dropped.
		/// - Errors: [`Error::NotConsumer`], [`Error::NotProducer`], [`Error::SendingRevoked`],
		///   [`Error::ReceivingRevoked`], [`Error::UnknownVintage`], [`Error::NotEnoughEcoin`],
		///   [`Error::NotEnoughEnergy`], and those of the matching pallet for quantities, limits and
		///   the caller's own offer.
		/// - Events: [`Event::SpotTraded`] for each trade, [`Event::SpotOrderPlaced`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::place_spot_order(T::MaxCrossings::get()))]
		pub fn place_spot_order(
			origin: OriginFor<T>,
			side: Side,
			vintage: Vintage,
			limit: PriceTick,
			quantity_wh: Wh,
			remainder: Remainder,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let crossings =
				Self::do_place_spot_order(&who, side, vintage, limit, quantity_wh, remainder)?;
			Ok(Some(T::WeightInfo::place_spot_order(crossings)).into())
		}

		/// Takes all or part of one resting spot order, at its price.
		///
		/// - Origin: a participant of the order's zone; a Consumer to take an ask, a Producer to take
		///   a bid.
		/// - Errors: as for [`Pallet::place_spot_order`], [`Error::OutsideZone`], and those of the
		///   matching pallet for an unknown order, the caller's own, and more than is left.
		/// - Events: [`Event::SpotTraded`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::take_spot_order())]
		pub fn take_spot_order(
			origin: OriginFor<T>,
			order: BookOrderId,
			quantity_wh: Wh,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take_spot_order(&who, order, quantity_wh)
		}

		/// Withdraws a resting spot order and returns its cover.
		///
		/// - Origin: the owner of the order.
		/// - Errors: those of the matching pallet for an unknown or another's order.
		/// - Events: [`Event::SpotOrderWithdrawn`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::withdraw_spot_order())]
		pub fn withdraw_spot_order(origin: OriginFor<T>, order: BookOrderId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_spot_order(&who, order)
		}
	}

	impl<T: Config> Pallet<T> {
		/// The contracts of a product from `first` on, at most `limit`.
		pub fn contracts_from(
			product: ProductId,
			first: ContractIndex,
			limit: u32,
		) -> Vec<(ContractIndex, ContractOf<T>)> {
			Self::do_contracts_from(product, first, limit)
		}
	}
}
