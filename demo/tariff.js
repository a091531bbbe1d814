/**
 * What a kWh from the grid costs a household, as somebody knows it who thinks about a bid. What a month
 * costs in the end, the chain says.
 *
 * The price of a kWh rises in blocks, so the dearest kWh of a household are its last ones. That is
 * why buying from a neighbour pays: what is bought there comes off the top.
 */

const WH_PER_KWH = 1_000;

/**
 * @typedef {object} Block a stretch of a month's consumption
 * @property {number} upToWh where it ends
 * @property {number} ticks the price of a kWh
 *
 * @typedef {object} Tariff
 * @property {(month: number) => Block[]} blocks the blocks of a month, January being 1
 * @property {number} surchargeTicks what is charged on every kWh besides
 * @property {number} fundPermille the levy for the power industry's fund on all charges
 */

const block = (upToKwh, ticks) => ({ upToWh: upToKwh * WH_PER_KWH, ticks });

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
			block(first, 1_200),
			block(second, 2_146),
			block(1_000, 3_073),
			block(Infinity, superUser),
		];
	},
	surchargeTicks: 90 + 50,
	fundPermille: 27,
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
