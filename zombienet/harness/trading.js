/** Households that trade on and on, and remember what they sent. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './until.js';

/** For as long as that a household waits for a block, unless told otherwise. */
const PATIENCE_MS = 1_000;

/**
 * @typedef {object} Order
 * @property {import('./household.js').Household} buyer
 * @property {import('./node.js').Node} node which it goes to
 * @property {number} at when it was sent first
 * @property {number} sentAt when it was sent last
 * @property {string} [refusal] what the node said against it the last time
 *
 * @typedef {import('./household.js').Signed & Order} Sent
 */

export class Trading {
	#turns = 0;
	#nodes = [];
	#running;
	#end;
	/** What is on its way to a node. @type {Promise<void>[]} */
	#sending = [];
	/** @type {Sent[]} */
	sent = [];
	/** How often something was sent again: under a burst, the pool of a node loses transactions. */
	resent = 0;

	#patienceMs;

	/**
	 * @param {import('./market.js').Market} market
	 * @param {number} [patienceMs] how long a household waits for a block before it sends again
	 */
	constructor(market, patienceMs = PATIENCE_MS) {
		this.market = market;
		this.#patienceMs = patienceMs;
	}

	/**
	 * Lets the buyers trade, one after the other: now a purchase on the spot market, now a bid for an
	 * hour to come.
	 *
	 * @param {import('./node.js').Node[]} nodes to which they send: each buyer to one of them
	 * @param {number} [everyMs]
	 */
	start(nodes, everyMs = 100) {
		this.#nodes = nodes;
		this.#end = new AbortController();
		this.#running = this.#run(everyMs, this.#end.signal);
	}

	/** Stops, and waits until all that was sent is with its node. */
	async stop() {
		this.#end.abort();
		await this.#running;
		await Promise.all(this.#sending.splice(0));
	}

	/**
	 * Lets each household send again what has not got into a block for too long, and to another node:
	 * the first may have lost it, or have banned it for half an hour.
	 */
	async remind(chain = this.market.chain) {
		const { buyers } = this.market;
		const addresses = buyers.map(({ address }) => address);
		const accounts = await chain.api.query.system.account.multi(addresses);
		const inBlocks = new Map(buyers.map((buyer, turn) => [buyer, accounts[turn].nonce.toNumber()]));
		const now = performance.now();
		const late = this.sent.filter(
			({ buyer, nonce, sentAt }) => nonce >= inBlocks.get(buyer) && now - sentAt > this.#patienceMs,
		);
		for (const order of late) {
			order.node = this.#nodes[(this.#nodes.indexOf(order.node) + 1) % this.#nodes.length];
			await this.#sendAgain(order, order.node);
		}
	}

	/**
	 * Sends to a node what has not become final, whoever it was sent to before.
	 *
	 * @returns how many transactions that were
	 */
	async sendAgain(node, record) {
		const missing = await this.#missing(record);
		for (const order of missing) await this.#sendAgain(order, node);
		return missing.length;
	}

	/** Waits until all that was sent is final, and checks that it succeeded. */
	async final(record) {
		let missing = [];
		const noneMissing = async () => {
			await this.remind(record.chain);
			missing = await this.#missing(record);
			return missing.length === 0;
		};
		await until('all that was sent is final', noneMissing).catch((cause) => {
			const refusals = new Set(missing.map(({ refusal }) => refusal ?? 'accepted'));
			const said = [...refusals].join('; ');
			throw new Error(`${missing.length} of ${this.sent.length} are missing: ${said}`, { cause });
		});
		const failed = this.sent.filter(({ hash }) => record.placeOf(hash).failed);
		assert.equal(failed.length, 0, 'everything that was sent succeeds');
	}

	async #missing(record) {
		await record.catchUp();
		return this.sent.filter(({ hash }) => !record.placeOf(hash));
	}

	async #run(everyMs, signal) {
		const { buyers } = this.market;
		while (!signal.aborted) {
			const turn = this.#turns % buyers.length;
			const round = Math.floor(this.#turns / buyers.length);
			this.#sending.push(this.#send(this.#nodes[turn % this.#nodes.length], buyers[turn], round));
			this.#turns += 1;
			if (turn === 0) await this.remind();
			await sleep(everyMs, undefined, { signal }).catch(() => {});
		}
	}

	async #send(node, buyer, round) {
		const at = performance.now();
		const order = { ...this.#next(buyer, round), buyer, node, at, sentAt: at };
		this.sent.push(order);
		await this.#submit(order, node);
	}

	#next(buyer, round) {
		const count = Math.floor(round / 2);
		return round % 2 === 0 ? this.market.purchase(buyer, count) : this.market.bid(buyer, count);
	}

	async #sendAgain(order, node) {
		order.sentAt = performance.now();
		this.resent += 1;
		await this.#submit(order, node);
	}

	/** Whether it was refused shows in the end: it may be in a block already, or be sent again. */
	async #submit(order, node) {
		order.refusal = await node.ask('author_submitExtrinsic', order.hex).then(
			() => undefined,
			({ message }) => message,
		);
	}
}
