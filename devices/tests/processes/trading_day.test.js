/**
 * Ten homes and their devices through a whole trading day, without a hand on them: real load and solar
 * profiles, 24 products of an hour. Then everyone's balance is audited from the events of the chain alone.
 */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { korea } from '../../../demo/calendar.js';
import { Books } from './harness/books.js';
import { FIRST_POINT, settleHomes } from './harness/homes.js';
import { Neighbourhood } from './harness/neighbourhood.js';
import { DAY_MS, HOUR_MS } from './harness/readings.js';

const OPENING = korea(2026, 6, 9, 18);
const DAY = korea(2026, 6, 10);

/** After each hour the market waits for readings until then. */
const GRACE_MS = HOUR_MS;

/** Seconds on the chain for each second here. */
const SPEED = 600;

test('ten devices trade for a day and every balance is right', async (context) => {
	const town = await Neighbourhood.open(OPENING, 21_030);
	const homes = await settleHomes(town, after);
	const books = await Books.open(town.api, homes);
	await town.openHours(DAY, 24, HOUR_MS);

	town.live(SPEED);
	for (const { device } of homes) device.start();
	await town.until(DAY + DAY_MS + GRACE_MS);
	await town.eventually('every device has read its last midnight', async () => {
		const ends = await Promise.all(
			homes.map(async ({ profile }) => {
				const point = await town.api.query.metering.points(FIRST_POINT + profile);
				return point.unwrap().last.measuredAt.toNumber();
			}),
		);
		return ends.every((end) => end >= DAY + DAY_MS);
	});
	await town.eventually('every contract is settled, without a hand', async () => {
		const events = await town.events();
		const count = (name) => events.filter(({ method }) => method === name).length;
		return count('ContractMade') === count('ContractSettled');
	});
	await town.rest();
	for (const { device } of homes) await device.kill();

	const { made, lines } = await books.close(await town.events());
	assert.ok(made > 50, `${made} contracts were made`);
	for (const line of [`${made} contracts`, ...lines]) context.diagnostic(line);
});
