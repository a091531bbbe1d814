/**
 * A home whose battery follows the schedule that its device tells on an MQTT topic, with a meter in front of both.
 * It has a clock of its own no more than a meter has: quarter by quarter it is told which one has passed.
 */

import assert from 'node:assert/strict';
import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { QUARTER_MS } from './readings.js';

const QUARTERS_PER_HOUR = 4;

/** The battery, in Wh and W. */
export const BATTERY = {
	capacityWh: 4_000,
	reserveWh: 400,
	chargeW: 2_000,
	dischargeW: 1_500,
	efficiency: 0.9,
};

const METER_FILE = 'readings.csv';
const LEVEL_FILE = 'battery.csv';

/** How a device is told of this home's meter. */
export const METER = { file: { path: METER_FILE } };

/** How a device is told of this home's battery, whose schedule goes to a topic of a broker. */
export const batteryAt = (broker, topic) => ({
	'capacity-wh': BATTERY.capacityWh,
	'reserve-wh': BATTERY.reserveWh,
	'charge-w': BATTERY.chargeW,
	'discharge-w': BATTERY.dischargeW,
	'efficiency-percent': BATTERY.efficiency * 100,
	level: { file: { path: LEVEL_FILE } },
	schedule: { mqtt: { broker, topic } },
});

export class BatteryHome {
	#folder;
	#load;
	#heard;
	#stop = new AbortController();
	#living = Promise.resolve();
	/** When it lives, up to a full quarter. */
	now;
	storedWh = BATTERY.reserveWh;
	importWh = 0;

	/**
	 * @param {string} folder of its device
	 * @param {(moment: number) => number} load in Wh, in the quarter from a moment on
	 * @param {AsyncIterator<string>} schedules as they are told
	 */
	constructor(folder, load, schedules) {
		this.#folder = folder;
		this.#load = load;
		this.#hear(schedules);
	}

	/** Writes what its meter showed from one moment to another, while the battery rested. */
	async remember(from, to) {
		await writeFile(this.#file(METER_FILE), 'at_ms,import_wh,export_wh\n');
		await writeFile(this.#file(LEVEL_FILE), 'at_ms,stored_wh\n');
		const rows = [];
		for (this.now = from; this.now < to; this.now += QUARTER_MS) {
			rows.push(`${this.now},${this.importWh},0\n`);
			this.importWh += this.#load(this.now);
		}
		await appendFile(this.#file(METER_FILE), rows.join(''));
		await this.#write();
	}

	/** Lives on, as fast as a chain's clock goes, until the tests of this file end or `rest` is called. */
	live(chain) {
		this.#living = (async () => {
			while (!this.#stop.signal.aborted) {
				const now = await chain.now();
				while (this.now + QUARTER_MS <= now) await this.#pass();
				await sleep(100);
			}
		})();
	}

	/** Stops living. */
	async rest() {
		this.#stop.abort();
		await this.#living;
	}

	async #hear(schedules) {
		for await (const message of schedules) this.#heard = JSON.parse(message).steps;
	}

	/** A quarter passes. */
	async #pass() {
		const step = this.#heard?.find(
			({ start_ms, end_ms }) => start_ms < this.now + QUARTER_MS && this.now < end_ms,
		);
		const battery = step ? this.#follow(step) : 0;
		this.importWh += this.#load(this.now) + battery;
		this.now += QUARTER_MS;
		await this.#write();
	}

	/** Follows a step for a quarter, as far as the battery can. Says what it draws, or below zero delivers. */
	#follow({ charge_w: chargeW, discharge_w: dischargeW }) {
		assert.ok(chargeW <= BATTERY.chargeW, `it cannot charge with ${chargeW} W`);
		assert.ok(dischargeW <= BATTERY.dischargeW, `it cannot deliver ${dischargeW} W`);
		const roomWh = BATTERY.capacityWh - this.storedWh;
		const drawnWh = Math.ceil(Math.min(chargeW / QUARTERS_PER_HOUR, roomWh / BATTERY.efficiency));
		const thereWh = this.storedWh - BATTERY.reserveWh;
		const givenWh = Math.floor(Math.min(dischargeW / QUARTERS_PER_HOUR, thereWh));
		this.storedWh += Math.floor(drawnWh * BATTERY.efficiency) - givenWh;
		return drawnWh - givenWh;
	}

	async #write() {
		await appendFile(this.#file(METER_FILE), `${this.now},${this.importWh},0\n`);
		await appendFile(this.#file(LEVEL_FILE), `${this.now},${this.storedWh}\n`);
	}

	#file(name) {
		return path.join(this.#folder, name);
	}
}
