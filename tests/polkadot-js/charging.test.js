/**
 * Charging on a running node, from the driver's and the operator's side: what is said over RPC of
 * sessions, receipts and revenue, and what becomes of a session when nobody says anything more.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import { korea } from '../../demo/calendar.js';
import { genesisHashOf } from '../../demo/meter.js';
import { useNode } from './harness.js';

const ZONE = 1;
const ECOIN_PER_KRW = 10_000n;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const begin = korea(2026, 7, 1) + 9 * HOUR_MS;
const DAY = Math.floor((begin - korea(1970, 1, 1)) / (24 * HOUR_MS));

const EVSE = 1;
/** The genesis has the public prices of charging up to 100 kW as its first tariff. */
const TARIFF = 0;
const POWER_W = 50_000;
const PREPAYMENT = 10_000n * ECOIN_PER_KRW;
const WH = 10_000;

const { api, chain } = await useNode({ clockStart: begin });
const { tx } = api;
const { chargingApi } = api.call;
const kepco = chain.account('Alice');
const driver = chain.account('Driver');
const chargerKey = ed25519PairFromSeed(new Uint8Array(32).fill(7));
const genesisHash = genesisHashOf(api);

/** What the first tariff asks for 1 kWh at any time, in ecoin. */
const price = (await chargingApi.tariff(TARIFF)).unwrap().tariff.bands[0].price.toBigInt() * 1_000n;

const littleEndian = (value, bytes) =>
	Uint8Array.from({ length: bytes }, (_, at) => Number((BigInt(value) >> BigInt(8 * at)) & 0xffn));

const EVENTS = ['Began', 'Metered', 'Ended', 'Left'];

/** A report that the charger signed, by the table in `pallets/ev-settlement/src/messages.rs`. */
function signed(report) {
	const payload = u8aConcat(
		stringToU8a('joule/charger/1'),
		genesisHash,
		littleEndian(report.session, 8),
		littleEndian(report.sequence, 4),
		littleEndian(report.at, 8),
		littleEndian(report.register, 8),
		[EVENTS.indexOf(report.event)],
	);
	return { report, signature: { Ed25519: u8aToHex(ed25519Sign(payload, chargerKey)) } };
}

const report = (session, sequence, at, register, event) =>
	chain.send(tx.evSettlement.report(signed({ session, sequence, at, register, event })), kepco);

const prepay = () =>
	chain.send(tx.evSettlement.prepayDirectly(EVSE, TARIFF, PREPAYMENT), driver);
const sessionsOf = async (filter) =>
	(await chargingApi.sessionsOfMember(driver.address, filter, null, 10)).sessions;
const stageOf = async (id) => {
	const [found] = (await sessionsOf('Any')).filter((view) => view.id.eq(id));
	return found.session.stage.type;
};
const purse = async () => {
	const { free, held } = (await chargingApi.driver(driver.address)).unwrap();
	return { free: free.toBigInt(), held: held.toBigInt() };
};

await prepare();

async function prepare() {
	const register = tx.registry.register(driver.address, 1_001, ZONE, ['Consumer']);
	await chain.send(tx.sudo.sudo(register), kepco);
	await chain.send(tx.ecoin.requestIssue(1_000_000n * ECOIN_PER_KRW, 'DEPOSIT'), driver);
	await chain.send(tx.ecoin.approveIssue(0), kepco);
	const installation = {
		speed: 'Rapid',
		power: POWER_W,
		zone: ZONE,
		tariff: TARIFF,
		key: { Ed25519: u8aToHex(chargerKey.publicKey) },
	};
	await chain.send(tx.evSettlement.registerEvse(EVSE, installation), kepco);
}

