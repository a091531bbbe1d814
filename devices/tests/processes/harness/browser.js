/** A headless Chromium, told what to do by the protocol of its developer tools. */

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

/** A phone in the hand. */
const PHONE = { width: 390, height: 844, deviceScaleFactor: 2, mobile: true };

export class Browser {
	#socket;
	#session;
	#answers = new Map();
	#last = 0;
	/** What went wrong on the page. */
	errors = [];

	/**
	 * Starts a browser on an address.
	 *
	 * @param {string} address
	 * @param {(action: () => Promise<void>) => void} atTheEnd takes what is to be done then
	 */
	static async open(address, atTheEnd) {
		const profile = await mkdtemp(path.join(tmpdir(), 'joule-browser-'));
		const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0'];
		const child = spawn('chromium', [...options, `--user-data-dir=${profile}`, 'about:blank'], {
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		atTheEnd(async () => {
			child.kill('SIGKILL');
			await rm(profile, { recursive: true, force: true, maxRetries: 5 });
		});
		for await (const line of createInterface({ input: child.stderr })) {
			const [, endpoint] = line.match(/listening on (ws:\S+)/) ?? [];
			if (endpoint) return new Browser().#connect(endpoint, address);
		}
		throw new Error('Chromium did not start.');
	}

	async #connect(endpoint, address) {
		this.#socket = new WebSocket(endpoint);
		await new Promise((resolve, reject) => {
			this.#socket.once('open', resolve);
			this.#socket.once('error', reject);
		});
		this.#socket.on('message', (text) => this.#hear(JSON.parse(text)));
		const { targetId } = await this.#ask('Target.createTarget', { url: 'about:blank' });
		const attach = { targetId, flatten: true };
		this.#session = (await this.#ask('Target.attachToTarget', attach)).sessionId;
		await this.#ask('Runtime.enable');
		await this.#ask('Page.enable');
		await this.#ask('Emulation.setDeviceMetricsOverride', PHONE);
		await this.#ask('Page.navigate', { url: address });
		return this;
	}

	#hear({ id, result, error, method, params }) {
		if (method === 'Runtime.exceptionThrown') this.errors.push(params.exceptionDetails.text);
		const answer = this.#answers.get(id);
		this.#answers.delete(id);
		if (error) answer?.reject(new Error(error.message));
		else answer?.resolve(result);
	}

	#ask(method, params = {}) {
		this.#last += 1;
		const id = this.#last;
		const answered = new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
		this.#socket.send(JSON.stringify({ id, method, params, sessionId: this.#session }));
		return answered;
	}

	/** What an expression comes to on the page. */
	async evaluate(expression) {
		const options = { expression, awaitPromise: true, returnByValue: true };
		const { result, exceptionDetails } = await this.#ask('Runtime.evaluate', options);
		if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
		return result.value;
	}

	/** The text that an owner reads in a part of the page. */
	text(selector) {
		return this.evaluate(`document.querySelector(${JSON.stringify(selector)}).innerText`);
	}

	/** A picture of the whole page, as PNG. */
	async picture() {
		const options = { captureBeyondViewport: true };
		return Buffer.from((await this.#ask('Page.captureScreenshot', options)).data, 'base64');
	}
}
