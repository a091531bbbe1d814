/** Waits for what will be, and not longer than it may take. */

import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/**
 * Waits until a condition gives something true.
 *
 * @template T
 * @param {string} what is waited for, for the error
 * @param {() => Promise<T> | T} condition
 * @param {number} [withinMs] how long it may take
 * @returns {Promise<T>}
 */
export async function until(what, condition, withinMs = PATIENCE_MS) {
	const deadline = performance.now() + withinMs;
	for (;;) {
		const value = await condition();
		if (value) return value;
		if (performance.now() > deadline) {
			throw new Error(`Waited ${withinMs / 1_000} s in vain: ${what}`);
		}
		await sleep(PAUSE_MS);
	}
}
