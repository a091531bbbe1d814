/** A node that this program runs: started, killed, frozen, and started again with what it stored. */

import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Node } from './node.js';

const STOP_LIMIT_MS = 10_000;

/** Lets a process die with the one that started it, however that one ends. */
const BOUND_TO_PARENT = ['setpriv', '--pdeathsig', 'KILL'];

export class LocalNode extends Node {
	#command;
	#log;
	#process;
	#ended;

	/**
	 * @param {object} node
	 * @param {string} node.name
	 * @param {string} node.endpoint
	 * @param {string[]} node.command program and arguments
	 * @param {string} node.log the file for what it says
	 */
	constructor({ name, endpoint, command, log }) {
		super(name, endpoint);
		this.#command = [...BOUND_TO_PARENT, ...command];
		this.#log = log;
	}

	get isRunning() {
		return this.#process !== undefined;
	}

	/** Starts it and waits until it answers. */
	async start() {
		const [program, ...parameters] = this.#command;
		const log = openSync(this.#log, 'a');
		this.#process = spawn(program, parameters, { stdio: ['ignore', log, log] });
		closeSync(log);
		this.#ended = new Promise((resolve) => {
			this.#process.once('error', resolve);
			this.#process.once('exit', resolve);
		}).then(() => (this.#process = undefined));

		const early = this.#ended.then(() => {
			throw new Error(`${this.name} has ended: see ${this.#log}`);
		});
		await Promise.race([this.connect(), early]);
	}

	/** Kills it as a power cut would. */
	async kill() {
		await this.#end('SIGKILL');
	}

	/** Asks it to stop, and kills it if it does not. */
	async stop() {
		// A frozen process would not hear it.
		this.thaw();
		const late = setTimeout(() => this.#process?.kill('SIGKILL'), STOP_LIMIT_MS);
		await this.#end('SIGTERM');
		clearTimeout(late);
	}

	freeze() {
		this.#process.kill('SIGSTOP');
	}

	thaw() {
		this.#process?.kill('SIGCONT');
	}

	async #end(signal) {
		await this.disconnect();
		this.#process?.kill(signal);
		await this.#ended;
	}
}
