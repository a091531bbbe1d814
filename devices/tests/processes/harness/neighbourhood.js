/** A dev chain with households on it, whose clock runs faster than any other. */

import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WsProvider } from '@polkadot/api';
import { Chain } from '../../../../demo/chain.js';
import { startNode } from '../../../../demo/node.js';
import { fromKrw } from '../../../../demo/units.js';

/** The zone that the dev chain begins with. */
export const ZONE = 1;

const BEAT_MS = 250;
const PATIENCE_MS = 90_000;
const DEPOSIT_KRW = 100_000;
const METER_WATT = 12_000;
const FIRST_MEMBER = 2_001;

export class Neighbourhood {
	#clock;
	#members = 0;
	#beating = Promise.resolve();
	#events = [];

	constructor(node, chain, clock) {
		this.node = node;
		this.chain = chain;
		this.api = chain.api;
		this.#clock = clock;
		this.operator = chain.account('Alice');
	}

	/**
	 * Starts the chain at a moment, and stops it at the end.
	 *
	 * @param {number} clockStart
	 * @param {number} port
	 * @param {(action: () => Promise<void>) => void} [atTheEnd] takes what is to be done then
	 */
	static async open(clockStart, port, atTheEnd = after) {
		const node = await startNode({ clockStart, port, logName: 'devices' });
		const chain = await Chain.connect(node.endpoint);
		const neighbourhood = new Neighbourhood(node, chain, new WsProvider(node.endpoint));
		atTheEnd(async () => {
			await neighbourhood.rest();
			await chain.disconnect();
			await neighbourhood.#clock.disconnect();
			await node.stop();
		});
		return neighbourhood;
	}

	/** From now on blocks are made, and for each second so many pass on the chain. */
	live(speed) {
		const stop = new AbortController();
		this.rest = async () => {
			stop.abort();
			await this.#beating;
		};
		this.#beating = (async () => {
			while (!stop.signal.aborted) {
				await this.#clock.send('dev_advance', [BEAT_MS * speed]);
				await this.events();
				await sleep(BEAT_MS);
			}
		})();
	}

	/** What happened so far. It is collected on the way, because the node forgets the states of old blocks. */
	async events() {
		this.#events.push(...(await this.chain.news()));
		return this.#events;
	}

	/** Makes no block any more but for transactions. */
	rest = async () => {};

	/**
	 * Registers a member with money, its device and its metering points.
	 *
	 * @param {string} name
	 * @param {string[]} roles
	 * @param {import('./device.js').Device} device
	 * @param {{ installedAt: number, face: object }} installation of each of the device's points
	 */
	async settle(name, roles, device, installation) {
		const { api, chain, operator } = this;
		const owner = chain.account(name);
		const number = FIRST_MEMBER + this.#members;
		this.#members += 1;
		const register = api.tx.registry.register(owner.address, number, ZONE, roles);
		await chain.send(api.tx.sudo.sudo(register), operator);

		const events = await chain.send(
			api.tx.ecoin.requestIssue(fromKrw(DEPOSIT_KRW), `DEPOSIT ${number}`),
			owner,
		);
		const { request } = events.find(({ method }) => method === 'IssueRequested').fields;
		await chain.send(api.tx.ecoin.approveIssue(request), operator);

		const access = [
			api.tx.registry.addDevice(device.account),
			api.tx.proxy.addProxy(device.account, 'Trading', 0),
			api.tx.proxy.addProxy(device.account, 'Metering', 0),
		];
		await chain.sendAll(access, owner);
		for (const [point, key] of device.meterKeys) {
			const call = api.tx.metering.registerPoint(point, {
				owner: owner.address,
				zone: ZONE,
				source: 'Solar',
				capacity: { import: METER_WATT, export: METER_WATT },
				key,
				...installation,
			});
			await chain.send(call, operator);
		}
		return owner;
	}

	/** Opens products of an hour each. */
	async openHours(firstStart, count, gateLeadMs) {
		const series = {
			zone: ZONE,
			resolution: 'Hour',
			firstStart,
			count,
			gateLeadMs,
			lockLeadMs: 0,
		};
		await this.chain.send(this.api.tx.energyTrading.createSeries(series), this.operator);
	}

	/** Waits until the chain's clock shows a moment. */
	async until(moment) {
		while ((await this.chain.now()) < moment) await sleep(BEAT_MS);
	}

	/** Waits until something is true. */
	async eventually(what, condition, patienceMs = PATIENCE_MS) {
		const deadline = Date.now() + patienceMs;
		for (;;) {
			const found = await condition();
			if (found) return found;
			if (Date.now() > deadline) throw new Error(`${what}: it did not come about.`);
			await sleep(BEAT_MS);
		}
	}
}
