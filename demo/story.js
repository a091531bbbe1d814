/**
 * The order of the demo: a neighbourhood trades the electricity of a month, from registration to
 * what each has saved or earned.
 */

import {
	compareWithEvents,
	comparisons,
	concludeContracts,
	orderPayment,
	publishForecasts,
	tellInvoices,
	tellPayment,
	waitForDueDay,
	waitForInvoices,
} from './billing.js';
import { HOUR_MS, korea } from './calendar.js';
import { CallFailed, Refused } from './chain.js';
import { clearingChart } from './chart.js';
import { QUARTER_MS } from './meter.js';
import { hourAsks, hourBids, monthAsks, monthBids } from './neighbourhood.js';
import { ZONE, Town } from './town.js';
import { fromKrw, kwh, ticksOf, won } from './units.js';

const YEAR = 2026;
const MONTH = 6;
const DAYS = 30;
/** The energy of the month, by the number of its asset. */
const ENERGY = YEAR * 100 + MONTH;

/** The clock that the story needs at its beginning: the evening before the month. */
export const OPENING = korea(YEAR, MONTH, 0, 20);
const MONTH_START = korea(YEAR, MONTH, 1);
const MONTH_END = korea(YEAR, MONTH, DAYS + 1);

/** When the month is closed: by then all its contracts are settled. */
const CLOSING = korea(YEAR, MONTH + 1, 12);

/** Whose invoices are told line by line: a buyer's and a seller's. */
const SHOWN = ['Choi', 'Kim'];

/** Who lets the chain pay, and up to how much. */
const PAYS_BY_ITSELF = 'Choi';
const MOST_PAID_KRW = 80_000;

/** The hours that are traded one by one. */
const HOURS = [12, 13];

const FIRST_MEMBER = 1_001;
const DEPOSIT_KRW = 100_000;
const METER_WATT = 12_000;

/**
 * Plays the whole story.
 *
 * @param {import('./chain.js').Chain} chain a fresh dev chain whose clock shows {@link OPENING}
 * @param {string} profilesFile what `tests/profiles` wrote
 * @param {(name: string, content: string) => Promise<string>} keep keeps a file and says where
 */
export async function play(chain, profilesFile, keep) {
	const town = await Town.open(chain, profilesFile, MONTH_START);
	await takePart(town);
	await issueEcoin(town);
	await foresee(town);
	const product = await gatherIntents(town);
	await showRefusals(town, product);
	await closeGate(town, product, keep);
	await installMeters(town);
	await liveThroughMonth(town);
	await settleMonth(town, product);
	await billMonth(town, keep);
	return town;
}

async function takePart(town) {
	const { api, chain, kepco, guest, sellers, buyers, report } = town;
	report.section('A neighbourhood takes part', OPENING);
	const people = [
		...sellers.map(({ account }) => [account, ['Producer', 'Consumer']]),
		...buyers.map(({ account }) => [account, ['Consumer']]),
		[guest, ['Consumer']],
	];
	const registrations = people.map(([account, roles], index) =>
		api.tx.registry.register(account.address, FIRST_MEMBER + index, ZONE, roles),
	);
	await chain.send(api.tx.sudo.sudo(api.tx.utility.batchAll(registrations)), kepco);

	const names = (customers) => customers.map(({ name }) => name).join(', ');
	report.say('The council registers them; on this dev chain sudo stands in for it.');
	report.say(`With panels on the roof: ${names(sellers)}.`);
	report.say(`Without: ${names(buyers)}. And Bob, who is you: see the end.`);
	await concludeContracts(town, MONTH_START);
}

async function issueEcoin(town) {
	const { api, chain, kepco, guest, customers, report } = town;
	report.section('Money comes in');
	const accounts = [...customers.map(({ account }) => account), guest];
	const requests = accounts.map((account, index) =>
		chain.send(
			api.tx.ecoin.requestIssue(fromKrw(DEPOSIT_KRW), `DEPOSIT ${FIRST_MEMBER + index}`),
			account,
		),
	);
	const events = (await Promise.all(requests)).flat();
	const numbers = events
		.filter(({ method }) => method === 'IssueRequested')
		.map(({ fields }) => fields.request);
	await chain.sendAll(
		numbers.map((number) => api.tx.ecoin.approveIssue(number)),
		kepco,
	);
	report.say(
		`Each of the ${accounts.length} deposits ${won(DEPOSIT_KRW)} at the bank and requests ecoin for it.`,
	);
	report.say('The issuer finds the deposits on its account and approves.');
}

/** What everybody expects, more or less well guessed. */
async function foresee(town) {
	town.report.section('What the month will probably be');
	await publishForecasts(town, ENERGY, ({ meter, guess }) => {
		const { importWh, exportWh } = meter.flow(MONTH_START, MONTH_END);
		return { importWh: importWh * guess, exportWh: exportWh * guess };
	});
}

