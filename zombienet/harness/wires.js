/** Lets each node of a network stand on a machine of its own, with wires that can be slow or cut. */

import { Machines } from './machines.js';
import { ROSTER } from './roster.js';

export class Wires {
	#machines;

	constructor(machines) {
		this.#machines = machines;
	}

	/** Lays cables to a machine for each node of the network. They go when the story ends. */
	static async lay(story) {
		return new Wires(await Machines.join(story, ROSTER.map(({ name }) => name)));
	}

	/** Where the node of this name stands. */
	async place(name) {
		return this.#machines.placeOf(name);
	}

	/** Lets each packet between two nodes wait. */
	delay(delayMs) {
		return this.#machines.delay(delayMs);
	}

	/** Lets packets pass only between nodes of the same group. */
	cut(...groups) {
		return this.#machines.cut(groups.map((nodes) => nodes.map(({ name }) => name)));
	}

	/** Joins all again. */
	heal() {
		return this.#machines.heal();
	}
}
