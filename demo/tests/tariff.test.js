import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESIDENTIAL, marginalCosts } from '../tariff.js';

const JUNE = 6;
const AUGUST = 8;
const kwh = (amount) => amount * 1000;

test('the last kWh are the dearest', () => {
	// 307.3, 214.6 and 120.0 KRW/kWh, each with 14.0 for climate and fuel and 12.7 % on top.
	assert.deepEqual(marginalCosts(RESIDENTIAL, JUNE, kwh(430)), [
		{ energyWh: kwh(30), ticks: 3_621 },
		{ energyWh: kwh(200), ticks: 2_576 },
		{ energyWh: kwh(200), ticks: 1_510 },
	]);
});

test('in August the blocks are wider, and super-users pay more', () => {
	const prices = (month) => marginalCosts(RESIDENTIAL, month, kwh(1_200)).map(({ ticks }) => ticks);
	assert.deepEqual(prices(AUGUST), [8_454, 3_621, 2_576, 1_510]);
	assert.equal(marginalCosts(RESIDENTIAL, AUGUST, kwh(300)).length, 1);
	assert.equal(marginalCosts(RESIDENTIAL, JUNE, kwh(300)).length, 2);
});
