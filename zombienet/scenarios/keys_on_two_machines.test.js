/** A site runs its keys on two machines at once. It is found out and struck off. */

import assert from 'node:assert/strict';
import { audit } from '../harness/audit.js';
import { LocalNetwork } from '../harness/local_network.js';
import { Market } from '../harness/market.js';
import { ROSTER, member } from '../harness/roster.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Trading } from '../harness/trading.js';
import { until } from '../harness/until.js';

const SITE = 'hrdi';
/** The member of the council whose account the site is. */
const MEMBER = 2;

/** It has the keys of the site, and a name and a place of its own. */
const { options } = ROSTER.find(({ name }) => name === SITE);
const COPY = member(`${SITE}-copy`, options, true);

const BLOCKS = 10;

scenario('An authority whose keys run on two machines at once is struck off', async (story) => {
	const network = await story.given('four authorities and a full node', () =>
		LocalNetwork.start(story),
	);
	const record = await network.record();
	const { api } = record.chain;
	const market = await story.given('a market', () => Market.open(record.chain));
	const { council } = market;
	const offender = council.members[MEMBER].address;
	const trading = new Trading(market);
	const cheats = (node) => node.name.startsWith(SITE);

	await story.given('people who trade', async () => {
		trading.start(network.authorities.filter((node) => !cheats(node)));
		await network.finalised(2);
	});
	await story.when(`the keys of ${SITE} run on a second machine, too`, async () => {
		await council.decide(api.tx.sites.grantConnect(COPY.peerId));
		const copy = await network.add(COPY);
		await copy.start();
	});
	await story.then('it is reported and struck off', async () => {
		const started = performance.now();
		const struckOff = async () => {
			await record.catchUp();
			return record.all('sites', 'AuthorityStruckOff');
		};
		await until('the offender is struck off', async () => (await struckOff()).length > 0);
		story.figure('after the second machine answered', seconds(performance.now() - started));
		const [{ site }] = await struckOff();
		assert.equal(`${site}`, offender);
		const kinds = record.all('offences', 'Offence').map(({ kind }) => kind.toUtf8());
		story.figure('offences', kinds.join(', '));
	});
	await story.then('the other three go on without it', async () => {
		for (const node of network.nodes.filter(cheats)) await network.remove(node);
		await network.finalised(BLOCKS);
		const authorities = await api.query.sites.authorities();
		assert.equal(authorities.length, network.nodes.length - 1);
		assert.ok(!authorities.map(String).includes(offender));
	});
	await story.then('all that was sent meanwhile is final', async () => {
		await trading.stop();
		await trading.final(record);
		story.figure('orders and purchases', trading.sent.length);
	});
	await audit(story, network, record);
});
