/**
 * A month's invoice beside the one that there would have been without trading, as lines to read.
 *
 * What it says comes from the chain's `BillingApi`: `invoice` and `outcome`. Nothing is worked out
 * here but sums of what stands there.
 */

import { inKrw, kwh, price } from './units.js';

/**
 * @typedef {object} EnergyLine energy at a price
 * @property {string} name what the price is for
 * @property {number} rank its place among those of the tariff, the first being 0
 * @property {number} energyWh
 * @property {number} ticks
 * @property {number} krw
 *
 * @typedef {object} Bill a bill's lines, in KRW
 * @property {EnergyLine[]} lines
 * @property {number} base
 * @property {number} energy
 * @property {number} climate
 * @property {number} fuel
 * @property {number} vat
 * @property {number} fund
 * @property {number} total
 *
 * @typedef {object} Balance what was drawn, and what was taken off it, in Wh
 * @property {number} imported
 * @property {number} covered redeemed for charging sessions
 * @property {number} redeemed energy of the month: a neighbour's or one's own
 * @property {number} carried energy of earlier months
 * @property {number} billed
 *
 * @typedef {object} Surplus energy that was left
 * @property {number} energyWh
 * @property {number} krw what the biller pays for it; nothing, if it is carried over
 *
 * @typedef {object} Side
 * @property {Balance} balance
 * @property {Bill} bill
 * @property {Surplus} surplus
 *
 * @typedef {object} Trades
 * @property {number} boughtWh
 * @property {number} paidKrw
 * @property {number} soldWh
 * @property {number} earnedKrw
 * @property {number} imbalanceKrw received for what neighbours did not deliver, less what was paid
 *
 * @typedef {object} Comparison a customer's month
 * @property {string} name
 * @property {string} month `June 2026`
 * @property {string} from the first day
 * @property {string} until the last day
 * @property {string} issuedOn
 * @property {string} dueOn
 * @property {Side} without
 * @property {Side} with
 * @property {Trades} trades
 */

const DAY_MS = 24 * 60 * 60 * 1_000;

const LOADS = ['OffPeak', 'MidPeak', 'OnPeak'];
const LOAD_NAMES = ['off-peak', 'mid-peak', 'on-peak'];

/** `18 June 2026`, of a day counted from the Unix epoch. */
const dateOf = (day) =>
	new Date(Number(day) * DAY_MS).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `June 2026`, of `202606`. */
const monthOf = (vintage) =>
	new Date(Date.UTC(Math.floor(vintage / 100), (vintage % 100) - 1)).toLocaleDateString('en-GB', {
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC',
	});

/** By what a line is charged: its name, and its place in the tariff. */
function chargeOf({ block, load }) {
	if (block !== undefined) return { name: `Block ${block}`, rank: block - 1 };
	if (load === undefined) return { name: 'Energy', rank: 0 };
	const rank = LOADS.indexOf(load);
	return { name: `Energy ${LOAD_NAMES[rank]}`, rank };
}

/** Energy lines with those made one that have the same name and price: a period may have two parts. */
function linesOf(energyLines) {
	const lines = new Map();
	for (const { chargedAs, quantityWh, price: ticks, value } of energyLines) {
		const charge = chargeOf(chargedAs);
		const key = `${charge.rank}/${ticks}`;
		const { energyWh, krw } = lines.get(key) ?? { energyWh: 0, krw: 0 };
		lines.set(key, {
			...charge,
			ticks: Number(ticks),
			energyWh: energyWh + Number(quantityWh),
			krw: krw + inKrw(value),
		});
	}
	return [...lines.values()].sort((one, other) => one.rank - other.rank);
}

function billOf({ energyLines, ...amounts }) {
	const krw = Object.entries(amounts).map(([name, amount]) => [name, Number(amount)]);
	return { lines: linesOf(energyLines), ...Object.fromEntries(krw) };
}

const balanceOf = ({ importedWh, coveredWh, redeemedWh, carriedWh, billedWh }) => ({
	imported: Number(importedWh),
	covered: Number(coveredWh),
	redeemed: Number(redeemedWh),
	carried: Number(carriedWh),
	billed: Number(billedWh),
});

/**
 * @param {string} name the customer's
 * @param {object} view an `InvoiceView` of the chain, as JSON
 * @param {object} outcome its `Outcome`, as JSON
 * @returns {Comparison}
 */
export function comparison(name, { month, invoice }, outcome) {
	const { period } = invoice;
	const side = (balance, bill, energyWh, krw) => ({
		balance: balanceOf(balance),
		bill: billOf(bill),
		surplus: { energyWh: Number(energyWh), krw: inKrw(krw) },
	});
	return {
		name,
		month: monthOf(Number(month)),
		from: dateOf(period.from),
		until: dateOf(period.until - 1),
		issuedOn: dateOf(invoice.issuedOn),
		dueOn: dateOf(invoice.dueOn),
		without: side(
			outcome.balanceWithout,
			outcome.without,
			outcome.surplusWhWithout,
			outcome.surplusPaidWithout,
		),
		with: side(outcome.balance, outcome.with, outcome.surplusWh, outcome.surplusPaid),
		trades: {
			boughtWh: Number(outcome.boughtWh),
			paidKrw: inKrw(outcome.paid),
			soldWh: Number(outcome.soldWh),
			earnedKrw: inKrw(outcome.earned),
			imbalanceKrw: inKrw(outcome.imbalanceReceived) - inKrw(outcome.imbalancePaid),
		},
	};
}