async function gatherIntents(town) {
	const { api, chain, kepco, sellers, buyers, report } = town;
	report.section('Intents for June: who would sell and buy, and at which price');
	const series = {
		zone: ZONE,
		resolution: 'Month',
		firstStart: MONTH_START,
		count: 1,
		gateLeadMs: HOUR_MS,
		lockLeadMs: QUARTER_MS,
	};
	await chain.send(api.tx.energyTrading.createSeries(series), kepco);
	const product = await town.productFrom(MONTH_START);

	const month = ({ meter }) => meter.flow(MONTH_START, MONTH_END);
	await placeAll(town, product, [
		...sellers.map((seller) => ['Ask', monthAsks(seller, month(seller).exportWh), seller]),
		...buyers.map((buyer) => ['Bid', monthBids(buyer, MONTH, month(buyer).importWh), buyer]),
	]);
	await town.catchUp();
	return product;
}

/** Places what each wants, one after the other: at the margin who comes first is served first. */
async function placeAll({ api, chain }, product, wishes) {
	for (const [side, orders, { account }] of wishes) {
		if (orders.length === 0) continue;
		await chain.send(api.tx.energyTrading.placeOrders(product, side, orders), account);
	}
}

async function showRefusals({ api, chain, report, buyers }, product) {
	report.section('What the chain does not let pass');
	const [{ account }] = buyers;
	const order = (krwPerKwh, quantityWh) =>
		api.tx.energyTrading.placeOrders(product, 'Bid', [{ limit: ticksOf(krwPerKwh), quantityWh }]);
	const attempts = [
		['A stranger bids.', order(200, 1_000), chain.account('Stranger')],
		['Choi bids more than there is money for.', order(300, 1_000_000), account],
		['Choi bids for nothing.', order(300, 0), account],
	];
	for (const [what, transaction, signer] of attempts) {
		try {
			await chain.send(transaction, signer);
			throw new Error(`${what} The chain let it pass.`);
		} catch (error) {
			if (!(error instanceof CallFailed || error instanceof Refused)) throw error;
			report.say(`${what} -> ${error.message}`);
		}
	}
}

async function closeGate(town, product, keep) {
	const { api, report } = town;
	report.section('Gate closure: one price for all', MONTH_START - HOUR_MS);
	const levels = async (side) =>
		(await api.call.marketApi.auctionDepth(product, side, 1_000)).map(([ticks, energyWh]) => ({
			krw: ticks.toNumber() / 10,
			kwh: energyWh.toNumber() / 1_000,
		}));
	const [bids, asks] = [await levels('Bid'), await levels('Ask')];

	await town.waitUntil(MONTH_START - HOUR_MS);
	await town.untilStage(product, ['Delivering']);

	const { price, volumeWh } = (await api.call.marketApi.clearing(product)).unwrap();
	const chart = clearingChart({
		title: 'Electricity of June 2026 in the zone KEPCO HRDI',
		bids,
		asks,
		krw: price.toNumber() / 10,
		kwh: volumeWh.toNumber() / 1_000,
	});
	report.say(`Both curves and where they meet: ${await keep('clearing-june.svg', chart)}`);
}

async function installMeters(town) {
	const { api, chain, kepco, customers, report } = town;
	await town.waitUntil(MONTH_START);
	report.section('The month begins: meters go into service', MONTH_START);
	const points = customers.map(({ account, meter }) =>
		api.tx.metering.registerPoint(meter.point, {
			owner: account.address,
			zone: ZONE,
			source: 'Solar',
			capacity: { import: METER_WATT, export: METER_WATT },
			key: meter.key,
			installedAt: MONTH_START,
			face: { importWh: 0, exportWh: 0 },
		}),
	);
	await chain.sendAll(points, kepco);
	report.say(`${points.length} meters, each with a key of its own to sign what it measures.`);
}

/** What happens on some days besides the readings. */
const SCENES = { 9: openHours, 10: deliverHours, 20: tradeOnTheSpot };

async function liveThroughMonth(town) {
	const { report, ledger, sellers } = town;
	report.section('June: real load and solar profiles, as signed readings');
	report.say(
		'Sellers are read each midnight and are issued energy for what they exported. Of all others',
	);
	report.say('the chain learns the total of the month, and of the hours in which they trade.');
	for (let day = 1; day <= DAYS; day += 1) {
		await SCENES[day]?.(town, day);
		const midnight = korea(YEAR, MONTH, day + 1);
		await town.waitUntil(midnight);
		await town.read(day === DAYS ? town.customers : sellers, midnight);
		await town.catchUp();
		report.progress('June', day, DAYS, `${kwh(ledger.issuedWh)} issued`);
	}
}

