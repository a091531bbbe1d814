/** What the chain says of itself, by which clients such as Polkadot.js Apps show it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useNode } from './harness.js';

/** The rooms that are Joule's own, by what they must have. */
const OWN = {
	Registry: ['calls', 'events', 'errors'],
	Ecoin: ['calls', 'events', 'errors'],
	Metering: ['calls', 'events', 'errors'],
	Matching: ['errors'],
	Sites: ['calls', 'events', 'errors'],
	EnergyTrading: ['calls', 'events', 'errors'],
	EvSettlement: ['calls', 'events', 'errors'],
	Billing: ['calls', 'events', 'errors'],
};

const OTHERS = [
	'System',
	'Timestamp',
	'Aura',
	'Grandpa',
	'Council',
	'Sudo',
	'Preimage',
	'Scheduler',
	'Utility',
	'Multisig',
	'Proxy',
	'Balances',
	'Assets',
	'AssetsHolder',
	'Historical',
	'Session',
	'Offences',
	'Authorship',
	'Migrations',
];

/** Extensions that polkadot-js has no name for. They must add nothing to what is signed. */
const KNOWN_EXTENSIONS = [
	'CheckNonZeroSender',
	'CheckSpecVersion',
	'CheckTxVersion',
	'CheckGenesis',
	'CheckMortality',
	'CheckNonce',
	'CheckWeight',
	'CheckMetadataHash',
	'WeightReclaim',
];

/** What the SDK's RPC begins with. */
const SDK_RPC = [
	'account',
	'archive',
	'author',
	'bitswap',
	'chain',
	'chainHead',
	'chainSpec',
	'childstate',
	'engine',
	'offchain',
	'rpc',
	'state',
	'subscribe',
	'system',
	'transaction',
	'transactionWatch',
	'unsubscribe',
];

const MARKET_API = [
	'products',
	'clearing',
	'auctionDepth',
	'spotDepth',
	'orders',
	'contracts',
	'limits',
	'offers',
	'meteredVolume',
	'statistics',
];

const CHARGING_API = [
	'evse',
	'evses',
	'tariff',
	'credentials',
	'credential',
	'driver',
	'sessionsOfMember',
	'sessionsOfOperator',
	'receipt',
	'revenue',
];

const BILLING_API = [
	'customer',
	'invoice',
	'invoices',
	'tariff',
	'forecast',
	'benefit',
	'outcome',
	'totals',
];

const { api, chain } = await useNode();

const palletsOf = (api) =>
	Object.fromEntries(
		api.runtimeMetadata.asLatest.pallets.map((pallet) => [`${pallet.name}`, pallet]),
	);

/** The variants of a pallet's calls, events or errors, with their docs. */
function variants(api, pallet, kind) {
	const type = pallet[kind];
	assert.ok(type.isSome, `${pallet.name} has ${kind}`);
	return api.registry.lookup.getSiType(type.unwrap().type).def.asVariant.variants;
}

test('every pallet is there, under its name', () => {
	const names = Object.keys(palletsOf(api));
	assert.deepEqual(names.toSorted(), [...OTHERS, ...Object.keys(OWN)].toSorted());
});

for (const [name, kinds] of Object.entries(OWN)) {
	for (const kind of kinds) {
		test(`${name} documents each of its ${kind}`, () => {
			const all = variants(api, palletsOf(api)[name], kind);
			assert.ok(all.length > 0);
			const undocumented = all.filter(({ docs }) => docs.join('').trim() === '');
			assert.deepEqual(
				undocumented.map((variant) => `${variant.name}`),
				[],
			);
		});
	}
}

test("wallets show the chain's money and addresses as they are", async () => {
	const properties = await api.rpc.system.properties();
	assert.equal(properties.ss58Format.unwrap().toNumber(), 42);
	assert.deepEqual(properties.tokenSymbol.unwrap().map(String), ['ECOIN']);
	assert.deepEqual(properties.tokenDecimals.unwrap().map(Number), [4]);
	assert.equal(api.consts.system.ss58Prefix.toNumber(), 42);
	const ecoin = await api.query.assets.metadata(1);
	assert.equal(ecoin.symbol.toUtf8(), 'ECOIN');
	assert.equal(ecoin.decimals.toNumber(), 4);
});

test('an extension that clients do not know adds nothing to a transaction', () => {
	const { lookup } = api.registry;
	const { transactionExtensions, signedExtensions } = api.runtimeMetadata.asLatest.extrinsic;
	const extensions = signedExtensions ?? transactionExtensions;
	const unknown = extensions.filter(
		({ identifier }) => !KNOWN_EXTENSIONS.includes(`${identifier}`),
	);
	assert.deepEqual(
		unknown.map(({ identifier }) => `${identifier}`),
		['CheckParticipant'],
	);
	for (const { type, additionalSigned, implicit } of unknown) {
		for (const part of [type, additionalSigned ?? implicit]) {
			assert.equal(sizeOf(lookup, part), 0);
		}
	}
});

