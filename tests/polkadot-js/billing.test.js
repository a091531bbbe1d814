/**
 * A billing month on a running node: contracts, meters, invoices that the chain issues by itself, what
 * is paid, overdue and corrected, and what is refused.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallFailed } from '../../demo/chain.js';
import { korea } from '../../demo/calendar.js';
import { Meter, QUARTER_MS, genesisHashOf } from '../../demo/meter.js';
import { useNode } from './harness.js';

const ZONE = 1;
const ECOIN_PER_KRW = 10_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

const JUNE = 202606;
const JULY = 202607;
const begin = korea(2026, 7, 1);
const middle = korea(2026, 7, 15);
const end = korea(2026, 8, 1);

/** What a home pays for 406 kWh in July, as it was published in July 2025; the table still holds. */
const DRAWN_WH = 406_000;
const PUBLISHED_KRW = 74_410;

const OFFICE_WH = { offPeakWh: 20_000, midPeakWh: 30_000, onPeakWh: 10_000 };

const dayOf = (moment) => Math.floor((moment - korea(1970, 1, 1)) / DAY_MS);
const midnightOf = (day) => korea(1970, 1, 1) + day * DAY_MS;

const { api, chain } = await useNode({ clockStart: begin });
const { tx } = api;
const { billingApi } = api.call;
const [kepco, home, office, newcomer] = ['Alice', 'Home', 'Office', 'Newcomer'].map((name) =>
	chain.account(name),
);

/** Even flows from the start of the month on. */
function evenly(importWh) {
	const count = (end - begin) / QUARTER_MS;
	return Array.from({ length: count }, (_, index) => ({
		importWh: Math.floor((importWh * (index + 1)) / count) - Math.floor((importWh * index) / count),
		exportWh: 0,
	}));
}

const genesisHash = genesisHashOf(api);
const meterOf = (point, importWh) =>
	new Meter({ point, kind: 'Ed25519', installedAt: begin, quarters: evenly(importWh) }, genesisHash);
const meters = {
	home: meterOf(1, DRAWN_WH),
	office: meterOf(2, OFFICE_WH.offPeakWh + OFFICE_WH.midPeakWh + OFFICE_WH.onPeakWh),
	newcomer: meterOf(3, 310_000),
};
const read = (meter, at) => chain.send(tx.metering.submitReadings([meter.read(at)]), kepco);

const contract = ({ address }, terms, readingDay) =>
	tx.billing.concludeContract(address, terms, readingDay, dayOf(begin));
const residential = { class: 'ResidentialLowVoltage', contractPower: 3_000 };

const invoiceOf = async ({ address }, month) =>
	(await billingApi.invoice(address, month)).unwrapOr(undefined);
const issued = (customer, month) =>
	chain.until(() => invoiceOf(customer, month), `The invoice of ${month}`);
const freeEcoin = async ({ address }) =>
	(await api.query.assets.account(1, address)).unwrap().balance.toBigInt();
const ecoin = (krw) => BigInt(Math.round(krw)) * BigInt(ECOIN_PER_KRW);

/** A call fails with an error of billing, in words. */
async function refused(transaction, signer, name) {
	await assert.rejects(chain.send(transaction, signer), (error) => {
		assert.ok(error instanceof CallFailed, `${error}`);
		assert.deepEqual([error.section, error.errorName], ['billing', name]);
		assert.notEqual(error.docs, '');
		return true;
	});
}

await prepare();

async function prepare() {
	const people = [home, office, newcomer];
	for (const [index, { address }] of people.entries()) {
		const register = tx.registry.register(address, 1_001 + index, ZONE, ['Consumer']);
		await chain.send(tx.sudo.sudo(register), kepco);
	}
	for (const [index, person] of people.entries()) {
		await chain.send(tx.ecoin.requestIssue(ecoin(1_000_000), `DEPOSIT ${index}`), person);
		await chain.send(tx.ecoin.approveIssue(index), kepco);
	}
	const owners = { home, office, newcomer };
	for (const [name, meter] of Object.entries(meters)) {
		const point = tx.metering.registerPoint(meter.point, {
			owner: owners[name].address,
			zone: ZONE,
			source: 'Other',
			capacity: { import: 10_000, export: 10_000 },
			key: meter.key,
			installedAt: begin,
			face: { importWh: 0, exportWh: 0 },
		});
		await chain.send(point, kepco);
	}
	const building = { class: 'GeneralTimeOfUse', contractPower: 20_000 };
	await chain.sendAll(
		[
			contract(home, residential, 1),
			contract(office, building, 1),
			contract(newcomer, residential, 15),
		],
		kepco,
	);
	await chain.send(tx.billing.setStandingOrder(ecoin(500_000)), newcomer);
}

