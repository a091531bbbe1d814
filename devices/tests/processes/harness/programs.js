/** Meters and brokers that others wrote, as processes. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CACHE } from '../../../../demo/node.js';

const PYTHON =
	process.env.JOULE_METER_PYTHON ?? path.join(CACHE, 'devices', 'venv', 'bin', 'python');
const HARNESS = import.meta.dirname;

/** Ends a process after the tests of this file. */
function endAfterwards(child) {
	after(() => child.kill());
	return child;
}

/** Starts mosquitto, and says how to publish on it. */
export async function startBroker(port) {
	const folder = await mkdtemp(path.join(tmpdir(), 'joule-broker-'));
	const config = path.join(folder, 'mosquitto.conf');
	await writeFile(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
	const broker = endAfterwards(spawn('mosquitto', ['-c', config], { stdio: 'ignore' }));
	await once(broker, 'spawn');
	await sleep(500);
	return {
		address: `127.0.0.1:${port}`,
		async publish(topic, message, ...options) {
			const text = typeof message === 'string' ? message : JSON.stringify(message);
			const command = ['-h', '127.0.0.1', '-p', `${port}`, '-q', '1', '-t', topic, '-m', text];
			const [code] = await once(spawn('mosquitto_pub', [...command, ...options]), 'exit');
			if (code !== 0) throw new Error(`mosquitto_pub ended with ${code}`);
		},
	};
}

/** Starts a SunSpec meter, and says how to set what it shows. */
export async function startSunspecMeter(port) {
	const program = path.join(HARNESS, 'sunspec_meter.py');
	const meter = endAfterwards(
		spawn(PYTHON, [program, `${port}`], { stdio: ['pipe', 'pipe', 'inherit'] }),
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
