/** How long it took: from sending to a block on all nodes, and to finality on all nodes. */

/** A transaction is seen by all when the slowest node has seen it. */
const slowest = (nodes, momentAt) => Math.max(...nodes.map(({ heads }) => momentAt(heads)));

/**
 * @param {import('./trading.js').Sent[]} sent all of it final
 * @param {import('./record.js').Record} record
 * @param {import('./node.js').Node[]} nodes
 */
export function latencies(sent, record, nodes) {
	const places = sent.map(({ hash, at }) => ({ at, ...record.placeOf(hash) }));
	return {
		inBlockMs: places.map(
			({ at, blockHash }) => slowest(nodes, (heads) => heads.importedAt(blockHash)) - at,
		),
		finalMs: places.map(
			({ at, number }) => slowest(nodes, (heads) => heads.finalisedAt(number)) - at,
		),
	};
}

/** The value that so many per cent of some values do not exceed. */
export function percentile(values, percent) {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

/** `p50 0.27 s, p95 0.44 s, at most 0.51 s` */
export function spread(values) {
	const said = (percent) => `${(percentile(values, percent) / 1_000).toFixed(2)} s`;
	return `p50 ${said(50)}, p95 ${said(95)}, at most ${said(100)}`;
}
