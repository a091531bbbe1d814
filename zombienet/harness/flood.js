/** Households that send as fast as they can. */

/** So many transactions are on their way to a node at a time: enough to keep it busy. */
const IN_FLIGHT = 64;

/** A refusal in the node's words, without what is different each time. */
const reasonOf = ({ message }) =>
	message
		.replace(/^\d+: /, '')
		.replace(/\(.*\)$/, '')
		.trim();

export class Flood {
	#queues;
	/** How many transactions a node took. */
	accepted = 0;
	/** How many were refused, by the reason. @type {Map<string, number>} */
	refused = new Map();

	/**
	 * Signs all transactions beforehand.
	 *
	 * @param {import('./household.js').Household[]} senders
	 * @param {number} each how many transactions each of them sends
	 * @param {() => object} call what they send
	 */
	constructor(senders, each, call) {
		this.#queues = senders.map((sender) => Array.from({ length: each }, () => sender.sign(call())));
	}

	/** How many transactions it has. */
	get size() {
		return this.#queues.flat().length;
	}

	/**
	 * Sends all of them, each sender's to one node and in order.
	 *
	 * @returns how long it took until all were taken or refused
	 */
	async pour(nodes) {
		const started = performance.now();
		await Promise.all(
			nodes.map((node, index) =>
				this.#pourInto(
					node,
					this.#queues.filter((_, turn) => turn % nodes.length === index),
				),
			),
		);
		return performance.now() - started;
	}

	async #pourInto(node, queues) {
		const rpc = await node.dial();
		const transactions = byTurns(queues).values();
		const sendOn = async () => {
			for (const { hex } of transactions) await this.#send(rpc, hex);
		};
		await Promise.all(Array.from({ length: IN_FLIGHT }, sendOn));
		await rpc.disconnect();
	}

	async #send(rpc, hex) {
		try {
			await rpc.send('author_submitExtrinsic', [hex]);
			this.accepted += 1;
		} catch (error) {
			const reason = reasonOf(error);
			this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
		}
	}
}

/** The first of each queue, then the second of each, and so on. */
const byTurns = ([first = [], ...others]) =>
	first.flatMap((transaction, turn) => [transaction, ...others.map((queue) => queue[turn])]);
