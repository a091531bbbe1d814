/** The raw specification of the chain, with boot nodes: what a light client begins with. */

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { writeChainSpec } from '../../../../zombienet/harness/program.js';
import { ROSTER } from '../../../../zombienet/harness/roster.js';

/** Writes it with these addresses. */
export async function writeSpecificationWith(file, addresses) {
	await writeChainSpec(file);
	const specification = JSON.parse(await readFile(file, 'utf8'));
	specification.bootNodes = addresses;
	await writeFile(file, JSON.stringify(specification));
}

/** Writes it with the addresses of some nodes, where their RPC is too. */
export async function writeSpecification(file, nodes) {
	const identities = new Map(ROSTER.map(({ name, peerId }) => [name, peerId]));
	const addresses = nodes.map(async (node) => {
		const { hostname } = new URL(node.endpoint);
		const listening = await node.ask('system_localListenAddresses');
		const address = listening.find((one) => one.includes(`/ip4/${hostname}/`));
		assert.ok(address?.includes(identities.get(node.name)), `${node.name} listens on ${hostname}`);
		return address;
	});
	await writeSpecificationWith(file, await Promise.all(addresses));
}
