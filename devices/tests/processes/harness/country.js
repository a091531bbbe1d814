/**
 * Machines for the nodes of a network and for villages of devices: network namespaces, joined by zombienet's
 * `switch.py`, which can cut a village off from everybody else. Needs root. All of it goes when the story ends.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ROSTER } from '../../../../zombienet/harness/roster.js';

const SWITCH = fileURLToPath(new URL('../../../../zombienet/harness/switch.py', import.meta.url));

/** Addresses that are set aside for tests of networks; which part of them, by this process. */
const SUBNET = `198.18.${process.pid % 256}`;

const PEER_PORT = 30_333;
const RPC_PORT = 9_944;

export class Country {
	#switch;
	#answers;
	#names;
	#clock;

	/**
	 * Lays cables to a machine for each node and each village.
	 *
	 * @param {import('../../../../zombienet/harness/scenario.js').Story} story
	 * @param {string[]} villages
	 * @param {import('../../../../zombienet/harness/clock.js').Clock} clock by which nodes go
	 */
	static async lay(story, villages, clock) {
		const country = new Country();
		country.#names = [...ROSTER.map(({ name }) => name), ...villages];
		country.#clock = clock;
		country.#switch = spawn('python3', [SWITCH, SUBNET, ...country.#names], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		const lines = createInterface({ input: country.#switch.stdout });
		country.#answers = lines[Symbol.asyncIterator]();
		story.atTheEnd(() => country.#remove());
		await country.#answered();
		return country;
	}

	/** Where the node of this name stands. It is reached from this host, past all cuts. */
	async place(name) {
		return {
			address: this.addressOf(name),
			peerPort: PEER_PORT,
			rpcPort: RPC_PORT,
			enter: [...this.enter(name), ...this.#clock.enter],
			options: ['--unsafe-rpc-external', '--rpc-cors', 'all'],
		};
	}

	addressOf(name) {
		return `${SUBNET}.${this.#names.indexOf(name) + 1}`;
	}

	/** What a command begins with, for the program to run in this place. */
	enter(name) {
		return ['ip', 'netns', 'exec', `joule-${SUBNET.split('.').at(-1)}-${name}`];
	}

	/** Lets no packet pass between a village and everybody else. */
	cutOff(village) {
		const others = this.#names.filter((name) => name !== village);
		return this.#order({ islands: [others, [village]] });
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
		if (value !== 'ok') throw new Error('The switch between the machines has failed: see above.');
	}
}
