/** A device as a process of its own, with its configuration and its data in a folder of its own. */

import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CACHE } from '../../../../demo/node.js';

/** The program that `cargo build --release` made in the workspace of the clients. */
export const PROGRAM =
	process.env.JOULE_DEVICE ?? path.join(CACHE, 'clients', 'release', 'joule-device');

const LOGGED = 'warn,joule_device=info,joule_link=info,smoldot=info';

const run = promisify(execFile);

/** A value as TOML writes it: strings, numbers, booleans, lists, and tables in a line. */
function toml(value) {
	if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
	if (typeof value === 'object') {
		const entries = Object.entries(value).map(([key, inner]) => `${key} = ${toml(inner)}`);
		return `{ ${entries.join(', ')} }`;
	}
	return JSON.stringify(value);
}

export class Device {
	#process;

	constructor(folder, settings) {
		this.folder = folder;
		this.settings = settings;
		this.config = path.join(folder, 'device.toml');
		this.log = path.join(folder, 'device.log');
	}

	/** What its command begins with: where it runs, if not beside the tests. */
	enter = [];

	/**
	 * Makes a device's folder, its configuration and its keys.
	 *
	 * @param {string} name
	 * @param {object} settings its configuration, as JSON
	 */
	static async make(name, settings) {
		const logs = path.join(CACHE, 'logs');
		await mkdir(logs, { recursive: true });
		const folder = await mkdtemp(path.join(logs, `device-${name}-`));
		const device = new Device(folder, { data: 'data', ...settings });
		await device.configure({});
		const { stdout } = await run(PROGRAM, ['keys', '--config', device.config]);
		const lines = stdout.trim().split('\n');
		device.account = lines[0].split(' ')[1];
		device.meterKeys = new Map(
			lines.slice(1).map((line) => {
				const [, point, key] = line.split(' ');
				return [Number(point), { Ed25519: key }];
			}),
		);
		return device;
	}

	/** Changes settings; a device that runs takes them when it is started again. */
	async configure(changes) {
		Object.assign(this.settings, changes);
		const lines = Object.entries(this.settings).map(([key, value]) => `${key} = ${toml(value)}`);
		await writeFile(this.config, `${lines.join('\n')}\n`);
	}

	get pid() {
		return this.#process?.pid;
	}

	start() {
		const [program, ...parameters] = [...this.enter, PROGRAM, 'run', '--config', this.config];
		this.#process = spawn(program, parameters, {
			stdio: ['ignore', 'ignore', 'pipe'],
			// The first as in packaging/joule-device.service. Of smoldot it is told where it begins.
			env: { ...process.env, MALLOC_ARENA_MAX: '1', RUST_LOG: LOGGED },
		});
		this.#process.stderr.pipe(createWriteStream(this.log, { flags: 'a' }));
		this.ended = new Promise((resolve) => {
			this.#process.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
		});
	}

	/** Ends it without a warning, as a loss of power does. */
	async kill() {
		this.#process?.kill('SIGKILL');
		return this.ended;
	}
}
