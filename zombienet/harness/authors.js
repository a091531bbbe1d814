/** Who made a block: Aura's authorities take turns by the slot, which the head of a block names. */

/**
 * The Aura keys, in hexadecimal digits, of those who made some finalised blocks.
 *
 * @param {import('./record.js').Record} record
 * @param {number} first block
 * @param {number} last block
 */
export async function authorsOf({ chain: { api } }, first, last) {
	const authors = [];
	for (let number = first; number <= last; number += 1) {
		const hash = await api.rpc.chain.getBlockHash(number);
		const [{ digest }, { query }] = await Promise.all([
			api.rpc.chain.getHeader(hash),
			// The set that took turns is the one that the block before left behind.
			api.at(await api.rpc.chain.getBlockHash(number - 1)),
		]);
		const authorities = await query.aura.authorities();
		const [, slot] = digest.logs.find(({ isPreRuntime }) => isPreRuntime).asPreRuntime;
		const turn = api.registry.createType('u64', slot.toU8a(true)).toBigInt();
		authors.push(authorities[Number(turn % BigInt(authorities.length))].toHex());
	}
	return authors;
}
