/**
 * A building that trades: tenants who draw and a roof that feeds in, each behind a meter of its own, read by one
 * k-bems. Its owner adds an offer by hand, as on the papers' screens. A home next door buys, and what it pays is what
 * the building gets.
 */

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { korea } from '../../../demo/calendar.js';
import { ecoinOf } from './harness/books.js';
import { Browser } from './harness/browser.js';
import { Device } from './harness/device.js';
import { Neighbourhood } from './harness/neighbourhood.js';
import { DAY_MS, HOUR_MS, countersOf, writeReadings } from './harness/readings.js';

const OPENING = korea(2026, 6, 10, 9);
const INSTALLED = korea(2026, 6, 7, 9);
const NOON = korea(2026, 6, 10, 12);
const HOURS = 2;
const [TENANTS, ROOF, HOME] = [6_101, 6_102, 6_103];
const PAGE = '127.0.0.1:21061';
const [SELL_KRW, BUY_KRW] = [100, 150];

/** What flows in each hour. Tenants draw less than the roof feeds in. */
const [ROOF_WH, TENANTS_WH, HOME_WH] = [1_200, 600, 800];
const BY_HAND = { kwh: '0.3', krw: '120' };

/** The market waits for readings until then. */
const GRACE_MS = HOUR_MS;

/** Seconds on the chain for each second here. */
const SPEED = 240;

/** What flows in each quarter, if that much does in each hour. */
const drawing = (wh) => () => ({ importWh: wh / 4, exportWh: 0 });
const feedingIn = (wh) => () => ({ importWh: 0, exportWh: wh / 4 });

test('a building sells what its roof feeds in, and offers what its owner adds by hand', async (context) => {
	const town = await Neighbourhood.open(OPENING, 21_060);
	const { api, chain } = town;
	const trading = { zone: 1, tariff: { flat: 200 }, 'feed-in-krw': 80, 'confirm-deliveries': true };
	const make = async (name, device, flows, limit, settings) => {
		const made = await Device.make(device, {
			owner: chain.account(name).address,
			chain: { node: town.node.endpoint },
			point: flows.map(([number]) => ({ number, meter: { file: { path: `${number}.csv` } } })),
			trading: { ...trading, strategy: { 'fixed-limit': { ...limit, 'share-percent': 100 } } },
			...settings,
		});
		after(() => made.kill());
		for (const [number, flow] of flows) {
			const counters = countersOf(flow, INSTALLED, NOON + DAY_MS);
			await writeReadings(path.join(made.folder, `${number}.csv`), counters);
		}
		const installation = { installedAt: INSTALLED, face: { importWh: 0, exportWh: 0 } };
		const owner = await town.settle(name, ['Producer', 'Consumer'], made, installation);
		return { device: made, owner, before: await ecoinOf(api, owner.address) };
	};
	const building = await make(
		'Building',
		'building',
		[
			[TENANTS, drawing(TENANTS_WH)],
			[ROOF, feedingIn(ROOF_WH)],
		],
		{ 'sell-krw': SELL_KRW },
		{ role: 'k-bems', page: { listen: PAGE } },
	);
	const limit = { 'buy-krw': BUY_KRW };
	const home = await make('Jung', 'next-door', [[HOME, drawing(HOME_WH)]], limit, { role: 'hems' });
	await town.openHours(NOON, HOURS, HOUR_MS);

	town.live(SPEED / 8);
	building.device.start();
	home.device.start();
	const ordersOf = async ({ owner }) =>
		(await api.call.marketApi.orders(owner.address)).map(({ terms }) => [
			terms.quantityWh.toNumber(),
			terms.limit.toNumber() / 10,
		]);
	const everywhere = (order) => Array.from({ length: HOURS }, () => order);
	await town.eventually('both have placed their orders', async () => {
		const orders = [await ordersOf(building), await ordersOf(home)];
		return orders.every(({ length }) => length === HOURS);
	});
	assert.deepEqual(await ordersOf(building), everywhere([ROOF_WH, SELL_KRW]));
	assert.deepEqual(await ordersOf(home), everywhere([HOME_WH, BUY_KRW]));

	const browser = await Browser.open(`http://${PAGE}/`, after);
	await town.eventually('the page takes orders', async () => {
		const text = await browser.text('#strategy').catch(() => '');
		return text.includes('Trading');
	});
	await browser.evaluate(`(() => {
		const form = document.getElementById('entry');
		const wanted = ${JSON.stringify({ side: 'ask', ...BY_HAND })};
		for (const [name, value] of Object.entries(wanted)) form.elements[name].value = value;
		form.requestSubmit();
	})()`);
	await town.eventually('what the owner offers is on the chain', async () => {
		const orders = await ordersOf(building);
		return orders.some(([wh, krw]) => wh === 300 && krw === 120);
	});
	await town.eventually('the page says so', async () => {
		const text = await browser.text('#intents').catch(() => '');
		return text.includes('Sell 10 June 12:00-13:00: 0.300 kWh at 120.0 KRW/kWh');
	});
	assert.deepEqual(browser.errors, []);

	await town.rest();
	town.live(SPEED);
	const fieldsOf = async (name) =>
		(await town.events()).filter(({ method }) => method === name).map(({ fields }) => fields);
	await town.until(NOON + HOURS * HOUR_MS + GRACE_MS);
	const settled = await town.eventually('what was agreed is settled', async () => {
		const contracts = await fieldsOf('ContractSettled');
		return contracts.length === HOURS && contracts;
	});
	await town.rest();
	const made = await fieldsOf('ContractMade');
	assert.equal(made.length, HOURS);
	const delivered = settled.map(({ deliveredWh }) => deliveredWh.toNumber());
	assert.deepEqual(delivered, everywhere(HOME_WH), 'what the home draws comes from the roof');
	const paid = made.reduce((sum, { price }) => sum + BigInt(price.toNumber() * HOME_WH), 0n);
	const change = async ({ owner, before }) => {
		const now = await ecoinOf(api, owner.address);
		return now.free + now.held - before.free - before.held;
	};
	assert.equal(await change(home), -paid, 'the home pays');
	assert.equal(await change(building), paid, 'and the building gets it');
	const prices = made.map(({ price }) => price.toNumber() / 10);
	assert.ok(prices.every((price) => price >= SELL_KRW && price <= BUY_KRW));
	context.diagnostic(`two hours of ${HOME_WH} Wh at ${prices.join(' and ')} KRW/kWh`);
});
