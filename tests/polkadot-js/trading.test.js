/** An order is placed through the client, and what comes of it is understood. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallFailed, Refused } from '../../demo/chain.js';
import { connectPlainly, useNode } from './harness.js';

const ZONE = 1;
const HOUR_MS = 60 * 60 * 1_000;
const ECOIN_PER_KRW = 10_000;

/** What a consumer bids for, in the first product of the chain. */
const PRODUCT = 0;
const ORDER = { limit: 1_501, quantityWh: 2_000 };
/** 2 kWh at 150.1 KRW/kWh. */
const VALUE_KRW = 300.2;

const { api, chain, endpoint } = await useNode();
const [alice, bob, stranger] = ['Alice', 'Bob', 'Stranger'].map((name) => chain.account(name));
await prepare(api.tx);

/** Bob becomes a consumer with 1,000 KRW, and the first product is opened. */
async function prepare(tx) {
	const registration = tx.registry.register(bob.address, 1_001, ZONE, ['Consumer']);
	await chain.send(tx.sudo.sudo(registration), alice);
	await chain.send(tx.ecoin.requestIssue(1_000 * ECOIN_PER_KRW, 'DEPOSIT 1'), bob);
	await chain.send(tx.ecoin.approveIssue(0), alice);
	const series = {
		zone: ZONE,
		resolution: 'Hour',
		firstStart: Math.ceil((await chain.now()) / HOUR_MS) * HOUR_MS + HOUR_MS,
		count: 1,
		gateLeadMs: 0,
		lockLeadMs: 0,
	};
	await chain.send(tx.energyTrading.createSeries(series), alice);
}

const bid = (order) => api.tx.energyTrading.placeOrders(PRODUCT, 'Bid', [order]);

test('an order is placed, and its events say so', async () => {
	const events = await chain.send(bid(ORDER), bob);

	const placed = events.find(({ method }) => method === 'OrdersPlaced');
	assert.equal(placed.section, 'energyTrading');
	const { who, product, side, orders, quantityWh, held } = placed.fields;
	assert.equal(`${who}`, bob.address);
	assert.equal(product.toNumber(), PRODUCT);
	assert.ok(side.isBid);
	assert.equal(orders.toNumber(), 1);
	assert.equal(quantityWh.toNumber(), ORDER.quantityWh);
	assert.equal(held.toNumber(), VALUE_KRW * ECOIN_PER_KRW);
	assert.ok(events.some(({ section, method }) => section === 'assetsHolder' && method === 'Held'));
	assert.ok(
		events.some(({ section, method }) => section === 'system' && method === 'ExtrinsicSuccess'),
	);
});

test('the order is seen through the runtime API', async () => {
	const { marketApi } = api.call;
	const [order] = await marketApi.orders(bob.address);
	assert.deepEqual([order.product, order.terms.limit, order.terms.quantityWh].map(Number), [
		PRODUCT,
		ORDER.limit,
		ORDER.quantityWh,
	]);
	const [[ticks, energyWh]] = await marketApi.auctionDepth(PRODUCT, 'Bid', 10);
	assert.deepEqual([ticks, energyWh].map(Number), [ORDER.limit, ORDER.quantityWh]);
});

for (const [what, order, section, name] of [
	['nothing', { ...ORDER, quantityWh: 0 }, 'matching', 'ZeroQuantity'],
	['at no price', { ...ORDER, limit: 0 }, 'matching', 'PriceOffGrid'],
	['more than it can pay', { ...ORDER, quantityWh: 1_000_000 }, 'energyTrading', 'NotEnoughEcoin'],
]) {
	test(`a bid for ${what} is refused in words`, async () => {
		await assert.rejects(chain.send(bid(order), bob), (error) => {
			assert.ok(error instanceof CallFailed);
			assert.deepEqual([error.section, error.errorName], [section, name]);
			assert.notEqual(error.docs, '');
			return true;
		});
	});
}

test("an unregistered account's transaction does not enter the pool", async () => {
	await assert.rejects(chain.send(bid(ORDER), stranger), (error) => {
		assert.ok(error instanceof Refused);
		assert.match(error.message, /not registered/);
		return true;
	});
	assert.equal((await api.rpc.author.pendingExtrinsics()).length, 0);
});

test('a participant that may not send is told so', async () => {
	const revoke = api.tx.registry.revokePermission(bob.address, 'Send');
	const grant = api.tx.registry.grantPermission(bob.address, 'Send');
	await chain.send(api.tx.sudo.sudo(revoke), alice);
	await assert.rejects(chain.send(bid(ORDER), bob), /may not send/);
	await chain.send(api.tx.sudo.sudo(grant), alice);
});

test('a client without any hints signs transactions that the chain takes', async () => {
	const plain = await connectPlainly(endpoint);
	try {
		const before = await plain.rpc.system.accountNextIndex(bob.address);
		await plain.tx.energyTrading.placeOrders(PRODUCT, 'Bid', [ORDER]).signAndSend(bob);
		const after = await plain.rpc.system.accountNextIndex(bob.address);
		assert.equal(after.toNumber(), before.toNumber() + 1);
	} finally {
		await plain.disconnect();
	}
});
