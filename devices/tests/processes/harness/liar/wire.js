/** A stream of bytes to somebody else, by TCP or in a WebSocket, that is read by so many bytes at a time. */

import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';

export class Wire {
	#chunks = [];
	#length = 0;
	#wanted;
	#send;
	#close;

	constructor(send, close) {
		this.#send = send;
		this.#close = close;
		this.ended = new Promise((resolve) => (this.end = resolve));
		this.ended.then(() => this.#wanted?.reject(new Error('The other side has gone.')));
	}

	/** The other end of a socket that is connected. */
	static over(socket) {
		const wire = new Wire(
			(bytes) => socket.write(bytes),
			() => socket.destroy(),
		);
		socket.on('data', (bytes) => wire.#hear(bytes));
		socket.on('error', () => wire.end());
		socket.on('close', () => wire.end());
		return wire;
	}

	/** Calls somebody by TCP. */
	static async dial(host, port) {
		const socket = connect(port, host);
		await once(socket, 'connect');
		return Wire.over(socket);
	}

	/** Calls somebody who speaks in a WebSocket. */
	static async dialWebSocket(host, port) {
		const socket = new WebSocket(`ws://${host}:${port}/`);
		const wire = new Wire(
			(bytes) => socket.readyState === WebSocket.OPEN && socket.send(bytes),
			() => socket.terminate(),
		);
		socket.on('message', (bytes) => wire.#hear(bytes));
		socket.on('error', () => wire.end());
		socket.on('close', () => wire.end());
		await once(socket, 'open');
		return wire;
	}

	#hear(bytes) {
		this.#chunks.push(bytes);
		this.#length += bytes.length;
		this.#serve();
	}

	#serve() {
		if (!this.#wanted || this.#length < this.#wanted.count) return;
		const { count, resolve } = this.#wanted;
		this.#wanted = undefined;
		const all = Buffer.concat(this.#chunks);
		this.#chunks = [all.subarray(count)];
		this.#length -= count;
		resolve(all.subarray(0, count));
	}

	/** Waits for so many bytes. */
	take(count) {
		return new Promise((resolve, reject) => {
			this.#wanted = { count, resolve, reject };
			this.#serve();
		});
	}

	write(bytes) {
		this.#send(bytes);
	}

	close() {
		this.#close();
	}
}
