/**
 * KEPCO's tariff: what a household pays for a month of electricity from the grid.
 *
 * The price of a kWh rises in blocks, so the dearest kWh of a household are its last ones. That is
 * why buying from a neighbour pays: what is bought there comes off the top.
 *
 * Prices are kept in ticks of 0.1 KRW/kWh and energy in Wh, as on the chain, so nothing is rounded
 * except where the tariff says so.
 */

const WH_PER_KWH = 1_000;
const TICKS_PER_KRW = 10;

/**
 * @typedef {object} Block a stretch of a month's consumption
 * @property {number} upToWh where it ends
 * @property {number} baseKrw the base charge of a household whose consumption ends here
 * @property {number} ticks the price of a kWh
 *
 * @typedef {object} Tariff
 * @property {(month: number) => Block[]} blocks the blocks of a month, January being 1
 * @property {number} surchargeTicks what is charged on every kWh besides
 * @property {number} fundPermille the levy for the power industry's fund on all charges
 */

const block = (upToKwh, baseKrw, ticks) => ({ upToWh: upToKwh * WH_PER_KWH, baseKrw, ticks });

const SUMMER = [7, 8];
const PEAK_SEASONS = [7, 8, 12, 1, 2];

/**
 * The residential tariff at low voltage, as KEPCO published it: 120.0, 214.6 and 307.3 KRW/kWh.
 * In July and August the blocks are wider; in peak seasons whatever is drawn beyond 1,000 kWh costs
 * 736.2. On every kWh come 9.0 for the climate and 5.0 for the price of fuel.
 *
 * @type {Tariff}
 */
export const RESIDENTIAL = {
	blocks(month) {
		const [first, second] = SUMMER.includes(month) ? [300, 450] : [200, 400];
		const superUser = PEAK_SEASONS.includes(month) ? 7_362 : 3_073;
		return [
			block(first, 910, 1_200),
			block(second, 1_600, 2_146),
			block(1_000, 7_300, 3_073),
			block(Infinity, 7_300, superUser),
		];
	},
	surchargeTicks: 90 + 50,
	fundPermille: 27,
};

/**
 * The residential tariff of 2016 with its six blocks, under which the pilot in KEPCO's paper ran.
 *
 * @type {Tariff}
 */
export const RESIDENTIAL_2016 = {
	blocks: () => [
		block(100, 410, 607),
		block(200, 910, 1_259),
		block(300, 1_600, 1_879),
		block(400, 3_850, 2_806),
		block(500, 7_300, 4_177),
		block(Infinity, 12_940, 7_095),
	],
	surchargeTicks: 0,
	fundPermille: 37,
};

/** What of the consumption lies in each block that it reaches. */
function slices(blocks, energyWh) {
	return blocks
		.map(({ upToWh, ticks }, number) => {
			const fromWh = number === 0 ? 0 : blocks[number - 1].upToWh;
			return { energyWh: Math.min(energyWh, upToWh) - fromWh, ticks };
		})
		.filter((slice) => slice.energyWh > 0);
}

const floorTo = (step, amount) => Math.floor(amount / step) * step;

/**
 * The bill for a month, in KRW.
 *
 * The charge for energy is floored to 1 KRW, value added tax of 10 % is rounded to 1, the levy for
 * the fund is floored to 10, and so is the sum.
 *
 * @param {Tariff} tariff
 * @param {number} month January is 1
 * @param {number} energyWh what was drawn from the grid
 */
export function billKrw(tariff, month, energyWh) {
	const blocks = tariff.blocks(month);
	const { baseKrw } = blocks.find(({ upToWh }) => energyWh <= upToWh);
	const charged = slices(blocks, energyWh).reduce(
		(sum, slice) => sum + slice.energyWh * (slice.ticks + tariff.surchargeTicks),
		0,
	);
	const chargesKrw = baseKrw + Math.floor(charged / (WH_PER_KWH * TICKS_PER_KRW));
	const vatKrw = Math.round(chargesKrw / 10);
	const fundKrw = floorTo(10, (chargesKrw * tariff.fundPermille) / 1_000);
	return floorTo(10, chargesKrw + vatKrw + fundKrw);
}

/**
 * What a household would save by drawing less, the dearest first: how much energy it draws in a
 * block, and what a kWh of it costs with all that is put on top, in ticks.
 *
 * @param {Tariff} tariff
 * @param {number} month January is 1
 * @param {number} energyWh what the household will draw
 * @returns {{ energyWh: number, ticks: number }[]}
 */
export function marginalCosts(tariff, month, energyWh) {
	const withTaxes = (ticks) => Math.floor((ticks * (1_100 + tariff.fundPermille)) / 1_000);
	return slices(tariff.blocks(month), energyWh)
		.map((slice) => ({ ...slice, ticks: withTaxes(slice.ticks + tariff.surchargeTicks) }))
		.reverse();
}
