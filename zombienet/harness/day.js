/** A day of the forward market, hour by hour, in the neighbourhood of the demo. */

import { HOUR_MS, korea } from '../../demo/calendar.js';
import { QUARTER_MS } from '../../demo/meter.js';
import { hourAsks, hourBids } from '../../demo/neighbourhood.js';
import { Town, ZONE } from '../../demo/town.js';
import { Council } from './council.js';
import { deposit, installation, register } from './participants.js';
import { until } from './until.js';

const MONTH_START = korea(2026, 6, 1);

/** The evening before, at which the clock of the chain begins. */
export const EVENING = korea(2026, 6, 9, 20);
export const MIDNIGHT = korea(2026, 6, 10);
export const HOURS = 24;

const DEPOSIT_KRW = 100_000;
const METER_WATT = 12_000;

/** An hour's gate closes an hour before it begins. */
const GATE_LEAD_MS = HOUR_MS;

export class Day {
	/**
	 * @param {import('./chain.js').Chain} chain
	 * @param {string} profiles the file with what flows through the meters
	 */
	static async open(chain, profiles) {
		const town = await Town.open(chain, profiles, MONTH_START);
		const day = new Day(chain, town);
		await day.#takePart();
		return day;
	}

	constructor(chain, town) {
		this.chain = chain;
		this.town = town;
		this.council = new Council(chain);
	}

	/** Opens a product for each hour. */
	async openProducts() {
		const series = {
			zone: ZONE,
			resolution: 'Hour',
			firstStart: MIDNIGHT,
			count: HOURS,
			gateLeadMs: GATE_LEAD_MS,
			lockLeadMs: QUARTER_MS,
		};
		const call = this.chain.api.tx.energyTrading.createSeries(series);
		const events = await this.chain.send(call, this.council.operator);
		this.products = events
			.filter(({ method }) => method === 'ProductCreated')
			.map(({ fields }) => fields.product.toNumber());
	}

	/** Lets everybody place what they want of each hour, in one batch each. */
	async placeOrders() {
		const { sellers, buyers } = this.town;
		const wishes = [
			...sellers.map((one) => [one, 'Ask', ({ exportWh }) => hourAsks(one, exportWh)]),
			...buyers.map((one) => [one, 'Bid', ({ importWh }) => hourBids(one, importWh)]),
		];
		await Promise.all(
			wishes.map(async ([one, side, ordersFor]) => {
				const calls = this.products.flatMap((product, hour) => {
					const start = MIDNIGHT + hour * HOUR_MS;
					const orders = ordersFor(one.meter.flow(start, start + HOUR_MS));
					if (orders.length === 0) return [];
					return [this.chain.api.tx.energyTrading.placeOrders(product, side, orders)];
				});
				await this.chain.sendAll(calls, one.account);
			}),
		);
	}

	/** The last bid of somebody for an hour. */
	bid(hour, { account }) {
		const order = { limit: 1_500, quantityWh: 100 };
		const call = this.chain.api.tx.energyTrading.placeOrders(this.products[hour], 'Bid', [order]);
		return this.chain.send(call, account);
	}

	/** Brings the readings of all meters onto the chain. */
	readMeters(moment) {
		return this.town.read(this.town.customers, moment);
	}

	/** Waits until an hour is in one of some stages. */
	async reached(hour, ...stages) {
		const stage = async () => {
			const product = await this.chain.api.query.energyTrading.products(this.products[hour]);
			return stages.includes(product.unwrap().stage.type);
		};
		await until(`hour ${hour} is ${stages.join(' or ')}`, stage);
	}

	/** Lets those confirm a delivery by hand whose meters drew less than they bought. */
	async confirmRest(hour) {
		const { call, tx } = this.chain.api;
		const product = this.products[hour];
		await Promise.all(
			this.town.buyers.map(async ({ account }) => {
				const contracts = await call.marketApi.contracts(account.address);
				const waiting = contracts.filter(
					(view) => view.product.toNumber() === product && view.state.isAgreed,
				);
				const calls = waiting.flatMap(({ contract }) => [
					tx.energyTrading.confirm(product, contract),
					tx.energyTrading.settleContract(product, contract),
				]);
				if (calls.length > 0) await this.chain.sendAll(calls, account);
			}),
		);
	}

	/** Everybody is registered and has money, and a meter that was read at midnight at the latest. */
	async #takePart() {
		const { customers } = this.town;
		const accounts = customers.map(({ account }) => account);
		await register(this.council, accounts);
		await deposit(this.council, accounts, DEPOSIT_KRW);
		const points = customers.map(({ meter, account }) =>
			installation(this.chain.api, meter, account, METER_WATT),
		);
		await this.chain.sendAll(points, this.council.operator);
	}
}