/** Won as they stand on a bill: `₩28,370`, and `−₩28,370` for what is received. */
export const krwText = (krw) => {
	const rounded = Math.round(krw);
	return `${rounded < 0 ? '−' : ''}₩${Math.abs(rounded).toLocaleString('en')}`;
};

/** What a month costs without trading: the invoice, less what is paid for surplus. */
export const costWithout = ({ without: { bill, surplus } }) => bill.total - surplus.krw;

/** What a month costs in all with trading: that, and the neighbours. */
export function costWith({ with: { bill, surplus }, trades }) {
	return bill.total - surplus.krw + trades.paidKrw - trades.earnedKrw - trades.imbalanceKrw;
}

/** What trading was worth. */
export const gainKrw = (month) => costWithout(month) - costWith(month);

/** @typedef {{ label: string, cells: string[], kind: 'heading' | 'line' | 'sum' }} Row */

const NOTHING = '–';

/** Lines under a heading, unless there are none. */
const under = (label, lines) =>
	lines.length === 0 ? [] : [{ label, cells: ['', ''], kind: 'heading' }, ...lines];

const sum = (label, amounts) => ({ label, cells: amounts.map(krwText), kind: 'sum' });

/** A line for both sides, unless both have nothing. */
function line(label, values, show) {
	if (values.every((value) => value === 0)) return [];
	return [{ label, cells: values.map((value) => (value === 0 ? NOTHING : show(value))), kind: 'line' }];
}

/** Energy at each price that one of the two sides pays, in the order of the tariff. */
function energyRows(sides) {
	const labelOf = ({ name, ticks }) => `${name} at ${price(ticks)}`;
	const all = sides.flatMap(({ bill }) => bill.lines).sort((one, other) => one.rank - other.rank);
	return [...new Set(all.map(labelOf))].flatMap((label) => {
		const at = ({ bill }) => bill.lines.find((it) => labelOf(it) === label)?.energyWh ?? 0;
		return line(label, sides.map(at), kwh);
	});
}

/**
 * The invoice as it would have been without trading, and as it is.
 *
 * @param {Comparison} month
 * @returns {Row[]}
 */
export function rows(month) {
	const { trades } = month;
	const sides = [month.without, month.with];
	const balance = (part) => sides.map(({ balance: it }) => it[part]);
	const bill = (part) => sides.map(({ bill: it }) => it[part]);
	const surplus = (part) => sides.map(({ surplus: it }) => it[part]);
	const traded = (amount) => [0, amount];
	return [
		...under('Energy', [
			...line('Drawn from the grid', balance('imported'), kwh),
			...line('Redeemed for charging', balance('covered'), (wh) => `− ${kwh(wh)}`),
			...line("Own and neighbours'", balance('redeemed'), (wh) => `− ${kwh(wh)}`),
			...line('Carried over', balance('carried'), (wh) => `− ${kwh(wh)}`),
			...line('Charged for', balance('billed'), kwh),
			...line('Left over', surplus('energyWh'), kwh),
		]),
		...under('Of that', energyRows(sides)),
		...under('Invoice', [
			...line('Base fee', bill('base'), krwText),
			...line('Energy charge', bill('energy'), krwText),
			...line('Climate and environment', bill('climate'), krwText),
			...line('Fuel adjustment', bill('fuel'), krwText),
			...line('Value added tax', bill('vat'), krwText),
			...line("Power industry's fund", bill('fund'), krwText),
			sum('To pay for the grid', bill('total')),
		]),
		...under('Neighbours, and what is left over', [
			...line(`Bought, ${kwh(trades.boughtWh)}`, traded(trades.paidKrw), krwText),
			...line(`Sold, ${kwh(trades.soldWh)}`, traded(-trades.earnedKrw), krwText),
			...line('For what was not delivered', traded(-trades.imbalanceKrw), krwText),
			...line(
				'Bought back',
				surplus('krw').map((krw) => -krw),
				krwText,
			),
		]),
		sum('The month in all', [costWithout(month), costWith(month)]),
	];
}

/** `pays ₩86,070 instead of ₩122,280`, or `receives …`. */
export function costsText(month) {
	const [now, alone] = [costWith(month), costWithout(month)];
	const [doing, other] = now < 0 ? ['receives', 'paying'] : ['pays', 'receiving'];
	const isSame = now < 0 === alone < 0;
	const before = krwText(Math.abs(alone));
	return `${doing} ${krwText(Math.abs(now))} instead of ${isSame ? '' : `${other} `}${before}`;
}

/** What came of it, in a sentence. */
export function verdict(month) {
	const gain = gainKrw(month);
	const change = gain < 0 ? 'worse off' : 'better off';
	return `${month.name} ${costsText(month)}: ${krwText(Math.abs(gain))} ${change}.`;
}

/**
 * The comparison as a table of text, for {@link import('./report.js').Report.table}.
 *
 * @param {Comparison} month
 */
export const textTable = (month) => [
	[`${month.name}, ${month.month}`, 'without trading', 'with trading'],
	...rows(month)
		.filter(({ kind }) => kind !== 'heading')
		.map(({ label, cells }) => [label, ...cells]),
];
