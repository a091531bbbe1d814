/** Who runs the network: what `network.json` says, for zombienet and for the harness alike. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hexToU8a, u8aConcat } from '@polkadot/util';
import { base58Encode, ed25519PairFromSeed } from '@polkadot/util-crypto';

export const NETWORK_FILE = fileURLToPath(new URL('../network.json', import.meta.url));

/**
 * What a peer's name says before the ed25519 key of the peer: that 36 bytes follow as they are, and
 * in them, as protobuf, the kind of key and its 32 bytes.
 */
const PEER_ID_PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20);

const { relaychain } = JSON.parse(readFileSync(NETWORK_FILE, 'utf8'));

/**
 * What stands for the program in a command. The key of an authority follows it there: zombienet
 * drops such options where it expects them, in `args`.
 */
const PROGRAM_MARK = '{{JOULE_NODE}}';

const words = (options) => options.flatMap((option) => option.split(' '));

const optionsOf = ({ command = PROGRAM_MARK, args = [] }) =>
	words([command, ...args]).filter((word) => word !== PROGRAM_MARK);

/**
 * A node of the network: its name and its options. Its key follows from its name, as zombienet has
 * it, so that others know its address before it is there.
 *
 * @param {string} name
 * @param {string[]} [options] besides {@link COMMON_OPTIONS}
 * @param {boolean} [isAuthority]
 */
export function member(name, options = [], isAuthority = false) {
	const nodeKey = createHash('sha256').update(name).digest('hex');
	const { publicKey } = ed25519PairFromSeed(hexToU8a(`0x${nodeKey}`));
	return {
		name,
		isAuthority,
		options,
		nodeKey,
		peerId: base58Encode(u8aConcat(PEER_ID_PREFIX, publicKey)),
	};
}

/** The options that all nodes have. */
export const COMMON_OPTIONS = words(relaychain.default_args);

/** All nodes, in the order of the file. */
export const ROSTER = relaychain.nodes.map((node) =>
	member(node.name, optionsOf(node), node.validator ?? true),
);
