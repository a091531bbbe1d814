/** What a trading day did to everyone's money, checked by the events of the chain alone. */

import assert from 'node:assert/strict';
import { Ledger } from '../../../../demo/ledger.js';
import { RESIDENTIAL, marginalCosts } from '../../../../demo/tariff.js';
import { inKrw, kwh, won } from '../../../../demo/units.js';
import { MONTH_START } from './homes.js';
import { DAY_MS } from './readings.js';

const MONTH = 6;
const ECOIN = 1;

/** Sums of broken won are not exact. */
const TOLERANCE_KRW = 0.001;

/** What somebody's ecoin is, free and held. */
export async function ecoinOf(api, address) {
	const account = await api.query.assets.account(ECOIN, address);
	const held = await api.query.assetsHolder.balancesOnHold(ECOIN, address);
	const free = account.isSome ? account.unwrap().balance.toBigInt() : 0n;
	return { free, held: held.isSome ? held.unwrap().toBigInt() : 0n };
}

export class Books {
	#api;
	#homes;
	#before = new Map();

	/** Opens the books of some homes, with what they have now. */
	static async open(api, homes) {
		const books = new Books();
		books.#api = api;
		books.#homes = homes;
		for (const { account } of homes) {
			books.#before.set(account.address, await ecoinOf(api, account.address));
		}
		return books;
	}

	/**
	 * Checks that each home's ecoin changed by what its contracts brought and cost, and by nothing else.
	 *
	 * @param {object[]} events of all blocks
	 * @returns what was agreed and settled, and a line for each home
	 */
	async close(events) {
		const nameOf = (address) =>
			this.#homes.find(({ account }) => account.address === `${address}`)?.name ?? `${address}`;
		const ledger = new Ledger(nameOf);
		const settled = ledger.record(events);
		const made = events.filter(({ method }) => method === 'ContractMade').length;
		assert.equal(settled.length, made, 'every contract is settled');

		let sum = 0;
		for (const { name, account } of this.#homes) {
			const now = await ecoinOf(this.#api, account.address);
			assert.equal(now.held, 0n, `nothing of ${name}'s ecoin is held any more`);
			const { paidKrw, earnedKrw, imbalanceKrw } = ledger.of(name);
			const expected = earnedKrw - paidKrw + imbalanceKrw;
			const change = inKrw(now.free - this.#before.get(account.address).free);
			const isRight = Math.abs(change - expected) < TOLERANCE_KRW;
			assert.ok(isRight, `${name}: ${change} and not ${expected} KRW`);
			sum += change;
		}
		assert.ok(Math.abs(sum) < TOLERANCE_KRW, 'what some paid others got');
		this.#checkOrders(events);
		return { made, lines: this.#homes.map((home) => savingOf(home, ledger)) };
	}

	/** No device placed more than one batch in a product, and each placed some. */
	#checkOrders(events) {
		const batches = new Map(this.#homes.map(({ account }) => [account.address, []]));
		for (const { method, fields } of events) {
			if (method === 'OrdersPlaced') batches.get(`${fields.who}`).push(fields.product.toNumber());
		}
		for (const { name, account } of this.#homes) {
			const products = batches.get(account.address);
			assert.ok(products.length > 0, `${name}'s device placed orders`);
			assert.equal(new Set(products).size, products.length, `${name}'s placed none twice`);
		}
	}
}

/** What a home no longer pays to the grid, in KRW, that draws so much less of a month's energy: its dearest part. */
function avoidedKrw(monthWh, lessWh) {
	let [rest, units] = [lessWh, 0];
	for (const { energyWh, ticks } of marginalCosts(RESIDENTIAL, MONTH, monthWh)) {
		const part = Math.min(rest, energyWh);
		units += part * ticks;
		rest -= part;
	}
	return inKrw(units);
}

/** What the day was good for: against the tariff of the month without it. */
function savingOf({ name, counters, isSeller }, ledger) {
	const { boughtWh, paidKrw, soldWh, earnedKrw, imbalanceKrw } = ledger.of(name);
	const month = counters.get(MONTH_START + 30 * DAY_MS).importWh;
	const saved = avoidedKrw(month, boughtWh) - paidKrw + Math.max(0, imbalanceKrw);
	return (
		`${name}${isSeller ? ' (panels)' : ''}: bought ${kwh(boughtWh)} for ${won(paidKrw)}, ` +
		`saved ${won(saved)}; sold ${kwh(soldWh)} for ${won(earnedKrw)}, imbalance ${won(imbalanceKrw)}`
	);
}
