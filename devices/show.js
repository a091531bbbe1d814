/**
 * Starts a dev chain and ten homes whose devices trade by themselves, and leaves them running: `scripts/run
 * --devices` calls this. A day on the chain passes in a few minutes.
 */

import { korea } from '../demo/calendar.js';
import { settleHomes } from './tests/processes/harness/homes.js';
import { Neighbourhood } from './tests/processes/harness/neighbourhood.js';
import { DAY_MS, HOUR_MS } from './tests/processes/harness/readings.js';

const OPENING = korea(2026, 6, 9, 18);
const FIRST_DAY = korea(2026, 6, 10);
const DAYS = 4;
const USUAL_PORT = 9_944;
const PAGE = '127.0.0.1:8420';

/** Seconds on the chain for each second here. */
const SPEED = 600;

/** What a shell expects of a program that was interrupted. */
const INTERRUPTED = 130;

const endings = [];
const atTheEnd = (action) => endings.unshift(action);

for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, async () => {
		for (const end of endings) await end();
		console.log('\nThe devices and the node are stopped.');
		process.exit(INTERRUPTED);
	});
}

console.log('A chain and ten homes, each with a meter, a device and 100,000 KRW of ecoin ...');
const town = await Neighbourhood.open(OPENING, USUAL_PORT, atTheEnd);
const homes = await settleHomes(town, atTheEnd, PAGE);
for (let day = 0; day < DAYS; day += 1) {
	await town.openHours(FIRST_DAY + day * DAY_MS, 24, HOUR_MS);
}
town.live(SPEED);
for (const { device } of homes) device.start();
console.log(`
They trade ${DAYS * 24} hours of electricity by themselves. An hour passes in ${3_600 / SPEED} seconds.

The page of ${homes[0].name}'s device: http://${PAGE}
The node, for Polkadot.js Apps: ${town.node.endpoint}
What the devices say: ${homes[0].device.log} and its neighbours

Ctrl-C stops everything.
`);
