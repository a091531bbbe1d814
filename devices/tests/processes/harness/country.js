/**
 * Machines for the nodes of a network and for villages of devices, of which one can be cut off from everybody
 * else. All of it goes when the story ends.
 */

import { Machines } from '../../../../zombienet/harness/machines.js';
import { ROSTER } from '../../../../zombienet/harness/roster.js';

export class Country {
	#machines;
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
		country.#machines = await Machines.join(story, country.#names);
		return country;
	}

	/** Where the node of this name stands. */
	async place(name) {
		const place = this.#machines.placeOf(name);
		return { ...place, enter: [...place.enter, ...this.#clock.enter] };
	}

	addressOf(name) {
		return this.#machines.addressOf(name);
	}

	/** What a command begins with, for the program to run in this place. */
	enter(name) {
		return this.#machines.enter(name);
	}

	/** Lets no packet pass between a village and everybody else. */
	cutOff(village) {
		const others = this.#names.filter((name) => name !== village);
		return this.#machines.cut([others, [village]]);
	}

	/** Joins all again. */
	heal() {
		return this.#machines.heal();
	}
}
