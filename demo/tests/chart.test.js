import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearingChart, corners, roundStep } from '../chart.js';

test('a curve has two corners for each limit', () => {
	const levels = [
		{ krw: 300, kwh: 10 },
		{ krw: 200, kwh: 5 },
	];
	assert.deepEqual(corners(levels), [
		{ krw: 300, kwh: 0 },
		{ krw: 300, kwh: 10 },
		{ krw: 200, kwh: 10 },
		{ krw: 200, kwh: 15 },
	]);
});

test('marks lie at round numbers', () => {
	assert.equal(roundStep(361, 6), 100);
	assert.equal(roundStep(100, 6), 20);
	assert.equal(roundStep(0.7, 6), 0.2);
});

test('the chart says what it shows', () => {
	const svg = clearingChart({
		title: 'June & July',
		bids: [{ krw: 300, kwh: 10 }],
		asks: [{ krw: 100, kwh: 12 }],
		krw: 200,
		kwh: 10,
	});
	assert.match(svg, /<title>June &amp; July<\/title>/);
	assert.match(svg, /200\.0 KRW\/kWh/);
	assert.match(svg, /10\.000 kWh/);
	assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
});
