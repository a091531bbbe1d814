/**
 * Draws a clearing as an SVG image: what was asked for and offered at each price, and where the two
 * curves meet.
 */

const WIDTH = 960;
const HEIGHT = 560;
const FRAME = { left: 64, right: 36, top: 118, bottom: 62 };

const BID = '#1f5fbf';
const ASK = '#c2571a';
const CLEARED = '#1b7f4b';
const TRADED = '#e8f3ec';
const INK = '#22272e';
const FAINT = '#6b7280';
const GRID = '#e5e7eb';

/** Room above the curves and to their right. */
const MARGIN = 1.04;

/**
 * @typedef {object} Level what one side wants at a limit
 * @property {number} krw the limit, in KRW/kWh
 * @property {number} kwh how much
 *
 * @typedef {object} Auction
 * @property {string} title
 * @property {Level[]} bids highest limit first
 * @property {Level[]} asks lowest limit first
 * @property {number} krw the clearing price
 * @property {number} kwh what was traded
 */

/** A round distance between marks, so that there are at most so many of them. */
export function roundStep(range, marks) {
	const least = range / marks;
	const magnitude = 10 ** Math.floor(Math.log10(least));
	return magnitude * [1, 2, 5, 10].find((factor) => factor * magnitude >= least);
}

/** The corners of a curve of steps: at each limit the price stays while the quantity grows. */
export function corners(levels) {
	let reached = 0;
	return levels.flatMap(({ krw, kwh }) => {
		const from = reached;
		reached += kwh;
		return [
			{ krw, kwh: from },
			{ krw, kwh: reached },
		];
	});
}

const total = (levels) => levels.reduce((sum, { kwh }) => sum + kwh, 0);

const multiples = (step, end) =>
	Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);

const digits = (value, fraction = 0) =>
	value.toLocaleString('en', { minimumFractionDigits: fraction, maximumFractionDigits: fraction });

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);

const text = (x, y, content, look) =>
	`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${look}>${escaped(content)}</text>`;

/** The look of a label that stays readable where it crosses a line. */
const labelled = (colour) =>
	`fill="${colour}" font-weight="600" stroke="#fff" stroke-width="4" paint-order="stroke"`;

/**
 * @param {Auction} auction
 * @returns {string} the image
 */
export function clearingChart({ title, bids, asks, krw, kwh }) {
	const topKrw = Math.max(...[...bids, ...asks].map((level) => level.krw)) * MARGIN;
	const endKwh = Math.max(total(bids), total(asks)) * MARGIN;
	const priceStep = roundStep(topKrw, 6);
	const endKrw = Math.ceil(topKrw / priceStep) * priceStep;

	const [right, bottom] = [WIDTH - FRAME.right, HEIGHT - FRAME.bottom];
	const x = (quantity) => FRAME.left + (quantity / endKwh) * (right - FRAME.left);
	const y = (price) => bottom - (price / endKrw) * (bottom - FRAME.top);

	const prices = multiples(priceStep, endKrw).flatMap((price) => [
		`<path d="M${FRAME.left} ${y(price).toFixed(1)}H${right}" stroke="${GRID}"/>`,
		text(FRAME.left - 10, y(price) + 5, digits(price), `text-anchor="end" fill="${FAINT}"`),
	]);
	const quantities = multiples(roundStep(endKwh, 8), endKwh).map((quantity) =>
		text(x(quantity), bottom + 23, digits(quantity), `text-anchor="middle" fill="${FAINT}"`),
	);
	const curve = (levels, colour) => {
		const points = corners(levels).map((at) => `${x(at.kwh).toFixed(1)},${y(at.krw).toFixed(1)}`);
		return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5"/>`;
	};
	const cleared = { x: x(kwh).toFixed(1), y: y(krw).toFixed(1) };

	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="14">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${text(24, 38, title, `font-size="21" font-weight="600" fill="${INK}"`)}
${text(24, 64, 'Every kWh that was traded has the same price: the one at which most is traded.', `fill="${FAINT}"`)}
<path d="M${FRAME.left} ${bottom}V${cleared.y}H${cleared.x}V${bottom}Z" fill="${TRADED}"/>
${prices.join('\n')}
${quantities.join('\n')}
${text(24, FRAME.top - 20, 'KRW/kWh', `fill="${FAINT}"`)}
${text(right, HEIGHT - 14, 'kWh', `text-anchor="end" fill="${FAINT}"`)}
<path d="M${FRAME.left} ${cleared.y}H${cleared.x}V${bottom}" fill="none" stroke="${CLEARED}" stroke-width="1.5" stroke-dasharray="5 4"/>
${curve(bids, BID)}
${curve(asks, ASK)}
<circle cx="${cleared.x}" cy="${cleared.y}" r="6" fill="${CLEARED}" stroke="#fff" stroke-width="2"/>
${text(FRAME.left + 14, y(bids[0].krw) - 12, 'what buyers bid', labelled(BID))}
${text(FRAME.left + 14, y(asks[0].krw) + 24, 'what sellers ask', labelled(ASK))}
${text(FRAME.left + 14, y(krw) - 9, `${digits(krw, 1)} KRW/kWh`, labelled(CLEARED))}
${text(x(kwh) + 10, bottom - 12, `${digits(kwh, 3)} kWh`, labelled(CLEARED))}
</svg>
`;
}
