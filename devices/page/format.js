/** Amounts and moments as people say them. */

const WH_PER_KWH = 1_000;
const TICKS_PER_KRW = 10;
const UNITS_PER_KRW = 10_000;

const number = (value, digits) =>
	value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** `12.345 kWh` */
export const kwh = (wh) => `${number(wh / WH_PER_KWH, 3)} kWh`;

/** `214.6 KRW/kWh` */
export const price = (ticks) => `${number(ticks / TICKS_PER_KRW, 1)} KRW/kWh`;

/** `12,340 KRW`, from units of 0.0001 KRW */
export const won = (units) => `${number(units / UNITS_PER_KRW, 0)} KRW`;

const said = (moment, options) =>
	new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Seoul', ...options }).format(moment);

/** `12:15` in Korea */
export const time = (moment) => said(moment, { timeStyle: 'short' });

/** `10 June` in Korea */
export const day = (moment) => said(moment, { day: 'numeric', month: 'long' });

const HOUR_MS = 60 * 60 * 1_000;

/** `10 June 12:00-13:00`, or `June` for a month */
export const period = ({ start, end }) =>
	end - start > 24 * HOUR_MS
		? said(start, { month: 'long', year: 'numeric' })
		: `${day(start)} ${time(start)}-${time(end)}`;

/** The ticks of a price in KRW/kWh. */
export const ticksOf = (krw) => Math.round(krw * TICKS_PER_KRW);

/** The Wh of an energy in kWh. */
export const whOf = (amount) => Math.round(amount * WH_PER_KWH);
