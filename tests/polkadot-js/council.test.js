/** Whatever the council can decide is decided with the means of Polkadot.js Apps. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { CallFailed } from '../../demo/chain.js';
import { useAuthority } from './authority.js';
import { Motions } from './motions.js';

const [ZONE, NEXT_ZONE, SCHEDULED_ZONE] = [1, 2, 3];
const PEER_ID = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp';
const CODE_HASH = `0x${'ab'.repeat(32)}`;

/** A block that is not reached here, and names of tasks. */
const LATER = 1_000_000;
const [TASK, OTHER_TASK] = [`0x${'01'.repeat(32)}`, `0x${'02'.repeat(32)}`];

/** A month to come, whose tariff table can be set. */
const LATER_MONTH = 209_901;

/** How the docs of a call say that it is the council's. */
const OF_COUNCIL = /origin`?: [^.]*\bthe (admin|council)\b/i;

/** The calls of the SDK that are the council's. Of its own pallet, the others are its members'. */
const OF_COUNCIL_IN_SDK = {
	council: ['setMembers', 'disapproveProposal', 'kill'],
	scheduler: [
		...['schedule', 'scheduleAfter', 'cancel', 'setRetry', 'cancelRetry'],
		...['scheduleNamed', 'scheduleNamedAfter', 'cancelNamed', 'setRetryNamed', 'cancelRetryNamed'],
	],
};

const { node, chain, api } = await useAuthority();
const { tx } = api;
const motions = new Motions(chain);
const [alice, bob, charlie, dave, eve] = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve'].map((name) =>
	chain.account(name),
);
const threeOfFour = [alice, bob, charlie];

/** Motions that others throw out. */
const [disapproved, killed] = await motions.propose(
	[tx.registry.createZone(80, 'Not this zone'), tx.registry.createZone(81, 'Nor this one')],
	alice,
);

/** How months are billed and at which prices, as it is. */
const settings = (await api.query.billing.currentSettings()).unwrap();
const table = (await api.call.billingApi.tariff('General', LATER_MONTH)).unwrap();

/** A fifth site comes in, and much else is decided: the actions, and the event of each. */
const remark = tx.system.remark('');
const comingIn = [
	[tx.registry.register(eve.address, 1_005, ZONE, ['Operator']), 'registry.ParticipantRegistered'],
	[tx.registry.setQuota(eve.address, 'Site'), 'registry.QuotaSet'],
	[tx.registry.grantRole(eve.address, 'Issuer'), 'registry.RoleGranted'],
	[tx.registry.revokeRole(eve.address, 'Issuer'), 'registry.RoleRevoked'],
	[tx.registry.revokePermission(eve.address, 'Send'), 'registry.PermissionRevoked'],
	[tx.registry.grantPermission(eve.address, 'Send'), 'registry.PermissionGranted'],
	[tx.registry.createZone(NEXT_ZONE, 'Next zone'), 'registry.ZoneCreated'],
	[tx.registry.moveToZone(eve.address, NEXT_ZONE), 'registry.ParticipantMoved'],
	[tx.energyTrading.setImbalancePrice(3_000), 'energyTrading.ImbalancePriceSet'],
	[tx.billing.setSettings(settings), 'billing.SettingsSet'],
	[tx.billing.setTariff('General', LATER_MONTH, table), 'billing.TariffSet'],
	[tx.billing.setHolidays(2030, [[1, 1]]), 'billing.HolidaysSet'],
	[tx.sites.grantConnect(PEER_ID), 'sites.ConnectGranted'],
	[tx.sites.revokeConnect(PEER_ID), 'sites.ConnectRevoked'],
	[tx.sites.authorizeUpgrade(CODE_HASH), 'system.UpgradeAuthorized'],
	[tx.council.disapproveProposal(disapproved.hash), 'council.Disapproved'],
	[tx.council.kill(killed.hash), 'council.Killed'],
	[tx.scheduler.schedule(LATER, null, 0, remark), 'scheduler.Scheduled'],
	[tx.scheduler.setRetry([LATER, 0], 3, 10), 'scheduler.RetrySet'],
	[tx.scheduler.cancelRetry([LATER, 0]), 'scheduler.RetryCancelled'],
	[tx.scheduler.cancel(LATER, 0), 'scheduler.Canceled'],
	[tx.scheduler.scheduleNamed(TASK, LATER, null, 0, remark), 'scheduler.Scheduled'],
	[tx.scheduler.setRetryNamed(TASK, 3, 10), 'scheduler.RetrySet'],
	[tx.scheduler.cancelRetryNamed(TASK), 'scheduler.RetryCancelled'],
	[tx.scheduler.cancelNamed(TASK), 'scheduler.Canceled'],
	[
		tx.scheduler.scheduleAfter(0, null, 0, tx.registry.createZone(SCHEDULED_ZONE, 'Later zone')),
		'scheduler.Scheduled',
	],
	[tx.scheduler.scheduleNamedAfter(OTHER_TASK, LATER, null, 0, remark), 'scheduler.Scheduled'],
];

/** The fifth site becomes an authority, and takes a seat in the council. */
const members = [alice, bob, charlie, dave, eve].map(({ address }) => address);
const takingOver = [
	[tx.sites.addAuthority(eve.address), 'sites.AuthorityAdded'],
	[tx.sites.removeAuthority(dave.address), 'sites.AuthorityRemoved'],
	[tx.council.setMembers(members, null, 4), undefined],
];

const nameOf = ({ section, method }) => `${section}.${method}`;
const isError = (section, name) => (error) =>
	error instanceof CallFailed && error.section === section && error.errorName === name;

/** Has actions decided by three of four sites, and looks at what came of each. */
async function decide(context, actions) {
	const outcomes = await motions.decide(
		actions.map(([call]) => call),
		threeOfFour,
	);
	for (const [place, [call, event]] of actions.entries()) {
		await context.test(nameOf(call.method), () => {
			const { result, events } = outcomes[place];
			assert.ok(result.isOk, `${result}`);
			const told = events.map(nameOf);
			// The SDK tells of new members in no event.
			assert.ok(event === undefined || told.includes(event), `${event} is among ${told}`);
		});
	}
}

test('three of four sites let a fifth one in', (context) => decide(context, comingIn));

test('two of four sites are not enough, wherever they set the threshold', async () => {
	const calls = [91, 92].map((zone) => tx.registry.createZone(zone, 'What two want'));
	const [motion] = await motions.propose([calls[0]], alice);
	const [lowered] = await motions.propose([calls[1]], alice, 2);
	await motions.vote([motion, lowered], [alice, bob]);
	await assert.rejects(motions.close([motion], alice), isError('council', 'TooEarly'));
	const [{ result }] = await motions.close([lowered], alice);
	assert.ok(result.isErr && result.asErr.isBadOrigin, `${result}`);
});

test('what the council scheduled for the next block was done in it', async () => {
	assert.ok((await api.query.registry.zones(SCHEDULED_ZONE)).isSome);
});

test('Polkadot.js Apps learns how heavy a motion is, and that nothing costs a fee', async () => {
	const { weight, partialFee } = await tx.registry.createZone(90, 'Zone').paymentInfo(alice.address);
	assert.ok(weight.refTime.toBigInt() > 0n);
	assert.equal(partialFee.toBigInt(), 0n);
});

test('who has no seat in the council cannot propose', async () => {
	await assert.rejects(motions.propose([remark], eve), isError('council', 'NotMember'));
});

test('three of four sites make the fifth an authority with a seat', async (context) => {
	const { keys, proof } = await node.ask('author_rotateKeysWithOwner', u8aToHex(eve.publicKey));
	await chain.send(tx.session.setKeys(keys, proof), eve);
	await decide(context, takingOver);
	const seats = (await api.query.council.members()).map(String);
	assert.deepEqual(seats.toSorted(), members.toSorted());
});

test('nothing that is for the council to decide was left out', () => {
	const own = Object.entries(tx).flatMap(([section, calls]) =>
		Object.entries(calls)
			.filter(([, { meta }]) => OF_COUNCIL.test(meta.docs.join(' ')))
			.map(([method]) => nameOf({ section, method })),
	);
	const others = Object.entries(OF_COUNCIL_IN_SDK).flatMap(([section, methods]) =>
		methods.map((method) => nameOf({ section, method })),
	);
	const decided = [...comingIn, ...takingOver].map(([call]) => nameOf(call.method));
	assert.deepEqual(decided.toSorted(), [...own, ...others].toSorted());
});
