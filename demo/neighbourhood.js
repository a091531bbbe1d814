/**
 * Who takes part in the demo, what they expect of the month, and what they therefore offer and bid.
 *
 * What really flows through their meters are the profiles that `tests/profiles` writes. What they
 * expect is that, more or less well guessed.
 */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { RESIDENTIAL, marginalCosts } from './tariff.js';
import { ticksOf } from './units.js';

/**
 * @typedef {object} Customer
 * @property {string} name
 * @property {number} profile which profile its meter follows
 * @property {'Ed25519' | 'Sr25519'} kind of key that its meter has
 * @property {number} guess how the month it expects compares with the one to come
 *
 * @typedef {Customer & { leastKrw: number, mostKrw: number }} Seller has panels on the roof, and asks
 *   for a kWh between so much and so much
 *
 * @typedef {Customer & { keenness: number }} Buyer pays up to this share of what the grid would charge
 */

/** @type {Seller[]} */
export const SELLERS = [
	{ name: 'Kim', profile: 1, kind: 'Ed25519', guess: 0.97, leastKrw: 105, mostKrw: 195 },
	{ name: 'Lee', profile: 9, kind: 'Sr25519', guess: 1.04, leastKrw: 120, mostKrw: 215 },
	// Far too hopeful: it will sell more than its panels yield.
	{ name: 'Park', profile: 3, kind: 'Ed25519', guess: 1.45, leastKrw: 90, mostKrw: 180 },
	{ name: 'Town Hall', profile: 51, kind: 'Sr25519', guess: 1, leastKrw: 130, mostKrw: 235 },
];

/** @type {Buyer[]} */
export const BUYERS = [
	{ name: 'Choi', profile: 29, kind: 'Sr25519', guess: 1.04, keenness: 0.96 },
	{ name: 'Jung', profile: 27, kind: 'Ed25519', guess: 0.98, keenness: 0.9 },
	{ name: 'Kang', profile: 37, kind: 'Sr25519', guess: 1, keenness: 0.93 },
	{ name: 'Yoon', profile: 28, kind: 'Ed25519', guess: 1.05, keenness: 0.88 },
	{ name: 'Han', profile: 14, kind: 'Ed25519', guess: 0.95, keenness: 0.98 },
];

/** What of the month's surplus a seller dares to sell before the month begins. */
const SOLD_AHEAD = 0.75;

/** In how many orders each lays out its curve. */
const STEPS = 4;

/** With each step down its curve a buyer pays so much less. */
const STEP_DOWN = 0.1;

/** An offer or bid this small is not worth placing. */
const LEAST_ORDER_WH = 100;

/** @typedef {{ limit: number, quantityWh: number }} Order the limit in ticks of 0.1 KRW/kWh */

const order = (limit, quantityWh) => ({
	limit: Math.round(limit),
	quantityWh: Math.floor(quantityWh),
});

const worthwhile = ({ quantityWh }) => quantityWh >= LEAST_ORDER_WH;

/**
 * What a seller offers of a surplus: the first part cheaply, the last dearly.
 *
 * @param {Seller} seller
 * @param {number} surplusWh
 * @returns {Order[]}
 */
function ladder({ leastKrw, mostKrw }, surplusWh) {
	return Array.from({ length: STEPS }, (_, step) => {
		const krw = leastKrw + ((mostKrw - leastKrw) * step) / (STEPS - 1);
		return order(ticksOf(krw), surplusWh / STEPS);
	}).filter(worthwhile);
}

/** What a seller offers before the month begins, when it expects to export so much. */
export const monthAsks = (seller, exportWh) => ladder(seller, exportWh * seller.guess * SOLD_AHEAD);

/**
 * What a buyer bids before the month begins. It wants to get down into the cheapest block of the
 * tariff, and pays most for what would be its dearest kWh.
 *
 * @param {Buyer} buyer
 * @param {number} month January is 1
 * @param {number} importWh what its meter will draw
 * @returns {Order[]}
 */
export function monthBids({ guess, keenness }, month, importWh) {
	const dear = marginalCosts(RESIDENTIAL, month, Math.floor(importWh * guess)).slice(0, -1);
	return dear
		.flatMap(({ energyWh, ticks }, block) => {
			const steps = block === dear.length - 1 ? STEPS : 1;
			return Array.from({ length: steps }, (_, step) =>
				order(ticks * keenness * (1 - STEP_DOWN * step), energyWh / steps),
			);
		})
		.filter(worthwhile);
}

/** What a seller offers of an hour's expected export: what the month's contracts leave it. */
export const hourAsks = ({ guess, leastKrw }, exportWh) =>
	[order(ticksOf(leastKrw), exportWh * guess * (1 - SOLD_AHEAD))].filter(worthwhile);

/** What a buyer bids for all that it will draw in an hour. */
export function hourBids({ guess, keenness }, importWh) {
	const [, middle] = RESIDENTIAL.blocks(1);
	return [order(middle.ticks * keenness, importWh * guess)].filter(worthwhile);
}

/**
 * Reads the quarter-hours of some profiles.
 *
 * @param {string} file
 * @param {number[]} wanted
 * @returns {Promise<Map<number, { importWh: number, exportWh: number }[]>>}
 */
export async function readProfiles(file, wanted) {
	const profiles = new Map(wanted.map((profile) => [profile, []]));
	for await (const line of createInterface({ input: createReadStream(file) })) {
		const [profile, , importWh, exportWh] = line.split(',').map(Number);
		profiles.get(profile)?.push({ importWh, exportWh });
	}
	return profiles;
}
