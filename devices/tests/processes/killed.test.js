/**
 * A device is killed again and again, as a process, on a chain that runs. Afterwards the chain has each of
 * its readings once and each of its orders once.
 */

import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { korea } from '../../../demo/calendar.js';
import { Device } from './harness/device.js';
import { Neighbourhood } from './harness/neighbourhood.js';
import { DAY_MS, HOUR_MS, countersOf, sunny, writeReadings } from './harness/readings.js';

const OPENING = korea(2026, 6, 9, 18);
const INSTALLED = korea(2026, 6, 9, 12);
const FIRST_DELIVERY = korea(2026, 6, 10, 10);
const HOURS = 6;
const END = korea(2026, 6, 12, 1);

/** Seconds on the chain for each second here. */
const SPEED = 1_200;

/** For so long a device lives between two deaths. */
const LIVES_MS = [1_500, 4_000, 700, 6_000, 2_500, 5_000, 1_000, 8_000];

const POINT = 2_001;

test('a device that is killed again and again neither loses nor doubles anything', async () => {
	const town = await Neighbourhood.open(OPENING, 21_000);
	const { api, chain } = town;
	const device = await Device.make('killed', {
		role: 'hems',
		owner: chain.account('Kim').address,
		chain: { node: town.node.endpoint },
		point: [{ number: POINT, meter: { file: { path: 'readings.csv' } } }],
		trading: {
			zone: 1,
			tariff: 'residential-low-voltage',
			'feed-in-krw': 80,
			strategy: { 'forecast-based': {} },
		},
	});
	after(() => device.kill());
	const counters = countersOf(sunny, OPENING - 20 * DAY_MS, END);
	await writeReadings(path.join(device.folder, 'readings.csv'), counters);
	const kim = await town.settle('Kim', ['Producer', 'Consumer'], device, {
		installedAt: INSTALLED,
		face: counters.get(INSTALLED),
	});
	await town.openHours(FIRST_DELIVERY, HOURS, HOUR_MS);

	town.live(SPEED);
	let deaths = 0;
	const endOfDeaths = END - 12 * HOUR_MS;
	while ((await chain.now()) < endOfDeaths) {
		device.start();
		await sleep(LIVES_MS[deaths % LIVES_MS.length]);
		assert.equal(await device.kill(), 'SIGKILL');
		deaths += 1;
		await appendFile(device.log, '--- killed\n');
	}
	device.start();
	await town.until(END);
	await town.eventually('the last midnight is read', async () => {
		const point = (await api.query.metering.points(POINT)).unwrap();
		return point.last.measuredAt.toNumber() >= korea(2026, 6, 12);
	});
	await town.rest();
	await device.kill();
	assert.ok(deaths > 10, `it was killed ${deaths} times`);

	const events = await town.events();
	const readings = events
		.filter(({ method }) => method === 'ReadingRecorded')
		.map(({ fields }) => fields.measuredAt.toNumber());
	assert.deepEqual(readings, [...new Set(readings)].sort(), 'each reading came once, in order');
	for (const midnight of [korea(2026, 6, 10), korea(2026, 6, 11), korea(2026, 6, 12)]) {
		assert.ok(readings.includes(midnight), `midnight ${midnight} was read`);
	}
	const { total } = (await api.query.metering.points(POINT)).unwrap();
	const last = readings.at(-1);
	const drawn = counters.get(last).importWh - counters.get(INSTALLED).importWh;
	assert.equal(total.importWh.toNumber(), drawn, 'every Wh is on the chain');

	const placed = events.filter(
		({ method, fields }) => method === 'OrdersPlaced' && `${fields.who}` === kim.address,
	);
	const products = placed.map(({ fields }) => fields.product.toNumber());
	assert.equal(new Set(products).size, HOURS, 'there were orders in every product');
	assert.equal(products.length, HOURS, 'and in none of them twice');
});
