/** The figures by which the market is monitored follow what happens on it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useNode } from './harness.js';

const ZONE = 1;
const HOUR_MS = 60 * 60 * 1_000;
const ECOIN_PER_KRW = 10_000;

/** Two products, an hour apart, the gate of each at the start of its period. */
const PRODUCTS = [0, 1];
const ASK = { limit: 1_400, quantityWh: 3_000 };
const BID = { limit: 1_500, quantityWh: 2_000 };

const { api, chain } = await useNode();
const [alice, bob, carol] = ['Alice', 'Bob', 'Carol'].map((name) => chain.account(name));
const gates = await prepare(api.tx);

/** Bob becomes a consumer and Carol a producer, with money, and two products are opened. */
async function prepare(tx) {
	for (const [who, number, role] of [
		[bob, 1_001, 'Consumer'],
		[carol, 1_002, 'Producer'],
	]) {
		const registration = tx.registry.register(who.address, number, ZONE, [role]);
		await chain.send(tx.sudo.sudo(registration), alice);
		await chain.send(tx.ecoin.requestIssue(10_000 * ECOIN_PER_KRW, `DEPOSIT ${number}`), who);
		await chain.send(tx.ecoin.approveIssue(number - 1_001), alice);
	}
	const firstStart = Math.ceil((await chain.now()) / HOUR_MS) * HOUR_MS + HOUR_MS;
	const series = {
		zone: ZONE,
		resolution: 'Hour',
		firstStart,
		count: PRODUCTS.length,
		gateLeadMs: 0,
		lockLeadMs: 0,
	};
	await chain.send(tx.energyTrading.createSeries(series), alice);
	return PRODUCTS.map((product) => firstStart + product * HOUR_MS);
}

/** The statistics as plain numbers; those named only. */
async function statistics(...names) {
	const all = (await api.call.marketApi.statistics()).toJSON();
	return Object.fromEntries(names.map((name) => [name, all[name]]));
}

test('open products and the orders in them are counted', async () => {
	for (const product of PRODUCTS) {
		await chain.send(api.tx.energyTrading.placeOrders(product, 'Bid', [BID, BID]), bob);
	}
	await chain.send(api.tx.energyTrading.placeOrders(PRODUCTS[0], 'Ask', [ASK]), carol);
	assert.deepEqual(
		await statistics('openProducts', 'openBatches', 'openBidsWh', 'openAsksWh', 'nextGate'),
		{
			openProducts: 2,
			openBatches: 3,
			openBidsWh: 4 * BID.quantityWh,
			openAsksWh: ASK.quantityWh,
			nextGate: gates[0],
		},
	);
});

test('after its gate has closed a product counts with its contracts', async () => {
	await chain.advanceTo(gates[0]);
	await chain.until(
		async () => (await api.query.energyTrading.products(PRODUCTS[0])).unwrap().stage.isDelivering,
		'the contracts of the first product',
	);
	const made = await statistics(
		'openProducts',
		'unclearedProducts',
		'nextGate',
		'contracts',
		'unsettledContracts',
		'queuedProducts',
		'restingOffers',
		'spotOutcomes',
	);
	assert.deepEqual(made, {
		openProducts: 1,
		unclearedProducts: 0,
		nextGate: gates[1],
		contracts: 1,
		unsettledContracts: 1,
		queuedProducts: 0,
		restingOffers: 0,
		spotOutcomes: 0,
	});
});
