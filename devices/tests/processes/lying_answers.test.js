/**
 * A node that lies in its answers: what it says of the state, of blocks and of their finality is changed on the
 * way to a device that knows no other node. The device believes none of it, and says that it cannot read the chain.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Council } from '../../../zombienet/harness/council.js';
import { LocalNetwork } from '../../../zombienet/harness/local_network.js';
import { Loopback } from '../../../zombienet/harness/loopback.js';
import { ROSTER } from '../../../zombienet/harness/roster.js';
import { until } from '../../../zombienet/harness/until.js';
import { inKrw } from '../../../demo/units.js';
import { Device } from './harness/device.js';
import { Liar } from './harness/liar/liar.js';
import { longScenario } from './harness/long_scenario.js';
import { DAY_MS, QUARTER_MS, countersOf, steady, writeReadings } from './harness/readings.js';
import { DEPOSIT_KRW, ZONE, settle } from './harness/settle.js';
import { writeSpecificationWith } from './harness/specification.js';

const HOST = '127.0.0.1';
const [LYING] = ROSTER;
const POINT = 7_002;
const PATIENCE_MS = 150_000;

const LOOK_MS = 250;

/** When the last block is older, the page says so. */
const STANDSTILL_MS = 60_000;
const UNITS_PER_KRW = 10_000n;

/** No other node takes light clients. */
const loopback = new Loopback();
const ground = {
	async place(name) {
		const place = await loopback.place(name);
		return { ...place, options: name === LYING.name ? [] : ['--in-peers-light', '0'] };
	},
};

/** A number of 16 bytes, as it is in the state. */
function encoded(amount) {
	const bytes = Buffer.alloc(16);
	bytes.writeBigUInt64LE(amount);
	return bytes;
}

const DEPOSIT = encoded(BigInt(DEPOSIT_KRW) * UNITS_PER_KRW);
const TEN_TIMES = encoded(BigInt(DEPOSIT_KRW) * UNITS_PER_KRW * 10n);

/** Says that the owner has ten times as much. */
function inflate(protocol, said) {
	const at = protocol.startsWith('/light/') ? said.indexOf(DEPOSIT) : -1;
	if (at >= 0) TEN_TIMES.copy(said, at);
	return at >= 0;
}

/** Changes a bit of whatever is said by some protocols. */
const twist =
	(...protocols) =>
	(protocol, said) => {
		const isOne = protocols.some((one) => protocol.startsWith(one));
		if (isOne) said[said.length >> 1] ^= 1;
		return isOne;
	};

/** The page says that the chain cannot be read, or that its last block is old. */
const onThePage = ({ trouble, now, chain }) => trouble || now - chain.time > STANDSTILL_MS;

/** The log says whose word was not taken. The chain is followed all the same, by proofs that were asked for. */
const inTheLog = (said, log) => log.includes('verifying GrandPa commit: BadSignature');

const LIES = [
	['that the owner has ten times as much', inflate, onThePage],
	['what is not in the state', twist('/light/'), onThePage],
	['blocks that nobody made', twist('/block-announces/', '/sync/'), onThePage],
	['that blocks are final by signatures that nobody gave', twist('/grandpa/'), inTheLog],
];

longScenario('A device does not believe a node that changes what it says', async (story) => {
	const network = await story.given('four authorities, of which light clients can reach one', () =>
		LocalNetwork.start(story, ground),
	);
	const chain = await network.chainAt(network.node('hrdi'));
	const council = new Council(chain);
	const owner = chain.account('Choi');
	const page = await loopback.place();
	const listen = `${page.address}:${page.rpcPort}`;
	const device = await Device.make('deceived', {
		role: 'hems',
		owner: owner.address,
		chain: { specification: 'joule.json' },
		point: [{ number: POINT, meter: { file: { path: 'readings.csv' } } }],
		trading: {
			zone: ZONE,
			tariff: 'residential-low-voltage',
			'feed-in-krw': 80,
			'dry-run': true,
			strategy: { 'tariff-aware': { 'margin-percent': 5 } },
		},
		page: { listen },
	});
	story.atTheEnd(() => device.kill());

	const liar = await story.given('a liar before that one', async () => {
		const addresses = await network.node(LYING.name).ask('system_localListenAddresses');
		const port = Number(addresses.find((one) => one.includes(HOST)).split('/')[4]);
		return Liar.before({ host: HOST, port, nodeKey: LYING.nodeKey });
	});
	story.atTheEnd(() => liar.close());
	await story.given('a home with a device that knows only the liar', async () => {
		const address = `/ip4/${HOST}/tcp/${liar.port}/p2p/${LYING.peerId}`;
		await writeSpecificationWith(path.join(device.folder, 'joule.json'), [address]);
		const quarter = Math.floor(Date.now() / QUARTER_MS) * QUARTER_MS;
		const counters = countersOf(steady, quarter - 2 * DAY_MS, quarter);
		await writeReadings(path.join(device.folder, 'readings.csv'), counters);
		const installedAt = quarter - DAY_MS;
		await settle(council, [{ account: owner, device, installedAt, face: counters.get(installedAt) }]);
	});

	/** What the owner reads on the page; the money must be right whenever there is any. */
	const look = async () => {
		const said = await (await fetch(`http://${listen}/api/today`)).json();
		if (said.trading) {
			assert.equal(inKrw(said.trading.money.free), DEPOSIT_KRW, 'the owner has what was deposited');
		}
		return { ...said, block: said.chain?.block ?? 0 };
	};
	const goesOn = async () => {
		const { block } = await look();
		const isDone = ({ points: [{ waiting_readings: waiting }] }) => waiting === 0;
		await until(
			'the device follows the chain and has sent what it had to',
			async () => {
				const said = await look();
				return said.block > block + 3 && isDone(said);
			},
			PATIENCE_MS,
		);
	};

	await story.when('the liar tells the truth', () => device.start());
	await story.then('the device follows the chain through it', async () => {
		await until('the page is there', () => fetch(`http://${listen}`).then(() => true, () => false));
		await goesOn();
		assert.equal((await look()).trouble, null);
	});

	for (const [what, lie, isSaid] of LIES) {
		await story.when(`it says ${what}`, () => liar.begin(lie));
		await story.then('the device believes nothing of it, and says so', async () => {
			const { block, trouble } = await until(
				'the device says that something is wrong',
				async () => {
					const said = await look();
					await sleep(LOOK_MS);
					const log = await readFile(device.log, 'utf8');
					return liar.told > 0 && isSaid(said, log) && said;
				},
				PATIENCE_MS,
			);
			story.figure('lies told', liar.told);
			const height = await network.node(LYING.name).height();
			story.figure('the device believes block', `${block}, of ${height} that are final`);
			if (trouble) story.figure('the page says', trouble);
		});
		await story.when('it repents', () => liar.repent());
		await story.then('the device follows the chain again', goesOn);
	}
});
