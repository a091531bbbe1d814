/** The owner's page, as a browser on a phone shows it. */

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { korea } from '../../../demo/calendar.js';
import { Browser } from './harness/browser.js';
import { Device } from './harness/device.js';
import { Neighbourhood } from './harness/neighbourhood.js';
import { DAY_MS, HOUR_MS, countersOf, steady, writeReadings } from './harness/readings.js';

const OPENING = korea(2026, 6, 9, 18);
const INSTALLED = korea(2026, 6, 9, 12);
const FIRST_DELIVERY = korea(2026, 6, 10, 10);
const PAGE = '127.0.0.1:21021';
const POINT = 4_001;

let town;
let device;
let choi;
let browser;

const endings = [];
const atTheEnd = (action) => endings.unshift(action);
after(async () => {
	for (const end of endings) await end();
});

before(async () => {
	town = await Neighbourhood.open(OPENING, 21_020, atTheEnd);
	device = await Device.make('page', {
		role: 'hems',
		owner: town.chain.account('Choi').address,
		chain: { node: town.node.endpoint },
		point: [{ number: POINT, name: 'flat', meter: { file: { path: 'readings.csv' } } }],
		trading: {
			zone: 1,
			tariff: 'residential-low-voltage',
			'feed-in-krw': 80,
			'dry-run': true,
			strategy: { 'tariff-aware': { 'margin-percent': 5 } },
			limits: { 'buy-at-most-krw': 250 },
		},
		page: { listen: PAGE },
	});
	atTheEnd(() => device.kill());
	const counters = countersOf(steady, OPENING - 20 * DAY_MS, OPENING + DAY_MS);
	await writeReadings(path.join(device.folder, 'readings.csv'), counters);
	choi = await town.settle('Choi', ['Consumer'], device, {
		installedAt: INSTALLED,
		face: counters.get(INSTALLED),
	});
	await town.openHours(FIRST_DELIVERY, 2, HOUR_MS);
	town.live(1);
	device.start();
	await town.eventually('the page is there', () => fetch(`http://${PAGE}`).catch(() => false));
	browser = await Browser.open(`http://${PAGE}/`, atTheEnd);
});

/** Waits until a part of the page says something. */
const says = (selector, pattern) =>
	town.eventually(`${selector} says ${pattern}`, async () => {
		const text = await browser.text(selector).catch(() => '');
		return pattern.test(text) && text;
	});

const fill = (entries) =>
	browser.evaluate(`(() => {
		const form = document.getElementById('entry');
		for (const [name, value] of Object.entries(${JSON.stringify(entries)})) {
			form.elements[name].value = value;
		}
		form.requestSubmit();
	})()`);

test('the owner sees what was used today and what a dry run would do', async () => {
	await says('#points', /used, until 18:00/);
	// From midnight on 72 quarters of 200 Wh.
	assert.match(await browser.text('#points'), /14\.400 kWh/);
	await says('#intents', /would be placed: this is a dry run/);
	assert.match(await browser.text('#strategy'), /Dry run, strategy: tariff-aware/);
	assert.match(await browser.text('#figures'), /100,000 KRW/);
	const orders = await town.api.call.marketApi.orders(choi.address);
	assert.equal(orders.length, 0, 'a dry run places nothing');
});

test('the owner buys by hand, within the limits', async () => {
	await device.kill();
	await device.configure({ trading: { ...device.settings.trading, 'dry-run': false } });
	device.start();
	await town.eventually('the strategy has placed its orders', async () => {
		return (await town.api.call.marketApi.orders(choi.address)).length > 0;
	});
	const before = (await town.api.call.marketApi.orders(choi.address)).length;
	await says('#strategy', /Trading/);
	await fill({ side: 'bid', kwh: '1.5', krw: '300' });
	await says('#answer', /Noted/);
	const orders = await town.eventually('the order is on the chain', async () => {
		const all = await town.api.call.marketApi.orders(choi.address);
		return all.length > before && all;
	});
	const mine = orders.find(({ terms }) => terms.quantityWh.toNumber() === 1_500);
	assert.equal(mine.terms.limit.toNumber(), 2_500, "lowered to the owner's limit");
	await says('#intents', /lowered to the owner's limit of 250\.0 KRW\/kWh/);
});

test('a pause holds everything back until the owner goes on', async () => {
	await browser.evaluate("document.getElementById('pause').click()");
	await says('#strategy', /Paused/);
	await fill({ side: 'bid', kwh: '1', krw: '200' });
	await says('#answer', /paused/);
	await browser.evaluate("document.getElementById('pause').click()");
	await says('#strategy', /Trading/);
});

test('other pages and other names are kept out', async () => {
	const post = (headers, body = '{"is_paused":true}') =>
		fetch(`http://${PAGE}/api/pause`, { method: 'POST', headers, body });
	const json = { 'content-type': 'application/json' };
	assert.equal((await post({ ...json, origin: 'https://evil.example' })).status, 403);
	assert.equal((await post({ 'content-type': 'text/plain' })).status, 415);
	assert.equal((await post(json, '{"is_paused":1}')).status, 422);
	assert.equal((await (await fetch(`http://${PAGE}/api/today`)).json()).trading.is_paused, false);
});

test('nothing went wrong on the page, and it fits a phone', async () => {
	assert.deepEqual(browser.errors, []);
	const width = await browser.evaluate('document.documentElement.scrollWidth');
	assert.ok(width <= 390, `it is ${width} pixels wide`);
	await writeFile(path.join(device.folder, 'page.png'), await browser.picture());
});
