/**
 * A node that lies: it is one authority of four, alone, and tells a story of its own. A device that knows no other
 * node sees its blocks and believes none of them, because three of four have not signed them as final.
 */

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalNode } from '../../../zombienet/harness/local_node.js';
import { Loopback } from '../../../zombienet/harness/loopback.js';
import { PROGRAM, writeChainSpec } from '../../../zombienet/harness/program.js';
import { ROSTER } from '../../../zombienet/harness/roster.js';
import { scenario } from '../../../zombienet/harness/scenario.js';
import { until } from '../../../zombienet/harness/until.js';
import { Device } from './harness/device.js';

const POINT = 7_001;
const TOLD_BLOCKS = 20;
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

/** Long enough to believe it all: a device on an honest network needs a few seconds. */
const TEMPTATION_MS = 30_000;

/** Starts the first authority alone, in a folder. */
async function startLiar(folder, specification) {
	const [{ name, nodeKey, peerId }] = ROSTER;
	const place = await new Loopback().place();
	const address = `/ip4/${place.address}/tcp/${place.peerPort}/ws`;
	const node = new LocalNode({
		name,
		endpoint: `ws://${place.address}:${place.rpcPort}`,
		log: path.join(folder, 'liar.log'),
		command: [
			PROGRAM,
			...['--chain', specification, '--base-path', path.join(folder, name), '--alice'],
			...['--name', name, '--node-key', nodeKey, '--force-authoring'],
			...['--listen-addr', address, '--rpc-port', `${place.rpcPort}`],
			...['--no-mdns', '--no-telemetry', '--no-prometheus'],
		],
	});
	await node.start();
	return { node, bootNode: `${address}/p2p/${peerId}` };
}

scenario('A device does not believe a single authority', async (story) => {
	const folder = await mkdtemp(path.join(tmpdir(), 'joule-liar-'));
	story.atTheEnd(() => rm(folder, { recursive: true }));
	const specification = path.join(folder, 'local.json');
	await writeChainSpec(specification);
	const { node, bootNode } = await story.given('one authority of four, alone', () =>
		startLiar(folder, specification),
	);
	story.atTheEnd(() => node.stop());

	const page = await new Loopback().place();
	const listen = `${page.address}:${page.rpcPort}`;
	const device = await Device.make('tempted', {
		role: 'hems',
		owner: ALICE,
		chain: { specification: 'joule.json' },
		point: [{ number: POINT, meter: { file: { path: 'readings.csv' } } }],
		page: { listen },
	});
	story.atTheEnd(() => device.kill());
	const told = JSON.parse(await readFile(specification, 'utf8'));
	told.bootNodes = [bootNode];
	await writeFile(path.join(device.folder, 'joule.json'), JSON.stringify(told));
	await writeFile(path.join(device.folder, 'readings.csv'), 'at_ms,import_wh,export_wh\n');

	await story.when('it makes blocks of its own', () =>
		until(`it has made ${TOLD_BLOCKS} blocks`, async () => (await node.bestHeight()) >= TOLD_BLOCKS),
	);
	await story.when('a device that knows no other node listens to it', async () => {
		device.start();
		await until('it is connected', async () => (await node.peers()) > 0);
		await sleep(TEMPTATION_MS);
	});
	await story.then('it believes nothing beyond the genesis', async () => {
		const { chain } = await (await fetch(`http://${listen}/api/today`)).json();
		story.figure('blocks that it was told', await node.bestHeight());
		story.figure('the last block that it believes', chain ? chain.block : 'none');
		assert.ok(chain === null || chain.block === 0);
	});
});
