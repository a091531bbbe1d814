/** Months and hours in Korea, where every delivery period begins and ends. */

const KST_OFFSET_MS = 9 * 60 * 60 * 1_000;

export const HOUR_MS = 60 * 60 * 1_000;
export const DAY_MS = 24 * HOUR_MS;

/** The moment at which it is so late in Korea. Months count from 1; days beyond a month go on. */
export const korea = (year, month, day, hour = 0) =>
	Date.UTC(year, month - 1, day, hour) - KST_OFFSET_MS;

/** A moment as people in Korea say it: `31 May, 20:00`. */
export function inKorea(moment) {
	const at = new Date(moment + KST_OFFSET_MS);
	const part = (options) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(at);
	return `${part({ day: 'numeric', month: 'long' })}, ${part({ hour: '2-digit', minute: '2-digit' })}`;
}
