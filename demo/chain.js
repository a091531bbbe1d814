/**
 * Talks to the chain: sends transactions and waits for what came of them, moves the dev chain's
 * clock, collects events. What goes wrong is told in the words that the runtime documents it with.
 */

import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';

/** How far apart blocks are at least, by the chain's clock. */
const SLOT_MS = 500;
const PATIENCE_BLOCKS = 200;

/** What the node says of a transaction that is on its way. */
const WAITING = ['ready', 'future', 'broadcast'];

/**
 * Why a transaction is refused before it gets into the pool, by what the node says. The numbers are
 * those of `Refusal` in `pallet-registry`.
 */
const REFUSALS = [
	['Custom error: 1', 'The account is not registered.'],
	['Custom error: 2', 'The participant may not send.'],
	['Custom error: 3', "The transaction is charged more than is left of the participant's quota."],
	['Custom error: 4', 'The transaction is operational, and the participant is not a site.'],
];

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

/** A transaction was refused before it got into the pool. */
export class Refused extends Error {
	/**
	 * @param {string} call
	 * @param {Error} cause
	 */
	constructor(call, cause) {
		const [, reason] = REFUSALS.find(([said]) => cause.message.includes(said)) ?? [];
		super(`${call} was refused: ${reason ?? cause.message}`, { cause });
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

/** The error of a transaction, also if only the call inside a sudo failed. */
function failureOf(events) {
	for (const { section, method, fields } of events) {
		if (section === 'system' && method === 'ExtrinsicFailed') return fields.dispatchError;
		if (section === 'sudo' && method === 'Sudid' && fields.sudoResult.isErr) {
			return fields.sudoResult.asErr;
		}
	}
	return undefined;
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
		await transaction.signAsync(signer, { nonce: -1 });
		const block = await this.#included(call, transaction);
		const events = await this.#eventsIn(block, transaction.hash);
		const failure = failureOf(events);
		if (failure) throw new CallFailed(call, explain(this.api, failure));
		return events;
	}

	/**
	 * Submits a transaction and waits for the hash of its block. The node ends the subscription by
	 * itself when the transaction is final.
	 */
	#included(call, transaction) {
		return new Promise((resolve, reject) => {
			const onStatus = (error, status) => {
				const block = status?.inBlock ?? status?.finalized;
				if (block) resolve(block);
				else if (error || !WAITING.includes(status)) {
					reject(error ?? new Error(`${call} was dropped: ${JSON.stringify(status)}`));
				}
			};
			this.#provider
				.subscribe(
					'author_extrinsicUpdate',
					'author_submitAndWatchExtrinsic',
					[transaction.toHex()],
					onStatus,
				)
				.catch((error) => reject(new Refused(call, error)));
		});
	}

	async #eventsIn(blockHash, transactionHash) {
		const { block } = await this.api.rpc.chain.getBlock(blockHash);
		const index = block.extrinsics.findIndex(({ hash }) => hash.eq(transactionHash));
		const records = await (await this.api.at(blockHash)).query.system.events();
		return records
			.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eq(index))
			.map(eventOf);
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
