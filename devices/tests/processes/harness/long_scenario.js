/** A scenario that may take longer than those of the networks alone. */

import { test } from 'node:test';
import { Story } from '../../../../zombienet/harness/scenario.js';

const LIMIT_MS = 40 * 60_000;

/**
 * Declares one.
 *
 * @param {string} title what it shows
 * @param {(story: Story) => Promise<void>} tell
 */
export function longScenario(title, tell) {
	test(title, { timeout: LIMIT_MS }, async (context) => {
		const story = new Story();
		context.after(() => story.end());
		console.log(`\n${title}`);
		await tell(story);
	});
}
