/**
 * Ten homes and their devices through a whole trading day, without a hand on them: real load and solar
 * profiles, 24 products of an hour. Then everyone's balance is audited from the events of the chain alone.
 */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { korea } from '../../../demo/calendar.js';
import { Ledger } from '../../../demo/ledger.js';
import { RESIDENTIAL, billKrw } from '../../../demo/tariff.js';
import { inKrw, kwh, won } from '../../../demo/units.js';
import { FIRST_POINT, MONTH_START, settleHomes } from './harness/homes.js';
import { Neighbourhood } from './harness/neighbourhood.js';
import { DAY_MS, HOUR_MS } from './harness/readings.js';

const OPENING = korea(2026, 6, 9, 18);
const DAY = korea(2026, 6, 10);
const MONTH = 6;
const ECOIN = 1;

/** After the day the market waits an hour for readings; buyers can dispute for three days. */
const SETTLED = DAY + DAY_MS + 3 * DAY_MS + 3 * HOUR_MS;

/** Seconds on the chain for each second here. */
const SPEED = 600;

/** What somebody's ecoin is, free and held. */
async function ecoinOf({ api }, address) {
	const account = await api.query.assets.account(ECOIN, address);
	const held = await api.query.assetsHolder.balancesOnHold(ECOIN, address);
	const free = account.isSome ? account.unwrap().balance.toBigInt() : 0n;
	return { free, held: held.isSome ? held.unwrap().toBigInt() : 0n };
}

test('ten devices trade for a day and every balance is right', async (context) => {
	const town = await Neighbourhood.open(OPENING, 21_030);
	const homes = await settleHomes(town, after);
	const before = new Map();
	for (const { account } of homes) before.set(account.address, await ecoinOf(town, account.address));
	await town.openHours(DAY, 24, HOUR_MS);

	town.live(SPEED);
	for (const { device } of homes) device.start();
	await town.until(DAY + DAY_MS + 30 * 60_000);
	await town.eventually('every device has read its last midnight', async () => {
		const ends = await Promise.all(
			homes.map(async ({ profile }) => {
				const point = await town.api.query.metering.points(FIRST_POINT + profile);
				return point.unwrap().last.measuredAt.toNumber();
			}),
		);
		return ends.every((end) => end >= DAY + DAY_MS);
	});
	await town.rest();
	for (const { device } of homes) await device.kill();
	const jumps = [DAY + DAY_MS + 2 * HOUR_MS, SETTLED];
	for (const moment of jumps) {
		await town.chain.advanceTo(moment);
		await town.chain.until(async () => {
			const { queuedProducts } = await town.api.call.marketApi.statistics();
			return queuedProducts.toNumber() === 0;
		}, 'the market has settled what is due');
	}

	const events = await town.events();
	const nameOf = (address) =>
		homes.find(({ account }) => account.address === `${address}`)?.name ?? `${address}`;
	const ledger = new Ledger(nameOf);
	const settled = ledger.record(events);
	const made = events.filter(({ method }) => method === 'ContractMade').length;
	assert.ok(made > 50, `${made} contracts were made`);
	assert.equal(settled.length, made, 'every contract is settled');

	let sum = 0;
	for (const { name, account } of homes) {
		const now = await ecoinOf(town, account.address);
		assert.equal(now.held, 0n, `nothing of ${name}'s ecoin is held any more`);
		const { paidKrw, earnedKrw, imbalanceKrw } = ledger.of(name);
		const expected = earnedKrw - paidKrw + imbalanceKrw;
		const change = inKrw(now.free - before.get(account.address).free);
		assert.ok(Math.abs(change - expected) < 0.001, `${name}: ${change} and not ${expected} KRW`);
		sum += change;
	}
	assert.ok(Math.abs(sum) < 0.001, 'what some paid others got');
	checkOrders(events, homes);
	report(context, homes, ledger, made);
});

/** No device placed more than one batch in a product, and each placed some. */
function checkOrders(events, homes) {
	const batches = new Map(homes.map(({ account }) => [account.address, []]));
	for (const { method, fields } of events) {
		if (method === 'OrdersPlaced') batches.get(`${fields.who}`).push(fields.product.toNumber());
	}
	for (const { name, account } of homes) {
		const products = batches.get(account.address);
		assert.ok(products.length > 0, `${name}'s device placed orders`);
		assert.equal(new Set(products).size, products.length, `${name}'s placed none twice`);
	}
}

/** What the day was good for: a month's bill if every day were like this one. */
function report(context, homes, ledger, made) {
	context.diagnostic(`${made} contracts`);
	for (const { name, counters, isSeller } of homes) {
		const { boughtWh, paidKrw, soldWh, earnedKrw, imbalanceKrw } = ledger.of(name);
		const at = (moment) => counters.get(moment).importWh;
		const month = at(MONTH_START + 30 * DAY_MS);
		const alone = billKrw(RESIDENTIAL, MONTH, month);
		const less = billKrw(RESIDENTIAL, MONTH, Math.max(0, month - boughtWh));
		const saved = alone - less - paidKrw + Math.max(0, imbalanceKrw);
		context.diagnostic(
			`${name}${isSeller ? ' (panels)' : ''}: bought ${kwh(boughtWh)} for ${won(paidKrw)}, ` +
				`saved ${won(saved)}; sold ${kwh(soldWh)} for ${won(earnedKrw)}, imbalance ${won(imbalanceKrw)}`,
		);
	}
}
