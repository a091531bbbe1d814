/**
 * Meters that others wrote: mosquitto carries one's messages, pymodbus and pysunspec2 are another and an inverter. A
 * building's device reads them all, and the chain has what they showed.
 */

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { korea } from '../../../demo/calendar.js';
import { Device } from './harness/device.js';
import { Neighbourhood } from './harness/neighbourhood.js';
import { makeCertificate, startBroker, startSunspecMeter } from './harness/programs.js';
import { DAY_MS, QUARTER_MS } from './harness/readings.js';

const OPENING = korea(2026, 6, 9, 23);
const MIDNIGHT = korea(2026, 6, 10);
const [FLAT, SHOP, STUDIO, CELLAR, ROOF] = [3_001, 3_002, 3_003, 3_004, 3_005];
const TOPIC = 'building/flat/registers';

/** A minute on the chain for each second here. */
const SPEED = 60;

/** More than flows in minutes. */
const A_DAY_WH = 20_000;

/** The device looks at the chain, and at its clock, every three seconds. */
const UNTIL_IT_LOOKS_MS = 5_000;

test('a building is read by MQTT, with and without TLS, and by SunSpec', async () => {
	const town = await Neighbourhood.open(OPENING, 21_010);
	const { api, chain } = town;
	const folder = await mkdtemp(path.join(tmpdir(), 'joule-certificates-'));
	after(() => rm(folder, { recursive: true }));
	const own = await makeCertificate(folder, 'own');
	const foreign = await makeCertificate(folder, 'foreign');
	const broker = await startBroker(21_011);
	const secret = await startBroker(21_013, own);
	const byTls = (certificate) => ({
		mqtt: { broker: secret.address, topic: TOPIC, certificate },
	});
	const shop = await startSunspecMeter(21_012);
	const roof = await startSunspecMeter(21_014, '--model', '103');
	const device = await Device.make('meters', {
		role: 'k-bems',
		owner: chain.account('Building').address,
		chain: { node: town.node.endpoint },
		point: [
			{ number: FLAT, name: 'flat', meter: { mqtt: { broker: broker.address, topic: TOPIC } } },
			{ number: SHOP, name: 'shop', meter: { sunspec: { address: shop.address } } },
			{ number: ROOF, name: 'roof', meter: { sunspec: { address: roof.address } } },
			{ number: STUDIO, name: 'studio', meter: byTls(own.authority) },
			{ number: CELLAR, name: 'cellar', meter: byTls(foreign.authority) },
		],
	});
	after(() => device.kill());
	await town.settle('Building', ['Consumer'], device, {
		installedAt: OPENING - QUARTER_MS,
		face: { importWh: 0, exportWh: 0 },
	});

	town.live(SPEED);
	device.start();
	let [flatWh, shopWh, roofWh] = [1_000, 2_000, 500];
	const countUntil = async (moment) => {
		while ((await chain.now()) < moment) {
			[flatWh, shopWh, roofWh] = [flatWh + 20, shopWh + 40, roofWh + 30];
			const isLie = flatWh === 1_200;
			await broker.publish(TOPIC, { import_kwh: isLie ? 9_999 : flatWh / 1_000, export_kwh: 0 });
			if (isLie) await broker.publish(TOPIC, 'no reading at all');
			await secret.publish(TOPIC, { import_wh: flatWh, export_wh: 0 });
			await shop.show({ importWh: shopWh, exportWh: 0 });
			await roof.show({ importWh: 0, exportWh: roofWh });
			await sleep(1_000);
		}
	};
	const read = (point, midnight) =>
		town.eventually(`the midnight of ${point} is read`, async () => {
			const { last, total } = (await api.query.metering.points(point)).unwrap();
			const wh = point === ROOF ? total.exportWh : total.importWh;
			return last.measuredAt.toNumber() === midnight && wh.toNumber();
		});
	await countUntil(MIDNIGHT + QUARTER_MS);
	const flat = await read(FLAT, MIDNIGHT);
	const [building, studio] = [await read(SHOP, MIDNIGHT), await read(STUDIO, MIDNIGHT)];
	assert.ok(flat > 1_000 && flat <= flatWh, `the flat's meter showed ${flat} Wh at midnight`);
	assert.ok(studio > 1_000 && studio <= flatWh, `the studio's showed ${studio} Wh`);
	const { last } = (await api.query.metering.points(CELLAR)).unwrap();
	assert.equal(last.sequence.toNumber(), 0, 'a broker that another vouches for is not heard');
	const delivered = await read(ROOF, MIDNIGHT);
	assert.ok(delivered > 500 && delivered <= roofWh, `the inverter showed ${delivered} Wh`);
	assert.ok(building > 2_000 && building <= shopWh, `the shop's showed ${building} Wh`);

	// For a day the meters are not heard. What the broker kept of it says no more than that it is old.
	await town.rest();
	await chain.advanceTo(MIDNIGHT + DAY_MS - 2 * QUARTER_MS);
	await sleep(UNTIL_IT_LOOKS_MS);
	await device.kill();
	await broker.publish(TOPIC, { import_wh: flatWh + 20, export_wh: 0 });
	flatWh += A_DAY_WH;
	town.live(SPEED);
	device.start();
	await countUntil(MIDNIGHT + DAY_MS + QUARTER_MS);
	const nextFlat = await read(FLAT, MIDNIGHT + DAY_MS);
	assert.ok(nextFlat - flat > A_DAY_WH, `in a day the flat drew ${nextFlat - flat} Wh`);
	assert.ok(nextFlat <= flatWh, 'and no more than its meter showed');
	await town.rest();
});
