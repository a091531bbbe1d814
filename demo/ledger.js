/** Adds up, from the chain's events, who bought and sold how much and for what. */

import { inKrw } from './units.js';

const EMPTY = { boughtWh: 0, paidKrw: 0, soldWh: 0, earnedKrw: 0, imbalanceKrw: 0, issuedWh: 0 };

export class Ledger {
	#contracts = new Map();
	#people = new Map();

	/** @param {(address: { toString(): string }) => string} nameOf who an address belongs to */
	constructor(nameOf) {
		this.nameOf = nameOf;
	}

	/** What somebody has done so far. */
	of(name) {
		return this.#people.get(name) ?? EMPTY;
	}

	/** What all have been issued for their exports so far. */
	get issuedWh() {
		return [...this.#people.values()].reduce((sum, { issuedWh }) => sum + issuedWh, 0);
	}

	/**
	 * Notes what happened.
	 *
	 * @returns the contracts that were settled
	 */
	record(events) {
		return events.flatMap(({ section, method, fields }) => {
			const settled = this.#entries[`${section}.${method}`]?.(fields);
			return settled ? [settled] : [];
		});
	}

	#add(name, changes) {
		const sums = { ...this.of(name) };
		for (const [key, amount] of Object.entries(changes)) sums[key] += amount;
		this.#people.set(name, sums);
	}

	#trade(seller, buyer, energyWh, krw) {
		this.#add(seller, { soldWh: energyWh, earnedKrw: krw });
		this.#add(buyer, { boughtWh: energyWh, paidKrw: krw });
	}

	#entries = {
		'metering.EnergyIssued': ({ owner, quantityWh }) => {
			this.#add(this.nameOf(owner), { issuedWh: quantityWh.toNumber() });
		},
		'energyTrading.ContractMade': ({ product, contract, seller, buyer, price }) => {
			const parties = { seller: this.nameOf(seller), buyer: this.nameOf(buyer) };
			this.#contracts.set(`${product}/${contract}`, { product, ticks: price, ...parties });
		},
		'energyTrading.ContractSettled': ({ product, contract, deliveredWh, paid, imbalancePaid }) => {
			const terms = this.#contracts.get(`${product}/${contract}`);
			const [paidKrw, imbalanceKrw] = [inKrw(paid), inKrw(imbalancePaid)];
			this.#trade(terms.seller, terms.buyer, deliveredWh.toNumber(), paidKrw);
			this.#add(terms.seller, { imbalanceKrw: -imbalanceKrw });
			this.#add(terms.buyer, { imbalanceKrw });
			return { ...terms, deliveredWh, paidKrw, imbalanceKrw };
		},
		'energyTrading.SpotTraded': ({ seller, buyer, quantityWh, paid }) => {
			const names = [this.nameOf(seller), this.nameOf(buyer)];
			this.#trade(...names, quantityWh.toNumber(), inKrw(paid));
		},
	};
}
