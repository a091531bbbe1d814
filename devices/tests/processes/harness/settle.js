/** Homes on a network that its sites' council governs: registered, with money, a device and a meter each. */

import { deposit, register } from '../../../../zombienet/harness/participants.js';
import { HOUR_MS } from './readings.js';

export const ZONE = 1;
export const DEPOSIT_KRW = 100_000;

const METER_WATT = 12_000;

/** So many meters go into service in a transaction. */
const AT_ONCE = 25;

/**
 * @param {import('../../../../zombienet/harness/council.js').Council} council
 * @param {{ account: object, device: import('./device.js').Device, installedAt: number, face: object }[]} homes
 *   what the meters of each home's device showed when they were installed
 */
export async function settle(council, homes) {
	const { chain, operator } = council;
	const { tx } = chain.api;
	const accounts = homes.map(({ account }) => account);
	await register(council, accounts);
	await deposit(council, accounts, DEPOSIT_KRW);
	await Promise.all(
		homes.map(({ account, device }) => {
			const access = [
				tx.registry.addDevice(device.account),
				tx.proxy.addProxy(device.account, 'Trading', 0),
				tx.proxy.addProxy(device.account, 'Metering', 0),
			];
			return chain.sendAll(access, account);
		}),
	);
	const installations = homes.flatMap(({ account, device, installedAt, face }) =>
		[...device.meterKeys].map(([point, key]) =>
			tx.metering.registerPoint(point, {
				owner: account.address,
				zone: ZONE,
				source: 'Solar',
				capacity: { import: METER_WATT, export: METER_WATT },
				key,
				installedAt,
				face,
			}),
		),
	);
	while (installations.length > 0) {
		await chain.sendAll(installations.splice(0, AT_ONCE), operator);
	}
}

/** Opens products of an hour each, whose gates close an hour before. */
export async function openHours({ chain, operator }, firstStart, count) {
	const series = {
		zone: ZONE,
		resolution: 'Hour',
		firstStart,
		count,
		gateLeadMs: HOUR_MS,
		lockLeadMs: 0,
	};
	await chain.send(chain.api.tx.energyTrading.createSeries(series), operator);
}
