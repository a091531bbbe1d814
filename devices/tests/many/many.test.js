/**
 * Five hundred light clients on one full node: how far behind the node they are, and what they cost it. Most are
 * emulated, as clients.rs says, because two cores do not bear so many real ones beside the network itself. The target
 * is p50 2 s and at most 5 s; how near that is depends on what else the machine does.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalNetwork } from '../../../zombienet/harness/local_network.js';
import { Loopback } from '../../../zombienet/harness/loopback.js';
import { seconds } from '../../../zombienet/harness/scenario.js';
import { PROGRAM } from '../processes/harness/device.js';
import { longScenario } from '../processes/harness/long_scenario.js';
import { cpuMs, residentMb } from '../processes/harness/usage.js';
import { writeSpecification } from '../processes/harness/specification.js';

const REAL = Number(process.env.JOULE_REAL_CLIENTS ?? 50);
const EMULATED = Number(process.env.JOULE_EMULATED_CLIENTS ?? 450);

/** A client that comes back may find its old place still taken. */
const SPARE = 20;
const MEASURED_S = 60;

/** What processes used is looked at so long before they are done. */
const LAST_MOMENT_MS = 2_000;
const FULL_NODE = 'billing';

const CLIENTS = path.join(path.dirname(PROGRAM), 'examples', 'many');

/** Lets light clients connect to the full node alone, to all of them. */
const ground = new Loopback();
const onlyFullNode = {
	async place(name) {
		const place = await ground.place(name);
		const clients = name === FULL_NODE ? REAL + EMULATED + SPARE : 0;
		return { ...place, options: ['--in-peers-light', `${clients}`] };
	},
};

/** The process of the node whose RPC is at this port. */
async function processOf({ endpoint }) {
	const { port } = new URL(endpoint);
	for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
		const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
		if (command.includes(`--rpc-port\0${port}\0`)) return pid;
	}
	throw new Error(`No process has its RPC at ${endpoint}.`);
}

longScenario(`${REAL + EMULATED} light clients follow one full node`, async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story, onlyFullNode),
	);
	const node = network.node(FULL_NODE);
	const folder = await mkdtemp(path.join(tmpdir(), 'joule-many-'));
	story.atTheEnd(() => rm(folder, { recursive: true }));
	const specification = path.join(folder, 'joule.json');
	await writeSpecification(specification, [node]);
	const pid = await processOf(node);
	const aloneMb = await residentMb(pid);

	const clients = spawn(
		CLIENTS,
		[
			...['--chain-spec', specification, '--node', node.endpoint],
			...['--real', `${REAL}`, '--emulated', `${EMULATED}`, '--seconds', `${MEASURED_S}`],
		],
		{ stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, RUST_LOG: 'off' } },
	);
	story.atTheEnd(() => clients.kill());
	const said = createInterface({ input: clients.stdout })[Symbol.asyncIterator]();

	await story.when('light clients have come to it', async () => {
		assert.equal((await said.next()).value, 'measuring');
	});
	const used = async () => Promise.all([cpuMs(pid), cpuMs(clients.pid)]);
	const before = await used();
	// The program goes when it has told its result.
	const [after, { blocks, silent, ...lags }] = await story.when(`${MEASURED_S} s pass`, async () => {
		await sleep(MEASURED_S * 1_000 - LAST_MOMENT_MS);
		story.figure('peers of the node', (await node.ask('system_health')).peers);
		story.figure('memory of the clients', `${(await residentMb(clients.pid)).toFixed(0)} MB`);
		return [await used(), JSON.parse((await said.next()).value)];
	});
	await story.then('all of them follow it', async () => {
		const elapsed = MEASURED_S * 1_000 - LAST_MOMENT_MS;
		const [ofNode, ofClients] = after.map((used, index) => (used - before[index]) / elapsed);
		story.figure('final blocks', blocks);
		story.figure('cores that the node used', ofNode.toFixed(2));
		story.figure('cores that the clients used', ofClients.toFixed(2));
		const [alone, now] = [aloneMb, await residentMb(pid)].map((mb) => mb.toFixed(0));
		story.figure('memory of the node', `${now} MB, alone ${alone} MB`);
		assert.ok(blocks > 0);
		assert.equal(silent, 0, 'every client follows the chain');
		for (const [kind, { count, p50_ms: p50, p95_ms: p95, worst_ms: worst }] of Object.entries(lags)) {
			if (count === 0) continue;
			const [half, most, last] = [p50, p95, worst].map(seconds);
			story.figure(`${kind} clients are behind by`, `p50 ${half}, p95 ${most}, at most ${last}`);
		}
	});
});
