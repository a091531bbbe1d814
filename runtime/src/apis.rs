//! What nodes and light clients call: the APIs that the SDK's node wants, and the market's own.

// The macro writes paths that look unused.
#![allow(clippy::missing_docs_in_private_items)]

use crate::{
	billing_api::{self, Benefit, CustomerView, InvoiceView, Outcome},
	billing_views,
	charging_api::{
		self, CredentialView, DriverView, EvseView, Receipt, SessionFilter, SessionPage,
	},
	charging_views, genesis,
	market_api::{
		self, ContractView, MarketStatistics, OfferStatus, OfferView, OrderView, ProductView,
		VolumeView,
	},
	sites_api, views, AccountId, Aura, Balance, Billing, Block, Executive, Grandpa, Historical,
	InherentDataExt, Nonce, Runtime, RuntimeGenesisConfig, SessionKeys, Sites, System, VERSION,
};
use alloc::vec::Vec;
use codec::Encode;
use joule_primitives::{
	BookId, Clearing, DeliveryPeriod, PriceTick, ProductId, Side, Vintage, Wh, ZoneId,
};
use joule_tariff::{TariffClass, TariffTable};
use pallet_billing::{MonthTotals, PublishedForecast};
use pallet_ev_settlement::{DayRevenue, EvseId, RegisteredTariff, SessionId, TariffId};
use pallet_registry::{MemberNumber, SendingLimits};
use pallet_transaction_payment_rpc_runtime_api::{
	self as fee_api, FeeDetails, RuntimeDispatchInfo,
};
use polkadot_sdk::{
	frame_support::{
		dispatch::GetDispatchInfo,
		genesis_builder_helper::{build_state, get_preset},
		traits::KeyOwnerProofSystem,
		weights::Weight,
	},
	frame_system_rpc_runtime_api, pallet_aura, pallet_grandpa,
	sp_api::{self, impl_runtime_apis},
	sp_block_builder, sp_consensus_aura, sp_consensus_grandpa,
	sp_core::{
		crypto::{key_types::GRANDPA, KeyTypeId},
		ed25519, OpaqueMetadata,
	},
	sp_genesis_builder, sp_inherents, sp_offchain,
	sp_runtime::{
		traits::{Block as BlockT, NumberFor},
		transaction_validity::{TransactionSource, TransactionValidity},
		ApplyExtrinsicResult, ExtrinsicInclusionMode,
	},
	sp_session, sp_transaction_pool,
	sp_version::RuntimeVersion,
};

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(
			data: sp_inherents::InherentData,
		) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			transaction: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, transaction, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, sp_consensus_aura::sr25519::AuthorityId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<sp_consensus_aura::sr25519::AuthorityId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> sp_session::OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			let key_owner_proof = key_owner_proof.decode()?;
			Grandpa::submit_unsigned_equivocation_report(equivocation, key_owner_proof)
		}

		fn generate_key_ownership_proof(
			_: sp_consensus_grandpa::SetId,
			authority: sp_consensus_grandpa::AuthorityId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			Historical::prove((GRANDPA, authority))
				.map(|proof| sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(proof.encode()))
		}
	}

	impl sites_api::SitesApi<Block> for Runtime {
		fn may_connect(peer_id: Vec<u8>) -> bool {
			Sites::may_connect(&peer_id)
		}

		fn aura_key_ownership_proof(
			_: sp_consensus_aura::Slot,
			authority: sp_consensus_aura::sr25519::AuthorityId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			Sites::prove_key_ownership(authority)
				.map(|proof| sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(proof.encode()))
		}

		fn submit_aura_equivocation(
			equivocation: pallet_sites::AuraEquivocationProof<<Block as BlockT>::Header>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Sites::submit_report(equivocation, key_owner_proof.decode()?)
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis::preset_names()
		}
	}

	impl market_api::MarketApi<Block, AccountId> for Runtime {
		fn products(zone: Option<ZoneId>) -> Vec<ProductView> {
			views::products(zone)
		}

		fn clearing(product: ProductId) -> Option<Clearing> {
			views::clearing(product)
		}

		fn auction_depth(product: ProductId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)> {
			views::auction_depth(product, side, levels)
		}

		fn spot_depth(book: BookId, side: Side, levels: u32) -> Vec<(PriceTick, Wh)> {
			views::spot_depth(book, side, levels)
		}

		fn orders(who: AccountId) -> Vec<OrderView> {
			views::orders(&who)
		}

		fn contracts(who: AccountId) -> Vec<ContractView<AccountId>> {
			views::contracts(&who)
		}

		fn limits(who: AccountId) -> Option<SendingLimits> {
			views::limits(&who)
		}

		fn offers(
			status: OfferStatus,
			seller: Option<AccountId>,
			buyer: Option<AccountId>,
		) -> Vec<OfferView<AccountId>> {
			views::offers(status, seller.as_ref(), buyer.as_ref())
		}

		fn metered_volume(
			who: AccountId,
			zone: ZoneId,
			period: DeliveryPeriod,
		) -> VolumeView {
			views::metered_volume(&who, zone, &period)
		}

		fn statistics() -> MarketStatistics {
			views::statistics()
		}
	}

	impl billing_api::BillingApi<Block, AccountId> for Runtime {
		fn customer(who: AccountId) -> CustomerView {
			billing_views::customer(&who)
		}

		fn invoice(who: AccountId, month: Vintage) -> Option<InvoiceView<AccountId>> {
			billing_views::invoice(&who, month)
		}

		fn invoices(who: AccountId) -> Vec<InvoiceView<AccountId>> {
			billing_views::invoices(&who)
		}

		fn tariff(class: TariffClass, month: Vintage) -> Option<TariffTable> {
			Billing::tariff_in(class, month)
		}

		fn forecast(who: AccountId, month: Vintage) -> Option<PublishedForecast> {
			pallet_billing::Forecasts::<Runtime>::get(who, month)
		}

		fn benefit(
			who: AccountId,
			month: Vintage,
			price: Option<PriceTick>,
		) -> Option<Benefit> {
			billing_views::benefit(&who, month, price)
		}

		fn outcome(who: AccountId, month: Vintage) -> Option<Outcome> {
			billing_views::outcome(&who, month)
		}

		fn totals(month: Vintage) -> MonthTotals {
			pallet_billing::Totals::<Runtime>::get(month)
		}
	}

	impl charging_api::ChargingApi<Block, AccountId> for Runtime {
		fn evse(id: EvseId) -> Option<EvseView<AccountId>> {
			charging_views::evse(id)
		}

		fn evses(operator: AccountId) -> Vec<EvseView<AccountId>> {
			charging_views::evses(&operator)
		}

		fn tariff(id: TariffId) -> Option<RegisteredTariff<AccountId>> {
			charging_views::tariff(id)
		}

		fn credentials(member: MemberNumber) -> Vec<CredentialView<AccountId>> {
			charging_views::credentials(member)
		}

		fn credential(key: ed25519::Public) -> Option<CredentialView<AccountId>> {
			charging_views::credential(key)
		}

		fn driver(who: AccountId) -> Option<DriverView<AccountId>> {
			charging_views::driver(&who)
		}

		fn sessions_of_member(
			member: AccountId,
			filter: SessionFilter,
			before: Option<SessionId>,
			limit: u32,
		) -> SessionPage<AccountId> {
			charging_views::sessions_of_member(&member, filter, before, limit)
		}

		fn sessions_of_operator(
			operator: AccountId,
			filter: SessionFilter,
			before: Option<SessionId>,
			limit: u32,
		) -> SessionPage<AccountId> {
			charging_views::sessions_of_operator(&operator, filter, before, limit)
		}

		fn receipt(session: SessionId) -> Option<Receipt<AccountId>> {
			charging_views::receipt(session)
		}

		fn revenue(operator: AccountId, day: u32) -> DayRevenue {
			charging_views::revenue(&operator, day)
		}
	}

	// There are no fees. Wallets ask all the same, and Polkadot.js Apps learns from the answer how
	// heavy a motion is that it shall close.
	impl fee_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			transaction: <Block as BlockT>::Extrinsic,
			_length_bytes: u32,
		) -> RuntimeDispatchInfo<Balance> {
			let info = transaction.get_dispatch_info();
			RuntimeDispatchInfo {
				weight: info.total_weight(),
				class: info.class,
				partial_fee: 0,
			}
		}

		fn query_fee_details(
			_transaction: <Block as BlockT>::Extrinsic,
			_length_bytes: u32,
		) -> FeeDetails<Balance> {
			FeeDetails { inclusion_fee: None, tip: 0 }
		}

		fn query_weight_to_fee(_weight: Weight) -> Balance {
			0
		}

		fn query_length_to_fee(_length_bytes: u32) -> Balance {
			0
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl polkadot_sdk::frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(extra: bool) -> (
			Vec<polkadot_sdk::frame_benchmarking::BenchmarkList>,
			Vec<polkadot_sdk::frame_support::traits::StorageInfo>,
		) {
			crate::benchmarking::metadata(extra)
		}

		fn dispatch_benchmark(
			config: polkadot_sdk::frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<polkadot_sdk::frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			crate::benchmarking::dispatch(config)
		}
	}
}
