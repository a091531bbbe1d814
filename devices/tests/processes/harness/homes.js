/** Ten homes with real load and solar profiles, each with a device that trades for it. */

import path from 'node:path';
import { korea } from '../../../../demo/calendar.js';
import { BUYERS, SELLERS, readProfiles } from '../../../../demo/neighbourhood.js';
import { Device } from './device.js';
import { QUARTER_MS, writeReadings } from './readings.js';

/** The profiles are of this month. */
export const MONTH_START = korea(2026, 6, 1);

const INSTALLED = korea(2026, 6, 9, 12);

/** The meter of the home with this profile has this number and the profile's. */
export const FIRST_POINT = 5_000;

/** The tenth one has no part in the demo. */
const HOMES = [...SELLERS, ...BUYERS, { name: 'Seo', profile: 20 }];

const SELLING = { 'forecast-based': {} };
const BUYING = { 'tariff-aware': { 'margin-percent': 10 } };

/** How a home trades that leaves everything to its device. */
export const tradingOf = (isSeller) => ({
	zone: 1,
	tariff: 'residential-low-voltage',
	'feed-in-krw': 0,
	'confirm-deliveries': true,
	strategy: isSeller ? SELLING : BUYING,
	limits: { 'spend-a-day-krw': 20_000 },
});

/** What the meters of homes with some profiles show at each quarter of the month. */
export async function readCounters(profiles) {
	const file = process.env.JOULE_PROFILES;
	if (!file) throw new Error('JOULE_PROFILES names no file: `source scripts/setup profiles` does.');
	const quarters = await readProfiles(file, profiles);
	return new Map([...quarters].map(([profile, flows]) => [profile, countersOf(flows)]));
}

/** What a home's meter shows at each quarter of the month, from its profile. */
function countersOf(quarters) {
	let face = { importWh: 0, exportWh: 0 };
	const counters = new Map([[MONTH_START, face]]);
	for (const [index, { importWh, exportWh }] of quarters.entries()) {
		face = { importWh: face.importWh + importWh, exportWh: face.exportWh + exportWh };
		counters.set(MONTH_START + (index + 1) * QUARTER_MS, face);
	}
	return counters;
}

async function settle(town, home, counters, page) {
	const isSeller = SELLERS.includes(home);
	const device = await Device.make(home.name.replace(' ', ''), {
		role: 'hems',
		owner: town.chain.account(home.name).address,
		chain: { node: town.node.endpoint },
		point: [
			{
				number: FIRST_POINT + home.profile,
				name: home.name,
				meter: { file: { path: 'readings.csv' } },
			},
		],
		trading: tradingOf(isSeller),
		...(page && { page: { listen: page } }),
	});
	await writeReadings(path.join(device.folder, 'readings.csv'), counters);
	const account = await town.settle(home.name, ['Producer', 'Consumer'], device, {
		installedAt: INSTALLED,
		face: counters.get(INSTALLED),
	});
	return { ...home, isSeller, device, account, counters };
}

/**
 * Settles all homes. Their devices are not started yet.
 *
 * @param {import('./neighbourhood.js').Neighbourhood} town
 * @param {(action: () => Promise<void>) => void} atTheEnd takes what is to be done then
 * @param {string} [page] where the first home's owner finds the page
 */
export async function settleHomes(town, atTheEnd, page) {
	const counters = await readCounters(HOMES.map(({ profile }) => profile));
	const homes = [];
	for (const [index, home] of HOMES.entries()) {
		const shown = counters.get(home.profile);
		const settled = await settle(town, home, shown, index === 0 ? page : undefined);
		atTheEnd(() => settled.device.kill());
		homes.push(settled);
	}
	return homes;
}
