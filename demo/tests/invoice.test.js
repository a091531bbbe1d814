import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparison, costWith, costWithout, gainKrw, krwText, rows, textTable, verdict } from '../invoice.js';
import { invoicePage } from '../invoice-page.js';
import { picture, scaleOf, stretches } from '../invoice-picture.js';

const UNITS_PER_KRW = 10_000;

/** A bill as the chain's `BillingApi` gives it in JSON: energy lines by block, as [Wh, ticks]. */
function bill(lines, amounts) {
	const energyLines = lines.map(([quantityWh, price], place) => ({
		part: 0,
		chargedAs: { block: place + 1 },
		quantityWh,
		price,
		value: quantityWh * price,
	}));
	const [base, energy, climate, fuel, vat, fund, total] = amounts;
	return { energyLines, base, energy, climate, fuel, vat, fund, total };
}

const balance = (importedWh, redeemedWh) => ({
	importedWh,
	coveredWh: 0,
	redeemedWh,
	carriedWh: 0,
	billedWh: importedWh - redeemedWh,
});

/** Days since the Unix epoch: the first of June and the first, the 12th and the 20th of July 2026. */
const view = {
	month: 202_606,
	invoice: { period: { from: 20_605, until: 20_635 }, issuedOn: 20_646, dueOn: 20_654 },
};

const NO_SURPLUS = { surplusWh: 0, surplusPaid: 0, surplusWhWithout: 0, surplusPaidWithout: 0 };

/** Choi drew 250 kWh and bought 50 of them for 8,000 won; 1,000 won came for what was missing. */
const buyer = comparison('Choi', view, {
	...NO_SURPLUS,
	balanceWithout: balance(250_000, 0),
	without: bill(
		[
			[200_000, 1_200],
			[50_000, 2_146],
		],
		[1_600, 34_730, 2_250, 1_250, 3_983, 1_070, 44_880],
	),
	balance: balance(250_000, 50_000),
	with: bill([[200_000, 1_200]], [910, 24_000, 1_800, 1_000, 2_771, 740, 31_220]),
	boughtWh: 50_000,
	paid: 8_000 * UNITS_PER_KRW,
	soldWh: 0,
	earned: 0,
	imbalancePaid: 0,
	imbalanceReceived: 1_000 * UNITS_PER_KRW,
});

/** Kim sold all that its panels gave, and draws from the grid what it would have had of its own. */
const seller = comparison('Kim & Co', view, {
	surplusWh: 1_000,
	surplusPaid: '0x0c3500',
	surplusWhWithout: 50_000,
	surplusPaidWithout: 4_000 * UNITS_PER_KRW,
	balanceWithout: balance(100_000, 100_000),
	without: bill([], [910, 0, 0, 0, 91, 20, 1_020]),
	balance: balance(100_000, 0),
	with: bill([[100_000, 1_200]], [910, 12_000, 900, 500, 1_431, 380, 16_120]),
	boughtWh: 0,
	paid: 0,
	soldWh: 150_000,
	earned: 24_000 * UNITS_PER_KRW,
	imbalancePaid: 0,
	imbalanceReceived: 0,
});

const row = (month, label) => rows(month).find((it) => it.label.startsWith(label))?.cells;

test('what trading was worth is what the month costs less', () => {
	assert.equal(costWith(buyer), 31_220 + 8_000 - 1_000);
	assert.equal(gainKrw(buyer), 44_880 - 38_220);
	assert.equal(verdict(buyer), 'Choi pays ₩38,220 instead of ₩44,880: ₩6,660 better off.');
});

test('a seller gains what it earns beyond what would have been bought back', () => {
	assert.equal(costWith(seller), 16_120 - 24_000 - 80);
	assert.equal(costWithout(seller), 1_020 - 4_000);
	assert.equal(
		verdict(seller),
		'Kim & Co receives ₩7,960 instead of ₩2,980: ₩4,980 better off.',
	);
});

test('who would have paid may receive', () => {
	const carriedOver = { ...seller.without, surplus: { energyWh: 50_000, krw: 0 } };
	assert.match(verdict({ ...seller, without: carriedOver }), /receives ₩7,960 instead of paying ₩1,020/);
});

test('who pays neighbours more than the grid is told so', () => {
	const dear = { ...buyer, trades: { ...buyer.trades, paidKrw: 20_000 } };
	assert.match(verdict(dear), /₩5,340 worse off/);
});

