/** A network whose nodes this program runs, and can kill, freeze and start again. */

import { LocalNode } from './local_node.js';
import { Loopback } from './loopback.js';
import { Network } from './network.js';
import { PROGRAM } from './program.js';
import { COMMON_OPTIONS, ROSTER } from './roster.js';
import { Workplace } from './workplace.js';

export class LocalNetwork extends Network {
	#workplace;
	#ground;
	#places = new Map();

	/**
	 * Starts the nodes of `network.json` and waits until they finalise blocks. They are stopped when
	 * the story ends.
	 *
	 * @param {import('./scenario.js').Story} story
	 * @param {Loopback | import('./wires.js').Wires} [ground] where the nodes stand
	 */
	static async start(story, ground = new Loopback()) {
		const network = new LocalNetwork(await Workplace.open(story.name), ground);
		story.atTheEnd(() => network.stop());
		for (const member of ROSTER) await network.#place(member);
		network.nodes = ROSTER.map((member) => network.#nodeOf(member));
		await network.startAll();
		return network;
	}

	constructor(workplace, ground) {
		super();
		this.#workplace = workplace;
		this.#ground = ground;
	}

	/** Starts all nodes, with what they stored if they ran before. */
	async startAll() {
		await Promise.all(this.nodes.map((node) => node.start()));
		await this.settled();
	}

	/**
	 * Adds a node that is not on the roster. It is not started yet.
	 *
	 * @param {ReturnType<typeof import('./roster.js').member>} member
	 */
	async add(member) {
		await this.#place(member);
		const node = this.#nodeOf(member);
		this.nodes.push(node);
		return node;
	}

	/** Forgets a node that shall not come back. */
	async remove(node) {
		await node.stop();
		this.nodes = this.nodes.filter((other) => other !== node);
	}

	/** Kills all nodes at the same moment. */
	async killAll() {
		await this.hangUp();
		await Promise.all(this.nodes.map((node) => node.kill()));
	}

	async stop() {
		await this.hangUp();
		await Promise.all(this.nodes.map((node) => node.stop()));
		await this.#workplace.close();
	}

	async #place(member) {
		this.#places.set(member, await this.#ground.place(member.name));
	}

	#nodeOf(member) {
		const { name, nodeKey, isAuthority, options } = member;
		const place = this.#places.get(member);
		const command = [
			...place.enter,
			PROGRAM,
			...['--chain', this.#workplace.chainSpec],
			...['--base-path', this.#workplace.file(name)],
			...['--name', name],
			...['--node-key', nodeKey],
			...['--listen-addr', `/ip4/${place.address}/tcp/${place.peerPort}/ws`],
			...['--rpc-port', `${place.rpcPort}`],
			...['--no-mdns', '--no-telemetry', '--no-prometheus'],
			...(isAuthority ? ['--validator'] : []),
			...['--bootnodes', ...this.#authoritiesBut(name)],
			...COMMON_OPTIONS,
			...options,
			...place.options,
		];
		const endpoint = `ws://${place.address}:${place.rpcPort}`;
		const log = this.#workplace.log(name);
		return new LocalNode({ name, endpoint, command, log });
	}

	/** The addresses of the authorities, for a node to begin with. */
	#authoritiesBut(name) {
		return [...this.#places]
			.filter(([member]) => member.isAuthority && member.name !== name)
			.map(([{ peerId }, place]) => `/ip4/${place.address}/tcp/${place.peerPort}/ws/p2p/${peerId}`);
	}
}