/** How many parts of a type make up its encoding: none if it encodes to nothing. */
function sizeOf(lookup, id) {
	const { def } = lookup.getSiType(id);
	if (def.isTuple) return def.asTuple.length;
	if (def.isComposite) {
		return def.asComposite.fields.reduce((sum, { type }) => sum + sizeOf(lookup, type), 0);
	}
	return 1;
}

test('light clients can call every function of the market API', async () => {
	const { marketApi } = api.call;
	assert.deepEqual(Object.keys(marketApi).toSorted(), MARKET_API.toSorted());
	for (const name of MARKET_API) {
		assert.notEqual(marketApi[name].meta.description, '', `${name} is documented`);
	}

	const alice = chain.account('Alice').address;
	const book = { zone: 1, vintage: 202606 };
	const month = { start: 0, end: 1, resolution: 'Month' };
	assert.equal((await marketApi.products(1)).length, 0);
	assert.equal((await marketApi.products(null)).length, 0);
	assert.ok((await marketApi.clearing(0)).isNone);
	assert.equal((await marketApi.auctionDepth(0, 'Bid', 10)).length, 0);
	assert.equal((await marketApi.spotDepth(book, 'Ask', 10)).length, 0);
	assert.equal((await marketApi.orders(alice)).length, 0);
	assert.equal((await marketApi.contracts(alice)).length, 0);
	assert.ok((await marketApi.limits(alice)).unwrap().capacityPs.toNumber() > 0);
	assert.ok((await marketApi.limits(chain.account('Stranger').address)).isNone);
	assert.equal((await marketApi.offers('Open', null, null)).length, 0);
	assert.ok((await marketApi.meteredVolume(alice, 1, month)).exportedWh.isNone);
});

test('light clients can call every function of the charging API', async () => {
	const { chargingApi } = api.call;
	assert.deepEqual(Object.keys(chargingApi).toSorted(), CHARGING_API.toSorted());
	for (const name of CHARGING_API) {
		assert.notEqual(chargingApi[name].meta.description, '', `${name} is documented`);
	}

	const alice = chain.account('Alice').address;
	assert.ok((await chargingApi.evse(1)).isNone);
	assert.equal((await chargingApi.evses(alice)).length, 0);
	const { operator, tariff } = (await chargingApi.tariff(0)).unwrap();
	assert.equal(`${operator}`, alice);
	assert.equal(tariff.bands[0].price.toNumber(), 3_244);
	assert.equal((await chargingApi.credentials(1)).length, 0);
	assert.ok((await chargingApi.credential(`0x${'11'.repeat(32)}`)).isNone);
	assert.equal((await chargingApi.driver(alice)).unwrap().debts.length, 0);
	assert.ok((await chargingApi.driver(chain.account('Stranger').address)).isNone);
	assert.equal((await chargingApi.sessionsOfMember(alice, 'Any', null, 10)).sessions.length, 0);
	assert.ok((await chargingApi.sessionsOfOperator(alice, 'Open', null, 10)).nextBefore.isNone);
	assert.ok((await chargingApi.receipt(0)).isNone);
	assert.equal((await chargingApi.revenue(alice, 20_000)).sessions.toNumber(), 0);
});

test('light clients can call every function of the billing API', async () => {
	const { billingApi } = api.call;
	assert.deepEqual(Object.keys(billingApi).toSorted(), BILLING_API.toSorted());
	for (const name of BILLING_API) {
		assert.notEqual(billingApi[name].meta.description, '', `${name} is documented`);
	}

	const alice = chain.account('Alice').address;
	const month = 202611;
	assert.ok((await billingApi.customer(alice)).contract.isNone);
	assert.ok((await billingApi.invoice(alice, month)).isNone);
	assert.equal((await billingApi.invoices(alice)).length, 0);
	const table = (await billingApi.tariff('ResidentialLowVoltage', month)).unwrap();
	assert.equal(table.fundPermille.toNumber(), 27);
	assert.ok((await billingApi.forecast(alice, month)).isNone);
	assert.ok((await billingApi.benefit(alice, month, null)).isNone);
	assert.ok((await billingApi.outcome(alice, month)).isNone);
	assert.equal((await billingApi.totals(month)).invoices.toNumber(), 0);
});

test("no RPC is Joule's own but those of the dev node's clock", async () => {
	const { methods } = await api.rpc.rpc.methods();
	const own = methods.map(String).filter((method) => !SDK_RPC.includes(method.split('_')[0]));
	assert.deepEqual(own.toSorted(), ['dev_advance', 'dev_advanceTo', 'dev_now']);
});
