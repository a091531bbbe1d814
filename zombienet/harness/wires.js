/**
 * Lets each node of a network stand on a machine of its own: a network namespace, joined to the
 * others by `switch.py`, which delays packets and cuts machines off. Needs root.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ROSTER } from './roster.js';

const SWITCH = fileURLToPath(new URL('switch.py', import.meta.url));

/** Addresses that are set aside for tests of networks; which part of them, by this process. */
const SUBNET = `198.18.${process.pid % 256}`;

const PEER_PORT = 30_333;
const RPC_PORT = 9_944;

export class Wires {
	#switch;
	#answers;
	#names;

	constructor(names) {
		this.#names = names;
	}

	/** Lays cables to a machine for each node of the network. They go when the story ends. */
	static async lay(story) {
		const wires = new Wires(ROSTER.map(({ name }) => name));
		story.atTheEnd(() => wires.#remove());
		await wires.#start();
		return wires;
	}

	async #start() {
		this.#switch = spawn('python3', [SWITCH, SUBNET, ...this.#names], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		this.#answers = createInterface({ input: this.#switch.stdout })[Symbol.asyncIterator]();
		await this.#answered();
	}

	/** Where the node of this name stands. It is reached from this host, past all delays and cuts. */
	async place(name) {
		const number = this.#names.indexOf(name) + 1;
		return {
			address: `${SUBNET}.${number}`,
			peerPort: PEER_PORT,
			rpcPort: RPC_PORT,
			enter: ['ip', 'netns', 'exec', `joule-${SUBNET.split('.').at(-1)}-${name}`],
			options: ['--unsafe-rpc-external', '--rpc-cors', 'all'],
		};
	}

	/** Lets each packet between two nodes wait. */
	delay(delayMs) {
		return this.#order({ delay_ms: delayMs });
	}

	/** Lets packets pass only between nodes of the same group. */
	cut(...groups) {
		return this.#order({ islands: groups.map((nodes) => nodes.map(({ name }) => name)) });
	}

	/** Joins all again. */
	heal() {
		return this.#order({ islands: [] });
	}

	async #remove() {
		if (this.#switch.exitCode !== null) return;
		const ended = once(this.#switch, 'exit');
		this.#switch.stdin.end();
		await ended;
	}

	async #order(order) {
		this.#switch.stdin.write(`${JSON.stringify(order)}\n`);
		await this.#answered();
	}

	async #answered() {
		const { value } = await this.#answers.next();
		if (value !== 'ok') throw new Error('The switch between the nodes has failed: see above.');
	}
}