test('each line stands for both', () => {
	assert.deepEqual(row(buyer, 'Drawn'), ['250.000 kWh', '250.000 kWh']);
	assert.deepEqual(row(buyer, 'Block 2 at 214.6'), ['50.000 kWh', '–']);
	assert.deepEqual(row(buyer, 'Value added tax'), ['₩3,983', '₩2,771']);
	assert.deepEqual(row(buyer, 'Bought, 50.000 kWh'), ['–', '₩8,000']);
	assert.deepEqual(row(buyer, 'For what was not delivered'), ['–', '−₩1,000']);
	assert.deepEqual(row(buyer, 'The month in all'), ['₩44,880', '₩38,220']);
	assert.deepEqual(row(seller, 'Bought back'), ['−₩4,000', '−₩80']);
	assert.deepEqual(row(seller, 'Left over'), ['50.000 kWh', '1.000 kWh']);
	assert.equal(row(buyer, 'Redeemed for charging'), undefined);
});

test('parts of a period that have the same price are one line', () => {
	const { bill: both } = comparison('Choi', view, {
		...NO_SURPLUS,
		balance: balance(0, 0),
		with: bill([], [0, 0, 0, 0, 0, 0, 0]),
		balanceWithout: balance(160_000, 0),
		without: {
			energyLines: [
				{ part: 0, chargedAs: { block: 1 }, quantityWh: 100_000, price: 1_200, value: 120_000_000 },
				{ part: 0, chargedAs: { block: 2 }, quantityWh: 10_000, price: 2_146, value: 21_460_000 },
				{ part: 1, chargedAs: { block: 1 }, quantityWh: 50_000, price: 1_200, value: 60_000_000 },
			],
		},
	}).without;
	assert.deepEqual(
		both.lines.map(({ name, energyWh, krw }) => [name, energyWh, krw]),
		[
			['Block 1', 150_000, 18_000],
			['Block 2', 10_000, 2_146],
		],
	);
});

test('a building pays by the hour', () => {
	const energyLines = ['MidPeak', 'OffPeak'].map((load) => ({
		part: 0,
		chargedAs: { load },
		quantityWh: 1_000,
		price: 900,
		value: 900_000,
	}));
	const month = comparison('Hall', view, {
		...NO_SURPLUS,
		balance: balance(2_000, 0),
		with: { energyLines },
		balanceWithout: balance(2_000, 0),
		without: { energyLines },
	});
	assert.deepEqual(row(month, 'Energy off-peak at 90.0'), ['1.000 kWh', '1.000 kWh']);
	const labels = rows(month).map(({ label }) => label);
	assert.ok(labels.findIndex((it) => /off-peak/.test(it)) < labels.findIndex((it) => /mid-/.test(it)));
});

test('there is no heading without a line', () => {
	const headings = rows(buyer)
		.filter(({ kind }) => kind === 'heading')
		.map(({ label }) => label);
	assert.deepEqual(headings, ['Energy', 'Of that', 'Invoice', 'Neighbours, and what is left over']);
	const quiet = { ...seller, with: seller.without };
	assert.equal(row(quiet, 'Of that'), undefined);
});

test('the text table has three columns', () => {
	const table = textTable(buyer);
	assert.deepEqual(table[0], ['Choi, June 2026', 'without trading', 'with trading']);
	assert.ok(table.every((cells) => cells.length === 3));
});

test('days and won are said as people do', () => {
	const { from, until, issuedOn, dueOn } = buyer;
	assert.deepEqual([from, until], ['1 June 2026', '30 June 2026']);
	assert.deepEqual([issuedOn, dueOn], ['12 July 2026', '20 July 2026']);
	assert.equal(krwText(-28_370.4), '−₩28,370');
});

test('the areas of a picture are what the energy cost', () => {
	const drawn = stretches(buyer.with, buyer.trades);
	const areas = drawn.map(({ name, kwh, krwPerKwh }) => [name, Math.round(kwh * krwPerKwh)]);
	assert.deepEqual(areas, [
		['Block 1', 24_000],
		['Neighbours', 8_000],
	]);
	const own = stretches(seller.without);
	assert.deepEqual(own.map(({ name, kwh }) => [name, kwh]), [['Own panels', 100]]);
});

test('pictures of the two sides have one scale', () => {
	const sides = [stretches(seller.without), stretches(seller.with, seller.trades)];
	const scale = scaleOf(...sides);
	assert.deepEqual(scale, { drawnKwh: 100, soldKwh: 150, krwPerKwh: 160 });
	for (const side of sides) assert.doesNotMatch(picture(side, scale), /NaN|undefined|Infinity/);
});

test('a month without any energy can be drawn', () => {
	assert.doesNotMatch(picture([], scaleOf([], [])), /NaN|undefined|Infinity/);
});

test('the page needs nothing else, and says what is on the invoices', () => {
	const page = invoicePage('Invoices', [buyer, seller]);
	assert.match(page, /Kim &amp; Co/);
	assert.match(page, /due on <b>20 July 2026<\/b>/);
	assert.match(page, /₩6,660/);
	assert.doesNotMatch(page, /NaN|undefined|Infinity|<script|src=|href=|url\(/);
	assert.equal(page.match(/<svg/g).length, 4);
});
