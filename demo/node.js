/**
 * Starts and stops a dev node: one machine, a chain that is forgotten afterwards, and a clock that
 * can be moved forward.
 */

import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where everything is kept that need not be made anew each time. */
export const CACHE = path.join(homedir(), '.cache', 'joule');

const HOST = '127.0.0.1';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
const LAST_LINES = 15;

/** The node that `cargo build --release` made. */
function binary() {
	const target = process.env.CARGO_TARGET_DIR ?? path.join(CACHE, 'target');
	return path.join(target, 'release', 'joule-node');
}

/** A port that nobody listens on: the wanted one or, if it is taken, any other. */
function freePort(wanted) {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error) =>
			wanted !== 0 && error.code === 'EADDRINUSE' ? resolve(freePort(0)) : reject(error),
		);
		server.listen(wanted, HOST, () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

async function answers(port) {
	const question = { id: 1, jsonrpc: '2.0', method: 'system_health', params: [] };
	try {
		const answer = await fetch(`http://${HOST}:${port}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(question),
		});
		return answer.ok;
	} catch {
		return false;
	}
}

/**
 * Starts a dev node and waits until it answers.
 *
 * @param {object} [options]
 * @param {number} [options.clockStart] what its clock shows at first, in Unix milliseconds
 * @param {number} [options.port] where it shall listen if nobody else does; else any free port
 * @param {string} [options.logName] what its log is called
 * @param {AbortSignal} [options.signal] stops it at any time
 */
export async function startNode({ clockStart, port: wanted = 0, logName = 'node', signal } = {}) {
	const port = await freePort(wanted);
	const log = path.join(CACHE, 'logs', `${logName}-${port}.log`);
	await mkdir(path.dirname(log), { recursive: true });

	const options = ['--dev', '--tmp', '--rpc-port', `${port}`, '--no-prometheus', '--no-telemetry'];
	if (clockStart !== undefined) options.push('--clock-start', `${clockStart}`);
	const child = spawn(binary(), options, { stdio: ['ignore', 'pipe', 'pipe'], signal });
	const output = createWriteStream(log);
	child.stdout.pipe(output);
	child.stderr.pipe(output);

	/** @type {Promise<string>} resolves when the node has ended, with how it did */
	const ended = new Promise((resolve) => {
		// Being aborted is told as an error too, but only announces the end.
		child.on('error', (error) => error.name === 'AbortError' || resolve(error.message));
		child.once('exit', (code, killedBy) => resolve(killedBy ?? `exit code ${code}`));
	});
	const node = {
		endpoint: `ws://${HOST}:${port}`,
		log,
		pid: child.pid,
		ended,
		async stop() {
			child.kill('SIGTERM');
			const patience = new AbortController();
			const late = sleep(STOP_LIMIT_MS, 'late', { signal: patience.signal }).catch(() => {});
			if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
			patience.abort();
			await ended;
		},
	};

	let failure;
	ended.then((how) => (failure = `it ended at once: ${how}`));
	const deadline = Date.now() + START_LIMIT_MS;
	while (failure === undefined && !(await answers(port))) {
		if (Date.now() > deadline) failure = `it did not answer within ${START_LIMIT_MS / 1_000} s`;
		await sleep(100);
	}
	if (failure !== undefined) {
		await node.stop();
		const said = await readFile(log, 'utf8').catch(() => '');
		const tail = said.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
		throw new Error(`The node did not start: ${failure}\n${tail}\n(${log})`);
	}
	return node;
}
