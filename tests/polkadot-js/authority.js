/**
 * The first authority of the chain `local`, alone: it makes the blocks of its own slots, every fourth,
 * and none of them becomes final. Enough for what needs the council of the sites but not their nodes.
 */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after } from 'node:test';
import { Chain } from '../../demo/chain.js';
import { CACHE } from '../../demo/node.js';
import { LocalNode } from '../../zombienet/harness/local_node.js';
import { Loopback } from '../../zombienet/harness/loopback.js';
import { PROGRAM } from '../../zombienet/harness/program.js';
import { ROSTER } from '../../zombienet/harness/roster.js';

/** Starts the authority for the tests of this file, connects to it, and stops it after them. */
export async function useAuthority() {
	const [{ name, nodeKey }] = ROSTER;
	const ground = new Loopback();
	const [place, metricsPlace] = [await ground.place(), await ground.place()];
	const logs = path.join(CACHE, 'logs');
	await mkdir(logs, { recursive: true });
	const node = new LocalNode({
		name,
		endpoint: `ws://${place.address}:${place.rpcPort}`,
		log: path.join(logs, `authority-${place.rpcPort}.log`),
		command: [
			PROGRAM,
			...['--chain', 'local', '--tmp', '--alice', '--name', name, '--node-key', nodeKey],
			// Else it would wait for others.
			'--force-authoring',
			...['--listen-addr', `/ip4/${place.address}/tcp/${place.peerPort}`, '--no-mdns'],
			...['--rpc-port', `${place.rpcPort}`, '--rpc-methods', 'unsafe'],
			...['--prometheus-port', `${metricsPlace.rpcPort}`, '--no-telemetry'],
		],
	});
	let chain;
	after(async () => {
		await chain?.disconnect();
		await node.stop();
	});
	await node.start();
	chain = await Chain.connect(node.endpoint);
	const metrics = `http://${metricsPlace.address}:${metricsPlace.rpcPort}/metrics`;
	return { node, chain, api: chain.api, metrics };
}
