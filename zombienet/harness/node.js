/** A node as seen from outside: what it answers and what it tells. */

import { WsProvider } from '@polkadot/api';
import { hexToNumber } from '@polkadot/util';
import { Heads } from './heads.js';
import { until } from './until.js';

/** A node starts in seconds; a machine that builds at the same time slows it down. */
const START_LIMIT_MS = 90_000;

export class Node {
	/** What it has told since it was first connected to. */
	heads = new Heads();

	/**
	 * @param {string} name
	 * @param {string} endpoint the WebSocket address of its RPC
	 */
	constructor(name, endpoint) {
		this.name = name;
		this.endpoint = endpoint;
	}

	/** Waits until it answers, and listens to it. */
	async connect() {
		await until(`${this.name} answers at ${this.endpoint}`, () => this.#answers(), START_LIMIT_MS);
		this.rpc = await this.dial();
		await this.heads.follow(this.rpc);
	}

	/** Opens a connection. It is the caller's to close. */
	async dial() {
		const rpc = new WsProvider(this.endpoint, false);
		await rpc.connect();
		return rpc.isReady;
	}

	async disconnect() {
		await this.rpc?.disconnect();
		this.rpc = undefined;
	}

	ask(method, ...parameters) {
		return this.rpc.send(method, parameters);
	}

	/** The number of its latest finalised block, asked for now. */
	async height() {
		const header = await this.ask('chain_getHeader', await this.ask('chain_getFinalizedHead'));
		return hexToNumber(header.number);
	}

	/** The number of its best block. */
	async bestHeight() {
		return hexToNumber((await this.ask('chain_getHeader')).number);
	}

	async peers() {
		return (await this.ask('system_health')).peers;
	}

	async #answers() {
		try {
			const answer = await fetch(this.endpoint.replace('ws:', 'http:'), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ id: 1, jsonrpc: '2.0', method: 'system_health', params: [] }),
				signal: AbortSignal.timeout(1_000),
			});
			return answer.ok;
		} catch {
			return false;
		}
	}
}
