/**
 * Draws where a month's energy came from and what it cost: each stretch is as wide as its energy and as
 * high as its price, so its area is money.
 */

import { roundStep } from './chart.js';

const WIDTH = 380;
const HEIGHT = 230;
const FRAME = { left: 42, right: 8, top: 26, bottom: 30 };

const BLOCKS = ['#a9c9ef', '#5f9be0', '#1f5fbf', '#143c7c'];
const NEIGHBOURS = '#1b7f4b';
const OWN = '#d9a514';
const OTHER = '#9aa3af';
const SOLD = '#c2571a';
const INK = '#22272e';
const FAINT = '#6b7280';
const GRID = '#e5e7eb';

/** What costs nothing is drawn this high, to be seen. */
const FREE_HEIGHT = 4;
/** A stretch narrower than this has no label of its own. */
const LEAST_LABEL_WIDTH = 34;
/** How far from the edge the middle of a label has to be. */
const LABEL_ROOM = 32;
/** Between what was drawn and what was sold. */
const GAP = 14;

const WH_PER_KWH = 1_000;

const NO_TRADES = { boughtWh: 0, paidKrw: 0, soldWh: 0, earnedKrw: 0 };

/**
 * @typedef {object} Stretch
 * @property {string} name
 * @property {number} kwh
 * @property {number} krwPerKwh
 * @property {string} colour
 * @property {boolean} sold whether it went to somebody else
 */

const stretch = (name, energyWh, krw, colour, sold = false) => {
	const kwh = energyWh / WH_PER_KWH;
	return { name, kwh, krwPerKwh: kwh && krw / kwh, colour, sold };
};

/**
 * Where the energy of one side came from, the grid first, and what was sold.
 *
 * @param {import('./invoice.js').Side} side
 * @param {import('./invoice.js').Trades} [trades] none for the side without trading
 * @returns {Stretch[]}
 */
export function stretches({ balance, bill }, trades = NO_TRADES) {
	const { boughtWh, paidKrw, soldWh, earnedKrw } = trades;
	const bought = Math.min(boughtWh, balance.redeemed);
	const paid = boughtWh && (paidKrw * bought) / boughtWh;
	const charged = bill.lines.map(({ name, rank, energyWh, krw }) =>
		stretch(name, energyWh, krw, BLOCKS[Math.min(rank, BLOCKS.length - 1)]),
	);
	return [
		...charged,
		stretch('Neighbours', bought, paid, NEIGHBOURS),
		stretch('Own panels', balance.redeemed - bought, 0, OWN),
		stretch('Carried over', balance.carried, 0, OTHER),
		stretch('Charging', balance.covered, 0, OTHER),
		stretch('Sold', soldWh, earnedKrw, SOLD, true),
	].filter(({ kwh }) => kwh > 0);
}

/** How far the axes of some rows of stretches must reach, so that they can be compared. */
export function scaleOf(...sides) {
	const energy = (side, sold) =>
		side.filter((it) => it.sold === sold).reduce((sum, { kwh }) => sum + kwh, 0);
	const most = (values) => Math.max(0, ...values);
	return {
		drawnKwh: most(sides.map((side) => energy(side, false))),
		soldKwh: most(sides.map((side) => energy(side, true))),
		krwPerKwh: most(sides.flat().map(({ krwPerKwh }) => krwPerKwh)) || 1,
	};
}

const digits = (value) => value.toLocaleString('en', { maximumFractionDigits: 0 });

const text = (x, y, content, look) =>
	`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${look}>${content}</text>`;

/**
 * @param {Stretch[]} side
 * @param {ReturnType<typeof scaleOf>} scale
 * @returns {string} an SVG image
 */
export function picture(side, { drawnKwh, soldKwh, krwPerKwh }) {
	const step = roundStep(krwPerKwh, 4);
	const topKrw = Math.ceil(krwPerKwh / step) * step;
	const [right, bottom] = [WIDTH - FRAME.right, HEIGHT - FRAME.bottom];
	const room = right - FRAME.left - (soldKwh > 0 ? GAP : 0);
	const wide = (kwh) => (kwh / (drawnKwh + soldKwh)) * room;
	const high = (krw) => Math.max((krw / topKrw) * (bottom - FRAME.top), FREE_HEIGHT);

	const marks = Array.from({ length: Math.round(topKrw / step) + 1 }, (_, mark) => {
		const krw = mark * step;
		const y = bottom - (krw / topKrw) * (bottom - FRAME.top);
		return [
			`<path d="M${FRAME.left} ${y.toFixed(1)}H${right}" stroke="${GRID}"/>`,
			text(FRAME.left - 6, y + 4, digits(krw), `text-anchor="end" fill="${FAINT}"`),
		];
	});
	let drawnTo = FRAME.left;
	const areas = side.map(({ name, kwh, krwPerKwh: krw, colour, sold }) => {
		const from = sold ? right - wide(soldKwh) : drawnTo;
		if (!sold) drawnTo += wide(kwh);
		const [width, height] = [wide(kwh), high(krw)];
		const middle = from + width / 2;
		const [x, y, across, up] = [from, bottom - height, width, height].map((it) => it.toFixed(1));
		const area = `<rect x="${x}" y="${y}" width="${across}" height="${up}" fill="${colour}">
<title>${name}: ${digits(kwh)} kWh at ${digits(krw)} won</title></rect>`;
		const atEdge = middle > WIDTH - LABEL_ROOM;
		const label = text(
			atEdge ? WIDTH : middle,
			bottom - height - 6,
			`₩${digits(kwh * krw)}`,
			`text-anchor="${atEdge ? 'end' : 'middle'}" fill="${INK}" font-weight="600"`,
		);
		const under = text(middle, bottom + 16, digits(kwh), `text-anchor="middle" fill="${FAINT}"`);
		return width < LEAST_LABEL_WIDTH ? [area] : [area, label, under];
	});
	const box = `viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
	return `<svg xmlns="http://www.w3.org/2000/svg" ${box} role="img" font-size="12">
${marks.flat().join('\n')}
${areas.flat().join('\n')}
<path d="M${FRAME.left} ${bottom}H${right}" stroke="${FAINT}"/>
${text(2, 12, 'won a kWh', `fill="${FAINT}"`)}
${text(right, HEIGHT - 2, 'kWh', `text-anchor="end" fill="${FAINT}"`)}
</svg>`;
}
