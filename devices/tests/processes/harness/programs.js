/** Meters and brokers that others wrote, as processes. */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CACHE } from '../../../../demo/node.js';

const PYTHON =
	process.env.JOULE_METER_PYTHON ?? path.join(CACHE, 'devices', 'venv', 'bin', 'python');
const HARNESS = import.meta.dirname;

const run = promisify(execFile);

/** Ends a process after the tests of this file. */
function endAfterwards(child) {
	after(() => child.kill());
	return child;
}

/**
 * Makes a key and a certificate for a server on this host, and an authority that vouches for it.
 *
 * @returns the names of the files
 */
export async function makeCertificate(folder, name) {
	const file = (kind) => path.join(folder, `${name}.${kind}`);
	const [key, certificate, authority] = [file('key'), file('pem'), file('authority.pem')];
	const [authorityKey, request] = [file('authority.key'), file('request')];
	const openssl = (...options) => run('openssl', options);
	const fresh = ['-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`];
	await openssl('req', '-x509', ...fresh, '-days', '2', '-keyout', authorityKey, '-out', authority);
	const names = ['-addext', 'subjectAltName=IP:127.0.0.1'];
	await openssl('req', ...fresh, ...names, '-keyout', key, '-out', request);
	const by = ['-CA', authority, '-CAkey', authorityKey, '-copy_extensions', 'copyall'];
	await openssl('x509', '-req', '-in', request, ...by, '-days', '2', '-out', certificate);
	// Mosquitto reads them as a user of its own.
	await chmod(folder, 0o755);
	await chmod(key, 0o644);
	return { key, certificate, authority };
}

/**
 * Starts mosquitto, and says how to publish on it and to listen.
 *
 * @param {number} port
 * @param {{ key: string, certificate: string, authority: string }} [tls] by which it proves who it is
 */
export async function startBroker(port, tls) {
	const folder = await mkdtemp(path.join(tmpdir(), 'joule-broker-'));
	const config = path.join(folder, 'mosquitto.conf');
	const proof = tls ? `certfile ${tls.certificate}\nkeyfile ${tls.key}\n` : '';
	await writeFile(config, `listener ${port} 127.0.0.1\n${proof}allow_anonymous true\n`);
	const trust = tls ? ['--cafile', tls.authority] : [];
	const broker = endAfterwards(spawn('mosquitto', ['-c', config], { stdio: 'ignore' }));
	await once(broker, 'spawn');
	await sleep(500);
	return {
		address: `127.0.0.1:${port}`,
		async publish(topic, message, ...options) {
			const text = typeof message === 'string' ? message : JSON.stringify(message);
			const place = ['-h', '127.0.0.1', '-p', `${port}`, ...trust];
			const command = [...place, '-q', '1', '-t', topic, '-m', text];
			const [code] = await once(spawn('mosquitto_pub', [...command, ...options]), 'exit');
			if (code !== 0) throw new Error(`mosquitto_pub ended with ${code}`);
		},
		/** What is told on a topic from now on, a line each. */
		listen(topic) {
			const command = ['-h', '127.0.0.1', '-p', `${port}`, ...trust, '-q', '1', '-t', topic];
			const stdio = ['ignore', 'pipe', 'inherit'];
			const listener = endAfterwards(spawn('mosquitto_sub', command, { stdio }));
			return createInterface({ input: listener.stdout });
		},
	};
}

/** Starts a SunSpec meter, or an inverter, and says how to set what it shows. */
export async function startSunspecMeter(port, ...options) {
	const program = path.join(HARNESS, 'sunspec_meter.py');
	const meter = endAfterwards(
		spawn(PYTHON, [program, `${port}`, ...options], { stdio: ['pipe', 'pipe', 'inherit'] }),
	);
	const said = createInterface({ input: meter.stdout })[Symbol.asyncIterator]();
	await said.next();
	return {
		address: `127.0.0.1:${port}`,
		async show({ importWh, exportWh }) {
			meter.stdin.write(`${importWh} ${exportWh}\n`);
			await said.next();
		},
	};
}