test('a forecast says what trading would bring', async () => {
	const forecast = [home.address, { generationWh: 0, demandWh: DRAWN_WH }];
	await chain.send(tx.billing.publishForecasts(JULY, [forecast]), kepco);
	const benefit = (await billingApi.benefit(home.address, JULY, 1_500)).unwrap();
	assert.equal(benefit.without.toNumber(), PUBLISHED_KRW);
	assert.ok(benefit.buyWh.toNumber() > 0);
	const paidKrw = Number(benefit.pay.toBigInt()) / ECOIN_PER_KRW;
	assert.ok(benefit.with.toNumber() + paidKrw < PUBLISHED_KRW);

	const forAnother = [office.address, { generationWh: 0, demandWh: 1 }];
	await refused(tx.billing.publishForecasts(JULY, [forAnother]), home, 'ForecastForAnother');
	await refused(tx.billing.publishForecasts(202612, [forecast]), kepco, 'ForecastTooEarly');
});

test('a contract is concluded once, and ends or goes on', async () => {
	await refused(contract(home, residential, 1), kepco, 'ContractExists');
	await refused(contract(home, residential, 29), kepco, 'ReadingDayOutOfRange');
	await refused(tx.billing.endContract(home.address, null), kepco, 'NoEndToWithdraw');
	await chain.send(tx.billing.endContract(home.address, dayOf(korea(2026, 12, 1))), kepco);
	await chain.send(tx.billing.endContract(home.address, null), kepco);
	const { contract: known } = await billingApi.customer(home.address);
	assert.ok(known.unwrap().ends.isNone);
});

test('each month is closed by itself, to the published won', async () => {
	await chain.advanceTo(middle);
	await read(meters.newcomer, middle);
	await chain.advanceTo(end);
	for (const meter of Object.values(meters)) await read(meter, end);
	const split = [{ Split: OFFICE_WH }];
	const wrong = [{ Split: { ...OFFICE_WH, onPeakWh: 1 } }];
	await refused(tx.billing.reportUsage(office.address, JULY, wrong), kepco, 'DiffersFromMeters');
	await chain.send(tx.billing.reportUsage(office.address, JULY, split), kepco);

	// The newcomer's first days are billed by now, and its standing order pays on the due day.
	const { dueOn } = (await issued(newcomer, JUNE)).invoice;
	await chain.advanceTo(midnightOf(dueOn.toNumber()));
	await chain.advanceTo(korea(2026, 8, 12));
	const { invoice, state } = await issued(home, JULY);
	assert.equal(invoice.bill.total.toNumber(), PUBLISHED_KRW);
	assert.equal(invoice.dueOn.toNumber(), dayOf(korea(2026, 8, 18)));
	assert.ok(state.isOpen);

	const { energyLines } = (await issued(office, JULY)).invoice.bill;
	const byLoad = energyLines.map((line) => [line.chargedAs.asLoad.type, Number(line.quantityWh)]);
	assert.deepEqual(Object.fromEntries(byLoad), {
		OffPeak: OFFICE_WH.offPeakWh,
		MidPeak: OFFICE_WH.midPeakWh,
		OnPeak: OFFICE_WH.onPeakWh,
	});

	// From the first to the reading day: the first fourteen days, with their share of each block.
	const part = (await issued(newcomer, JUNE)).invoice;
	assert.deepEqual(
		[part.period.from, part.period.until].map(Number),
		[begin, middle].map(dayOf),
	);
	const [firstBlock] = part.bill.energyLines;
	assert.ok(firstBlock.quantityWh.toNumber() < 300_000 / 2);
	await refused(tx.billing.reportUsage(office.address, JULY, split), kepco, 'AlreadyInvoiced');
});

