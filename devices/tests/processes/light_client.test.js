/**
 * A device as a light client of four authorities: it finds the chain, reads it with proofs, trades, and goes on
 * when nodes are killed under it.
 */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Council } from '../../../zombienet/harness/council.js';
import { LocalNetwork } from '../../../zombienet/harness/local_network.js';
import { deposit, register } from '../../../zombienet/harness/participants.js';
import { writeChainSpec } from '../../../zombienet/harness/program.js';
import { ROSTER } from '../../../zombienet/harness/roster.js';
import { scenario, seconds } from '../../../zombienet/harness/scenario.js';
import { until } from '../../../zombienet/harness/until.js';
import { Device, PROGRAM } from './harness/device.js';
import { DAY_MS, HOUR_MS, QUARTER_MS, countersOf, steady, writeReadings } from './harness/readings.js';

const ZONE = 1;
const POINT = 6_001;
const METER_WATT = 12_000;
const DEPOSIT_KRW = 100_000;
const HOURS = 6;
const TARIFF = 'residential-low-voltage';

const run = promisify(execFile);

/** The raw specification with the addresses of some nodes as boot nodes. */
async function writeSpecification(file, nodes) {
	await writeChainSpec(file);
	const specification = JSON.parse(await readFile(file, 'utf8'));
	const identities = new Map(ROSTER.map(({ name, peerId }) => [name, peerId]));
	const addresses = nodes.map(async (node) => {
		const listening = await node.ask('system_localListenAddresses');
		const address = listening.find((one) => one.includes('/ip4/127.0.0.1/'));
		assert.ok(address.includes(identities.get(node.name)));
		return address;
	});
	specification.bootNodes = await Promise.all(addresses);
	await writeFile(file, JSON.stringify(specification));
}

async function residentMb(pid) {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) / 1_024;
}

/** The processing time that a process has used. The kernel counts in hundredths of a second. */
async function cpuMs(pid) {
	const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
	const [user, system] = fields.slice(11, 13).map(Number);
	return (user + system) * 10;
}

scenario('A light client trades on four authorities', async (story) => {
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
			tariff: TARIFF,
			'feed-in-krw': 80,
			strategy: { 'tariff-aware': { 'margin-percent': 5 } },
		},
	});
	story.atTheEnd(() => device.kill());
	const specification = path.join(device.folder, 'joule.json');
	const quarter = Math.floor(Date.now() / QUARTER_MS) * QUARTER_MS;
	const counters = countersOf(steady, quarter - 10 * DAY_MS, quarter);
	const firstHour = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 2 * HOUR_MS;
	let opened = 0;
	const openHours = async (count) => {
		const series = {
			zone: ZONE,
			resolution: 'Hour',
			firstStart: firstHour + opened * HOUR_MS,
			count,
			gateLeadMs: HOUR_MS,
			lockLeadMs: 0,
		};
		await chain.send(api.tx.energyTrading.createSeries(series), council.operator);
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

	await story.given('a home with a device', async () => {
		await writeSpecification(specification, network.authorities);
		await writeReadings(path.join(device.folder, 'readings.csv'), counters);
		await register(council, [choi]);
		await deposit(council, [choi], DEPOSIT_KRW);
		const { tx } = api;
		const access = [
			tx.registry.addDevice(device.account),
			tx.proxy.addProxy(device.account, 'Trading', 0),
			tx.proxy.addProxy(device.account, 'Metering', 0),
		];
		await chain.sendAll(access, choi);
		const installation = {
			owner: choi.address,
			zone: ZONE,
			source: 'Other',
			capacity: { import: METER_WATT, export: METER_WATT },
			key: device.meterKeys.get(POINT),
			installedAt: quarter - 2 * DAY_MS,
			face: counters.get(quarter - 2 * DAY_MS),
		};
		await chain.send(tx.metering.registerPoint(POINT, installation), council.operator);
		await openHours(HOURS);
	});

	const started = performance.now();
	const log = async () => readFile(device.log, 'utf8').catch(() => '');
	await story.when('it is started', () => device.start());
	await story.then('it reads the chain', () =>
		until('the device has seen the chain', async () => (await log()).includes('in sight')),
	);
	story.figure('cold start to first verified read', seconds(performance.now() - started));

	await story.then('its midnights are on the chain, once each', () =>
		until('the midnights are read', async () => {
			const { last } = (await api.query.metering.points(POINT)).unwrap();
			return last.sequence.toNumber() === 2;
		}, 60_000),
	);
	await story.then('it has bid in every product', () => bidsInEvery(60_000));

	await story.when('it idles for half a minute', async () => {
		const before = await cpuMs(device.pid);
		await sleep(30_000);
		const used = (await cpuMs(device.pid)) - before;
		story.figure('share of a core when idle', `${((used / 30_000) * 100).toFixed(1)} %`);
		story.figure('resident memory', `${(await residentMb(device.pid)).toFixed(1)} MB`);
	});

	await story.then('its program is measured', async () => {
		const stripped = path.join(device.folder, 'stripped');
		await run('strip', ['-o', stripped, PROGRAM]);
		story.figure('stripped binary', `${((await stat(stripped)).size / 2 ** 20).toFixed(1)} MB`);
	});

	await story.when('one authority is killed and more hours are opened', async () => {
		await network.node('kepco-os').kill();
		await openHours(2);
	});
	await story.then('it goes on with the others', () => bidsInEvery(90_000));

	await story.when('it is killed and moved to another boot node', async () => {
		await device.kill();
		await writeSpecification(specification, [network.node('dispatch')]);
		await openHours(2);
		device.start();
	});
	await story.then('it goes on from there', () => bidsInEvery(90_000));
});
