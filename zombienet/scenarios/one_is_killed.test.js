/** Four authorities bear the loss of one, and have it back soon. */

import assert from 'node:assert/strict';
import { audit } from '../harness/audit.js';
import { Market } from '../harness/market.js';
import { LocalNetwork } from '../harness/local_network.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';

const VICTIM = 'hrdi';

/** So many blocks are made and finalised without it. */
const WITHOUT_IT = 20;

/** A slot without an author and the round that waits for its vote: what is to be expected, and more. */
const LONGEST_PAUSE_MS = 5_000;
const CATCH_UP_LIMIT_MS = 30_000;

/** So many blocks apart are nodes that are in step. */
const IN_STEP = 2;

scenario('One authority is killed while people trade, and comes back', async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const record = await network.record();
	const market = await story.given('a market', () => Market.open(record.chain));
	const trading = new Trading(market);
	const victim = network.node(VICTIM);
	const others = network.nodes.filter((node) => node !== victim);

	await story.given('people who trade', async () => {
		trading.start(network.authorities.filter((node) => node !== victim));
		await network.finalised(2);
	});

	await story.when(`${VICTIM} is killed`, () => victim.kill());
	await story.then('finality goes on without it', async () => {
		const from = performance.now();
		await network.finalised(WITHOUT_IT, others);
		const pauses = others.map(({ heads }) => heads.longestPauseMs(from, performance.now()));
		story.figure('longest time without a final block', seconds(Math.max(...pauses)));
		assert.ok(Math.max(...pauses) < LONGEST_PAUSE_MS);
	});

	const restarted = performance.now();
	await story.when(`${VICTIM} is started again`, () => victim.start());
	await story.then('it catches up within 30 s', async () => {
		const inStep = () => others.every(({ heads }) => victim.heads.height + IN_STEP >= heads.height);
		await until(`${VICTIM} is in step`, inStep);
		const tookMs = performance.now() - restarted;
		story.figure('after it was started', seconds(tookMs));
		assert.ok(tookMs < CATCH_UP_LIMIT_MS);
	});

	await story.then('all that was sent meanwhile is final', async () => {
		await trading.stop();
		await trading.final(record);
		story.figure('orders and purchases', trading.sent.length);
	});
	await audit(story, network, record);
});
