/** Some send as fast as they can. The others' orders get in all the same, most of them soon. */

import assert from 'node:assert/strict';
import { audit } from '../harness/audit.js';
import { Flood } from '../harness/flood.js';
import { latencies, percentile, spread } from '../harness/latency.js';
import { LocalNetwork } from '../harness/local_network.js';
import { Market } from '../harness/market.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';

const LIMIT_MS = 2_000;
const ORDER_EVERY_MS = 100;

/** The others trade for so long before and after a flood. */
const BLOCKS_AROUND = 6;

const MANY = 100;
const BY_EACH_OF_MANY = 40;
const WITHIN_QUOTA = 350;
const BEYOND_QUOTA = 500;

/** Steps of a product that there is nothing to do for: a call that books much and does nothing. */
const STEPS = 20;

const PS_PER_MS = 1_000_000_000;

scenario('One household and then a hundred flood the network', async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const record = await network.record();
	const { tx, call } = record.chain.api;
	const market = await story.given('a market, and a hundred households besides', () =>
		Market.open(record.chain, { others: MANY + 2 }),
	);
	const [thrifty, wasteful, ...many] = market.others;
	const light = () => tx.system.remark('0x');
	const heavy = () => tx.energyTrading.advance(0, STEPS);

	const poolsAreEmpty = () =>
		until('the pools are empty', async () => {
			const pools = network.authorities.map((node) => node.ask('author_pendingExtrinsics'));
			return (await Promise.all(pools)).every(({ length }) => length === 0);
		});
	const quotaLeft = async ({ address }) => {
		const { tokensPs } = (await call.marketApi.limits(address)).unwrap();
		return `${Math.round(tokensPs.toNumber() / PS_PER_MS)} ms`;
	};
	const floodBy = async (who, senders, each, content, percent) => {
		const flood = await story.given(
			`transactions of ${who}, signed`,
			() => new Flood(senders, each, content),
		);
		const trading = new Trading(market);
		await story.when(`${who} sends as fast as the nodes answer, while others trade`, async () => {
			trading.start(network.authorities, ORDER_EVERY_MS);
			await network.finalised(BLOCKS_AROUND);
			const tookMs = await flood.pour(network.authorities);
			await network.finalised(BLOCKS_AROUND);
			await trading.stop();
			story.figure('sent', `${flood.size} in ${seconds(tookMs)}, ${flood.accepted} accepted`);
			for (const [reason, count] of flood.refused) story.figure(`refused, ${reason}`, count);
		});
		const outcome = percent
			? `${percent} % of the others' orders were in a block on all nodes within 2 s`
			: "the others' orders got in, every one";
		await story.then(outcome, async () => {
			await trading.final(record);
			await poolsAreEmpty();
			const { inBlockMs, finalMs } = latencies(trading.sent, record, network.nodes);
			story.figure('orders', `${trading.sent.length}, sent again ${trading.resent} times`);
			story.figure('in a block on all nodes', spread(inBlockMs));
			story.figure('final on all nodes', spread(finalMs));
			story.figure('left of the quota of a flooder', await quotaLeft(senders[0]));
			if (percent) assert.ok(percentile(inBlockMs, percent) <= LIMIT_MS);
		});
	};
	await floodBy('one household, within its quota', [thrifty], WITHIN_QUOTA, light, 95);
	await floodBy('one household, beyond its quota', [wasteful], BEYOND_QUOTA, heavy, 95);
	// The nodes' pools lose transactions in such a burst, also honest ones. They are sent again, and
	// that takes longer than 2 s for many of them.
	await floodBy('a hundred households', many, BY_EACH_OF_MANY, light);
	await audit(story, network, record);
});
