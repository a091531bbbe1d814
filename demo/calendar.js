/** Months and hours in Korea, where every delivery period begins and ends. */

const KST_OFFSET_MS = 9 * 60 * 60 * 1_000;

export const HOUR_MS = 60 * 60 * 1_000;

/** The moment at which it is so late in Korea. Months count from 1; days beyond a month go on. */
export const korea = (year, month, day, hour = 0) =>
	Date.UTC(year, month - 1, day, hour) - KST_OFFSET_MS;

/** Parts of a moment as people in Korea say them. */
const said = (moment, options) =>
	new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Seoul', ...options }).format(Number(moment));

const dayOf = (moment) => said(moment, { day: 'numeric', month: 'long' });
const timeOf = (moment) => said(moment, { timeStyle: 'short' });

/** `31 May, 20:00` */
export const inKorea = (moment) => `${dayOf(moment)}, ${timeOf(moment)}`;

/** `10 June 12:00-13:00` */
export const hourOf = (start) =>
	`${dayOf(start)} ${timeOf(start)}-${timeOf(Number(start) + HOUR_MS)}`;

/** `June` */
export const monthOf = (moment) => said(moment, { month: 'long' });
