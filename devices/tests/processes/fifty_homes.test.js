/**
 * Fifty homes trade for a day on four authorities, and nobody lends a hand: real profiles, light clients, each home
 * with a device of its own. Nodes are killed under them, a village is cut off for some hours, homes are moved to
 * another boot node, and devices lose power. Then every balance is audited, and what each home saved is told.
 *
 * The nodes' clock is moved from hour to hour; the devices have the machine's, and learn the chain's.
 */

import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { korea } from '../../../demo/calendar.js';
import { audit } from '../../../zombienet/harness/audit.js';
import { Clock } from '../../../zombienet/harness/clock.js';
import { Council } from '../../../zombienet/harness/council.js';
import { LocalNetwork } from '../../../zombienet/harness/local_network.js';
import { until } from '../../../zombienet/harness/until.js';
import { Books } from './harness/books.js';
import { Country } from './harness/country.js';
import { Device } from './harness/device.js';
import { readCounters, tradingOf } from './harness/homes.js';
import { longScenario } from './harness/long_scenario.js';
import { DAY_MS, HOUR_MS, writeReadings } from './harness/readings.js';
import { openHours, settle } from './harness/settle.js';
import { writeSpecification } from './harness/specification.js';

const EVENING = korea(2026, 6, 9, 20);
const MIDNIGHT = korea(2026, 6, 10);
const INSTALLED = korea(2026, 6, 9, 12);
const HOURS = 24;

const HOMES = Number(process.env.JOULE_HOMES ?? 50);

/** The first profiles are of homes with panels. */
const SELLERS = Math.ceil(HOMES / 5);
const FIRST_POINT = 9_000;

const [TOWN, ISLAND] = ['town', 'island'];

/** Every fifth home is on the island. */
const villageOf = (index) => (index % 5 === 4 ? ISLAND : TOWN);

/** Devices start one after the other. */
const START_PAUSE_MS = 1_500;

/** Orders are all there when none came for so long. */
const QUIET_MS = 20_000;

/** So many final blocks an hour lasts at least, so that all see it. */
const BLOCKS_AN_HOUR = 8;

/** For so long an hour waits for readings that are due, and goes on without those that do not come. */
const READINGS_MS = 45_000;
const STANDSTILL_MS = 10_000;
const PATIENCE_MS = 300_000;

/** The profiles with panels for the sellers, those without for the others. */
const profileOf = (index) => (index < SELLERS ? index + 1 : 11 + index - SELLERS);

/** The last hours in which contracts are settled after the day is over. */
const LAST_HOURS = 3;

longScenario(`${HOMES} homes trade for a day without a hand on it`, async (story) => {
	const folder = await mkdtemp(path.join(tmpdir(), 'joule-homes-'));
	story.atTheEnd(() => rm(folder, { recursive: true }));
	const clock = await Clock.showing(EVENING, path.join(folder, 'clock'));
	const country = await story.given('a machine for each node, a town and an island', () =>
		Country.lay(story, [TOWN, ISLAND], clock),
	);
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story, country),
	);
	const record = await network.record();
	const { chain } = record;
	const council = new Council(chain);
	const running = new Set(network.nodes);

	const homes = await story.given(`${HOMES} homes with devices`, () => makeHomes(story, chain));
	/** Gives some homes a specification with some nodes as boot nodes. */
	const sendTo = async (some, nodes) => {
		const file = path.join(folder, 'joule.json');
		await writeSpecification(file, nodes);
		const give = ({ device }) => copyFile(file, path.join(device.folder, 'joule.json'));
		await Promise.all(some.map(give));
	};
	await story.given('that take part', async () => {
		for (const home of homes) home.device.enter = country.enter(home.village);
		await sendTo(homes, network.authorities);
		await settle(council, homes);
	});
	const books = await Books.open(chain.api, homes);
	await story.when('the hours of tomorrow are opened', () => openHours(council, MIDNIGHT, HOURS));
	await story.when('the devices are started, and place their orders', async () => {
		for (const { device } of homes) {
			device.start();
			await sleep(START_PAUSE_MS);
		}
		await ordersAreIn(record, homes);
	});

	const start = async (node) => {
		await node.start();
		running.add(node);
	};
	const kill = async (node) => {
		running.delete(node);
		await node.kill();
	};
	const all = (names, what) => Promise.all(names.map((name) => what(network.node(name))));
	const incidents = new Map([
		[3, ['an authority is killed', () => kill(network.node('ev-station'))]],
		[5, ['it comes back', () => start(network.node('ev-station'))]],
		[9, ['the island is cut off', () => country.cutOff(ISLAND)]],
		[11, ['the island is joined again', () => country.heal()]],
		[
			13,
			[
				'two authorities are killed, and come back after a while',
				async () => {
					await all(['hrdi', 'dispatch'], kill);
					await sleep(STANDSTILL_MS);
					await all(['hrdi', 'dispatch'], start);
				},
			],
		],
		[
			15,
			[
				'some homes are moved to another boot node',
				async () => {
					const some = homes.slice(0, 5);
					await Promise.all(some.map(({ device }) => device.kill()));
					await sendTo(some, [network.node('dispatch')]);
					for (const { device } of some) device.start();
				},
			],
		],
		[17, ['the power of some homes fails', () => failSome(homes)]],
	]);

	let late = 0;
	for (let hour = 0; hour <= HOURS + LAST_HOURS; hour += 1) {
		const moment = MIDNIGHT + hour * HOUR_MS;
		const [what, happen] = incidents.get(hour) ?? [];
		await clock.set(moment);
		if (what) await story.when(`it is ${hour}:00 and ${what}`, happen);
		await network.finalised(BLOCKS_AN_HOUR, [...running]);
		late += await readingsAreIn(record, homes, moment);
	}
	story.figure('readings that were more than an hour late', late);

	await story.then('every contract is settled', () =>
		until(
			'what was agreed is settled',
			async () => {
				await record.catchUp();
				const count = (name) => record.all('energyTrading', name).length;
				return count('ContractMade') === count('ContractSettled');
			},
			PATIENCE_MS,
		),
	);
	await story.then('every reading is on the chain once, and every midnight', () =>
		checkReadings(record, homes),
	);
	await story.then('every balance is what its contracts made it', async () => {
		const { made, lines } = await books.close(record.events);
		assert.ok(made > HOMES, `${made} contracts were made`);
		for (const line of [`${made} contracts`, ...lines]) console.log(`        ${line}`);
	});
	for (const { device } of homes) await device.kill();
	await audit(story, network, record);
});

