//! # Billing
//!
//! The billing month: who owes what for the energy that came from the grid, and what trading took
//! off it. The rules in words are in `docs/billing.md`; what a month costs is computed by
//! `joule-tariff`; what was drawn, the metering pallet says; who has energy, the assets say.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events and errors.
//!
//! ## Terminology
//!
//! - **Contract**: a customer's contract of supply: terms, reading day, first and last day.
//! - **Period**: what an invoice is for, from one reading day to the next. It has the name of the
//!   month in which it begins.
//! - **Closing**: redeeming a month's energy and issuing its invoice.
//! - **Biller**: who is paid, and who buys back what is left over.
//! - **Note**: what corrects an invoice, which itself never changes.
//! - **Debt**: what is still to be paid of an invoice and its notes.
//!
//! ## A month closes by itself
//!
//! Each contract has one closing on the [`Agenda`], on the day on which its month is to be closed.
//! At each block [`Hooks::on_initialize`] takes the tasks of the days gone by, within
//! [`Config::TickBudget`], and `on_idle` those that the block has room for. A task is one customer's:
//! its cost does not depend on how many there are, and the agenda is the cursor, so a month that
//! takes many blocks can stop and go on at any of them. What cannot be closed yet, for a meter was
//! not read, is put off to the next day.
//!
//! The market comes first: energy that a customer sold must be handed over before what is left is
//! redeemed. So nothing is closed while the market is [behind](Config::Market).
//!
//! | file | what it does |
//! |---|---|
//! | `tariffs.rs` | tables with their validity, holidays, settings |
//! | `contracts.rs` | contracts concluded, changed, ended, withdrawn |
//! | `usage.rs` | what was drawn: by the meters, or reported |
//! | `agenda.rs` | tasks by day, taken under a weight meter |
//! | `closing.rs` | closing a month of a customer |
//! | `surplus.rs` | energy that is left: carried over, bought back, handed in late |
//! | `retention.rs` | how long invoices and tables are kept |
//! | `corrections.rs` | notes |
//! | `payments.rs` | payments, standing orders, interest, write-offs, credits |
//! | `forecasts.rs` | what a month will probably be |
//! | `money.rs` | the only file that touches assets |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use polkadot_sdk::{frame_support, frame_system, sp_core, sp_runtime};

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

