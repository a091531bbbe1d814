/**
 * Machines of their own: network namespaces, joined by `switch.py`, which delays packets and cuts
 * machines off. Needs root.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SWITCH = fileURLToPath(new URL('switch.py', import.meta.url));

/** Addresses that are set aside for tests of networks; which part of them, by this process. */
const SUBNET = `198.18.${process.pid % 256}`;

const PEER_PORT = 30_333;
const RPC_PORT = 9_944;

export class Machines {
	#switch;
	#answers;
	#names;

	/**
	 * Lays cables to a machine for each name. They go when the story ends.
	 *
	 * @param {import('./scenario.js').Story} story
	 * @param {string[]} names
	 */
	static async join(story, names) {
		const machines = new Machines();
		machines.#names = names;
		story.atTheEnd(() => machines.#remove());
		await machines.#start();
		return machines;
	}

	async #start() {
		this.#switch = spawn('python3', [SWITCH, SUBNET, ...this.#names], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		this.#answers = createInterface({ input: this.#switch.stdout })[Symbol.asyncIterator]();
		await this.#answered();
	}

	addressOf(name) {
		return `${SUBNET}.${this.#names.indexOf(name) + 1}`;
	}

	/** What a command begins with, for the program to run on this machine. */
	enter(name) {
		return ['ip', 'netns', 'exec', `joule-${SUBNET.split('.').at(-1)}-${name}`];
	}

	/** Where a node on this machine stands. It is reached from this host, past all delays and cuts. */
	placeOf(name) {
		return {
			address: this.addressOf(name),
			peerPort: PEER_PORT,
			rpcPort: RPC_PORT,
			enter: this.enter(name),
			options: ['--unsafe-rpc-external', '--rpc-cors', 'all'],
		};
	}

	/** Lets each packet between two machines wait. */
	delay(delayMs) {
		return this.#order({ delay_ms: delayMs });
	}

	/**
	 * Lets packets pass only between machines of the same group.
	 *
	 * @param {string[][]} groups of names
	 */
	cut(groups) {
		return this.#order({ islands: groups });
	}

	/** Joins all again. */
	heal() {
		return this.#order({ islands: [] });
	}

	async #remove() {
		if (!this.#switch || this.#switch.exitCode !== null) return;
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
		if (value !== 'ok') throw new Error('The switch between the machines has failed: see above.');
	}
}
