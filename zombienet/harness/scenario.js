/**
 * A scenario is a test that tells a story: what was given, what then happened, what came of it. It
 * says each step as it is taken and how long that took, and the figures that were seen.
 */

import path from 'node:path';
import { test } from 'node:test';

/** No scenario may take longer, whatever it waits for. */
const LIMIT_MS = 5 * 60_000;

export const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

export class Story {
	#endings = [];

	/** The name of the file that tells it. */
	name = path.basename(process.argv[1], '.test.js');

	given(what, action) {
		return this.#step('given', what, action);
	}

	when(what, action) {
		return this.#step('when', what, action);
	}

	then(what, action) {
		return this.#step('then', what, action);
	}

	/** Says a figure that was seen. */
	figure(what, value) {
		console.log(`        ${what}: ${value}`);
	}

	/** Says what shall be done when the story ends, well or not. */
	atTheEnd(action) {
		this.#endings.push(action);
	}

	async end() {
		for (const action of this.#endings.reverse()) await action();
	}

	async #step(word, what, action) {
		const started = performance.now();
		const value = await action();
		console.log(`${word.padStart(7)} ${what} (${seconds(performance.now() - started)})`);
		return value;
	}
}

/**
 * Declares a scenario.
 *
 * @param {string} title what it shows
 * @param {(story: Story) => Promise<void>} tell
 */
export function scenario(title, tell) {
	test(title, { timeout: LIMIT_MS }, async (context) => {
		const story = new Story();
		context.after(() => story.end());
		console.log(`\n${title}`);
		await tell(story);
	});
}
