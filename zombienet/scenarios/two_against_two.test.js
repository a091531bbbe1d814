/** The network falls apart into halves, of which neither can finalise anything, and is whole again. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { audit } from '../harness/audit.js';
import { LocalNetwork } from '../harness/local_network.js';
import { Market } from '../harness/market.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';
import { Wires } from '../harness/wires.js';

const OTHER_HALF = ['hrdi', 'dispatch'];
const APART_MS = 20_000;

/** Votes that were on their way may still be counted. */
const LAST_VOTES_MS = 3_000;
const ORDER_EVERY_MS = 200;

scenario('Two authorities are cut off from the other two, and joined again', async (story) => {
	const wires = await story.given('a machine for each node', () => Wires.lay(story));
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story, wires),
	);
	const record = await network.record();
	const market = await story.given('a market', () => Market.open(record.chain));
	const trading = new Trading(market);
	const there = OTHER_HALF.map((name) => network.node(name));
	const here = network.nodes.filter((node) => !there.includes(node));
	const heights = () => network.nodes.map(({ heads }) => heads.height);
	const bests = () => Promise.all([here[0], there[0]].map((node) => node.bestHeight()));

	await story.when('the halves are cut off from each other while people trade', async () => {
		trading.start(network.authorities, ORDER_EVERY_MS);
		await network.finalised(2);
		await wires.cut(here, there);
	});
	await story.then('nothing becomes final in either half, and both make blocks', async () => {
		await sleep(LAST_VOTES_MS);
		const [before, bestBefore] = [heights(), await bests()];
		await sleep(APART_MS - LAST_VOTES_MS);
		assert.deepEqual(heights(), before);
		const made = (await bests()).map((best, half) => best - bestBefore[half]);
		story.figure('blocks made in the halves', made.join(' and '));
		assert.ok(Math.min(...made) > 0);
	});

	await story.when('they are joined again', () => wires.heal());
	await story.then('there is one chain again, and it is finalised', async () => {
		const joined = performance.now();
		const wanted = Math.max(...(await bests()));
		await until(`block ${wanted} is final`, () => heights().every((height) => height >= wanted));
		story.figure('after joining', seconds(performance.now() - joined));
	});
	await story.then('what was sent in either half is final', async () => {
		await trading.stop();
		await trading.final(record);
		story.figure('orders and purchases', trading.sent.length);
	});
	await audit(story, network, record);
});
