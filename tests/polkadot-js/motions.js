/**
 * Motions of the council, as Polkadot.js Apps makes them: proposed by a member, voted on by members,
 * and closed by anybody. Many at a time, so that a test need not wait for a block each.
 */

/** Three of four sites. */
const THRESHOLD = 3;

/** Longer than any call here, and heavier, but so that many motions can be closed in one block. */
const LENGTH_BOUND = 10_000;
const WEIGHT_BOUND = { refTime: 10_000_000_000n, proofSize: 10_000_000n };

/**
 * @typedef {object} Motion
 * @property {import('@polkadot/types/interfaces').Hash} hash
 * @property {number} index
 */

export class Motions {
	/**
	 * @param {import('../../demo/chain.js').Chain} chain
	 */
	constructor(chain) {
		this.chain = chain;
	}

	/**
	 * Proposes calls.
	 *
	 * @returns {Promise<Motion[]>}
	 */
	async propose(calls, member, threshold = THRESHOLD) {
		const { propose } = this.chain.api.tx.council;
		const proposals = calls.map((call) => propose(threshold, call, LENGTH_BOUND));
		const events = await this.chain.sendAll(proposals, member);
		return events
			.filter(({ section, method }) => section === 'council' && method === 'Proposed')
			.map(({ fields }) => ({ hash: fields.proposalHash, index: fields.proposalIndex.toNumber() }));
	}

	/** Votes for motions. */
	async vote(motions, members) {
		const { vote } = this.chain.api.tx.council;
		const votes = () => motions.map(({ hash, index }) => vote(hash, index, true));
		await Promise.all(members.map((member) => this.chain.sendAll(votes(), member)));
	}

	/**
	 * Closes motions.
	 *
	 * @returns for each, what came of its call and the events of that
	 */
	async close(motions, member) {
		const { close } = this.chain.api.tx.council;
		const calls = motions.map(({ hash, index }) => close(hash, index, WEIGHT_BOUND, LENGTH_BOUND));
		const events = await this.chain.sendAll(calls, member);
		return motions.map(({ hash }) => {
			const place = (name) =>
				events.findIndex(
					({ section, method, fields }) =>
						section === 'council' && method === name && fields.proposalHash.eq(hash),
				);
			const [approved, executed] = [place('Approved'), place('Executed')];
			return {
				result: events[executed].fields.result,
				events: events.slice(approved + 1, executed),
			};
		});
	}

	/** Proposes calls, lets these members vote for them, and closes the motions. */
	async decide(calls, members) {
		const motions = await this.propose(calls, members[0]);
		await this.vote(motions, members);
		return this.close(motions, members[0]);
	}
}
