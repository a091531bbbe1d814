/** An authority is cut off from the others, and people go on sending to it alone. */

import { setTimeout as sleep } from 'node:timers/promises';
import { audit } from '../harness/audit.js';
import { LocalNetwork } from '../harness/local_network.js';
import { Market } from '../harness/market.js';
import { scenario } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';
import { Wires } from '../harness/wires.js';

const ALONE_MS = 6_000;
const ORDER_EVERY_MS = 200;

scenario('An authority is cut off, and its blocks lose', async (story) => {
	const wires = await story.given('a machine for each node', () => Wires.lay(story));
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story, wires),
	);
	const alone = network.node('dispatch');
	const others = network.nodes.filter((node) => node !== alone);
	const market = await story.given('a market', async () =>
		Market.open((await network.record()).chain),
	);
	// Nobody sends again.
	const trading = new Trading(market, Infinity);

	await story.when('it is cut off, and people send to it alone', async () => {
		await wires.cut(others, [alone]);
		trading.start([alone], ORDER_EVERY_MS);
		await sleep(ALONE_MS);
		await trading.stop();
	});
	await story.then('all that was sent is in its blocks, and nowhere else', () =>
		until('nothing waits', async () => (await alone.ask('author_pendingExtrinsics')).length === 0),
	);
	// What it has told the others would otherwise reach them late.
	await story.when('the others are killed and started again', async () => {
		await network.hangUp();
		await Promise.all(others.map((node) => node.kill()));
		await Promise.all(others.map((node) => node.start()));
		await network.finalised(2, others);
	});
	await story.when('all are joined again', () => wires.heal());
	const record = await network.record();
	await story.then('the chain of the others has won, and what was sent is final on it', async () => {
		await trading.final(record);
		story.figure('orders and purchases', trading.sent.length);
	});
	await audit(story, network, record);
});
