/** The council puts a new site in the place of an authority, while people trade. */

import assert from 'node:assert/strict';
import { u8aToHex } from '@polkadot/util';
import { ZONE } from '../../demo/town.js';
import { audit } from '../harness/audit.js';
import { authorsOf } from '../harness/authors.js';
import { LocalNetwork } from '../harness/local_network.js';
import { Market } from '../harness/market.js';
import { member } from '../harness/roster.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';

/** Whoever operates it reaches it over loopback only, so it may make and show keys. */
const NEW_SITE = member('substation', ['--rpc-methods', 'unsafe'], true);
const MEMBER_NUMBER = 5;

const OLD_SITE = 'dispatch';
/** The member of the council whose account the site `dispatch` is. */
const OLD_MEMBER = 3;

/** Of an authority's keys, in hexadecimal digits, the one for making blocks comes first. */
const AURA_KEY_DIGITS = '0x'.length + 2 * 32;

/** The change is decided in one block, and works from the second one after. */
const IN_FORCE_AFTER = 2;
const BLOCKS = 16;
const LONGEST_PAUSE_MS = 5_000;

scenario('The council replaces an authority at run time', async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const record = await network.record();
	const { chain } = record;
	const { tx } = chain.api;
	const market = await story.given('a market', () => Market.open(chain));
	const { council } = market;
	const trading = new Trading(market);
	const retiring = network.node(OLD_SITE);
	const staying = network.nodes.filter((node) => node !== retiring);
	const account = chain.account('Substation');
	const started = performance.now();

	await story.given('people who trade', async () => {
		trading.start(network.authorities.filter((node) => node !== retiring));
		await network.finalised(2);
	});
	await story.given('a new site, which may connect and has an account', () =>
		council.decide(
			tx.utility.batchAll([
				tx.registry.register(account.address, MEMBER_NUMBER, ZONE, ['Operator']),
				tx.sites.grantConnect(NEW_SITE.peerId),
			]),
		),
	);
	const joining = await network.add(NEW_SITE);
	const aura = await story.given('its node, in step and with keys of its own', async () => {
		await joining.start();
		await network.finalised(1);
		const owner = u8aToHex(account.publicKey);
		const { keys, proof } = await joining.ask('author_rotateKeysWithOwner', owner);
		await chain.send(tx.session.setKeys(keys, proof), account);
		return keys.slice(0, AURA_KEY_DIGITS);
	});

	const decided = await story.when('the council adds it and removes the old one', async () => {
		const old = council.members[OLD_MEMBER].address;
		await council.decide(
			tx.utility.batchAll([tx.sites.addAuthority(account.address), tx.sites.removeAuthority(old)]),
		);
		return record.node.heads.height;
	});
	await story.then('it makes blocks and the old one does not', async () => {
		await network.finalised(BLOCKS);
		const authors = await authorsOf(record, decided + IN_FORCE_AFTER + 1, decided + BLOCKS);
		story.figure(
			'its blocks',
			`${authors.filter((key) => key === aura).length} of ${authors.length}`,
		);
		assert.ok(authors.includes(aura));
		assert.ok(!authors.includes(u8aToHex(council.members[OLD_MEMBER].publicKey)));
		assert.equal((await chain.api.query.grandpa.authorities()).length, network.authorities.length);
	});

	await story.when('the node of the old site goes', () => network.remove(retiring));
	await story.then('nobody misses it', async () => {
		await network.finalised(BLOCKS);
		const now = performance.now();
		const pauses = staying.map(({ heads }) => heads.longestPauseMs(started, now));
		story.figure('longest time without a final block', seconds(Math.max(...pauses)));
		assert.ok(Math.max(...pauses) < LONGEST_PAUSE_MS);
	});
	await story.then('all that was sent meanwhile is final', async () => {
		await trading.stop();
		await trading.final(record);
		story.figure('orders and purchases', trading.sent.length);
	});
	await audit(story, network, record);
});
