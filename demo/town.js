/** The neighbourhood on the chain: its people's accounts, their meters, and what became of them. */

import { Ledger } from './ledger.js';
import { Meter, genesisHashOf } from './meter.js';
import { BUYERS, SELLERS, readProfiles } from './neighbourhood.js';
import { Report } from './report.js';

/** The zone that the dev chain begins with. */
export const ZONE = 1;

/** The meter of the customer with this profile has this number. */
const FIRST_POINT = 1_000;

export class Town {
	#names = new Map();

	constructor(chain, profiles, monthStart) {
		this.chain = chain;
		this.api = chain.api;
		this.monthStart = monthStart;
		/** KEPCO's site on the dev chain: it runs the market, issues ecoin and installs meters. */
		this.kepco = this.#person('Alice');
		/** A dev account of Polkadot.js Apps, so that whoever tries the demo out can trade too. */
		this.guest = this.#person('Bob');

		const genesisHash = genesisHashOf(this.api);
		const customer = (one) => ({
			...one,
			account: this.#person(one.name),
			meter: new Meter(
				{
					point: FIRST_POINT + one.profile,
					kind: one.kind,
					installedAt: monthStart,
					quarters: profiles.get(one.profile),
				},
				genesisHash,
			),
		});
		this.sellers = SELLERS.map(customer);
		this.buyers = BUYERS.map(customer);

		const nameOf = (address) => this.#names.get(`${address}`) ?? `${address}`;
		this.report = new Report(nameOf);
		this.ledger = new Ledger(nameOf);
	}

	static async open(chain, profilesFile, monthStart) {
		const wanted = [...SELLERS, ...BUYERS].map(({ profile }) => profile);
		return new Town(chain, await readProfiles(profilesFile, wanted), monthStart);
	}

	#person(name) {
		const account = this.chain.account(name);
		this.#names.set(account.address, name);
		return account;
	}

	get customers() {
		return [...this.sellers, ...this.buyers];
	}

	/** A customer by name. */
	one(name) {
		return this.customers.find((customer) => customer.name === name);
	}

	/** Brings the signed readings of some meters onto the chain. */
	async read(customers, moment) {
		const readings = customers.map(({ meter }) => meter.read(moment));
		await this.chain.send(this.api.tx.metering.submitReadings(readings), this.kepco);
	}

	/** Looks what happened since the last time, notes it, and tells all but what shall be quiet. */
	async catchUp({ quiet = [] } = {}) {
		const events = await this.chain.news();
		const settled = this.ledger.record(events);
		this.report.events(events.filter(({ method }) => !quiet.includes(method)));
		for (const contract of settled) this.report.settled(contract);
	}

	/** Moves the clock. */
	async waitUntil(moment) {
		await this.chain.advanceTo(moment);
		await this.catchUp();
	}

	/** Lets the market work until a product has come to one of some stages. */
	async untilStage(product, stages) {
		const reached = async () => {
			const { stage } = (await this.api.query.energyTrading.products(product)).unwrap();
			return stages.includes(stage.type);
		};
		await this.chain.until(reached, `Product ${product} in stage ${stages.join(' or ')}`);
	}

	/** The number of the latest product that delivers from a moment on. */
	async productFrom(start) {
		const views = await this.api.call.marketApi.products(ZONE);
		return views.findLast(({ product }) => product.period.start.toNumber() === start).id.toNumber();
	}
}
