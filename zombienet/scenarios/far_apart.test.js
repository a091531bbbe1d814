/** The sites are far apart: every packet between two of them takes 30 ms. */

import assert from 'node:assert/strict';
import { audit } from '../harness/audit.js';
import { latencies, percentile, spread } from '../harness/latency.js';
import { LocalNetwork } from '../harness/local_network.js';
import { Market } from '../harness/market.js';
import { scenario } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { Wires } from '../harness/wires.js';

const DELAY_MS = 30;
const BLOCKS = 40;

/** Not a multiple of the slot, so that the sending falls into all parts of it. */
const ORDER_EVERY_MS = 170;

/** What the distance may add: some journeys of a block and of two rounds of votes. */
const SLOWER_BY_AT_MOST_MS = 600;

scenario(
	`With ${DELAY_MS} ms of delay between all nodes, trades are final later`,
	async (story) => {
		const wires = await story.given('a machine for each node', () => Wires.lay(story));
		const network = await story.given('four authorities and a full node', () =>
			LocalNetwork.start(story, wires),
		);
		const record = await network.record();
		const market = await story.given('a market', () => Market.open(record.chain));

		const measure = async (name) => {
			const trading = new Trading(market);
			trading.start(network.authorities, ORDER_EVERY_MS);
			await network.finalised(BLOCKS);
			await trading.stop();
			await trading.final(record);
			const { inBlockMs, finalMs } = latencies(trading.sent, record, network.nodes);
			story.figure(`${name}, in a block on all nodes`, spread(inBlockMs));
			story.figure(`${name}, final on all nodes`, spread(finalMs));
			return percentile(finalMs, 95);
		};

		const near = await story.given('what it takes without delay', () => measure('no delay'));
		await story.when(`each packet takes ${DELAY_MS} ms`, () => wires.delay(DELAY_MS));
		const far = await story.then('trades become final all the same', () =>
			measure(`${DELAY_MS} ms one way`),
		);
		assert.ok(far < near + SLOWER_BY_AT_MOST_MS, 'finality is not much later');
		await audit(story, network, record);
	},
);
