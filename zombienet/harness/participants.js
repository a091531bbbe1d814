/** How people come to trade: the council registers them, money comes in, meters go into service. */

import { ZONE } from '../../demo/town.js';
import { fromKrw } from '../../demo/units.js';

const FIRST_MEMBER = 1_001;
const ROLES = ['Producer', 'Consumer'];

/** So many approvals fit into a block. */
const AT_ONCE = 50;

/** Lets the council register some accounts, to sell and to buy. */
export async function register(council, accounts) {
	const { tx } = council.chain.api;
	const registrations = accounts.map(({ address }, index) =>
		tx.registry.register(address, FIRST_MEMBER + index, ZONE, ROLES),
	);
	await council.decide(tx.utility.batchAll(registrations));
}

/** Lets each of some accounts deposit so much, and the operator issue ecoin for it. */
export async function deposit(council, accounts, amountKrw) {
	const { chain, operator } = council;
	const { tx } = chain.api;
	const requests = accounts.map((account) =>
		chain.send(tx.ecoin.requestIssue(fromKrw(amountKrw), `FROM ${account.address}`), account),
	);
	const approvals = (await Promise.all(requests))
		.flat()
		.filter(({ method }) => method === 'IssueRequested')
		.map(({ fields }) => tx.ecoin.approveIssue(fields.request));
	while (approvals.length > 0) await chain.sendAll(approvals.splice(0, AT_ONCE), operator);
}

/** The call with which the operator puts a meter into service, for whom it measures. */
export const installation = ({ tx }, meter, owner, watt) =>
	tx.metering.registerPoint(meter.point, {
		owner: owner.address,
		zone: ZONE,
		source: 'Solar',
		capacity: { import: watt, export: watt },
		key: meter.key,
		installedAt: meter.installedAt,
		face: { importWh: 0, exportWh: 0 },
	});