test('an invoice is paid in parts, once', async () => {
	const biller = await freeEcoin(kepco);
	await refused(tx.billing.pay(202501, 1), home, 'UnknownInvoice');
	await refused(tx.billing.pay(JULY, 0), home, 'ZeroAmount');
	await chain.send(tx.billing.pay(JULY, ecoin(10_000)), home);
	await refused(tx.billing.pay(JULY, ecoin(PUBLISHED_KRW)), home, 'MoreThanOwed');
	await chain.send(tx.billing.pay(JULY, ecoin(PUBLISHED_KRW - 10_000)), home);
	await refused(tx.billing.pay(JULY, 1), home, 'AlreadyPaid');
	assert.ok((await invoiceOf(home, JULY)).state.isPaid);
	assert.equal((await freeEcoin(kepco)) - biller, ecoin(PUBLISHED_KRW));
	assert.equal(await freeEcoin(home), ecoin(1_000_000 - PUBLISHED_KRW));
});

test('what is wrong is corrected by a note, and the invoice stays as it is', async () => {
	const before = (await invoiceOf(home, JULY)).invoice.toHex();
	const evidence = `0x${'11'.repeat(32)}`;
	const correct = (kwh) =>
		tx.billing.correctInvoice(home.address, JULY, [{ Total: kwh * 1_000 }], evidence);
	await refused(correct(406), kepco, 'NothingToCorrect');
	await refused(correct(300), home, 'NotMeterOperator');
	await chain.send(correct(300), kepco);

	const { invoice, notes } = await invoiceOf(home, JULY);
	assert.equal(invoice.toHex(), before);
	assert.equal(notes.length, 1);
	const { credit } = await billingApi.customer(home.address);
	const lowered = PUBLISHED_KRW - notes[0].bill.total.toNumber();
	assert.equal(credit.toBigInt(), ecoin(lowered));

	await refused(tx.billing.refund(home.address, ecoin(lowered + 1)), kepco, 'NotEnoughCredit');
	const had = await freeEcoin(home);
	await chain.send(tx.billing.refund(home.address, ecoin(lowered)), kepco);
	assert.equal((await freeEcoin(home)) - had, ecoin(lowered));

	await chain.send(correct(406), kepco);
	const raised = await invoiceOf(home, JULY);
	assert.equal(raised.notes.length, 2);
	assert.equal(raised.debt.unwrap().open.toBigInt(), ecoin(lowered));
});

test('a standing order has paid on the due day', async () => {
	const { invoice, state } = await invoiceOf(newcomer, JUNE);
	assert.ok(state.isPaid);
	assert.equal(await freeEcoin(newcomer), ecoin(1_000_000 - invoice.bill.total.toNumber()));
});

test('what nobody pays is overdue and bears interest', async () => {
	const days = 10;
	const { invoice } = await invoiceOf(office, JULY);
	await chain.advanceTo(midnightOf(invoice.dueOn.toNumber() + days));
	const { state, debt } = await invoiceOf(office, JULY);
	assert.ok(state.isOverdue);
	const [open, interest] = [debt.unwrap().open, debt.unwrap().interest].map((it) => it.toBigInt());
	const ppm = BigInt(days * invoice.interestPpmADay.toNumber());
	assert.ok(interest > 0n);
	assert.equal(interest, (open * ppm) / 1_000_000n);
	await chain.send(tx.billing.pay(JULY, open + interest), office);
	assert.ok((await invoiceOf(office, JULY)).state.isPaid);
});

test('a table with a gap or an overlap is refused, each in its words', async () => {
	const table = (await billingApi.tariff('ResidentialLowVoltage', JULY)).unwrap().toJSON();
	const withSecondBlockFrom = (aboveWh) => {
		const changed = structuredClone(table);
		changed.seasons[0].rates.blocks[1].aboveWh = aboveWh;
		return tx.sudo.sudo(tx.billing.setTariff('ResidentialLowVoltage', 202701, changed));
	};
	await refused(withSecondBlockFrom(210_000), kepco, 'TariffBlockGap');
	await refused(withSecondBlockFrom(190_000), kepco, 'TariffBlockOverlap');
	const now = tx.sudo.sudo(tx.billing.setTariff('ResidentialLowVoltage', JULY, table));
	await refused(now, kepco, 'TariffInPast');
});