async function makeHomes(story, chain) {
	const counters = await readCounters(Array.from({ length: HOMES }, (_, index) => profileOf(index)));
	const homes = [];
	for (let index = 0; index < HOMES; index += 1) {
		const profile = profileOf(index);
		const [name, isSeller] = [`Home ${index + 1}`, index < SELLERS];
		const account = chain.account(name);
		const point = FIRST_POINT + index;
		const device = await Device.make(`home-${index + 1}`, {
			role: 'hems',
			owner: account.address,
			chain: { specification: 'joule.json' },
			point: [{ number: point, name, meter: { file: { path: 'readings.csv' } } }],
			trading: tradingOf(isSeller),
		});
		story.atTheEnd(() => device.kill());
		const shown = counters.get(profile);
		await writeReadings(path.join(device.folder, 'readings.csv'), shown);
		homes.push({
			name,
			isSeller,
			account,
			point,
			device,
			village: villageOf(index),
			counters: shown,
			installedAt: INSTALLED,
			face: shown.get(INSTALLED),
		});
	}
	return homes;
}

/** Waits until every device has placed orders and none places more. */
async function ordersAreIn(record, homes) {
	let [known, since] = [0, performance.now()];
	await until(
		'all orders are in',
		async () => {
			await record.catchUp();
			const placed = record.all('energyTrading', 'OrdersPlaced');
			if (placed.length > known) [known, since] = [placed.length, performance.now()];
			const owners = new Set(placed.map(({ who }) => `${who}`));
			return owners.size === homes.length && performance.now() - since > QUIET_MS;
		},
		PATIENCE_MS,
	);
	console.log(`        batches of orders: ${known}`);
}

/** Waits for the readings at a moment of those who have a contract that ends there. Counts those that miss it. */
async function readingsAreIn(record, homes, moment) {
	await record.catchUp();
	const hour = (moment - HOUR_MS - MIDNIGHT) / HOUR_MS;
	const ids = record.all('energyTrading', 'ProductCreated').map(({ product }) => `${product}`);
	const parties = new Set(
		record
			.all('energyTrading', 'ContractMade')
			.filter(({ product }) => `${product}` === ids[hour])
			.flatMap(({ seller, buyer }) => [`${seller}`, `${buyer}`]),
	);
	const due = homes.filter(({ account }) => parties.has(account.address)).map(({ point }) => point);
	if (due.length === 0) return 0;
	const missing = async () => {
		const points = await record.chain.api.query.metering.points.multi(due);
		return points.filter((point) => point.unwrap().last.measuredAt.toNumber() < moment).length;
	};
	const ends = performance.now() + READINGS_MS;
	let count = await missing();
	while (count > 0 && performance.now() < ends) {
		await sleep(1_000);
		count = await missing();
	}
	return count;
}

async function failSome(homes) {
	const some = homes.slice(-10);
	await Promise.all(some.map(({ device }) => device.kill()));
	for (const { device } of some) device.start();
}

function checkReadings(record, homes) {
	const readings = new Map(homes.map(({ point }) => [point, []]));
	for (const { point, measuredAt } of record.all('metering', 'ReadingRecorded')) {
		readings.get(point.toNumber()).push(measuredAt.toNumber());
	}
	for (const [point, moments] of readings) {
		assert.deepEqual(moments, [...new Set(moments)].sort(), `${point} is read in order, once each`);
		for (const midnight of [MIDNIGHT, MIDNIGHT + DAY_MS]) {
			assert.ok(moments.includes(midnight), `${point} is read at midnight`);
		}
	}
}
