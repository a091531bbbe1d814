/** The owner's page: shows what the device says every few seconds, and sends what the owner wants. */

import { day, kwh, period, price, ticksOf, time, whOf, won } from './format.js';

const REFRESH_MS = 3_000;

const find = (id) => document.getElementById(id);

/** An element with text and children. What comes from the device is text, never markup. */
function make(tag, { className = '', text = '' } = {}, ...children) {
	const element = document.createElement(tag);
	element.className = className;
	element.textContent = text;
	element.append(...children);
	return element;
}

const tile = (name, amount, warning) =>
	make(
		'div',
		{ className: 'tile', text: name },
		make('b', { text: amount }),
		...(warning ? [make('small', { className: 'warning', text: warning })] : []),
	);

const line = (text, remark) => make('li', { text }, make('small', { text: remark }));

const none = (text) => make('li', { text });

async function ask(path, body) {
	const options = body && {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	};
	const answer = await fetch(path, options);
	const said = await answer.json().catch(() => ({}));
	if (!answer.ok) throw new Error(said.error ?? `The device refused it (${answer.status}).`);
	return said;
}

/** A chain whose last block is older stands still, or the device is cut off from it. */
const STANDSTILL_MS = 60_000;

function showStatus({ now, chain, trouble }) {
	const moment = now && `${day(now)}, ${time(now)} in Korea`;
	const block = chain ? `block ${chain.block} is final` : 'the chain is not reached yet';
	const isOld = chain && now && now - chain.time > STANDSTILL_MS;
	const age = isOld && `no later block is known since ${day(chain.time)}, ${time(chain.time)}`;
	find('status').textContent = [moment, block, age, trouble].filter(Boolean).join(' · ');
}

function showPoints(points) {
	const tiles = points.flatMap(({ name, id, today, known_until, last_reading_at, complaint }) => {
		const label = name || `Point ${id}`;
		const until = known_until ? `until ${time(known_until)}` : 'no reading yet';
		return [
			tile(`${label}: used, ${until}`, kwh(today.import_wh), complaint),
			tile(`${label}: fed in, ${until}`, kwh(today.export_wh)),
			tile(
				`${label}: last reading on the chain`,
				last_reading_at ? `${day(last_reading_at)}, ${time(last_reading_at)}` : 'none',
			),
		];
	});
	find('points').replaceChildren(...tiles);
}

const SIDES = { bid: 'Buy', ask: 'Sell' };

const PROGRESS = {
	dryrun: () => 'would be placed: this is a dry run',
	waiting: () => 'waits to be sent',
	onitsway: () => 'is on its way',
	placed: () => 'stands on the chain',
	dropped: (why) => `was dropped: ${why}`,
};

function intentLine(intent) {
	const orders = intent.orders
		.map(({ limit, quantity_wh }) => `${kwh(quantity_wh)} at ${price(limit)}`)
		.join(', ');
	const { state, detail } = intent.progress;
	const remark = `${PROGRESS[state](detail)}. Why: ${intent.reason}.`;
	return line(`${SIDES[intent.side]} ${period(intent.period)}: ${orders}`, remark);
}

function contractLine({ side, quantity_wh, price: ticks, period: when, delivered_wh }) {
	const came = delivered_wh === null ? 'to be delivered' : `${kwh(delivered_wh)} delivered and paid`;
	return line(`${SIDES[side]} ${period(when)}: ${kwh(quantity_wh)} at ${price(ticks)}`, came);
}

const ACTIONS = {
	charge: ({ drawn_wh }) => `Charge ${kwh(drawn_wh)}`,
	discharge: ({ delivered_wh }) => `Deliver ${kwh(delivered_wh)}`,
};

const planLine = ({ period: when, action, stored_wh, reason }) =>
	line(
		`${period(when)}: ${ACTIONS[action.does](action)}`,
		`Why: ${reason}. Then ${kwh(stored_wh)} are stored.`,
	);

function showBattery(battery) {
	find('battery').hidden = !battery;
	if (!battery) return;
	const { capacity_wh, stored_wh, known_at, gained, plan } = battery;
	const isKnown = known_at !== null;
	find('level').replaceChildren(
		tile(
			isKnown ? `Stored, at ${time(known_at)}` : 'Stored',
			isKnown ? `${kwh(stored_wh)} of ${kwh(capacity_wh)}` : 'not known yet',
		),
		tile('What its plan gains', won(gained)),
	);
	showLines('plan', plan.map(planLine), 'It rests.');
}

function showLines(id, lines, empty) {
	find(id).replaceChildren(...(lines.length ? lines : [none(empty)]));
}

/** The choice of products, without losing what is chosen. */
function showProducts(products) {
	const select = find('entry').elements.product;
	const chosen = select.value;
	const options = products.map((product) => {
		const option = make('option', { text: period(product.period) });
		option.value = product.id;
		return option;
	});
	select.replaceChildren(...options);
	if (products.some(({ id }) => `${id}` === chosen)) select.value = chosen;
}

function showTrading(trading) {
	find('trading').hidden = !trading;
	if (!trading) return;
	const { money, saving, strategy, is_paused, is_dry_run, products } = trading;
	find('figures').replaceChildren(
		tile('Saved or earned', won(saving.saved)),
		tile('Bought', kwh(saving.bought_wh)),
		tile('Sold', kwh(saving.sold_wh)),
		tile('Ecoin free', won(money.free)),
		tile('Ecoin held for trades', won(money.held)),
	);
	const doing = is_paused ? 'Paused' : is_dry_run ? 'Dry run' : 'Trading';
	find('strategy').textContent = `${doing}, strategy: ${strategy}`;
	find('pause').textContent = is_paused ? 'Go on' : 'Pause';
	find('pause').dataset.paused = is_paused;
	showBattery(trading.battery);
	showProducts(products);
	showLines('intents', trading.intents.map(intentLine), 'Nothing yet.');
	showLines('contracts', trading.contracts.map(contractLine), 'None.');
	const passes = products.filter(({ pass }) => pass);
	showLines(
		'passes',
		passes.map((product) => line(period(product.period), product.pass)),
		'Nothing.',
	);
}

async function refresh() {
	try {
		const today = await ask('api/today');
		showStatus(today);
		showPoints(today.points);
		showTrading(today.trading);
	} catch {
		find('status').textContent = 'The device does not answer. Is it running?';
	}
}

find('entry').addEventListener('submit', async (event) => {
	event.preventDefault();
	const form = event.target;
	const { side, product, kwh: energy, krw } = Object.fromEntries(new FormData(form));
	const answer = find('answer');
	try {
		await ask('api/orders', {
			side,
			product: Number(product),
			limit: ticksOf(Number(krw)),
			quantity_wh: whOf(Number(energy)),
		});
		answer.textContent = 'Noted: it is sent at once.';
		answer.className = '';
		form.elements.kwh.value = '';
	} catch (error) {
		answer.textContent = error.message;
		answer.className = 'warning';
	}
	await refresh();
});

find('entry').addEventListener('change', () => {
	const { side } = find('entry').elements;
	const names = { ask: 'At least', bid: 'At most' };
	find('limit-name').textContent = names[side.value] ?? 'Price';
});

find('pause').addEventListener('click', async ({ target }) => {
	await ask('api/pause', { is_paused: target.dataset.paused !== 'true' });
	await refresh();
});

await refresh();
setInterval(refresh, REFRESH_MS);
