/**
 * A smart meter: two registers that only count up, and a key with which it signs what they show.
 *
 * Written against the tables in `pallets/metering`, byte by byte, as a device in any language would
 * be.
 */

import { hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import {
	blake2AsU8a,
	ed25519PairFromSeed,
	ed25519Sign,
	sr25519PairFromSeed,
	sr25519Sign,
} from '@polkadot/util-crypto';

export const QUARTER_MS = 15 * 60 * 1_000;

const READING_TAG = stringToU8a('joule/reading/1');
const SALT_TAG = stringToU8a('joule/salt');
const NO_INTERVALS = new Uint8Array(32);

const KINDS = {
	Ed25519: { pairFromSeed: ed25519PairFromSeed, sign: ed25519Sign },
	Sr25519: { pairFromSeed: sr25519PairFromSeed, sign: sr25519Sign },
};

const u32 = (value) => {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value, true);
	return bytes;
};

const u64 = (value) => {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
	return bytes;
};

/**
 * @typedef {{ importWh: number, exportWh: number }} Registers
 *
 * @typedef {object} Reading
 * @property {number} point the number of the metering point
 * @property {number} sequence the number of the message
 * @property {number} measuredAt in Unix milliseconds
 * @property {Registers} registers
 * @property {Uint8Array} intervalsRoot
 */

const registersBytes = ({ importWh, exportWh }) => u8aConcat(u64(importWh), u64(exportWh));

/** What a meter signs. */
export function signingPayload(genesisHash, reading) {
	return u8aConcat(
		READING_TAG,
		genesisHash,
		u64(reading.point),
		u32(reading.sequence),
		u64(reading.measuredAt),
		registersBytes(reading.registers),
		reading.intervalsRoot,
	);
}

/**
 * The root of the Merkle tree over what the registers showed at each quarter of an hour. Each leaf has
 * a salt of 16 bytes besides, so that nobody can guess it.
 */
export function intervalsRoot(leaves) {
	let row = leaves.map(({ measuredAt, registers, salt }) =>
		blake2AsU8a(u8aConcat(u64(measuredAt), registersBytes(registers), salt)),
	);
	while (row.length > 1) {
		const above = [];
		for (let left = 0; left < row.length; left += 2) {
			const pair = row.slice(left, left + 2);
			above.push(pair.length === 2 ? blake2AsU8a(u8aConcat(...pair)) : pair[0]);
		}
		row = above;
	}
	return row[0] ?? NO_INTERVALS;
}

export class Meter {
	#seed;
	#pair;
	#kind;
	#genesisHash;
	#sequence = 0;
	#lastQuarter = 0;
	/** What the registers show at the start of each quarter of an hour. */
	#faces;

	/**
	 * @param {object} installation
	 * @param {number} installation.point the number of the metering point
	 * @param {'Ed25519' | 'Sr25519'} installation.kind of key
	 * @param {number} installation.installedAt the moment from which it counts
	 * @param {{ importWh: number, exportWh: number }[]} installation.quarters what flows in each
	 *   quarter of an hour from then on
	 * @param {Uint8Array} genesisHash of the chain that the meter signs for
	 */
	constructor({ point, kind, installedAt, quarters }, genesisHash) {
		this.point = point;
		this.installedAt = installedAt;
		this.#kind = kind;
		this.#seed = blake2AsU8a(stringToU8a(`joule/demo/meter/${point}`));
		this.#pair = KINDS[kind].pairFromSeed(this.#seed);
		this.#genesisHash = genesisHash;
		this.#faces = [{ importWh: 0, exportWh: 0 }];
		for (const { importWh, exportWh } of quarters) {
			const last = this.#faces.at(-1);
			this.#faces.push({
				importWh: last.importWh + importWh,
				exportWh: last.exportWh + exportWh,
			});
		}
	}

	/** The public key, as `register_point` takes it. */
	get key() {
		return { [this.#kind]: u8aToHex(this.#pair.publicKey) };
	}

	/** What flowed between two moments. */
	flow(from, to) {
		const [before, after] = [from, to].map((moment) => this.#faces[this.#quarterOf(moment)]);
		return {
			importWh: after.importWh - before.importWh,
			exportWh: after.exportWh - before.exportWh,
		};
	}

	/** Reads and signs the registers at a moment, as `submit_readings` takes it. */
	read(measuredAt) {
		const quarter = this.#quarterOf(measuredAt);
		const between = this.#faces.slice(this.#lastQuarter + 1, quarter);
		const leaves = between.map((registers, index) => {
			const measuredAt = this.installedAt + (this.#lastQuarter + 1 + index) * QUARTER_MS;
			return { measuredAt, registers, salt: this.#salt(measuredAt) };
		});
		this.#lastQuarter = quarter;
		this.#sequence += 1;
		const reading = {
			point: this.point,
			sequence: this.#sequence,
			measuredAt,
			registers: this.#faces[quarter],
			intervalsRoot: intervalsRoot(leaves),
		};
		const payload = signingPayload(this.#genesisHash, reading);
		const signature = KINDS[this.#kind].sign(payload, this.#pair);
		return { reading, signature: { [this.#kind]: u8aToHex(signature) } };
	}

	/** What only the meter knows of an instant, until it is opened. */
	#salt(measuredAt) {
		return blake2AsU8a(u8aConcat(SALT_TAG, this.#seed, u64(measuredAt)), 128);
	}

	#quarterOf(moment) {
		return (moment - this.installedAt) / QUARTER_MS;
	}
}

/** The hash of a chain's first block, as meters put it into what they sign. */
export const genesisHashOf = (api) => hexToU8a(api.genesisHash.toHex());
