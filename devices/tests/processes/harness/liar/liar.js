/**
 * A node that lies: it stands before a real node, has that node's identity, passes on what both sides say, and
 * changes some of it on the way. Nothing below the lies gives it away: encryption and identity are right.
 */

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { answer, call } from './noise.js';
import { Wire } from './wire.js';

/** With these lines peers agree on how to talk, each with its length before it. */
const line = (text) => Buffer.concat([Buffer.of(text.length + 1), Buffer.from(`${text}\n`)]);
const GREETING = line('/multistream/1.0.0');
const NOISE = Buffer.concat([GREETING, line('/noise')]);
const YAMUX = Buffer.concat([GREETING, line('/yamux/1.0.0')]);

const HEADER_BYTES = 12;
const DATA = 0;

/** Agreements, handshakes and lengths are shorter, and are left alone. */
const SHORTEST_LIE_BYTES = 80;

/** `/…/light/2`: the protocol that a stream begins with agreeing on. */
const PROTOCOL = /\/[0-9a-f]{64}(\/[^\n]+)\n/;

export class Liar {
	#server;
	#target;
	#seed;
	#lie;
	/** How many lies were told. */
	told = 0;

	/**
	 * Stands before a node.
	 *
	 * @param {{ host: string, port: number, nodeKey: string }} target where it listens, and its secret key
	 */
	static async before(target) {
		const liar = new Liar();
		liar.#target = target;
		liar.#seed = Buffer.from(target.nodeKey, 'hex');
		liar.#server = createServer((socket) => liar.#serve(Wire.over(socket)).catch(() => socket.destroy()));
		liar.#server.listen(0, target.host);
		await once(liar.#server, 'listening');
		return liar;
	}

	get port() {
		return this.#server.address().port;
	}

	/**
	 * Lies from now on.
	 *
	 * @param {(protocol: string, said: Buffer) => boolean} lie changes what the node says, and tells whether it did
	 */
	begin(lie) {
		this.#lie = lie;
		this.told = 0;
	}

	/** Says the truth again. */
	repent() {
		this.#lie = undefined;
	}

	close() {
		this.#server.close();
	}

	async #serve(device) {
		const node = await Wire.dialWebSocket(this.#target.host, this.#target.port);
		device.ended.then(() => node.close());
		node.ended.then(() => device.close());
		await device.take(NOISE.length);
		device.write(NOISE);
		const toDevice = await answer(device, this.#seed);
		node.write(NOISE);
		await node.take(NOISE.length);
		const toNode = await call(node, randomBytes(32));

		const protocols = new Map();
		await Promise.all([
			pass(toDevice, toNode, (stream, said) => void note(protocols, stream, said)),
			pass(toNode, toDevice, (stream, said) => {
				if (note(protocols, stream, said) || said.length < SHORTEST_LIE_BYTES) return;
				if (this.#lie?.(protocols.get(stream) ?? '', said)) this.told += 1;
			}),
		]);
	}
}

/** Notes the protocol of a stream, if this is where it is agreed on. */
function note(protocols, stream, said) {
	const [, protocol] = said.toString('latin1').match(PROTOCOL) ?? [];
	if (protocol) protocols.set(stream, protocol);
	return protocol !== undefined || said.includes(GREETING);
}

/** Passes on what one says to another, frame by frame of yamux; what they say may be changed in place. */
async function pass(from, to, change) {
	let rest = Buffer.alloc(0);
	let isAgreed = false;
	for (;;) {
		rest = Buffer.concat([rest, await from.more()]);
		if (!isAgreed) {
			if (rest.length < YAMUX.length) continue;
			to.write(rest.subarray(0, YAMUX.length));
			rest = rest.subarray(YAMUX.length);
			isAgreed = true;
		}
		while (rest.length >= HEADER_BYTES) {
			const isData = rest.readUInt8(1) === DATA;
			const end = HEADER_BYTES + (isData ? rest.readUInt32BE(8) : 0);
			if (rest.length < end) break;
			const frame = rest.subarray(0, end);
			if (isData) change(rest.readUInt32BE(4), frame.subarray(HEADER_BYTES));
			to.write(frame);
			rest = rest.subarray(end);
		}
	}
}
