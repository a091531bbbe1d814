/**
 * A market for the scenarios: households with money and energy, products to bid for, and offers of
 * energy to take. Whatever they are given to sign succeeds, so what does not is the network's fault.
 */

import { HOUR_MS } from '../../demo/calendar.js';
import { Meter, QUARTER_MS, genesisHashOf } from '../../demo/meter.js';
import { ZONE } from '../../demo/town.js';
import { ticksOf } from '../../demo/units.js';
import { Council } from './council.js';
import { Household } from './household.js';
import { deposit, installation, register } from './participants.js';

const FIRST_POINT = 1_001;
const DEPOSIT_KRW = 1_000_000;

/** A plant large enough that nobody runs out of energy. */
const PLANT_WATT = 4_000_000;
const STOCK_WH = 1_000_000;

/** Products to bid for. An account has room for so many batches in each of them. */
const PRODUCTS = 16;

const OFFER = { limit: ticksOf(150), quantityWh: STOCK_WH };
const PIECE_WH = 10;
const BID = { limit: ticksOf(140), quantityWh: 100 };

/** The last full quarter of an hour before a moment. */
const quarterBefore = (moment) => moment - (moment % QUARTER_MS);

export class Market {
	#offers = [];
	#products = [];

	/**
	 * Opens a market.
	 *
	 * @param {import('./chain.js').Chain} chain
	 * @param {object} [size]
	 * @param {number} [size.sellers]
	 * @param {number} [size.buyers]
	 * @param {number} [size.others] households that are registered and have nothing
	 */
	static async open(chain, { sellers = 2, buyers = 6, others = 0 } = {}) {
		const market = new Market(chain, sellers, buyers, others);
		const accountsOf = (households) => households.map(({ account }) => account);
		const traders = [...market.sellers, ...market.buyers];
		await register(market.council, accountsOf([...traders, ...market.others]));
		await deposit(market.council, accountsOf(traders), DEPOSIT_KRW);
		await market.#stock();
		await market.#offer();
		await Promise.all(traders.map((household) => household.lookUpNonce()));
		return market;
	}

	constructor(chain, sellers, buyers, others) {
		const named = (kind) => (_, index) => new Household(chain, `${kind} ${index + 1}`);
		this.chain = chain;
		this.council = new Council(chain);
		this.sellers = Array.from({ length: sellers }, named('Seller'));
		this.buyers = Array.from({ length: buyers }, named('Buyer'));
		this.others = Array.from({ length: others }, named('Household'));
	}

	/** A buyer takes some energy that is on offer. Paid and handed over at once. */
	purchase(buyer, turn) {
		const offer = this.#offers[turn % this.#offers.length];
		return buyer.sign(this.chain.api.tx.energyTrading.takeSpotOrder(offer, PIECE_WH));
	}

	/** A buyer bids for energy of an hour to come. */
	bid(buyer, turn) {
		const product = this.#products[turn % this.#products.length];
		return buyer.sign(this.chain.api.tx.energyTrading.placeOrders(product, 'Bid', [BID]));
	}

	/** Sellers have energy that their meters signed for, and there are hours to come. */
	async #stock() {
		const { tx, query } = this.chain.api;
		const now = (await query.timestamp.now()).toNumber();
		const readAt = quarterBefore(now);
		const meters = this.sellers.map((_, index) => this.#meter(FIRST_POINT + index, readAt));
		const points = meters.map((meter, index) =>
			installation(this.chain.api, meter, this.sellers[index], PLANT_WATT),
		);
		const readings = tx.metering.submitReadings(meters.map((meter) => meter.read(readAt)));
		const series = tx.energyTrading.createSeries({
			zone: ZONE,
			resolution: 'Hour',
			// At least an hour ahead: no gate closes while a scenario lasts.
			firstStart: now - (now % HOUR_MS) + 2 * HOUR_MS,
			count: PRODUCTS,
			gateLeadMs: 0,
			lockLeadMs: 0,
		});
		const events = await this.chain.sendAll([...points, readings, series], this.council.operator);
		const fieldsOf = (name) =>
			events.filter(({ method }) => method === name).map(({ fields }) => fields);
		this.#products = fieldsOf('ProductCreated').map(({ product }) => product);
		[{ vintage: this.vintage }] = fieldsOf('EnergyIssued');
	}

	#meter(point, readAt) {
		const quarters = [{ importWh: 0, exportWh: STOCK_WH }];
		const installedAt = readAt - QUARTER_MS;
		return new Meter(
			{ point, kind: 'Ed25519', installedAt, quarters },
			genesisHashOf(this.chain.api),
		);
	}

	async #offer() {
		const { limit, quantityWh } = OFFER;
		const { tx } = this.chain.api;
		const placed = this.sellers.map(({ account }) =>
			this.chain.send(
				tx.energyTrading.placeSpotOrder('Ask', this.vintage, limit, quantityWh, 'Rest'),
				account,
			),
		);
		this.#offers = (await Promise.all(placed))
			.flat()
			.filter(({ method }) => method === 'SpotOrderPlaced')
			.map(({ fields }) => fields.resting.unwrap());
	}
}
