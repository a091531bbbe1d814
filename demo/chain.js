/**
 * Talks to the chain: sends transactions and waits for what came of them, moves the dev chain's
 * clock, collects events. What goes wrong is told in the words that the runtime documents it with.
 */

import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';

/** How far apart blocks are at least, by the chain's clock. */
const SLOT_MS = 500;
const PATIENCE_BLOCKS = 200;

/** The codes with which the pool refuses, as `pallet-registry` numbers them (`Refusal`). */
const REFUSALS = {
	1: "The signer is neither a participant nor a participant's device.",
	2: 'The participant may not send.',
	3: "The transaction weighs more than is left of the participant's quota.",
};

/** A call was included in a block, and failed. */
export class CallFailed extends Error {
	/**
	 * @param {string} call
	 * @param {{ section: string, name: string, docs: string }} reason
	 */
	constructor(call, { section, name, docs }) {
		super(`${call} failed with ${section}.${name}: ${docs}`);
		Object.assign(this, { call, section, errorName: name, docs });
	}
}

/** A transaction was refused before it came into the pool. */
export class Refused extends Error {
	/**
	 * @param {string} call
	 * @param {Error} cause
	 */
	constructor(call, cause) {
		const code = /Custom error: (\d+)/.exec(cause.message)?.[1];
		super(`${call} was refused: ${REFUSALS[code] ?? cause.message}`, { cause });
		this.code = code === undefined ? undefined : Number(code);
	}
}

/** An event with its fields by name. */
export function eventOf({ event }) {
	const fields = Object.fromEntries(
		event.data.map((value, index) => [event.data.names?.[index] ?? index, value]),
	);
	return { section: event.section, method: event.method, fields };
}

/** What a dispatch error means. */
function explain(api, error) {
	if (!error.isModule) return { section: 'runtime', name: error.type, docs: `${error}` };
	const { section, name, docs } = api.registry.findMetaError(error.asModule);
	return { section, name, docs: docs.join(' ').trim() };
}

/** The error of a transaction, also where a call inside it failed while it did not itself. */
function failureOf({ dispatchError, events }) {
	if (dispatchError) return dispatchError;
	return events
		.map(eventOf)
		.filter(({ section, method }) => section === 'sudo' && method === 'Sudid')
		.map(({ fields }) => fields.sudoResult)
		.find((result) => result.isErr)?.asErr;
}

/** A connection to a dev node. */
export class Chain {
	#provider;
	#seenBlock = 0;

	constructor(provider, api) {
		this.#provider = provider;
		this.api = api;
		this.keyring = new Keyring({ type: 'sr25519', ss58Format: api.registry.chainSS58 });
	}

	/** @param {string} endpoint the WebSocket address of the node */
	static async connect(endpoint) {
		const provider = new WsProvider(endpoint);
		const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		return new Chain(provider, api);
	}

	disconnect() {
		return this.api.disconnect();
	}

	/** The development account of a name. */
	account(name) {
		return this.keyring.addFromUri(`//${name}`, { name });
	}

	/**
	 * Sends a transaction and waits for its block.
	 *
	 * @returns its events
	 * @throws {Refused} if it does not get into the pool
	 * @throws {CallFailed} if it does not succeed in its block
	 */
	async send(transaction, signer) {
		const call = `${transaction.method.section}.${transaction.method.method}`;
		let unsubscribe;
		const result = await new Promise((resolve, reject) => {
			transaction
				.signAndSend(signer, { nonce: -1 }, (result) => {
					if (result.isError) reject(new Error(`${call}: ${result.status.type}`));
					if (result.isInBlock) resolve(result);
				})
				.then((stop) => (unsubscribe = stop))
				.catch((error) => reject(new Refused(call, error)));
		});
		unsubscribe?.();
		const failure = failureOf(result);
		if (failure) throw new CallFailed(call, explain(this.api, failure));
		return result.events.map(eventOf);
	}

	/** Sends calls that succeed or fail together. */
	sendAll(calls, signer) {
		return this.send(this.api.tx.utility.batchAll(calls), signer);
	}

	/** What the chain's clock shows, in Unix milliseconds. */
	now() {
		return this.#provider.send('dev_now', []);
	}

	/** Moves the clock to a moment, unless it is later already, and seals a block there. */
	async advanceTo(moment) {
		if ((await this.now()) < moment) await this.#provider.send('dev_advanceTo', [moment]);
	}

	/** Seals blocks until a condition holds: what the market does by itself, it does block by block. */
	async until(condition, what) {
		for (let blocks = 0; blocks < PATIENCE_BLOCKS; blocks += 1) {
			const value = await condition();
			if (value) return value;
			await this.#provider.send('dev_advance', [SLOT_MS]);
		}
		throw new Error(`${what}: waited for it ${PATIENCE_BLOCKS} blocks in vain.`);
	}

	/** The events of all blocks since this was last asked for, by time. */
	async news() {
		const head = (await this.api.rpc.chain.getHeader()).number.toNumber();
		const events = [];
		while (this.#seenBlock < head) {
			this.#seenBlock += 1;
			const hash = await this.api.rpc.chain.getBlockHash(this.#seenBlock);
			const { events: records } = (await this.api.at(hash)).query.system;
			events.push(...(await records()).map(eventOf));
		}
		return events;
	}
}
