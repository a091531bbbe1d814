/** A node joins once the council lets it, and by warp sync: without executing all blocks again. */

import assert from 'node:assert/strict';
import { audit } from '../harness/audit.js';
import { LocalNetwork } from '../harness/local_network.js';
import { Market } from '../harness/market.js';
import { member } from '../harness/roster.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';

const NEWCOMER = member('newcomer', ['--sync', 'warp']);

/** The blocks that there are before it comes. */
const BLOCKS = 60;

/** So many are made while it tries to get in. */
const BLOCKS_OUTSIDE = 30;

/** Bans of a node have to fade before it is let in. */
const JOIN_LIMIT_MS = 60_000;

scenario('A new node joins by warp sync, if the council lets it', async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const residents = [...network.nodes];
	const record = await network.record();
	const market = await story.given('a market', () => Market.open(record.chain));
	const trading = new Trading(market);
	await story.given(`${BLOCKS} blocks, and people who trade`, async () => {
		trading.start(network.authorities);
		await network.finalised(BLOCKS);
	});

	const newcomer = await network.add(NEWCOMER);
	await story.when('a node starts that may not connect', () => newcomer.start());
	await story.then('it gets no block and no votes', async () => {
		await network.finalised(BLOCKS_OUTSIDE, residents);
		assert.equal(await newcomer.bestHeight(), 0);
		assert.equal(newcomer.heads.height, 0);
		story.figure('its peers', await newcomer.peers());
	});

	const { tx } = record.chain.api;
	await story.when('the council grants it to connect', () =>
		market.council.decide(tx.sites.grantConnect(NEWCOMER.peerId)),
	);
	await story.then('it joins', async () => {
		const granted = performance.now();
		const inStep = () => newcomer.heads.height >= network.archive.heads.height;
		await until('the new node finalises with the others', inStep, JOIN_LIMIT_MS);
		story.figure('after the grant', seconds(performance.now() - granted));
	});
	await story.then('it has the state of now, and not those of the first blocks', async () => {
		const old = await record.node.ask('chain_getBlockHash', 1);
		await assert.rejects(newcomer.ask('state_getRuntimeVersion', old));
	});
	await story.then('all that was sent meanwhile is final', async () => {
		await trading.stop();
		await trading.final(record);
	});
	await audit(story, network, record);
});
