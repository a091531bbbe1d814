import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger } from '../ledger.js';

const wh = (energyWh) => ({ toNumber: () => energyWh });

const trading = (method, fields) => ({ section: 'energyTrading', method, fields });

test('a contract counts when it is settled, with what was delivered and what was missing', () => {
	const ledger = new Ledger((address) => address);
	const made = { product: 3, contract: 0, seller: 'Kim', buyer: 'Choi', price: 2_000 };
	const paid = { deliveredWh: wh(9_000), paid: 18_000_000, imbalancePaid: 2_146_000 };

	assert.deepEqual(ledger.record([trading('ContractMade', made)]), []);
	assert.equal(ledger.of('Choi').boughtWh, 0);

	const [settled] = ledger.record([trading('ContractSettled', { ...made, ...paid })]);
	assert.equal(settled.imbalanceKrw, 214.6);
	assert.deepEqual(
		[ledger.of('Choi').boughtWh, ledger.of('Choi').paidKrw, ledger.of('Choi').imbalanceKrw],
		[9_000, 1_800, 214.6],
	);
	assert.deepEqual(
		[ledger.of('Kim').soldWh, ledger.of('Kim').earnedKrw, ledger.of('Kim').imbalanceKrw],
		[9_000, 1_800, -214.6],
	);
});

test('a spot trade counts at once', () => {
	const ledger = new Ledger((address) => address);
	const trade = { seller: 'Lee', buyer: 'Han', quantityWh: wh(1_000), paid: 1_650_000 };
	ledger.record([trading('SpotTraded', trade)]);
	assert.equal(ledger.of('Lee').earnedKrw, 165);
	assert.equal(ledger.of('Han').paidKrw, 165);
});
