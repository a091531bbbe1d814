/** The invoices of some customers as one page of HTML that needs nothing else, to read or to print. */

import { costsText, gainKrw, krwText, rows } from './invoice.js';
import { picture, scaleOf, stretches } from './invoice-picture.js';

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => `${text}`.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);

const STYLE = `
:root {
	color: #22272e;
	background: #f3f4f6;
	font: 16px/1.5 system-ui, 'Noto Sans KR', 'DejaVu Sans', sans-serif;
}
body { margin: 0 auto; padding: 1rem; max-width: 56rem; }
h1 { font-size: 1.5rem; margin: .5rem 0 0; }
h2 { font-size: 1.25rem; margin: 0; }
p { margin: .25rem 0; }
.faint { color: #5b6470; font-size: .875rem; }
section {
	background: #fff;
	border-radius: .75rem;
	padding: 1.25rem;
	margin: 1.25rem 0;
	box-shadow: 0 1px 3px #0002;
}
.verdict { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; }
.verdict strong { font-size: 2rem; line-height: 1.2; }
.gain { color: #1b7f4b; }
.loss { color: #b3261e; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; margin: 1rem 0 .5rem; }
figure { margin: 0; flex: 1 1 17rem; min-width: 0; }
figcaption { font-weight: 600; }
svg { display: block; width: 100%; height: auto; }
.legend {
	display: flex;
	flex-wrap: wrap;
	gap: .125rem 1rem;
	padding: 0;
	margin: 0 0 1rem;
	list-style: none;
	font-size: .875rem;
}
.legend i {
	display: inline-block;
	width: .75rem;
	height: .75rem;
	border-radius: .125rem;
	margin-right: .375rem;
}
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem 0 .25rem .75rem; text-align: right; vertical-align: baseline; }
td { white-space: nowrap; }
th:first-child { padding-left: 0; text-align: left; font-weight: inherit; }
thead th { font-size: .875rem; border-bottom: 2px solid #22272e; }
.heading th { padding-top: .875rem; font-size: .8125rem; font-weight: 600; color: #5b6470; }
.sum th, .sum td { font-weight: 700; border-top: 1px solid #22272e; }
@media (max-width: 30rem) {
	:root { font-size: 14px; }
	body { padding: .5rem; }
	section { padding: 1rem .75rem; }
}
@media print {
	:root { background: #fff; font-size: 9pt; line-height: 1.35; }
	body { max-width: none; padding: 0; }
	section {
		box-shadow: none;
		border-radius: 0;
		padding: 0;
		margin: 1rem 0;
		break-after: page;
		print-color-adjust: exact;
		-webkit-print-color-adjust: exact;
	}
	section:last-of-type { break-after: auto; }
	tr, figure { break-inside: avoid; }
}`;

function row({ label, cells, kind }) {
	const values = cells.map((cell) => `<td>${escaped(cell)}</td>`).join('');
	const scope = kind === 'heading' ? 'rowgroup' : 'row';
	return `<tr class="${kind}"><th scope="${scope}">${escaped(label)}</th>${values}</tr>`;
}

function legend(sides) {
	const entries = new Map(sides.flat().map(({ name, colour }) => [name, colour]));
	const items = [...entries].map(
		([name, colour]) => `<li><i style="background:${colour}"></i>${escaped(name)}</li>`,
	);
	return `<ul class="legend">${items.join('')}</ul>`;
}

/** @param {import('./invoice.js').Comparison} month */
function section(month) {
	const [without, withTrading] = [
		stretches(month.without),
		stretches(month.with, month.trades),
	];
	const scale = scaleOf(without, withTrading);
	const figure = (caption, side) =>
		`<figure><figcaption>${caption}</figcaption>${picture(side, scale)}</figure>`;
	const gain = gainKrw(month);
	const [change, look] = gain < 0 ? ['worse off', 'loss'] : ['better off', 'gain'];
	return `<section>
<h2>${escaped(month.name)}</h2>
<p class="faint">Electricity from ${month.from} to ${month.until}.
Issued on ${month.issuedOn}, due on <b>${month.dueOn}</b>.</p>
<p class="verdict">
<span class="${look}"><strong>${krwText(Math.abs(gain))}</strong> ${change}</span>
<span>${costsText(month)}</span>
</p>
<div class="pictures">
${figure('Without trading', without)}
${figure('With trading', withTrading)}
</div>
${legend([without, withTrading])}
<table>
<thead><tr><th></th><th scope="col">Without trading</th><th scope="col">With trading</th></tr></thead>
<tbody>
${rows(month).map(row).join('\n')}
</tbody>
</table>
</section>`;
}

/**
 * @param {string} title
 * @param {import('./invoice.js').Comparison[]} months
 * @returns {string} the page
 */
export function invoicePage(title, months) {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="faint">In the pictures each stretch is as wide as its energy and as high as its price, so
its area is what it cost. Base fee, surcharges and taxes come on top; the tables have them.</p>
${months.map(section).join('\n')}
<p class="faint">Every figure is the chain's: <code>billingApi.invoice</code> and
<code>billingApi.outcome</code>. Without trading, the same meters would have brought this bill: what a
customer generated would have been its own, and nothing bought or sold.</p>
</body>
</html>
`;
}
