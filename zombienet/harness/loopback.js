/** Lets all nodes of a network stand on this host, side by side on its loopback address. */

import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** Below the ports that the kernel gives to outgoing connections, which nodes make many of. */
const [FIRST_PORT, LAST_PORT] = [20_000, 32_000];

const isFree = (port) =>
	new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, HOST, () => server.close(() => resolve(true)));
	});

export class Loopback {
	#nextPort = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));

	/** Where a node can stand: its address, its ports, and what its command begins with. */
	async place() {
		const [peerPort, rpcPort] = [await this.#freePort(), await this.#freePort()];
		return { address: HOST, peerPort, rpcPort, enter: [], options: [] };
	}

	async #freePort() {
		do {
			this.#nextPort = this.#nextPort < LAST_PORT ? this.#nextPort + 1 : FIRST_PORT;
		} while (!(await isFree(this.#nextPort)));
		return this.#nextPort;
	}
}
