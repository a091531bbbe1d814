/**
 * A device as a light client of four authorities: it finds the chain, reads it with proofs, trades, and goes on
 * when nodes are killed under it. What it costs the machine is measured on the way.
 */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Council } from '../../../zombienet/harness/council.js';
import { LocalNetwork } from '../../../zombienet/harness/local_network.js';
import { ROSTER } from '../../../zombienet/harness/roster.js';
import { seconds } from '../../../zombienet/harness/scenario.js';
import { until } from '../../../zombienet/harness/until.js';
import { Device, PROGRAM } from './harness/device.js';
import { longScenario } from './harness/long_scenario.js';
import { DAY_MS, HOUR_MS, QUARTER_MS, countersOf, steady, writeReadings } from './harness/readings.js';
import { ZONE, openHours, settle } from './harness/settle.js';
import { writeSpecification, writeSpecificationWith } from './harness/specification.js';
import { cpuMs, residentMb } from './harness/usage.js';

const POINT = 6_001;
const HOURS = 6;
const IDLE_MS = 30_000;

/** Nobody listens there. */
const NOBODY = `/ip4/127.0.0.1/tcp/9/ws/p2p/${ROSTER[0].peerId}`;

const run = promisify(execFile);

longScenario('A light client trades on four authorities', async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const chain = await network.chainAt(network.node('hrdi'));
	const { api } = chain;
	const council = new Council(chain);
	const choi = chain.account('Choi');

	const device = await Device.make('light', {
		role: 'hems',
		owner: choi.address,
		chain: { specification: 'joule.json' },
		point: [{ number: POINT, meter: { file: { path: 'readings.csv' } } }],
		trading: {
			zone: ZONE,
			tariff: 'residential-low-voltage',
			'feed-in-krw': 80,
			strategy: { 'tariff-aware': { 'margin-percent': 5 } },
		},
	});
	story.atTheEnd(() => device.kill());
	const specification = path.join(device.folder, 'joule.json');
	const memory = path.join(device.folder, 'data', 'light-client.json');
	const quarter = Math.floor(Date.now() / QUARTER_MS) * QUARTER_MS;
	const counters = countersOf(steady, quarter - 10 * DAY_MS, quarter);
	const firstHour = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 2 * HOUR_MS;
	let opened = 0;
	const openMore = async (count) => {
		await openHours(council, firstHour + opened * HOUR_MS, count);
		opened += count;
	};
	const bidsInEvery = (withinMs) =>
		until(
			`it has bid in ${opened} products`,
			async () => (await productsWithOrders()) === opened,
			withinMs,
		);
	const productsWithOrders = async () => {
		const orders = await api.call.marketApi.orders(choi.address);
		return new Set(orders.map(({ product }) => product.toNumber())).size;
	};
	let starts = 0;
	/** Starts the device, and waits until it has read the chain. */
	const start = async (what) => {
		starts += 1;
		const started = performance.now();
		device.start();
		await until('the device has seen the chain', async () => {
			const log = await readFile(device.log, 'utf8').catch(() => '');
			return log.split('in sight').length > starts;
		});
		story.figure(`${what} to first verified read`, seconds(performance.now() - started));
	};

	await story.given('a home with a device', async () => {
		await writeSpecification(specification, network.authorities);
		await writeReadings(path.join(device.folder, 'readings.csv'), counters);
		const installedAt = quarter - 2 * DAY_MS;
		const home = { account: choi, device, installedAt, face: counters.get(installedAt) };
		await settle(council, [home]);
		await openMore(HOURS);
	});

	await story.when('it is started', () => start('cold start'));
	await story.then('its midnights are on the chain, once each', () =>
		until('the midnights are read', async () => {
			const { last } = (await api.query.metering.points(POINT)).unwrap();
			return last.sequence.toNumber() === 2;
		}),
	);
	await story.then('it has bid in every product', () => bidsInEvery());

	await story.when('it idles for half a minute', async () => {
		const before = await cpuMs(device.pid);
		await sleep(IDLE_MS);
		const used = (await cpuMs(device.pid)) - before;
		story.figure('share of a core when idle', `${((used / IDLE_MS) * 100).toFixed(1)} %`);
		story.figure('resident memory', `${(await residentMb(device.pid)).toFixed(1)} MB`);
	});

	await story.then('its program is measured', async () => {
		const stripped = path.join(device.folder, 'stripped');
		await run('strip', ['-o', stripped, PROGRAM]);
		story.figure('stripped binary', `${((await stat(stripped)).size / 2 ** 20).toFixed(1)} MB`);
	});

	await story.when('one authority is killed and more hours are opened', async () => {
		await network.node('kepco-os').kill();
		await openMore(2);
	});
	await story.then('it goes on with the others', () => bidsInEvery(90_000));

	await story.when('it is killed and moved to another boot node', async () => {
		await until('it has written down what it knows', () => access(memory).then(() => true, () => false));
		await device.kill();
		await writeSpecification(specification, [network.node('dispatch')]);
		await openMore(2);
		await start('start with what it remembers');
	});
	await story.then('it goes on from the block that it remembers', async () => {
		const [, block] = (await readFile(device.log, 'utf8')).match(/Database starting at: \S+ \(#(\d+)\)/);
		story.figure('the block that it remembered', block);
		assert.ok(block > 0);
		await bidsInEvery(90_000);
	});

	await story.when('it is killed and no boot node is there any more', async () => {
		await device.kill();
		await writeSpecificationWith(specification, [NOBODY]);
		await openMore(2);
		await start('start without a boot node');
	});
	await story.then('it finds the chain by the nodes that it remembers', async () => {
		await bidsInEvery(90_000);
		assert.equal(opened, HOURS + 6);
	});
});
