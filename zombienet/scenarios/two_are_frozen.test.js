/** Without two of four nothing can become final, and nothing is lost either. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { audit } from '../harness/audit.js';
import { Market } from '../harness/market.js';
import { LocalNetwork } from '../harness/local_network.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';

const FROZEN = ['hrdi', 'dispatch'];
const FROZEN_MS = 60_000;

/** Votes that were on their way may still arrive. */
const LAST_VOTES_MS = 3_000;
const FINALITY_LIMIT_MS = 10_000;
const ORDER_EVERY_MS = 500;

scenario('Two authorities are frozen for a minute', async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const record = await network.record();
	const market = await story.given('a market', () => Market.open(record.chain));
	const trading = new Trading(market);
	const frozen = FROZEN.map((name) => network.node(name));
	const awake = network.nodes.filter((node) => !frozen.includes(node));
	const heights = () => awake.map(({ heads }) => heads.height);

	await story.when(`${FROZEN.join(' and ')} are frozen while people trade`, () => {
		trading.start(
			network.authorities.filter((node) => awake.includes(node)),
			ORDER_EVERY_MS,
		);
		for (const node of frozen) node.freeze();
	});
	await story.then('nothing becomes final for a minute, and blocks are made', async () => {
		await sleep(LAST_VOTES_MS);
		const [before, best] = [heights(), await network.archive.bestHeight()];
		await sleep(FROZEN_MS - LAST_VOTES_MS);
		assert.deepEqual(heights(), before);
		const made = (await network.archive.bestHeight()) - best;
		story.figure('blocks made', made);
		assert.ok(made > 0);
	});

	await story.when('they are thawed', () => frozen.forEach((node) => node.thaw()));
	await story.then('blocks become final again on all nodes within 10 s', async () => {
		const thawed = performance.now();
		const best = await network.archive.bestHeight();
		const final = () => network.nodes.every(({ heads }) => heads.height >= best);
		await until(`block ${best} is final`, final, FINALITY_LIMIT_MS);
		story.figure('after thawing', seconds(performance.now() - thawed));
	});
	await story.then('all that was sent meanwhile is final', async () => {
		await trading.stop();
		await trading.final(record);
		story.figure('orders and purchases', trading.sent.length);
	});
	await audit(story, network, record);
});
