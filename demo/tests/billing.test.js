import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareWithEvents } from '../billing.js';

const trades = { boughtWh: 10, paidKrw: 0.3, soldWh: 0, earnedKrw: 0, imbalanceKrw: 0 };
const months = [{ name: 'Choi', trades }];
const ledgerOf = (sums) => ({ of: () => ({ ...trades, ...sums }) });

test('what the chain says may differ from its events by rounding of broken won only', () => {
	compareWithEvents(ledgerOf({ paidKrw: 0.1 + 0.2 }), months);
	assert.throws(
		() => compareWithEvents(ledgerOf({ paidKrw: 0.3001 }), months),
		/Choi's paidKrw is 0.3 for the chain, 0.3001 by its events/,
	);
	assert.throws(() => compareWithEvents(ledgerOf({ boughtWh: 11 }), months), /boughtWh/);
});
