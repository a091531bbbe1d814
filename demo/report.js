/** Tells what happens, in plain lines. */

import { hourOf, inKorea, monthOf } from './calendar.js';
import { krw, kwh, price, won } from './units.js';

const BAR_WIDTH = 30;

const interactive = process.stdout.isTTY;

/** Lines of a table whose columns are as wide as they need to be; all but the first to the right. */
function table(rows) {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	return rows.map((row) =>
		row
			.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0])))
			.join('   '),
	);
}

export class Report {
	#sections = 0;
	#products = new Map();
	#barShown = false;

	/** @param {(address: { toString(): string }) => string} nameOf who an address belongs to */
	constructor(nameOf) {
		this.nameOf = nameOf;
	}

	say(line = '') {
		this.#clearBar();
		console.log(line && `   ${line}`);
	}

	section(title, moment) {
		this.#clearBar();
		this.#sections += 1;
		console.log(`\n${this.#sections}. ${title}${moment ? `  [${inKorea(moment)} in Korea]` : ''}`);
	}

	table(rows) {
		for (const line of table(rows)) this.say(line);
	}

	/** What a product is about. */
	titleOf(product) {
		return this.#products.get(`${product}`);
	}

	/** How far a long part has come. Where nobody watches, only its end is told. */
	progress(label, done, total, note) {
		const filled = Math.round((done / total) * BAR_WIDTH);
		const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
		const line = `   ${label} ${bar} ${done}/${total}  ${note}`;
		if (interactive) {
			process.stdout.write(`\r${line}\x1b[K`);
			this.#barShown = true;
		}
		if (done === total) {
			if (interactive) process.stdout.write('\n');
			else console.log(line);
			this.#barShown = false;
		}
	}

	/** Tells those events that are of interest to people. */
	events(events) {
		for (const { section, method, fields } of events) {
			const line = section === 'energyTrading' && this.#lines[method]?.(fields);
			if (line) this.say(line);
		}
	}

	#clearBar() {
		if (this.#barShown) process.stdout.write('\r\x1b[K');
		this.#barShown = false;
	}

	/** What is said of an event, by its name; of some nothing is. */
	#lines = {
		ProductCreated: ({ product, start, resolution }) => {
			this.#products.set(`${product}`, resolution.isMonth ? monthOf(start) : hourOf(start));
		},
		OrdersPlaced: ({ who, side, orders, quantityWh, held }) =>
			side.isBid
				? `${this.nameOf(who)} bids for ${kwh(quantityWh)} in ${orders} orders; ${krw(held)} are held.`
				: `${this.nameOf(who)} offers ${kwh(quantityWh)} in ${orders} orders; collateral: ${krw(held)}.`,
		Cleared: ({ product, clearing: { volumeWh, price: ticks } }) =>
			volumeWh.isZero()
				? `No bid for ${this.titleOf(product)} met an ask.`
				: `${kwh(volumeWh)} for ${this.titleOf(product)} are traded, all at ${price(ticks)}.`,
		ContractMade: ({ seller, buyer, quantityWh }) =>
			`${this.nameOf(seller)} will deliver ${kwh(quantityWh)} to ${this.nameOf(buyer)}.`,
		Delivered: ({ product, seller, contractedWh, deliveredWh }) =>
			deliveredWh.lt(contractedWh) &&
			`${this.nameOf(seller)} delivered ${kwh(deliveredWh)} of the ${kwh(contractedWh)} it had sold for ${this.titleOf(product)}.`,
		SpotOrderPlaced: ({ who, side, limit, restingWh }) =>
			!restingWh.isZero() &&
			`${this.nameOf(who)} ${side.isBid ? 'bids for' : 'offers'} ${kwh(restingWh)} at ${price(limit)}.`,
		SpotTraded: ({ seller, buyer, quantityWh, price: ticks, paid }) =>
			`${this.nameOf(seller)} sells ${kwh(quantityWh)} to ${this.nameOf(buyer)} at ${price(ticks)}: ${krw(paid)}, paid at once.`,
	};

	/** A contract that was paid. */
	settled({ product, seller, buyer, ticks, deliveredWh, paidKrw, imbalanceKrw }) {
		const what = `${kwh(deliveredWh)} for ${this.titleOf(product)} at ${price(ticks)}`;
		const missing =
			imbalanceKrw > 0 ? ` ${seller} pays ${won(imbalanceKrw)} for what is missing.` : '';
		this.say(`${seller} sold ${what} to ${buyer}, who pays ${won(paidKrw)}.${missing}`);
	}
}