/** In the evening a market is held for the sunny hours of the next day. */
async function openHours(town, today) {
	const { api, chain, kepco, sellers, buyers, report } = town;
	const evening = korea(YEAR, MONTH, today, 18);
	await town.waitUntil(evening);
	report.section('An evening market for the sunny hours of tomorrow', evening);
	const starts = HOURS.map((hour) => korea(YEAR, MONTH, today + 1, hour));
	const series = {
		zone: ZONE,
		resolution: 'Hour',
		firstStart: starts[0],
		count: starts.length,
		gateLeadMs: starts[0] - evening - HOUR_MS,
		lockLeadMs: QUARTER_MS,
	};
	await chain.send(api.tx.energyTrading.createSeries(series), kepco);

	for (const start of starts) {
		const product = await town.productFrom(start);
		const hour = ({ meter }) => meter.flow(start, start + HOUR_MS);
		await placeAll(town, product, [
			...sellers.map((seller) => ['Ask', hourAsks(seller, hour(seller).exportWh), seller]),
			...buyers.map((buyer) => ['Bid', hourBids(buyer, hour(buyer).importWh), buyer]),
		]);
	}
	await town.catchUp({ quiet: ['OrdersPlaced'] });
	const lastGate = starts.at(-1) - series.gateLeadMs;
	await chain.advanceTo(lastGate);
	for (const start of starts) {
		await town.untilStage(await town.productFrom(start), ['Delivering', 'Settled']);
	}
	await town.catchUp({ quiet: ['ContractMade'] });
}

/** The hours are metered, and settled as soon as the last readings may have come. */
async function deliverHours(town, today) {
	const { api, customers, report } = town;
	const starts = HOURS.map((hour) => korea(YEAR, MONTH, today, hour));
	report.section('The sunny hours are metered, and paid an hour later', starts[0]);
	for (const moment of [...starts, starts.at(-1) + HOUR_MS]) {
		await town.waitUntil(moment);
		await town.read(customers, moment);
	}
	await town.waitUntil(paidAt(api, starts.at(-1) + HOUR_MS));
	for (const start of starts) {
		const product = await town.productFrom(start);
		await town.untilStage(product, ['Waiting', 'Settled']);
		await confirmRest(town, product);
	}
}

/** When the market pays for a period that ended: it waits a little for late readings. */
const paidAt = (api, end) => end + api.consts.energyTrading.deliveryGrace.toNumber();

/** Whose meter drew less than it bought confirms by hand: its contracts wait for that. */
async function confirmRest(town, product) {
	const { api, chain, buyers, report } = town;
	for (const { name, account } of buyers) {
		const contracts = await api.call.marketApi.contracts(account.address);
		const waiting = contracts.filter(
			(view) => view.product.eq(product) && view.state.isAgreed && view.buyer.eq(account.address),
		);
		if (waiting.length === 0) continue;
		report.say(`${name} drew less than it bought, and confirms by hand.`);
		const calls = waiting.flatMap(({ contract }) => [
			api.tx.energyTrading.confirm(product, contract),
			api.tx.energyTrading.settleContract(product, contract),
		]);
		await chain.sendAll(calls, account);
	}
	await town.catchUp();
}

/** Energy that was produced already changes hands at once. */
async function tradeOnTheSpot(town, today) {
	const { api, chain, report } = town;
	const evening = korea(YEAR, MONTH, today, 18);
	await town.waitUntil(evening);
	report.section('The spot market: energy that exists, in whole or in part', evening);
	const place = async (name, side, krwPerKwh, quantityWh) => {
		const limit = ticksOf(krwPerKwh);
		const call = api.tx.energyTrading.placeSpotOrder(side, ENERGY, limit, quantityWh, 'Rest');
		const events = await chain.send(call, town.one(name).account);
		await town.catchUp();
		return events.find(({ method }) => method === 'SpotOrderPlaced').fields.resting;
	};
	const offer = await place('Lee', 'Ask', 165, 30_000);
	await chain.send(
		api.tx.energyTrading.takeSpotOrder(offer.unwrap(), 10_000),
		town.one('Choi').account,
	);
	await town.catchUp();
	await place('Han', 'Bid', 175, 25_000);
	await place('Town Hall', 'Ask', 170, 8_000);
}

async function settleMonth(town, product) {
	const due = paidAt(town.api, MONTH_END);
	town.report.section('The month is metered and paid', due);
	await town.waitUntil(due);
	await town.untilStage(product, ['Waiting', 'Settled']);
	await confirmRest(town, product);
}

/** The chain closes the month, and what trading was good for stands on the invoices. */
async function billMonth(town, keep) {
	const { report } = town;
	await orderPayment(town, town.one(PAYS_BY_ITSELF), MOST_PAID_KRW);
	await town.waitUntil(CLOSING);
	report.section('The month is closed and billed, by the chain itself', CLOSING);
	await waitForInvoices(town, ENERGY);
	const months = await comparisons(town, ENERGY);
	compareWithEvents(town.ledger, months);
	await tellInvoices(report, months, SHOWN, keep);

	const due = await waitForDueDay(town, town.one(PAYS_BY_ITSELF), ENERGY);
	report.section('Invoices are due', due);
	for (const name of SHOWN) await tellPayment(town, town.one(name), ENERGY);
}
