/** A network of nodes, whoever started it. */

import { Chain } from './chain.js';
import { Record } from './record.js';
import { ROSTER } from './roster.js';
import { until } from './until.js';

/** The node that makes no blocks, and keeps the states of all of them. */
const ARCHIVE = 'billing';

export class Network {
	#chains = [];
	/** All nodes. @type {import('./node.js').Node[]} */
	nodes = [];

	node(name) {
		return this.nodes.find((node) => node.name === name);
	}

	/** The nodes that make blocks. */
	get authorities() {
		return ROSTER.filter(({ isAuthority }) => isAuthority).map(({ name }) => this.node(name));
	}

	get archive() {
		return this.node(ARCHIVE);
	}

	/** Waits until all nodes know all others and finalise blocks together. */
	async settled() {
		const others = this.nodes.length - 1;
		await until('all nodes are connected', async () => {
			const peers = await Promise.all(this.nodes.map((node) => node.peers()));
			return peers.every((count) => count >= others);
		});
		await this.finalised(1);
	}

	/** Waits until some nodes have finalised so many blocks more than any of them has by now. */
	async finalised(more, nodes = this.nodes) {
		const heights = await Promise.all(nodes.map((node) => node.height()));
		const wanted = Math.max(...heights) + more;
		await until(`block ${wanted} is final on ${nodes.map(({ name }) => name).join(', ')}`, () =>
			nodes.every(({ heads }) => heads.height >= wanted),
		);
	}

	/** Speaks to the chain through a node. */
	async chainAt(node) {
		const chain = await Chain.at(node);
		this.#chains.push(chain);
		return chain;
	}

	/** What the finalised chain says, from its first block on. */
	async record() {
		return new Record(await this.chainAt(this.archive), this.archive);
	}

	/** Ends all that was begun with {@link chainAt} or {@link record}. */
	async hangUp() {
		await Promise.all(this.#chains.splice(0).map((chain) => chain.disconnect()));
	}
}
