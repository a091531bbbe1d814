/** A dev node for the tests of one file. */

import { after } from 'node:test';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { Chain } from '../../demo/chain.js';
import { startNode } from '../../demo/node.js';

/**
 * Starts a node for the tests of this file, connects to it, and stops it after them.
 *
 * @param {object} [options]
 * @param {number} [options.clockStart] what its clock shows at first, in Unix milliseconds
 */
export async function useNode({ clockStart } = {}) {
	const node = await startNode({ logName: 'client-test', clockStart });
	const chain = await Chain.connect(node.endpoint);
	after(async () => {
		await chain.disconnect();
		await node.stop();
	});
	return { chain, api: chain.api, endpoint: node.endpoint };
}

/** Connects as Polkadot.js Apps does: knowing no more of the chain than it says of itself. */
export const connectPlainly = (endpoint) =>
	ApiPromise.create({ provider: new WsProvider(endpoint), noInitWarn: true });
