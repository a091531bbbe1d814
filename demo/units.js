/** The chain's units in the words of an electricity bill. */

/** Ecoin units in one won. */
const PER_KRW = 10_000;
/** Ticks in a price of one won a kWh. */
const TICKS_PER_KRW = 10;

const grouped = (value, digits) =>
	new Intl.NumberFormat('en', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	}).format(value);

/** Energy in Wh as kWh, exact. */
export const kwh = (energyWh) => `${grouped(Number(energyWh) / 1_000, 3)} kWh`;

/** A price in ticks, exact. */
export const price = (ticks) => `${grouped(Number(ticks) / TICKS_PER_KRW, 1)} KRW/kWh`;

/** Whole or broken won, rounded to 1 KRW. */
export const won = (krw) => `${grouped(Math.round(krw), 0)} KRW`;

/** Ecoin units in won. Sums in this demo stay far below what a number holds exactly. */
export const inKrw = (ecoin) => Number(ecoin) / PER_KRW;

/** Ecoin units as won, rounded to 1 KRW. */
export const krw = (ecoin) => won(inKrw(ecoin));

/** Whole won as ecoin units. */
export const fromKrw = (amount) => amount * PER_KRW;

/** A price in KRW/kWh as ticks. */
export const ticksOf = (krwPerKwh) => Math.round(krwPerKwh * TICKS_PER_KRW);
