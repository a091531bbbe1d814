/** The council upgrades the runtime while orders are open, and a migration changes the storage. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsHex, xxhashAsU8a } from '@polkadot/util-crypto';
import { CACHE } from '../../demo/node.js';
import { audit } from '../harness/audit.js';
import { Household } from '../harness/household.js';
import { LocalNetwork } from '../harness/local_network.js';
import { Market } from '../harness/market.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';

/** A later version of this runtime: `scripts/rehearsal` makes it. */
const CODE = path.join(CACHE, 'rehearsal', 'joule_runtime.wasm');

/** Who brings the code: whoever has the quota for something so large. */
const OPERATOR = 'Alice';

const BLOCKS_OF_TRADING = 15;

/** An empty list, as a runtime API answers it. */
const NO_ORDERS = '0x00';

/** Where the rehearsal's migration counts the members of each zone. */
const COUNTS = u8aToHex(
	u8aConcat(...['Rehearsal', 'MembersOfZone'].map((name) => xxhashAsU8a(stringToU8a(name), 128))),
);

scenario('The council upgrades the runtime while orders are open', async (story) => {
	const code = await readFile(CODE).catch(() => {
		throw new Error(`${CODE} is missing: scripts/rehearsal makes it`);
	});
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const record = await network.record();
	const { api } = record.chain;
	const market = await story.given('a market', () => Market.open(record.chain));
	const trading = new Trading(market);
	const trade = async () => {
		trading.start(network.authorities);
		await network.finalised(BLOCKS_OF_TRADING);
		await trading.stop();
		await trading.final(record);
	};
	const openOrders = () =>
		Promise.all(
			market.buyers.map(({ account }) =>
				record.node.ask('state_call', 'MarketApi_orders', u8aToHex(account.publicKey)),
			),
		);

	await story.given('people who trade, and have orders open', trade);
	const [before, ordersBefore] = [api.runtimeVersion.specVersion.toNumber(), await openOrders()];
	assert.ok(ordersBefore.every((orders) => orders !== NO_ORDERS));

	await story.when('the council agrees to the hash of a runtime', () =>
		market.council.decide(api.tx.sites.authorizeUpgrade(blake2AsHex(code))),
	);
	await story.when('somebody brings its code', async () => {
		const started = performance.now();
		const operator = new Household(record.chain, OPERATOR);
		await operator.lookUpNonce();
		const { hex } = operator.sign(api.tx.system.applyAuthorizedUpgrade(u8aToHex(code)));
		await record.node.ask('author_submitExtrinsic', hex);
		await network.finalised(BLOCKS_OF_TRADING);
		const now = performance.now();
		const pauses = network.nodes.map(({ heads }) => heads.longestPauseMs(started, now));
		// Each node compiles the new code before it goes on.
		story.figure('longest time without a final block', seconds(Math.max(...pauses)));
	});
	await story.then('all nodes run it', async () => {
		const versionOf = async (node) => (await node.ask('state_getRuntimeVersion')).specVersion;
		await until('all nodes run a later version', async () => {
			const versions = await Promise.all(network.nodes.map(versionOf));
			return versions.every((version) => version > before);
		});
		await until('this client knows it', () => api.runtimeVersion.specVersion.toNumber() > before);
		story.figure('version', `${before} -> ${api.runtimeVersion.specVersion}`);
	});
	await story.then('its migration has changed the storage', async () => {
		await until('the migration is over', async () => {
			await record.catchUp();
			return record.all('migrations', 'UpgradeCompleted').length > 0;
		});
		const keys = await record.node.ask('state_getKeysPaged', COUNTS, 100);
		const values = await Promise.all(keys.map((key) => record.node.ask('state_getStorage', key)));
		const counts = values.map((value) =>
			api.registry.createType('u32', hexToU8a(value)).toNumber(),
		);
		const members = (await api.query.registry.participants.keys()).length;
		story.figure('members counted', `${counts.join(' + ')} of ${members}`);
		assert.equal(
			counts.reduce((sum, count) => sum + count, 0),
			members,
		);
	});
	await story.then('the orders are open as before', async () =>
		assert.deepEqual(await openOrders(), ordersBefore),
	);
	await story.then('people go on trading', trade);
	await audit(story, network, record);
});
