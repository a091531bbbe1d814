/** Speaks to the chain through a node of a network. What it sends counts when it is final. */

import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { CallFailed, eventOf } from '../../demo/chain.js';

export class Chain {
	constructor(api) {
		this.api = api;
		this.keyring = new Keyring({ type: 'sr25519', ss58Format: api.registry.chainSS58 });
	}

	/** @param {import('./node.js').Node} node */
	static async at(node) {
		const provider = new WsProvider(node.endpoint);
		const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		return new Chain(api);
	}

	disconnect() {
		return this.api.disconnect();
	}

	/** The test account of a name. */
	account(name) {
		return this.keyring.addFromUri(`//${name}`, { name });
	}

	/**
	 * Sends a call and waits until it is final.
	 *
	 * @returns its events
	 */
	send(call, signer) {
		return new Promise((resolve, reject) => {
			const told = ({ status, events, dispatchError, isError }) => {
				if (status.isFinalized) {
					if (dispatchError) reject(this.#failure(call, dispatchError));
					else resolve(events.map(eventOf));
				} else if (isError) {
					reject(new Error(`${nameOf(call)} is ${status.type} and will not be in a block.`));
				}
			};
			call.signAndSend(signer, { nonce: -1 }, told).catch(reject);
		});
	}

	/** Sends calls that succeed or fail together. */
	sendAll(calls, signer) {
		return this.send(this.api.tx.utility.batchAll(calls), signer);
	}

	#failure(call, error) {
		if (!error.isModule) return new Error(`${nameOf(call)} failed: ${error}`);
		const { section, name, docs } = this.api.registry.findMetaError(error.asModule);
		return new CallFailed(nameOf(call), { section, name, docs: docs.join(' ').trim() });
	}
}

const nameOf = ({ method }) => `${method.section}.${method.method}`;