mod agenda;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod closing;
mod contracts;
mod corrections;
mod forecasts;
mod genesis;
mod money;
mod payments;
mod retention;
mod surplus;
mod tariffs;
mod try_state;
pub mod types;
mod usage;
pub mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungibles, Time},
		weights::WeightMeter,
	};
	use frame_system::pallet_prelude::*;
	use joule_primitives::{
		AssetId, Balance as AssetBalance, CoveredEnergy, Ecoin, MarketProgress, MeteredVolumes,
		Moment, Participants, Vintage, Wh,
	};
	use joule_tariff::{Day, Krw, TariffClass, TariffTable};
	use sp_core::H256;
	use types::Task;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What this pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// Weights of the calls and of the tasks in the hooks.
		type WeightInfo: WeightInfo;

		/// Who decides on tariffs, holidays and settings: the council.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Moves ecoin, burns energy: `pallet-assets`.
		type Assets: fungibles::Mutate<Self::AccountId, AssetId = AssetId, Balance = AssetBalance>;

		/// Holds what is set aside, and pays out of it: `pallet-assets-holder`.
		type Holds: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId = AssetId,
			Balance = AssetBalance,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The reasons for holds in the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// Who takes part, and as what.
		type Participants: Participants<Self::AccountId>;

		/// What the meters say.
		type Meters: MeteredVolumes<Self::AccountId>;

		/// What charge point operators redeemed for their drivers.
		type Covered: CoveredEnergy<Self::AccountId>;

		/// How far the markets have come. Months are closed only while they are up to date.
		type Market: MarketProgress;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// The fewest days between the end of a period and its closing: as long as trades in its
		/// energy may be disputed and ruled on.
		#[pallet::constant]
		type LeastClosingDays: Get<u8>;

		/// The most days between the end of a period and its closing: the readings at its beginning
		/// must still be kept.
		#[pallet::constant]
		type MostClosingDays: Get<u8>;

		/// The most tables of a class.
		#[pallet::constant]
		type MaxVersions: Get<u32>;

		/// The most holidays in a year.
		#[pallet::constant]
		type MaxHolidays: Get<u32>;

		/// The most notes on an invoice.
		#[pallet::constant]
		type MaxNotes: Get<u32>;

		/// The most forecasts in a call.
		#[pallet::constant]
		type MaxForecasts: Get<u32>;

		/// For how many months after its own an invoice is kept; longer if it is not paid.
		#[pallet::constant]
		type RetentionMonths: Get<u32>;

		/// The weight that `on_initialize` may use for tasks that are due.
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
		/// The biller has set it aside to buy back energy.
		BuyBack,
	}

	/// The settings on this chain.
	pub type SettingsOf<T> = Settings<<T as frame_system::Config>::AccountId>;

	/// A note on this chain.
	pub type NoteOf<T> = Note<<T as frame_system::Config>::AccountId>;

	/// A customer and a forecast for it.
	pub type ForecastFor<T> = (<T as frame_system::Config>::AccountId, Forecast);

	/// The council's settings. Without them no month is closed.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> = StorageValue<_, SettingsOf<T>>;

	/// The first months of the tables of each class, in order.
	#[pallet::storage]
	pub type TariffVersions<T: Config> =
		StorageMap<_, Twox64Concat, TariffClass, BoundedVec<Vintage, T::MaxVersions>, ValueQuery>;

	/// The tables by class and first month.
	#[pallet::storage]
	pub type TariffTables<T: Config> =
		StorageDoubleMap<_, Twox64Concat, TariffClass, Twox64Concat, Vintage, TariffTable>;

	/// The public holidays of each year, in order.
	#[pallet::storage]
	pub type Holidays<T: Config> =
		StorageMap<_, Twox64Concat, u16, BoundedVec<Day, T::MaxHolidays>, ValueQuery>;

	/// The contracts that are not closed for the last time yet.
	#[pallet::storage]
	pub type Contracts<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Contract>;

	/// How far each customer whose contract ended was billed, as long as its last invoice is kept.
	#[pallet::storage]
	pub type BilledUntil<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Billed>;

	/// How many customers have each month open, or an invoice for it that is kept; no entry for none.
	#[pallet::storage]
	pub type MonthsInUse<T: Config> = StorageMap<_, Twox64Concat, Vintage, u32>;

	/// Up to how much of an invoice a customer lets the chain pay on each of its due days.
	#[pallet::storage]
	pub type StandingOrders<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Ecoin>;

	/// What meter operators say was drawn in a month without an invoice.
	#[pallet::storage]
	pub type UsageReports<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		Vintage,
		UsageReport<T::AccountId>,
	>;

	/// The invoices of each customer.
	#[pallet::storage]
	pub type Invoices<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, Vintage, Invoice>;

	/// The notes on each invoice, the oldest first.
	#[pallet::storage]
	pub type Notes<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		Vintage,
		BoundedVec<NoteOf<T>, T::MaxNotes>,
		ValueQuery,
	>;

	/// What is to be paid of each invoice, and what was written off; no entry once it is paid.
	#[pallet::storage]
	pub type Debts<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, Vintage, Debt>;

	/// What each customer has paid too much, from notes; no entry for nothing.
	#[pallet::storage]
	pub type Credits<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Ecoin, ValueQuery>;

	/// What each customer with a contract has carried over; no entry for nothing.
	#[pallet::storage]
	pub type CarriedOver<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Wh, ValueQuery>;

	/// What each month without an invoice will probably be.
	#[pallet::storage]
	pub type Forecasts<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		Vintage,
		PublishedForecast,
	>;

	/// The months in figures.
	#[pallet::storage]
	pub type Totals<T: Config> = StorageMap<_, Twox64Concat, Vintage, MonthTotals, ValueQuery>;

	/// What is to be done by day.
	#[pallet::storage]
	pub type Agenda<T: Config> =
		StorageDoubleMap<_, Identity, Day, Blake2_128Concat, (T::AccountId, Task), ()>;

	/// The first day of the agenda that may have tasks; `None` before the first contract.
	#[pallet::storage]
	pub type AgendaCursor<T: Config> = StorageValue<_, Day>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first settings.
		pub settings: Option<SettingsOf<T>>,
		/// The first tables: class, first month, table.
		pub tariffs: Vec<(TariffClass, Vintage, TariffTable)>,
		/// The first holidays: year, month, day of the month, in the order of time.
		pub holidays: Vec<(u16, u8, u8)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council set the settings.
		SettingsSet { settings: SettingsOf<T> },
		/// The council set a tariff table.
		TariffSet { class: TariffClass, valid_from: Vintage },
		/// Nothing can be charged by a table any more.
		TariffRemoved { class: TariffClass, valid_from: Vintage },
		/// The council set the holidays of a year.
		HolidaysSet { year: u16, holidays: u32 },
		/// A contract was concluded.
		ContractConcluded { customer: T::AccountId, contract: Contract },
		/// A contract has other terms from a month on.
		ContractChanged { customer: T::AccountId, from: Vintage, terms: Terms },
		/// A contract ends.
		ContractEnded { customer: T::AccountId, ends: Day },
		/// A contract goes on after all.
		EndWithdrawn { customer: T::AccountId },
		/// A contract was withdrawn before it began.
		ContractWithdrawn { customer: T::AccountId },
		/// The last invoice of a contract that ended was issued.
		ContractClosed { customer: T::AccountId },
		/// A meter operator said what was drawn.
		UsageReported { customer: T::AccountId, month: Vintage, basis: Basis },
		/// A month was closed.
		InvoiceIssued {
			customer: T::AccountId,
			month: Vintage,
			balance: Balance,
			surplus: Surplus,
			total: Krw,
			credit_used: Ecoin,
			due_on: Day,
		},
		/// A month could not be closed yet; the chain tries again on the next day.
		ClosingPutOff { customer: T::AccountId, month: Vintage, reason: DispatchError },
		/// An invoice was corrected.
		InvoiceCorrected {
			customer: T::AccountId,
			month: Vintage,
			difference: Krw,
			returned_wh: Wh,
			credited: Ecoin,
		},
		/// Something was paid.
		Paid { customer: T::AccountId, month: Vintage, amount: Ecoin, interest: Ecoin, left: Ecoin },
		/// What was owed for an invoice was written off.
		WrittenOff {
			customer: T::AccountId,
			month: Vintage,
			open: Ecoin,
			interest: Ecoin,
			written_off_by: T::AccountId,
		},
		/// A standing order was set, or cancelled.
		StandingOrderSet { customer: T::AccountId, limit: Option<Ecoin> },
		/// A standing order could not pay all that was due.
		StandingOrderShort { customer: T::AccountId, month: Vintage, left: Ecoin },
		/// A credit was paid out.
		CreditRefunded { customer: T::AccountId, amount: Ecoin },
		/// The biller set ecoin aside to buy back energy.
		SetAside { biller: T::AccountId, amount: Ecoin },
		/// The biller took back what it had set aside.
		TakenBack { biller: T::AccountId, amount: Ecoin },
		/// Energy of a closed month was handed in: some lowered the invoice, the rest is surplus.
		EnergyHandedIn {
			customer: T::AccountId,
			month: Vintage,
			redeemed_wh: Wh,
			difference: Krw,
			credited: Ecoin,
			surplus: Surplus,
		},
		/// Energy that was carried over, or would have been, was bought: the contract has ended.
		CarryOverEnded { customer: T::AccountId, surplus: Surplus },
		/// A forecast was published.
		ForecastPublished { customer: T::AccountId, month: Vintage, forecast: Forecast },
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The sender is not a market operator.
		NotOperator,
		/// The sender is not a meter operator.
		NotMeterOperator,
		/// The sender is not the biller.
		NotBiller,
		/// The sender may not send.
		SenderNotPermitted,
		/// The council has not set the settings yet.
		NoSettings,
		/// The biller must be a participant that may receive.
		BillerMayNotReceive,
		/// A month cannot be closed before the trades in its energy are settled for sure.
		ClosesBeforeTrades,
		/// A month must be closed while the readings at its beginning are kept.
		ClosesTooLate,
		/// Energy is not bought for nothing.
		ZeroFeedInPrice,
		/// An invoice cannot be due before it is issued.
		DueBeforeClosing,
		/// Interest of more than one per cent a day is refused.
		InterestTooHigh,
		/// This is not a month.
		UnknownMonth,
		/// A table names a month of the year that there is not.
		TariffUnknownMonth,
		/// A month of the year lies in no season of the table.
		TariffMonthWithoutSeason,
		/// A month of the year lies in two seasons of the table.
		TariffMonthInTwoSeasons,
		/// A season of the table has no blocks.
		TariffNoBlocks,
		/// There is a gap between the blocks of a season, or below the first.
		TariffBlockGap,
		/// Blocks of a season overlap.
		TariffBlockOverlap,
		/// A block of a season holds no energy.
		TariffEmptyBlock,
		/// The last block of a season has an end.
		TariffLastBlockEnds,
		/// A block of a season has a lower base fee than the one before.
		TariffFallingBaseFee,
		/// The stretches of a day do not begin at midnight.
		TariffStretchGap,
		/// Stretches of a day overlap.
		TariffStretchOverlap,
		/// A stretch begins after the end of the day.
		TariffStretchBeyondDay,
		/// Energy would cost less than nothing.
		TariffNegativePrice,
		/// Tax or levy is more than what it is on.
		TariffTaxTooHigh,
		/// A table begins with a month to come, unless it is for months that have none.
		TariffInPast,
		/// The class has as many tables as it can have.
		TooManyVersions,
		/// A holiday does not lie in the year.
		HolidayOutsideYear,
		/// A holiday is named twice, or the holidays are not in order.
		HolidaysNotInOrder,
		/// The customer is not a participant.
		UnknownCustomer,
		/// The reading day must be one that every month has: 1 to 28.
		ReadingDayOutOfRange,
		/// A contract cannot begin before the month that is not over yet, unless it follows another one
		/// of the customer.
		BeginsTooEarly,
		/// A contract begins no later than in this month of next year.
		BeginsTooLate,
		/// The first invoice would be for days in three months, for the month in which the contract begins
		/// has one. Read on the first, it is for no more than two.
		FirstPeriodTooLong,
		/// The contract has begun: it can be ended, and no more withdrawn.
		HasBegun,
		/// The customer has a contract.
		ContractExists,
		/// The customer has no contract.
		NoContract,
		/// The customer has invoices for days from this one on.
		PeriodAlreadyBilled,
		/// Other terms hold from a month without an invoice on that has not begun yet.
		ChangeTooEarly,
		/// A contract ends after its first day without an invoice, and no longer ago than in this month
		/// of last year.
		EndsTooEarly,
		/// The contract has ended: its end can be moved or withdrawn before its day only.
		AlreadyEnded,
		/// The contract does not end.
		NoEndToWithdraw,
		/// The month has an invoice: nothing is added to it.
		AlreadyInvoiced,
		/// Terms that hold already have to be billed first.
		EarlierMonthOpen,
		/// The contract has no day in this month.
		OutsideContract,
		/// The period is not over yet.
		PeriodNotOver,
		/// The meters were not read at both ends of each part of the period.
		MetersNotRead,
		/// It is not known when the energy was drawn, and the tariff charges by that.
		SplitMissing,
		/// No table of the customer's class is valid in the month.
		NoTariff,
		/// The bill has more lines than a bill can have.
		TooManyLines,
		/// The report does not have one usage for each month part of the period.
		PartsMismatch,
		/// The usage is more than can be counted.
		UsageTooLarge,
		/// The report does not add up to what the meters say.
		DiffersFromMeters,
		/// There is no invoice for this month.
		UnknownInvoice,
		/// The note would change nothing.
		NothingToCorrect,
		/// The invoice has as many notes as it can have.
		TooManyNotes,
		/// Nothing was to be paid.
		ZeroAmount,
		/// The invoice is paid.
		AlreadyPaid,
		/// The amount is more than is owed.
		MoreThanOwed,
		/// Nothing is owed for the invoice: it is paid, or was written off before.
		NothingToWriteOff,
		/// There is not so much ecoin free.
		NotEnoughEcoin,
		/// The customer has not so much credit.
		NotEnoughCredit,
		/// Not so much was set aside.
		NotSetAside,
		/// The month has no invoice yet: its energy is redeemed when it is closed.
		MonthNotClosed,
		/// The month has no invoice that is kept and will have none: its energy stays in the account, and
		/// can be given to somebody who has one.
		MonthWithoutInvoice,
		/// There is no energy of this month to hand in.
		NothingToHandIn,
		/// No forecast was named.
		NoForecasts,
		/// Only an operator publishes forecasts for somebody else.
		ForecastForAnother,
		/// The month is over.
		ForecastTooLate,
		/// Forecasts are for this month and the next.
		ForecastTooEarly,
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
			assert!(T::MaxVersions::get() > 0 && T::MaxNotes::get() > 1);
			assert!(T::MaxForecasts::get() > 0 && T::RetentionMonths::get() > 0);
			let least = T::WeightInfo::tick_base()
				.saturating_add(T::WeightInfo::agenda_entry())
				.saturating_add(Self::costliest_task());
			assert!(
				least.all_lte(T::TickBudget::get()),
				"a single task must fit into the budget of a block, or months would stay open"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sets who is paid, when, with what interest, and what is done with energy that is left.
		///
		/// - `origin`: the council.
		/// - `settings`: they hold for invoices issued from now on.
		///
		/// Errors: [`Error::BillerMayNotReceive`], [`Error::ClosesBeforeTrades`],
		/// [`Error::ClosesTooLate`], [`Error::DueBeforeClosing`], [`Error::InterestTooHigh`],
		/// [`Error::ZeroFeedInPrice`]. Emits [`Event::SettingsSet`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_settings())]
		pub fn set_settings(origin: OriginFor<T>, settings: SettingsOf<T>) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_settings(settings)
		}

		/// Sets a tariff table.
		///
		/// - `origin`: the council.
		/// - `class`: whose table it is.
		/// - `valid_from`: the first month in which it holds: one to come, or one before all tables of
		///   its class while a month without any is in use. A table that begins with the same month is
		///   replaced.
		/// - `table`: the table.
		///
		/// Errors: one for each fault of the table (`Tariff…`), [`Error::UnknownMonth`],
		/// [`Error::TariffInPast`], [`Error::TooManyVersions`]. Emits [`Event::TariffSet`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_tariff())]
		pub fn set_tariff(
			origin: OriginFor<T>,
			class: TariffClass,
			valid_from: Vintage,
			table: TariffTable,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_tariff(class, valid_from, table)
		}

		/// Sets the public holidays of a year, all of them.
		///
		/// - `origin`: the council.
		/// - `year`: the year.
		/// - `holidays`: month and day of the month of each, in the order of time.
		///
		/// Errors: [`Error::HolidayOutsideYear`], [`Error::HolidaysNotInOrder`]. Emits
		/// [`Event::HolidaysSet`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_holidays())]
		pub fn set_holidays(
			origin: OriginFor<T>,
			year: u16,
			holidays: BoundedVec<(u8, u8), T::MaxHolidays>,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_holidays(year, &holidays)
		}

		/// Notes a contract of supply that the customer has signed.
		///
		/// - `origin`: signed by a market operator, who vouches for it.
		/// - `customer`: a participant. The contract covers its metering points, in whichever zone.
		/// - `terms`: class and contract power.
		/// - `reading_day`: the day of the month on which its meters are read, 1 to 28.
		/// - `begins`: the first day of supply: not before the current month, or, where the customer had
		///   a contract, from the day on up to which it was billed; at most a year ahead.
		///
		/// Errors: [`Error::NotOperator`], [`Error::UnknownCustomer`],
		/// [`Error::ReadingDayOutOfRange`], [`Error::ContractExists`], [`Error::BeginsTooEarly`],
		/// [`Error::BeginsTooLate`], [`Error::PeriodAlreadyBilled`], [`Error::FirstPeriodTooLong`],
		/// [`Error::NoSettings`], [`Error::UnknownMonth`]. Emits [`Event::ContractConcluded`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::conclude_contract())]
		pub fn conclude_contract(
			origin: OriginFor<T>,
			customer: T::AccountId,
			terms: Terms,
			reading_day: u8,
			begins: Day,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_conclude_contract(&operator, customer, terms, reading_day, begins)
		}

		/// Gives a contract other terms from a month on.
		///
		/// - `origin`: signed by a market operator.
		/// - `customer`: whose contract.
		/// - `from`: a month whose period is to come. Terms that were to hold later are replaced.
		/// - `terms`: the new terms.
		///
		/// Errors: [`Error::NotOperator`], [`Error::NoContract`], [`Error::UnknownMonth`],
		/// [`Error::ChangeTooEarly`], [`Error::EarlierMonthOpen`]. Emits [`Event::ContractChanged`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::change_contract())]
		pub fn change_contract(
			origin: OriginFor<T>,
			customer: T::AccountId,
			from: Vintage,
			terms: Terms,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_change_contract(&operator, customer, from, terms)
		}

		/// Ends a contract, or lets it go on after all. Its last invoice is for what was drawn up to
		/// then, and what is carried over then is bought. What was reported of the period that is cut,
		/// and reported or forecast of those after it, is forgotten.
		///
		/// - `origin`: signed by a market operator.
		/// - `customer`: whose contract. An end that it has is replaced, before its day.
		/// - `ends`: the day after the last one. The meters are read when it begins. `None` withdraws
		///   the end.
		///
		/// Errors: [`Error::NotOperator`], [`Error::NoContract`], [`Error::AlreadyEnded`],
		/// [`Error::NoEndToWithdraw`], [`Error::EndsTooEarly`], [`Error::NoSettings`],
		/// [`Error::UnknownMonth`]. Emits [`Event::ContractEnded`] or [`Event::EndWithdrawn`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::end_contract())]
		pub fn end_contract(
			origin: OriginFor<T>,
			customer: T::AccountId,
			ends: Option<Day>,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_end_contract(&operator, customer, ends)
		}

		/// Says what was drawn in a period that is over: when it was drawn, for a customer by time
		/// of use; how much it was, where the meters were not read.
		///
		/// - `origin`: signed by a meter operator.
		/// - `customer`, `month`: whose period, without an invoice. A report for it is replaced.
		/// - `parts`: what was drawn in each month part. If the meters were read, it must be what
		///   they say.
		///
		/// Errors: [`Error::NotMeterOperator`], [`Error::NoContract`], [`Error::UnknownMonth`],
		/// [`Error::AlreadyInvoiced`], [`Error::OutsideContract`], [`Error::PeriodNotOver`],
		/// [`Error::PartsMismatch`], [`Error::UsageTooLarge`], [`Error::DiffersFromMeters`]. Emits
		/// [`Event::UsageReported`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::report_usage())]
		pub fn report_usage(
			origin: OriginFor<T>,
			customer: T::AccountId,
			month: Vintage,
			parts: PartUsages,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_report_usage(operator, customer, month, parts)
		}

		/// Corrects an invoice by a note, with every line as it should have been.
		///
		/// - `origin`: signed by a meter operator.
		/// - `customer`, `month`: which invoice.
		/// - `parts`: what was drawn after all in each month part.
		/// - `evidence`: the hash of what the meter operator puts forward.
		///
		/// Errors: [`Error::NotMeterOperator`], [`Error::UnknownInvoice`],
		/// [`Error::PartsMismatch`], [`Error::UsageTooLarge`], [`Error::SplitMissing`],
		/// [`Error::NothingToCorrect`], [`Error::TooManyNotes`], [`Error::NoSettings`]. Emits
		/// [`Event::InvoiceCorrected`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::raise_invoice().max(T::WeightInfo::lower_invoice()))]
		pub fn correct_invoice(
			origin: OriginFor<T>,
			customer: T::AccountId,
			month: Vintage,
			parts: PartUsages,
			evidence: H256,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_correct_invoice(operator, customer, month, parts, evidence)
		}

		/// Pays an invoice, in whole or in part. Interest is paid first.
		///
		/// - `origin`: signed by the customer, who may send.
		/// - `month`: which invoice.
		/// - `amount`: at most what is owed.
		///
		/// Errors: [`Error::SenderNotPermitted`], [`Error::ZeroAmount`],
		/// [`Error::UnknownInvoice`], [`Error::AlreadyPaid`], [`Error::MoreThanOwed`],
		/// [`Error::NotEnoughEcoin`]. Emits [`Event::Paid`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::pay())]
		pub fn pay(origin: OriginFor<T>, month: Vintage, amount: Ecoin) -> DispatchResult {
			let customer = ensure_signed(origin)?;
			Self::do_pay(customer, month, amount)
		}

		/// Lets the chain pay each invoice on its due day, or lets it no more.
		///
		/// - `origin`: signed by a customer that may send.
		/// - `limit`: the most that is paid of an invoice on a due day, of which each note that raises it
		///   brings one; `None` cancels the order. A new order holds for what is issued from now on.
		///
		/// Errors: [`Error::SenderNotPermitted`], [`Error::ZeroAmount`]. Emits
		/// [`Event::StandingOrderSet`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_standing_order())]
		pub fn set_standing_order(origin: OriginFor<T>, limit: Option<Ecoin>) -> DispatchResult {
			let customer = ensure_signed(origin)?;
			Self::do_set_standing_order(customer, limit)
		}

		/// Publishes what a month will probably be for customers with a contract.
		///
		/// - `origin`: signed by a market operator; or by a customer, for itself.
		/// - `month`: this month or the next. A forecast for it is replaced.
		/// - `forecasts`: who, and what.
		///
		/// Errors: [`Error::SenderNotPermitted`], [`Error::NoForecasts`],
		/// [`Error::ForecastForAnother`], [`Error::UnknownMonth`], [`Error::ForecastTooLate`],
		/// [`Error::ForecastTooEarly`], [`Error::NoContract`], [`Error::OutsideContract`]. Emits
		/// [`Event::ForecastPublished`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::publish_forecasts(forecasts.len() as u32))]
		pub fn publish_forecasts(
			origin: OriginFor<T>,
			month: Vintage,
			forecasts: BoundedVec<ForecastFor<T>, T::MaxForecasts>,
		) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_publish_forecasts(&sender, month, forecasts.into_inner())
		}

		/// Sets ecoin aside to buy back energy with. It stays the biller's, on hold.
		///
		/// - `origin`: signed by the biller.
		/// - `amount`: how much.
		///
		/// Errors: [`Error::NoSettings`], [`Error::NotBiller`], [`Error::ZeroAmount`],
		/// [`Error::NotEnoughEcoin`]. Emits [`Event::SetAside`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::set_aside())]
		pub fn set_aside(origin: OriginFor<T>, amount: Ecoin) -> DispatchResult {
			let biller = ensure_signed(origin)?;
			Self::do_set_aside(biller, amount)
		}

		/// Takes back what was set aside and not spent.
		///
		/// - `origin`: signed by whoever set it aside, the biller now or before.
		/// - `amount`: how much.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::NotSetAside`]. Emits [`Event::TakenBack`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::take_back())]
		pub fn take_back(origin: OriginFor<T>, amount: Ecoin) -> DispatchResult {
			let biller = ensure_signed(origin)?;
			Self::do_take_back(biller, amount)
		}

		/// Pays out a customer's credit.
		///
		/// - `origin`: signed by the biller.
		/// - `customer`: whose credit.
		/// - `amount`: at most the credit.
		///
		/// Errors: [`Error::NoSettings`], [`Error::NotBiller`], [`Error::ZeroAmount`],
		/// [`Error::NotEnoughCredit`], [`Error::NotEnoughEcoin`]. Emits [`Event::CreditRefunded`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::refund())]
		pub fn refund(
			origin: OriginFor<T>,
			customer: T::AccountId,
			amount: Ecoin,
		) -> DispatchResult {
			let biller = ensure_signed(origin)?;
			Self::do_refund(biller, customer, amount)
		}

		/// Hands in all energy of a month that came after its closing. It lowers the invoice by a note,
		/// as long as there is room for one; what is more than was charged for is surplus.
		///
		/// - `origin`: signed by the customer, who may send.
		/// - `month`: a month with an invoice.
		///
		/// Errors: [`Error::SenderNotPermitted`], [`Error::NoSettings`],
		/// [`Error::MonthNotClosed`], [`Error::MonthWithoutInvoice`],
		/// [`Error::NothingToHandIn`]. Emits [`Event::EnergyHandedIn`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::hand_in())]
		pub fn hand_in(origin: OriginFor<T>, month: Vintage) -> DispatchResult {
			let customer = ensure_signed(origin)?;
			Self::do_hand_in(customer, month)
		}

		/// Withdraws a contract that was concluded by mistake, before it begins. Energy that the
		/// customer has carried over from an earlier one is bought.
		///
		/// - `origin`: signed by a market operator.
		/// - `customer`: whose contract.
		///
		/// Errors: [`Error::NotOperator`], [`Error::NoContract`], [`Error::HasBegun`],
		/// [`Error::NoSettings`]. Emits [`Event::ContractWithdrawn`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::withdraw_contract())]
		pub fn withdraw_contract(origin: OriginFor<T>, customer: T::AccountId) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_withdraw_contract(&operator, customer)
		}

		/// Writes off what is owed for an invoice, with its interest. It is not asked for any more, and
		/// bears no more interest. A later note lowers what was written off before it is a credit.
		///
		/// - `origin`: signed by a meter operator.
		/// - `customer`, `month`: which invoice.
		///
		/// Errors: [`Error::NotMeterOperator`], [`Error::UnknownInvoice`],
		/// [`Error::NothingToWriteOff`]. Emits [`Event::WrittenOff`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::write_off())]
		pub fn write_off(
			origin: OriginFor<T>,
			customer: T::AccountId,
			month: Vintage,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_write_off(operator, customer, month)
		}
	}
}
