import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESIDENTIAL, RESIDENTIAL_2016, billKrw, marginalCosts } from '../tariff.js';

const JUNE = 6;
const AUGUST = 8;
const kwh = (amount) => amount * 1000;

test('the published example of 2016: 225 kWh cost 28,370 KRW', () => {
	assert.equal(billKrw(RESIDENTIAL_2016, JUNE, kwh(225)), 28_370);
});

test('without consumption the base charge is left', () => {
	// 910 + VAT 91 + fund 24.57, floored to 20.
	assert.equal(billKrw(RESIDENTIAL, JUNE, 0), 1_020);
});

test('each part of a bill is rounded as the tariff says', () => {
	// 1,600 base, 200 x 120.0 + 50 x 214.6 = 34,730, 250 x 14.0 = 3,500: 39,830.
	// VAT 3,983, fund 1,075.41 floored to 1,070: 44,883, floored to 44,880.
	assert.equal(billKrw(RESIDENTIAL, JUNE, kwh(250)), 44_880);
});

test('the first Wh of a block brings its base charge', () => {
	const below = billKrw(RESIDENTIAL, JUNE, kwh(400));
	const above = billKrw(RESIDENTIAL, JUNE, kwh(400) + 1);
	assert.ok(above - below > 6_000 && above - below < 6_500);
});

test('in August the blocks are wider, and super-users pay more', () => {
	const cost = (month, amount) => billKrw(RESIDENTIAL, month, kwh(amount));
	assert.ok(cost(AUGUST, 300) < cost(JUNE, 300));
	assert.ok(cost(AUGUST, 1_200) - cost(AUGUST, 1_000) > cost(JUNE, 1_200) - cost(JUNE, 1_000));
});

test('the last kWh are the dearest', () => {
	// 307.3, 214.6 and 120.0 KRW/kWh, each with 14.0 for climate and fuel and 12.7 % on top.
	assert.deepEqual(marginalCosts(RESIDENTIAL, JUNE, kwh(430)), [
		{ energyWh: kwh(30), ticks: 3_621 },
		{ energyWh: kwh(200), ticks: 2_576 },
		{ energyWh: kwh(200), ticks: 1_510 },
	]);
});
