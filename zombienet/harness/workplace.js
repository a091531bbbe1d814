/** Where a network keeps its files while it runs, and its logs until the next run. */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CACHE } from '../../demo/node.js';
import { writeChainSpec } from './program.js';

export class Workplace {
	constructor(directory, logs) {
		this.directory = directory;
		this.logs = logs;
	}

	/**
	 * Sets one up.
	 *
	 * @param {string} name by which its logs are found
	 */
	static async open(name) {
		const logs = path.join(CACHE, 'logs', 'zombienet', name);
		await rm(logs, { recursive: true, force: true });
		await mkdir(logs, { recursive: true });
		const workplace = new Workplace(await mkdtemp(path.join(tmpdir(), 'joule-')), logs);
		await writeChainSpec(workplace.chainSpec);
		return workplace;
	}

	/** The specification of the chain. */
	get chainSpec() {
		return this.file('chain.json');
	}

	file(name) {
		return path.join(this.directory, name);
	}

	log(name) {
		return path.join(this.logs, `${name}.log`);
	}

	/** Clears everything away but the logs. */
	async close() {
		await rm(this.directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
	}
}
