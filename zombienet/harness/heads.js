/** When a node told of each block: first that it has it, then that it is final. */

import { compactToU8a, hexToNumber, u8aConcat } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';

/** The hash of a block, by its header as a node tells it. */
export function hashOf({ parentHash, number, stateRoot, extrinsicsRoot, digest }) {
	const compact = (value) => compactToU8a(hexToNumber(value));
	const logs = u8aConcat(compactToU8a(digest.logs.length), ...digest.logs);
	const header = [parentHash, compact(number), stateRoot, extrinsicsRoot, logs];
	return blake2AsHex(u8aConcat(...header));
}

/** @typedef {{ number: number, hash: string, at: number }} Told a block, and when a node told of it */

export class Heads {
	#importedAt = new Map();
	/** @type {Told[]} */
	finalised = [];

	/** Listens to a node from now on. */
	async follow(rpc) {
		const told = (error, header) => {
			if (error) return;
			const hash = hashOf(header);
			if (!this.#importedAt.has(hash)) this.#importedAt.set(hash, performance.now());
		};
		const toldFinal = (error, header) => {
			if (error) return;
			const number = hexToNumber(header.number);
			this.finalised.push({ number, hash: hashOf(header), at: performance.now() });
		};
		await rpc.subscribe('chain_allHead', 'chain_subscribeAllHeads', [], told);
		const names = ['chain_finalizedHead', 'chain_subscribeFinalizedHeads'];
		await rpc.subscribe(...names, [], toldFinal);
	}

	/** The number of the latest block that it called final. */
	get height() {
		return this.finalised.at(-1)?.number ?? 0;
	}

	/** When it had a block. */
	importedAt(hash) {
		return this.#importedAt.get(hash);
	}

	/** When it called a block final, by the block's number. */
	finalisedAt(number) {
		return this.finalised.find((told) => told.number >= number)?.at;
	}

	/** The longest time in which it called nothing final, between two moments. */
	longestPauseMs(from, to) {
		const within = this.finalised.map(({ at }) => at).filter((at) => from < at && at < to);
		const moments = [from, ...within, to];
		const pauses = moments.slice(1).map((moment, index) => moment - moments[index]);
		return Math.max(...pauses);
	}
}
