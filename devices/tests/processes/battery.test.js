/**
 * Batteries that follow the schedule of a device.
 *
 * A home without panels has one. On the first day its device learns what a neighbour's panels sell for at noon.
 * On the second it buys more of that than the home needs, and the battery takes the rest; the evening lives on it,
 * and the device buys that much less. What flowed is read from the chain.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { korea } from '../../../demo/calendar.js';
import { BATTERY, BatteryHome, METER, batteryAt } from './harness/battery_home.js';
import { Browser } from './harness/browser.js';
import { Device } from './harness/device.js';
import { Neighbourhood } from './harness/neighbourhood.js';
import { startBroker } from './harness/programs.js';
import { DAY_MS, HOUR_MS, countersOf, sunny, writeReadings } from './harness/readings.js';

const INSTALLED = korea(2026, 6, 10, 9);
const OPENING = korea(2026, 6, 10, 10);
const FIRST_NOON = korea(2026, 6, 10, 12);
const FIRST_EVENING = korea(2026, 6, 10, 18);
const [MORNING, NOON, DUSK, EVENING, MIDNIGHT] = [10, 12, 17, 18, 24].map((hour) =>
	korea(2026, 6, 11, hour),
);
const HOURS = 10;
const TARIFF_TICKS = 2_000;
const [HOME, ROOF] = [6_001, 6_002];
const TOPIC = 'home/battery/schedule';
const LEVEL_TOPIC = 'home/battery/level';
const PAGE = '127.0.0.1:21052';

/** Seconds on the chain for each second here, on the first day and on the second. */
const SPEEDS = [480, 240];

const EVENING_HOURS = 4;

/** The home draws 400 Wh in each hour, and 1,600 Wh in each of the evening from 18 to 22. */
function load(moment) {
	const hour = Math.floor((moment - korea(2026, 5, 1)) / HOUR_MS) % 24;
	return hour >= 18 && hour < 18 + EVENING_HOURS ? 400 : 100;
}

const NEEDED_BY_DAY_WH = 400 * 5;
const NEEDED_AFTERWARDS_WH = 400 * 3 + 1_600 * EVENING_HOURS;

/** The battery may not be full when the sun sets: but this much it must have borne. */
const LEAST_BORNE_WH = 2_500;

