/** A meter operator's device brings the readings of many meters onto the chain, in batches. */

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { korea } from '../../../demo/calendar.js';
import { Device } from './harness/device.js';
import { Neighbourhood, ZONE } from './harness/neighbourhood.js';
import { DAY_MS, HOUR_MS, countersOf, steady, sunny, writeReadings } from './harness/readings.js';

const OPENING = korea(2026, 6, 9, 22);
const INSTALLED = korea(2026, 6, 9, 12);
const MIDNIGHT = korea(2026, 6, 10);
const OWNERS = ['Kang', 'Yoon', 'Han'];
const METERS = 30;
const METER_WATT = 12_000;
const FIRST_POINT = 8_001;

/** Three minutes on the chain for each second here. */
const SPEED = 180;

test('many meters are read in few transactions', async () => {
	const town = await Neighbourhood.open(OPENING, 21_050);
	const { api, chain, operator } = town;
	const points = Array.from({ length: METERS }, (_, index) => FIRST_POINT + index);
	const device = await Device.make('operator', {
		role: 'meter-operator',
		owner: operator.address,
		chain: { node: town.node.endpoint },
		point: points.map((number) => ({ number, meter: { file: { path: `${number}.csv` } } })),
	});
	after(() => device.kill());
	const flows = [sunny, steady];
	const counters = flows.map((flow) => countersOf(flow, INSTALLED - DAY_MS, MIDNIGHT + HOUR_MS));
	for (const number of points) {
		const file = path.join(device.folder, `${number}.csv`);
		await writeReadings(file, counters[number % counters.length]);
	}

	const owners = OWNERS.map((name) => chain.account(name));
	const registrations = owners.map(({ address }, index) =>
		api.tx.registry.register(address, 3_001 + index, ZONE, ['Producer', 'Consumer']),
	);
	await chain.send(api.tx.sudo.sudo(api.tx.utility.batchAll(registrations)), operator);
	const access = [
		api.tx.registry.addDevice(device.account),
		api.tx.proxy.addProxy(device.account, 'Metering', 0),
	];
	await chain.sendAll(access, operator);
	const installations = points.map((number, index) =>
		api.tx.metering.registerPoint(number, {
			owner: owners[index % owners.length].address,
			zone: ZONE,
			source: 'Solar',
			capacity: { import: METER_WATT, export: METER_WATT },
			key: device.meterKeys.get(number),
			installedAt: INSTALLED,
			face: counters[number % counters.length].get(INSTALLED),
		}),
	);
	await chain.sendAll(installations, operator);

	town.live(SPEED);
	device.start();
	const recorded = await town.eventually('every meter is read', async () => {
		const readings = (await town.events()).filter(({ method }) => method === 'ReadingRecorded');
		return readings.length >= METERS && readings;
	});
	await town.rest();
	assert.equal(recorded.length, METERS);
	const read = recorded.map(({ fields }) => fields.point.toNumber()).sort((a, b) => a - b);
	assert.deepEqual(read, points, 'each of them once');
	assert.ok(recorded.every(({ fields }) => fields.measuredAt.toNumber() === MIDNIGHT));
	const { nonce } = await api.query.system.account(device.account);
	assert.ok(nonce.toNumber() <= 3, `it took ${nonce} transactions`);
});
