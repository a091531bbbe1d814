/** A network that zombienet runs, by `network.json` and with its native provider. */

import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { access, copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CACHE } from '../../demo/node.js';
import { Network } from './network.js';
import { Node } from './node.js';
import { PROGRAM } from './program.js';
import { NETWORK_FILE, ROSTER } from './roster.js';
import { until } from './until.js';
import { Workplace } from './workplace.js';

/** Where `scripts/setup network` installs it: apart, because its packages are older than ours. */
const ZOMBIENET = path.join(CACHE, 'zombienet', 'node_modules', '.bin', 'zombienet');

const START_LIMIT_MS = 150_000;

export class Zombienet extends Network {
	#workplace;
	#process;
	#ended;

	/**
	 * Lets zombienet start a network, and waits until it finalises blocks.
	 *
	 * @param {string} name by which its logs are found
	 * @param {import('./clock.js').Clock} [clock] by which its nodes go
	 */
	static async start(name, clock = undefined) {
		await access(ZOMBIENET).catch(() => {
			throw new Error('zombienet is missing: scripts/setup network installs it');
		});
		const network = new Zombienet(await Workplace.open(name));
		try {
			await network.#spawn([...(clock?.enter ?? []), PROGRAM].join(' '));
			return network;
		} catch (error) {
			await network.stop();
			throw error;
		}
	}

	constructor(workplace) {
		super();
		this.#workplace = workplace;
	}

	/** Where zombienet keeps its files. */
	get #directory() {
		return this.#workplace.file('network');
	}

	/** The folder with the logs. */
	get logs() {
		return this.#workplace.logs;
	}

	/** Resolves when it has ended, by itself or because it was stopped. */
	get ended() {
		return this.#ended;
	}

	/** Stops it and all its nodes. */
	async stop() {
		await this.hangUp();
		await Promise.all(this.nodes.map((node) => node.disconnect()));
		this.#process.kill('SIGTERM');
		await this.#ended;
		await Promise.all(ROSTER.map(({ name }) => this.#keepLog(name)));
		await this.#workplace.close();
	}

	async #keepLog(name) {
		const log = path.join(this.#directory, `${name}.log`);
		// A node that was not started has none.
		await copyFile(log, this.#workplace.log(name)).catch(() => {});
	}

	async #spawn(command) {
		const log = openSync(this.#workplace.log('zombienet'), 'w');
		// It stops its nodes when it is asked to end, and so shall it be when this program dies.
		const bound = ['setpriv', '--pdeathsig', 'TERM', ZOMBIENET];
		const [program, ...parameters] = [
			...bound,
			...['--provider', 'native', '--logType', 'text', '--dir', this.#directory, '--force'],
			...['spawn', NETWORK_FILE],
		];
		this.#process = spawn(program, parameters, {
			stdio: ['ignore', log, log],
			env: { ...process.env, CHAIN_SPEC: this.#workplace.chainSpec, JOULE_NODE: command },
		});
		closeSync(log);
		let failure;
		this.#ended = new Promise((resolve) => {
			this.#process.once('error', resolve);
			this.#process.once('exit', resolve);
		}).then((how) => (failure = how));

		const launched = await until(
			'zombienet has started the network',
			() => failure !== undefined || this.#launched(),
			START_LIMIT_MS,
		);
		if (launched === true) throw new Error(`zombienet has ended: see ${this.logs}`);
		this.nodes = launched.map(({ name, wsUri }) => new Node(name, wsUri));
		await Promise.all(this.nodes.map((node) => node.connect()));
		await this.settled();
	}

	/** What zombienet wrote down of the nodes, once it has started all of them. */
	async #launched() {
		try {
			return JSON.parse(await readFile(path.join(this.#directory, 'zombie.json'), 'utf8')).relay;
		} catch {
			return undefined;
		}
	}
}
