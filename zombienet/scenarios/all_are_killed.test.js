/** A power cut takes all nodes at once. What was final is final afterwards. */

import assert from 'node:assert/strict';
import { audit } from '../harness/audit.js';
import { Market } from '../harness/market.js';
import { LocalNetwork } from '../harness/local_network.js';
import { scenario } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';

const BLOCKS_OF_TRADING = 10;

/** So often that some orders are on their way at any moment. */
const ORDER_EVERY_MS = 20;

scenario('All nodes are killed at once while people trade, and start again', async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const before = await network.record();
	const market = await story.given('a market', () => Market.open(before.chain));
	const trading = new Trading(market);

	await story.given('people who trade', async () => {
		trading.start(network.authorities, ORDER_EVERY_MS);
		await network.finalised(BLOCKS_OF_TRADING);
		await trading.stop();
		await before.catchUp();
	});

	await story.when('all nodes are killed', () => network.killAll());
	await story.when('all nodes are started again', () => network.startAll());
	const record = await network.record();
	await story.then('what they had in their databases is final', async () => {
		const best = Math.max(...(await Promise.all(network.nodes.map((node) => node.bestHeight()))));
		await until(`block ${best} is final`, () => network.archive.heads.height >= best);
	});

	await story.then('every trade that was final is where it was', async () => {
		await record.catchUp();
		const final = trading.sent.filter(({ hash }) => before.placeOf(hash));
		for (const { hash } of final) assert.deepEqual(record.placeOf(hash), before.placeOf(hash));
		story.figure('final before', `${final.length} of ${trading.sent.length} sent`);
		assert.ok(final.length > 0);
	});
	await story.then('what was on its way is sent again, and nothing is done twice', async () => {
		const again = await trading.sendAgain(network.archive, record);
		story.figure('sent again', again);
		await trading.final(record);
	});
	await audit(story, network, record);
});
