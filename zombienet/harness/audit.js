/**
 * Checks, on finalised state, that all nodes have the same chain and that nothing appeared or
 * vanished on it. Balances are added up account by account, and compared with what came in and went
 * out by the events of all blocks from the first one on.
 */

import assert from 'node:assert/strict';
import { blake2AsHex } from '@polkadot/util-crypto';
import { krw, kwh } from '../../demo/units.js';
import { until } from './until.js';

const ECOIN = 1;

const total = (values) => values.reduce((sum, value) => sum + value.toBigInt(), 0n);

/**
 * @param {import('./scenario.js').Story} story
 * @param {import('./network.js').Network} network
 * @param {import('./record.js').Record} record of the finalised chain
 */
export async function audit(story, network, record) {
	await story.then('the audit finds one chain, on which nothing appeared or vanished', async () => {
		await record.catchUp();
		const stateRoot = await stateRootOfAll(network.nodes, record);
		await keptWord(network.nodes, record);
		assert.deepEqual(record.doubled, [], 'no transaction is on the chain twice');
		story.figure(`state of block ${record.height} on ${network.nodes.length} nodes`, stateRoot);
		for (const line of await balancedBooks(record)) story.figure(...line);
	});
}

/** The root of the last state in the record, which every node has shown to have. */
async function stateRootOfAll(nodes, { height, blockHash, chain }) {
	const clock = chain.api.query.timestamp.now.key();
	const roots = await Promise.all(
		nodes.map(async (node) => {
			await until(`${node.name} finalises block ${height}`, () => node.heads.height >= height);
			assert.equal(
				await node.ask('chain_getBlockHash', height),
				blockHash,
				`block of ${node.name}`,
			);
			const { stateRoot } = await node.ask('chain_getHeader', blockHash);
			const { proof } = await node.ask('state_getReadProof', [clock], blockHash);
			const isRoot = (part) => blake2AsHex(part) === stateRoot;
			assert.ok(proof.some(isRoot), `${node.name} has the state of its block ${height}`);
			return stateRoot;
		}),
	);
	assert.equal(new Set(roots).size, 1, 'all nodes have the same state');
	return roots[0];
}

/** What a node once called final is on the chain still. */
async function keptWord(nodes, { height, node }) {
	for (const { name, heads } of nodes) {
		const blocks = heads.finalised.filter(({ number }) => number <= height);
		const numbers = blocks.map(({ number }) => number);
		const hashes = await node.ask('chain_getBlockHash', numbers);
		for (const [index, { number, hash }] of blocks.entries()) {
			assert.equal(hash, hashes[index], `${name} called another block ${number} final`);
		}
	}
}

/** Checks the books of each asset, and tells what is in them. */
async function balancedBooks(record) {
	const { query } = await record.chain.api.at(record.blockHash);
	const assets = (await query.assets.asset.keys()).map(({ args: [asset] }) => asset.toNumber());
	return Promise.all(
		assets.map(async (asset) => {
			const { supply, free, held } = await balancesOf(query, asset);
			const { issued, redeemed } = asset === ECOIN ? ecoinOf(record) : energyOf(record, asset);
			const name = asset === ECOIN ? 'ecoin' : `energy of ${asset}`;
			assert.equal(free + held, supply, `${name}: all accounts together have the supply`);
			assert.equal(issued - redeemed, supply, `${name}: the supply is what came in and stayed`);
			const said = asset === ECOIN ? krw : kwh;
			const parts = `${said(free)} free + ${said(held)} held`;
			return [name, `${said(issued)} issued - ${said(redeemed)} redeemed = ${parts}`];
		}),
	);
}

async function balancesOf(query, asset) {
	const [details, accounts, holds] = await Promise.all([
		query.assets.asset(asset),
		query.assets.account.entries(asset),
		query.assetsHolder.balancesOnHold.entries(asset),
	]);
	return {
		supply: details.unwrap().supply.toBigInt(),
		free: total(accounts.map(([, account]) => account.unwrap().balance)),
		held: total(holds.map(([, amount]) => amount.unwrap())),
	};
}

const ecoinOf = (record) => ({
	issued: total(record.all('ecoin', 'EcoinIssued').map(({ amount }) => amount)),
	redeemed: total(record.all('ecoin', 'EcoinRedeemed').map(({ amount }) => amount)),
});

/** Energy comes from meters only, and goes when it is burnt. */
function energyOf(record, asset) {
	const issued = record.all('metering', 'EnergyIssued');
	const burnt = record.all('assets', 'Burned');
	return {
		issued: total(
			issued
				.filter(({ vintage }) => vintage.toNumber() === asset)
				.map(({ quantityWh }) => quantityWh),
		),
		redeemed: total(
			burnt.filter(({ assetId }) => assetId.toNumber() === asset).map(({ balance }) => balance),
		),
	};
}
