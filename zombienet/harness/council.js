/** The council of the authority sites: what three quarters of it want is done. */

const MAJORITY = 3 / 4;

/** Whose accounts the council of the chain `local` is made of. */
const MEMBERS = ['Alice', 'Bob', 'Charlie', 'Dave'];

const eventOf = (events, name) => events.find(({ method }) => method === name)?.fields;

export class Council {
	/** @param {import('./chain.js').Chain} chain */
	constructor(chain) {
		this.chain = chain;
		this.members = MEMBERS.map((name) => chain.account(name));
	}

	/** The member whose account also runs the market, issues ecoin and installs meters. */
	get operator() {
		return this.members[0];
	}

	/**
	 * Moves a call, votes for it, and has it carried out.
	 *
	 * @returns the events of carrying it out
	 */
	async decide(call) {
		const { api } = this.chain;
		const threshold = Math.ceil(this.members.length * MAJORITY);
		const length = call.method.encodedLength;
		const propose = api.tx.council.propose(threshold, call, length);
		const moved = await this.chain.send(propose, this.operator);
		const { proposalHash, proposalIndex } = eventOf(moved, 'Proposed');

		const vote = () => api.tx.council.vote(proposalHash, proposalIndex, true);
		const voters = this.members.slice(0, threshold);
		await Promise.all(voters.map((voter) => this.chain.send(vote(), voter)));

		const close = api.tx.council.close(proposalHash, proposalIndex, this.#most, length);
		const closed = await this.chain.send(close, this.operator);
		const { result } = eventOf(closed, 'Executed');
		if (result.isErr) throw new Error(`The council's call failed: ${result.asErr}`);
		return closed;
	}

	/** The heaviest call that a motion may carry out: half a block. */
	get #most() {
		const { refTime } = this.chain.api.consts.system.blockWeights.maxBlock;
		return { refTime: refTime.toBigInt() / 2n, proofSize: 0xffffffffn };
	}
}
