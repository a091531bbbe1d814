/** A dev node for the tests of one file, and a client that knows nothing of Joule beforehand. */

import { after, before } from 'node:test';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { Chain } from '../../demo/chain.js';
import { startNode } from '../../demo/node.js';

/**
 * Starts a node before the tests of the file and stops it afterwards.
 *
 * @returns {{ chain: Chain, api: ApiPromise, endpoint: string }} filled in once the tests run
 */
export function useNode() {
	const use = {};
	let node;
	before(async () => {
		node = await startNode({ logName: 'client-test' });
		use.endpoint = node.endpoint;
		use.chain = await Chain.connect(node.endpoint);
		use.api = use.chain.api;
	});
	after(async () => {
		await use.chain?.disconnect();
		await node?.stop();
	});
	return use;
}

/** Connects as Polkadot.js Apps does: with no knowledge of the chain but what it says of itself. */
export const connectPlainly = (endpoint) =>
	ApiPromise.create({ provider: new WsProvider(endpoint), noInitWarn: true });
