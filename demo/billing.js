/**
 * The billing month of the demo: contracts of supply, forecasts, closing, invoices, payment. The chain
 * does all of it; here it is asked for, and told.
 */

import { korea } from './calendar.js';
import { comparison, costWith, costWithout, gainKrw, textTable, verdict } from './invoice.js';
import { invoicePage } from './invoice-page.js';
import { fromKrw, inKrw, krw, kwh, price, ticksOf, won } from './units.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

const HALL = 'Town Hall';
const HALL_WATT = 9_000;
const HOME_WATT = 3_000;

const READING_DAY = 1;

/** At which price the benefit of trading is asked for, in KRW/kWh. */
const EXAMPLE_KRW = 170;

/** Half the smallest amount of ecoin. Sums of broken won may differ by less. */
const ROUNDING_KRW = inKrw(1) / 2;

/** A moment's day in Korea, counted from the Unix epoch. */
const dayOf = (moment) => Math.floor((moment - korea(1970, 1, 1)) / DAY_MS);

/** The midnight with which such a day begins. */
const midnightOf = (day) => korea(1970, 1, 1) + day * DAY_MS;

const termsOf = ({ name }) =>
	name === HALL
		? { class: 'General', contractPower: HALL_WATT }
		: { class: 'ResidentialLowVoltage', contractPower: HOME_WATT };

/** Everybody is supplied by KEPCO from a moment on. */
export async function concludeContracts({ api, chain, kepco, customers, report }, begin) {
	const contracts = customers.map((customer) =>
		api.tx.billing.concludeContract(
			customer.account.address,
			termsOf(customer),
			READING_DAY,
			dayOf(begin),
		),
	);
	await chain.sendAll(contracts, kepco);
	report.say(`${contracts.length} contracts of supply are noted; KEPCO's tariff is on the chain.`);
}

/**
 * Publishes what everybody will probably generate and draw, and tells what trading would bring by it.
 *
 * @param {import('./town.js').Town} town
 * @param {number} month as `YYYYMM`
 * @param {(customer: object) => { importWh: number, exportWh: number }} expected
 */
export async function publishForecasts({ api, chain, kepco, customers, report }, month, expected) {
	const forecasts = customers.map((customer) => {
		const { importWh, exportWh } = expected(customer);
		const forecast = { generationWh: Math.round(exportWh), demandWh: Math.round(importWh) };
		return [customer.account.address, forecast];
	});
	await chain.send(api.tx.billing.publishForecasts(month, forecasts), kepco);

	const ticks = ticksOf(EXAMPLE_KRW);
	const rows = [];
	for (const { name, account } of customers) {
		const found = await api.call.billingApi.benefit(account.address, month, ticks);
		const benefit = found.unwrap();
		const saved = benefit.without - benefit.with - inKrw(benefit.pay);
		const gain = saved + inKrw(benefit.earn) - inKrw(benefit.feedIn);
		rows.push([name, kwh(benefit.buyWh), kwh(benefit.sellWh), won(gain)]);
	}
	report.say(`By its forecast each would gain at ${price(ticks)}:`);
	report.say();
	report.table([['', 'by buying', 'and selling', 'gain'], ...rows]);
}

/** Lets the chain pay an invoice on its due day, up to a limit. */
export async function orderPayment({ api, chain, report }, { name, account }, limitKrw) {
	await chain.send(api.tx.billing.setStandingOrder(fromKrw(limitKrw)), account);
	report.say(`${name} lets the chain pay its invoices on their due days.`);
}

const invoiceOf = async ({ api }, { account }, month) =>
	(await api.call.billingApi.invoice(account.address, month)).unwrapOr(undefined);

/** Waits for all invoices of a month, which the chain issues by itself. */
export async function waitForInvoices(town, month) {
	const { chain, customers } = town;
	const allIssued = async () => {
		const views = customers.map((customer) => invoiceOf(town, customer, month));
		return (await Promise.all(views)).every((view) => view !== undefined);
	};
	await chain.until(allIssued, `The invoices of ${month}`);
	await town.catchUp();
}

/** Each customer's month with and without trading, as the chain tells it. */
export async function comparisons(town, month) {
	return Promise.all(
		town.customers.map(async (customer) => {
			const { address } = customer.account;
			const [view, outcome] = await Promise.all([
				invoiceOf(town, customer, month),
				town.api.call.billingApi.outcome(address, month),
			]);
			return comparison(customer.name, view.toJSON(), outcome.unwrap().toJSON());
		}),
	);
}

/**
 * Compares what the chain says of everybody's trades with what its events add up to.
 *
 * @param {import('./ledger.js').Ledger} ledger
 * @param {import('./invoice.js').Comparison[]} months
 * @throws if a sum is another one
 */
export function compareWithEvents(ledger, months) {
	for (const { name, trades } of months) {
		const sums = ledger.of(name);
		for (const [what, amount] of Object.entries(trades)) {
			if (Math.abs(sums[what] - amount) > ROUNDING_KRW) {
				throw new Error(`${name}'s ${what} is ${amount} for the chain, ${sums[what]} by its events.`);
			}
		}
	}
}

/**
 * Tells what the month was for everybody, and for some line by line; keeps a page of all.
 *
 * @param {import('./report.js').Report} report
 * @param {import('./invoice.js').Comparison[]} months
 * @param {string[]} names whose invoices are told
 * @param {(name: string, content: string) => Promise<string>} keep keeps a file and says where
 */
export async function tellInvoices(report, months, names, keep) {
	report.table([
		['', 'drew', 'bought', 'sold', 'alone', 'with neighbours', 'better off'],
		...months.map((month) => [
			month.name,
			...[month.with.balance.imported, month.trades.boughtWh, month.trades.soldWh].map(kwh),
			...[costWithout(month), costWith(month), gainKrw(month)].map(won),
		]),
	]);
	const told = names.map((name) => months.find((month) => month.name === name));
	for (const month of told) {
		report.say();
		report.table(textTable(month));
		report.say(verdict(month));
	}
	const others = months.filter((month) => !told.includes(month));
	const page = invoicePage(`Invoices of ${months[0].month}`, [...told, ...others]);
	report.say();
	report.say(`All invoices, to read or to print: ${await keep('invoices-june.html', page)}`);
}

/** Lets time pass until a customer's invoice is due, and standing orders are carried out. */
export async function waitForDueDay(town, customer, month) {
	const { invoice } = await invoiceOf(town, customer, month);
	const due = midnightOf(invoice.dueOn.toNumber());
	await town.waitUntil(due);
	const collected = async () => !(await invoiceOf(town, customer, month)).state.isOpen;
	await town.chain.until(collected, `The payment by ${customer.name}`);
	return due;
}

/** Tells how a customer's invoice stands. */
export async function tellPayment(town, customer, month) {
	const { state, debt, invoice } = await invoiceOf(town, customer, month);
	const total = won(invoice.bill.total);
	town.report.say(
		state.isPaid
			? `${customer.name}'s invoice of ${total} is paid.`
			: `Of ${customer.name}'s invoice of ${total}, ${krw(debt.unwrap().open)} are still to be paid.`,
	);
}
