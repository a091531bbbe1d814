/** A whole day of the forward market, on a network that zombienet runs. */

import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { CallFailed } from '../../demo/chain.js';
import { HOUR_MS, hourOf } from '../../demo/calendar.js';
import { krw, kwh, price } from '../../demo/units.js';
import { audit } from '../harness/audit.js';
import { Clock } from '../harness/clock.js';
import { Day, EVENING, HOURS, MIDNIGHT } from '../harness/day.js';
import { scenario, seconds } from '../harness/scenario.js';
import { Zombienet } from '../harness/zombienet.js';

const PROFILES = process.env.JOULE_PROFILES;

/** From the end of an hour to its payment. */
const GRACE_HOURS = 1;

/** How long finality may take at a jump of the clock. */
const LONGEST_PAUSE_MS = 10_000;

const total = (values) => values.reduce((sum, value) => sum + value.toNumber(), 0);

scenario('A day of the forward market on five nodes', async (story) => {
	assert.ok(PROFILES, 'JOULE_PROFILES names no file: source scripts/setup profiles');
	const folder = await mkdtemp(path.join(tmpdir(), 'joule-'));
	story.atTheEnd(() => rm(folder, { recursive: true }));
	const clock = await Clock.showing(EVENING, path.join(folder, 'clock'));

	const network = await story.given('four authorities and a full node of zombienet', () =>
		Zombienet.start(story.name, clock),
	);
	story.atTheEnd(() => network.stop());
	const record = await network.record();
	const day = await story.given('a neighbourhood with meters', () =>
		Day.open(record.chain, PROFILES),
	);
	const started = performance.now();

	await story.when('the operator opens the hours of tomorrow', () => day.openProducts());
	await story.when('everybody places asks and bids for them', () => day.placeOrders());
	await story.when('the gate of the first hour closes', async () => {
		await clock.set(MIDNIGHT - HOUR_MS);
		await day.reached(0, 'Delivering', 'Settled');
	});
	await story.then('it takes no orders any more', () =>
		assert.rejects(
			day.bid(0, day.town.one('Choi')),
			(error) => error instanceof CallFailed && error.errorName === 'GateClosed',
		),
	);

	await story.when('the day passes, hour by hour', async () => {
		for (let hour = 0; hour <= HOURS + GRACE_HOURS; hour += 1) {
			const moment = MIDNIGHT + hour * HOUR_MS;
			await clock.set(moment);
			await network.finalised(1);
			if (hour <= HOURS) await day.readMeters(moment);
			const due = hour - 1 - GRACE_HOURS;
			if (due < 0) continue;
			await day.reached(due, 'Waiting', 'Settled');
			await day.confirmRest(due);
		}
		await network.finalised(1);
	});

	await story.then('every hour is cleared, delivered and paid', async () => {
		await record.catchUp();
		const of = (method) => record.all('energyTrading', method);
		for (const { product, clearing } of of('Cleared')) {
			if (clearing.volumeWh.isZero()) continue;
			const hour = hourOf(MIDNIGHT + day.products.indexOf(product.toNumber()) * HOUR_MS);
			story.figure(hour, `${kwh(clearing.volumeWh)} at ${price(clearing.price)}`);
		}
		const [made, settled] = [of('ContractMade'), of('ContractSettled')];
		const contractedWh = total(made.map(({ quantityWh }) => quantityWh));
		const deliveredWh = total(settled.map(({ deliveredWh }) => deliveredWh));
		const paid = total(settled.map(({ paid }) => paid));
		const imbalancePaid = total(settled.map(({ imbalancePaid }) => imbalancePaid));
		story.figure('contracts', `${made.length} for ${kwh(contractedWh)}`);
		story.figure('delivered', `${kwh(deliveredWh)} for ${krw(paid)}`);
		story.figure('paid for what was not delivered', krw(imbalancePaid));

		assert.equal(of('ProductSettled').length, HOURS);
		assert.ok(made.length > 0);
		assert.equal(settled.length, made.length);
		assert.ok(deliveredWh <= contractedWh);
		assert.equal(deliveredWh < contractedWh, imbalancePaid > 0);
	});
	await story.then('finality went on through all jumps of the clock', () => {
		const now = performance.now();
		const pauses = network.nodes.map(({ heads }) => heads.longestPauseMs(started, now));
		story.figure('longest time without a final block', seconds(Math.max(...pauses)));
		assert.ok(Math.max(...pauses) < LONGEST_PAUSE_MS);
	});
	await audit(story, network, record);
});
