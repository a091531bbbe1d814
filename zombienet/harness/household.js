/** Those who trade: accounts that sign by themselves, as light clients do. */

/** Transactions are good for ever: one that was lost with a node is sent again as it is. */
const IMMORTAL = 0;

/**
 * @typedef {object} Signed a transaction ready to be sent
 * @property {string} hex
 * @property {string} hash
 * @property {number} nonce its number among those of its account
 */

export class Household {
	#nonce = 0;

	/**
	 * @param {import('./chain.js').Chain} chain
	 * @param {string} name
	 */
	constructor(chain, name) {
		this.chain = chain;
		this.name = name;
		this.account = chain.account(name);
	}

	get address() {
		return this.account.address;
	}

	/** Looks which number its next transaction has; from then on it counts by itself. */
	async lookUpNonce() {
		const next = await this.chain.api.rpc.system.accountNextIndex(this.address);
		this.#nonce = next.toNumber();
	}

	/**
	 * Signs a call, with the next number of its account.
	 *
	 * @returns {Signed}
	 */
	sign(call) {
		const { genesisHash, runtimeVersion } = this.chain.api;
		const nonce = this.#nonce;
		const blockHash = genesisHash;
		call.sign(this.account, { blockHash, era: IMMORTAL, genesisHash, nonce, runtimeVersion });
		this.#nonce += 1;
		return { hex: call.toHex(), hash: call.hash.toHex(), nonce };
	}
}
