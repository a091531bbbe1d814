import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, cryptoWaitReady, signatureVerify } from '@polkadot/util-crypto';
import { Meter, QUARTER_MS, intervalsRoot, signingPayload } from '../meter.js';

/** Midnight in Korea, 1 November 2026. */
const NOVEMBER = 1_793_458_800_000;
const GENESIS = new Uint8Array(32).fill(0x11);

test('the payload is the one that pallet-metering documents', () => {
	const payload = signingPayload(GENESIS, {
		point: 7,
		sequence: 1,
		measuredAt: NOVEMBER,
		registers: { importWh: 1_000, exportWh: 258 },
		intervalsRoot: new Uint8Array(32).fill(0x22),
	});
	const expected = [
		'6a6f756c652f72656164696e672f31',
		'11'.repeat(32),
		'0700000000000000',
		'01000000',
		'80857992a1010000',
		'e803000000000000',
		'0201000000000000',
		'22'.repeat(32),
	];
	assert.equal(u8aToHex(payload), `0x${expected.join('')}`);
});

test('the last hash of an odd row is taken up as it is', () => {
	const salt = new Uint8Array(16).fill(7);
	const leaf = (measuredAt) => ({ measuredAt, registers: { importWh: 0, exportWh: 0 }, salt });
	const [a, b, c] = [1, 2, 3].map((moment) => intervalsRoot([leaf(moment)]));
	const pair = (left, right) => blake2AsU8a(u8aConcat(left, right));
	assert.deepEqual(intervalsRoot([leaf(1), leaf(2), leaf(3)]), pair(pair(a, b), c));
});

for (const kind of ['Ed25519', 'Sr25519']) {
	test(`a meter signs its registers with an ${kind} key`, async () => {
		await cryptoWaitReady();
		const flows = [
			{ importWh: 100, exportWh: 0 },
			{ importWh: 0, exportWh: 30 },
		];
		const installation = { point: 1, kind, installedAt: NOVEMBER, quarters: flows };
		const meter = new Meter(installation, GENESIS);

		const first = meter.read(NOVEMBER + QUARTER_MS);
		assert.deepEqual(first.reading.registers, { importWh: 100, exportWh: 0 });
		assert.deepEqual(first.reading.intervalsRoot, new Uint8Array(32));

		const second = meter.read(NOVEMBER + 2 * QUARTER_MS);
		assert.equal(second.reading.sequence, 2);
		assert.deepEqual(second.reading.registers, { importWh: 100, exportWh: 30 });
		const payload = signingPayload(GENESIS, second.reading);
		const signature = hexToU8a(second.signature[kind]);
		assert.ok(signatureVerify(payload, signature, meter.key[kind]).isValid);
	});
}