test('a charge is held, metered, settled and shown as a receipt', async () => {
	const before = await purse();
	await prepay();
	assert.equal((await purse()).held, before.held + PREPAYMENT);
	const [{ id }] = await sessionsOf('Prepaid');

	const start = await chain.now();
	await report(id, 0, start, 500, 'Began');
	assert.equal(await stageOf(id), 'Charging');
	await chain.advanceTo(start + 20 * MINUTE_MS);
	const end = await chain.now();
	await report(id, 1, end, 500 + WH, 'Ended');

	const cost = (price * BigInt(WH)) / 1_000n;
	const { session, energyCost, occupancyCost, lines } = (await chargingApi.receipt(id)).unwrap();
	assert.equal(session.session.stage.type, 'Settled');
	assert.equal(session.energyWh.toNumber(), WH);
	assert.equal(energyCost.toBigInt(), cost);
	assert.equal(occupancyCost.toBigInt(), 0n);
	assert.equal(lines.length, 1);
	assert.deepEqual(await purse(), { free: before.free - cost, held: before.held });

	const { sessions, energyWh, paid } = await chargingApi.revenue(kepco.address, DAY);
	assert.deepEqual([sessions.toNumber(), energyWh.toNumber(), paid.toBigInt()], [1, WH, cost]);
	const settled = await chargingApi.sessionsOfOperator(kepco.address, 'Settled', null, 10);
	assert.deepEqual(
		settled.sessions.map((view) => view.id.toNumber()),
		[id.toNumber()],
	);
});

test('a driver cancels, and all is free again', async () => {
	const before = await purse();
	await prepay();
	const [{ id }] = await sessionsOf('Prepaid');
	await chain.send(tx.evSettlement.cancel(id), driver);
	assert.deepEqual([await stageOf(id), await purse()], ['Cancelled', before]);
});

test('where no charging begins within a quarter of an hour all is released', async () => {
	const before = await purse();
	await prepay();
	const [{ id }] = await sessionsOf('Prepaid');
	await chain.advanceTo((await chain.now()) + 16 * MINUTE_MS);
	await chain.until(async () => (await stageOf(id)) === 'Expired', 'The release of the prepayment');
	assert.deepEqual(await purse(), before);
});

test('where the charger falls silent for a day, what it reported is paid and the rest released', async () => {
	const before = await purse();
	await prepay();
	const [{ id }] = await sessionsOf('Prepaid');
	const start = await chain.now();
	await report(id, 0, start, 20_000, 'Began');
	await chain.advanceTo(start + 10 * MINUTE_MS);
	await report(id, 1, await chain.now(), 25_000, 'Metered');
	await chain.advanceTo(start + 25 * HOUR_MS);
	await chain.until(async () => (await stageOf(id)) === 'Settled', 'The settlement');
	assert.deepEqual(await purse(), { free: before.free - price * 5n, held: before.held });
});

test('a new tariff is for the sessions to come', async () => {
	const before = await purse();
	await prepay();
	const [{ id }] = await sessionsOf('Prepaid');
	const start = await chain.now();
	await report(id, 0, start, 26_000, 'Began');
	const bands = [{ fromMinute: 0, price: 2 * Number(price / 1_000n) }];
	await chain.send(tx.evSettlement.registerTariff({ bands, occupancy: null }), kepco);
	const tariffs = await api.query.evSettlement.tariffs.keys();
	const newest = Math.max(...tariffs.map(({ args: [number] }) => number.toNumber()));
	await chain.send(tx.evSettlement.assignTariff(EVSE, newest), kepco);
	await chain.advanceTo(start + 10 * MINUTE_MS);
	await report(id, 1, await chain.now(), 27_000, 'Ended');
	assert.deepEqual(await purse(), { free: before.free - price, held: before.held });
	await assert.rejects(prepay(), 'the driver agreed to another one');
	await chain.send(tx.evSettlement.assignTariff(EVSE, TARIFF), kepco);
});

test('a charger that is revoked in mid-session is paid for what it reported', async () => {
	const before = await purse();
	await prepay();
	const [{ id }] = await sessionsOf('Prepaid');
	const start = await chain.now();
	await report(id, 0, start, 30_000, 'Began');
	await chain.advanceTo(start + 10 * MINUTE_MS);
	await report(id, 1, await chain.now(), 32_000, 'Metered');
	await chain.send(tx.evSettlement.revokeEvse(EVSE), kepco);
	assert.equal(await stageOf(id), 'Settled');
	assert.deepEqual(await purse(), { free: before.free - price * 2n, held: before.held });
	await assert.rejects(prepay());
});
