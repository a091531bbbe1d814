/**
 * Starts a dev node and plays the demo on it: `scripts/run` calls this.
 *
 * With `--once` the node is stopped at the end; otherwise it goes on until Ctrl-C.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Chain } from './chain.js';
import { CACHE, startNode } from './node.js';
import { OPENING, play } from './story.js';

/** The port that Polkadot.js Apps looks at first. */
const USUAL_PORT = 9944;

/** What a shell expects of a program that was interrupted. */
const INTERRUPTED = 130;

async function keep(name, content) {
	const file = path.join(CACHE, 'demo', name);
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, content);
	return file;
}

async function whatNext(town, { endpoint, log }) {
	const [offer] = await town.api.call.marketApi.offers('Open', null, null);
	const http = endpoint.replace('ws:', 'http:');
	console.log(`
The node goes on running, until Ctrl-C. Its address for Polkadot.js Apps: ${endpoint}
(Development > Local Node > Custom). Its log: ${log}

What to try next:
 - See the market: Developer > Runtime calls > marketApi > products, contracts or offers.
 - See the billed month in figures: the same, billingApi > totals, month 202606.
 - Buy a kWh from Town Hall: Developer > Extrinsics, account BOB, energyTrading >
   takeSpotOrder(${offer?.order}, 1000). BOB has 100,000 KRW. Then look at assets > account.
 - Let a day pass:
   curl -s ${http} -H 'content-type: application/json' \\
     -d '{"id":1,"jsonrpc":"2.0","method":"dev_advance","params":[86400000]}'
`);
}

const { values } = parseArgs({
	options: { once: { type: 'boolean', default: false }, profiles: { type: 'string' } },
});
if (!values.profiles) throw new Error('--profiles names no file: scripts/run does that');

const interruption = new AbortController();
let node;
let chain;
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.on(signal, async () => {
		interruption.abort();
		await chain?.disconnect();
		await node?.ended;
		console.log('\nThe node is stopped.');
		process.exit(INTERRUPTED);
	});
}

try {
	node = await startNode({
		clockStart: OPENING,
		port: USUAL_PORT,
		logName: 'demo',
		signal: interruption.signal,
	});
	chain = await Chain.connect(node.endpoint);
	const town = await play(chain, values.profiles, keep);
	if (!values.once) {
		await whatNext(town, node);
		const how = await node.ended;
		if (!interruption.signal.aborted) console.error(`The node ended by itself: ${how}`);
	}
	await chain.disconnect();
	await node.stop();
} catch (error) {
	if (!interruption.signal.aborted) {
		console.error(`\n${error.stack}\n${node ? `The node's log: ${node.log}` : ''}`);
		await node?.stop();
		process.exit(1);
	}
}