test('a home buys the sun of noon for its evening', async (context) => {
	const town = await Neighbourhood.open(OPENING, 21_050);
	const { api, chain } = town;
	const broker = await startBroker(21_051);
	const trading = { zone: 1, tariff: { flat: 200 }, 'feed-in-krw': 80, 'confirm-deliveries': true };
	const device = await Device.make('battery', {
		role: 'hems',
		owner: chain.account('Jung').address,
		chain: { node: town.node.endpoint },
		point: [{ number: HOME, name: 'home', meter: METER }],
		trading: { ...trading, strategy: { 'tariff-aware': { 'margin-percent': 5 } } },
		battery: batteryAt(broker.address, TOPIC),
		page: { listen: PAGE },
	});
	const roof = await Device.make('roof', {
		role: 'hems',
		owner: chain.account('Shin').address,
		chain: { node: town.node.endpoint },
		point: [{ number: ROOF, name: 'roof', meter: { file: { path: 'readings.csv' } } }],
		trading: { ...trading, strategy: { 'fixed-limit': { 'sell-krw': 100, 'share-percent': 100 } } },
	});
	after(() => Promise.all([device.kill(), roof.kill()]));

	const home = new BatteryHome(device.folder, load, broker.listen(TOPIC));
	after(() => home.rest());
	await home.remember(OPENING - 14 * DAY_MS, OPENING);
	const face = { importWh: home.importWh - 4 * load(INSTALLED), exportWh: 0 };
	const jung = await town.settle('Jung', ['Consumer'], device, { installedAt: INSTALLED, face });
	const counters = countersOf(sunny, OPENING - 14 * DAY_MS, MIDNIGHT + HOUR_MS);
	await writeReadings(path.join(roof.folder, 'readings.csv'), counters);
	const onRoof = { installedAt: INSTALLED, face: counters.get(INSTALLED) };
	await town.settle('Shin', ['Producer', 'Consumer'], roof, onRoof);
	for (const noon of [FIRST_NOON, NOON]) await town.openHours(noon, HOURS, HOUR_MS);

	town.live(SPEEDS[0]);
	home.live(chain);
	roof.start();
	device.start();
	await town.until(FIRST_EVENING);
	await town.rest();
	await chain.advanceTo(MORNING);
	town.live(SPEEDS[1]);
	const browser = await Browser.open(`http://${PAGE}/`, after);
	const plan = await town.eventually('the page shows what the battery is to do', async () => {
		const text = await browser.text('#plan').catch(() => '');
		return text.includes('Deliver') && text;
	});
	assert.match(plan, /Why: the battery gives .* KRW\/kWh now/);
	assert.deepEqual(browser.errors, []);
	await town.until(MIDNIGHT + HOUR_MS);
	await town.eventually('the last midnight is read', async () => {
		const { last } = (await api.query.metering.points(HOME)).unwrap();
		return last.measuredAt.toNumber() >= MIDNIGHT;
	});
	await home.rest();
	await town.rest();

	const events = await town.events();
	const periods = new Map();
	for (const [key, product] of await api.query.energyTrading.products.entries()) {
		periods.set(key.args[0].toNumber(), product.unwrap().period.start.toNumber());
	}
	const fieldsOf = (name) =>
		events.filter(({ method }) => method === name).map(({ fields }) => fields);
	const onSecondDay = ({ product }) => periods.get(product.toNumber()) >= NOON;
	const made = fieldsOf('ContractMade').filter(onSecondDay);
	const settled = fieldsOf('ContractSettled').filter(onSecondDay);
	assert.equal(settled.length, made.length, 'all that the home bought was settled');
	const bought = settled.reduce((sum, { deliveredWh }) => sum + deliveredWh.toNumber(), 0);
	for (const { price } of made) {
		assert.ok(price.toNumber() <= TARIFF_TICKS * BATTERY.efficiency, 'no more than it saves later');
	}

	const total = (moment) => {
		const reading = fieldsOf('ReadingRecorded').find(
			({ point, measuredAt }) => point.toNumber() === HOME && measuredAt.toNumber() === moment,
		);
		return reading.total.importWh.toNumber();
	};
	const drawnByDay = total(DUSK) - total(NOON);
	const drawnAfterwards = total(MIDNIGHT) - total(DUSK);
	const stored = drawnByDay - NEEDED_BY_DAY_WH;
	const borne = NEEDED_AFTERWARDS_WH - drawnAfterwards;

	const orders = await api.call.marketApi.orders(jung.address);
	const inTheEvening = orders.filter(({ product }) => periods.get(product.toNumber()) >= EVENING);
	const wanted = inTheEvening.reduce((sum, { terms }) => sum + terms.quantityWh.toNumber(), 0);
	const needed = 1_600 * EVENING_HOURS;
	context.diagnostic(
		`bought ${bought} Wh by day; the battery drew ${stored} Wh and bore ${borne} Wh of the evening; ` +
			`the device wanted ${wanted} of the ${needed} Wh of the evening`,
	);

	assert.ok(bought > NEEDED_BY_DAY_WH + LEAST_BORNE_WH, `${bought} Wh were bought by day`);
	assert.ok(borne >= LEAST_BORNE_WH, `the battery bore ${borne} Wh of the evening`);
	assert.ok(borne <= stored * BATTERY.efficiency, `of the ${stored} Wh that it had drawn`);
	assert.ok(wanted <= needed - LEAST_BORNE_WH, `for the evening it wanted ${wanted} Wh`);
});

test('a battery says by MQTT how full it is, and hears there what to do', async () => {
	const town = await Neighbourhood.open(OPENING, 21_055);
	const broker = await startBroker(21_056);
	const level = { mqtt: { broker: broker.address, topic: LEVEL_TOPIC } };
	const device = await Device.make('mqtt-battery', {
		role: 'hems',
		owner: town.chain.account('Jung').address,
		chain: { node: town.node.endpoint },
		point: [{ number: HOME, name: 'home', meter: { file: { path: 'readings.csv' } } }],
		trading: { zone: 1, tariff: { flat: 200 }, 'feed-in-krw': 80, strategy: { 'forecast-based': {} } },
		battery: { ...batteryAt(broker.address, TOPIC), level },
	});
	after(() => device.kill());
	const counters = countersOf(sunny, OPENING - 14 * DAY_MS, OPENING + HOUR_MS);
	await writeReadings(path.join(device.folder, 'readings.csv'), counters);
	const schedules = broker.listen(TOPIC)[Symbol.asyncIterator]();
	town.live(1);
	device.start();
	await town.eventually('the device knows the time', async () => {
		const said = await readFile(device.log, 'utf8').catch(() => '');
		return said.includes('The chain is in sight');
	});
	await broker.publish(LEVEL_TOPIC, { charge_percent: 50 });
	const { steps } = JSON.parse((await schedules.next()).value);
	assert.ok(steps[0].charge_w > 0, 'the sun of noon is stored');
	assert.ok(steps.some((step) => step.discharge_w > 0), 'and the night lives on it');
	assert.equal(Math.max(...steps.map((step) => step.stored_wh)), BATTERY.capacityWh);
	await town.rest();
});
