/**
 * A clock for nodes: it goes as the real one does, and can be moved to another moment. Delivery
 * periods are real hours, and no test waits for them.
 *
 * The library libfaketime stands between a node and the system's clock, and adds to what that shows
 * the seconds that are written in a file. All nodes look into the same file, so that their clocks
 * move together. What measures durations is left as it is.
 */

import { readdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const LIBRARIES = '/usr/lib';
const LIBRARY = 'faketime/libfaketime.so.1';

function library() {
	const folders = readdirSync(LIBRARIES, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => path.join(LIBRARIES, name));
	const file = folders.flatMap((folder) =>
		readdirSync(folder).includes('faketime') ? [path.join(folder, LIBRARY)] : [],
	)[0];
	if (!file) throw new Error('libfaketime is missing: scripts/setup network installs it');
	return file;
}

export class Clock {
	#file;
	#aheadMs;

	constructor(file) {
		this.#file = file;
	}

	/** A clock that shows a moment, in Unix milliseconds. */
	static async showing(moment, file) {
		const clock = new Clock(file);
		await clock.set(moment);
		return clock;
	}

	/** What it shows now. */
	get now() {
		return Date.now() + this.#aheadMs;
	}

	/** Moves it to a moment. */
	async set(moment) {
		this.#aheadMs = moment - Date.now();
		// At once, so that no node reads half a number.
		const next = `${this.#file}.next`;
		const sign = this.#aheadMs < 0 ? '' : '+';
		await writeFile(next, `${sign}${(this.#aheadMs / 1_000).toFixed(3)}\n`);
		await rename(next, this.#file);
	}

	/** What a command begins with, for the program to go by this clock. */
	get enter() {
		return [
			'env',
			`LD_PRELOAD=${library()}`,
			`FAKETIME_TIMESTAMP_FILE=${this.#file}`,
			'FAKETIME_NO_CACHE=1',
			'DONT_FAKE_MONOTONIC=1',
		];
	}
}
