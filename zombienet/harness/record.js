/** What the finalised chain says, read block by block: every transaction and every event. */

import { blake2AsHex } from '@polkadot/util-crypto';
import { eventOf } from '../../demo/chain.js';

/** @typedef {{ number: number, blockHash: string, failed: boolean }} Place of a transaction */

export class Record {
	/** @type {Map<string, Place>} */
	#places = new Map();
	/** The last block that was read. */
	height = 0;
	blockHash;
	/** The events of all blocks. */
	events = [];
	/** The transactions that are on the chain more than once. */
	doubled = [];

	/**
	 * @param {import('./chain.js').Chain} chain
	 * @param {import('./node.js').Node} node the same that the chain is spoken to through: one that
	 *   keeps the states of all blocks
	 */
	constructor(chain, node) {
		this.chain = chain;
		this.node = node;
	}

	/** Reads what has become final since the last time. */
	async catchUp() {
		const final = await this.node.height();
		while (this.height < final) await this.#read(this.height + 1);
	}

	/** Where a transaction is, if it is final. */
	placeOf(hash) {
		return this.#places.get(hash);
	}

	/** The fields of all events of a name. */
	all(section, method) {
		return this.events
			.filter((event) => event.section === section && event.method === method)
			.map(({ fields }) => fields);
	}

	async #read(number) {
		const blockHash = await this.node.ask('chain_getBlockHash', number);
		const [{ block }, records] = await Promise.all([
			this.node.ask('chain_getBlock', blockHash),
			this.chain.api.at(blockHash).then(({ query }) => query.system.events()),
		]);
		const failed = new Set(
			records
				.filter(({ event }) => event.method === 'ExtrinsicFailed')
				.map(({ phase }) => phase.asApplyExtrinsic.toNumber()),
		);
		for (const [index, transaction] of block.extrinsics.entries()) {
			const hash = blake2AsHex(transaction);
			if (this.#places.has(hash)) this.doubled.push(hash);
			this.#places.set(hash, { number, blockHash, failed: failed.has(index) });
		}
		this.events.push(...records.map(eventOf));
		this.height = number;
		this.blockHash = blockHash;
	}
}
