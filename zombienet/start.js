/** Starts a network with zombienet and says where its nodes are: `zombienet/start` calls this. */

import { once } from 'node:events';
import { Zombienet } from './harness/zombienet.js';

/** What a shell expects of a program that was interrupted. */
const INTERRUPTED = 130;

const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

console.log('[network] Zombienet starts the nodes one after the other: about half a minute.');
const starting = Zombienet.start('start');
const network = await Promise.race([starting, interrupted.then(() => undefined)]);
if (!network) {
	console.log('\n[network] Stopping what was started.');
	await starting.then(
		(started) => started.stop(),
		() => {},
	);
	process.exit(INTERRUPTED);
}

console.log('[network] Blocks become final on all nodes. For Polkadot.js Apps:\n');
for (const { name, endpoint } of network.nodes) console.log(`  ${name.padEnd(12)}${endpoint}`);
console.log(`\n[network] Its logs: ${network.logs}\n[network] Ctrl-C stops it.`);

const how = await Promise.race([interrupted.then(() => 'interrupted'), network.ended]);
await network.stop();
console.log('\n[network] All nodes are stopped.');
if (how !== 'interrupted') {
	console.error(`[network] Zombienet ended by itself. See ${network.logs}`);
	process.exit(1);
}
process.exit(INTERRUPTED);
