/** What a meter counts, as a file to replay. */

import { writeFile } from 'node:fs/promises';

export const QUARTER_MS = 15 * 60 * 1_000;
export const HOUR_MS = 4 * QUARTER_MS;
export const DAY_MS = 24 * HOUR_MS;

const DAY_START = 7;
const DAY_END = 17;
const KST_HOURS = 9;

/** A home with panels: it draws 100 Wh in each quarter of the night and feeds in 300 in each of the day. */
export function sunny(moment) {
	const hour = (Math.floor(moment / HOUR_MS) + KST_HOURS) % 24;
	const isDay = hour >= DAY_START && hour < DAY_END;
	return isDay ? { importWh: 0, exportWh: 300 } : { importWh: 100, exportWh: 0 };
}

/** A home without panels: it draws 200 Wh in every quarter. */
export const steady = () => ({ importWh: 200, exportWh: 0 });

/**
 * The counters at each quarter from one moment to another.
 *
 * @param {(moment: number) => { importWh: number, exportWh: number }} flow in the quarter from a moment on
 */
export function countersOf(flow, from, to) {
	const rows = new Map();
	let face = { importWh: 0, exportWh: 0 };
	for (let moment = from; moment <= to; moment += QUARTER_MS) {
		rows.set(moment, face);
		const { importWh, exportWh } = flow(moment);
		face = { importWh: face.importWh + importWh, exportWh: face.exportWh + exportWh };
	}
	return rows;
}

/** Writes counters as a file that a device replays. */
export async function writeReadings(file, counters) {
	const rows = [...counters].map(
		([moment, { importWh, exportWh }]) => `${moment},${importWh},${exportWh}`,
	);
	await writeFile(file, `at_ms,import_wh,export_wh\n${rows.join('\n')}\n`);
}
