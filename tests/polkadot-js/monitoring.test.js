/** What the dashboard, the alerts and the manual speak of is what a node serves. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { useAuthority } from './authority.js';

/** The node's own metrics, as against Prometheus' functions and labels, and names of chains. */
const METRIC = /\b(?:joule_market|joule_transactions|substrate)_[a-z0-9_]+/g;

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const metricsIn = (text) => new Set(text.match(METRIC));

const { metrics } = await useAuthority();
const served = await servedMetrics();

/** The names of all samples, without labels and values. */
async function servedMetrics() {
	const answer = await fetch(metrics);
	const samples = (await answer.text()).split('\n').filter((line) => !line.startsWith('#'));
	return new Set(samples.map((sample) => sample.split(/[ {]/)[0]));
}

function expressions() {
	const { panels } = JSON.parse(read('packaging/grafana.json'));
	return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n');
}

/** A histogram is told of by its name, and served as three kinds of samples. */
const isServed = (name) => served.has(name) || served.has(`${name}_bucket`);

for (const [where, text] of [
	['the dashboard', expressions()],
	['the alerts', read('packaging/alerts.yml')],
	['the manual', read('docs/operate.md')],
]) {
	test(`a node serves each metric of ${where}`, () => {
		const named = [...metricsIn(text)];
		assert.notEqual(named.length, 0);
		assert.deepEqual(
			named.filter((name) => !isServed(name)),
			[],
		);
	});
}

test('the manual explains each metric that is of Joule', () => {
	const explained = metricsIn(read('docs/operate.md'));
	const own = [...served]
		.filter((name) => name.startsWith('joule_'))
		.map((name) => name.replace(/_(bucket|sum|count)$/, ''));
	assert.notEqual(own.length, 0);
	assert.deepEqual(
		own.filter((name) => !explained.has(name)),
		[],
	);
});
