# Makes the specification of a network of your own from that of `local`:
#
#   joule-node export-chain-spec --chain local |
#     jq --slurpfile network network.json --from-file packaging/chain.jq >chain.json
#
# docs/operate.md says what is in network.json.

$network[0] as $network
| $network.sites as $sites
| [$sites[].account] as $accounts

| .name = $network.name
| .id = $network.id
| .protocolId = $network.id
# Not `Local`: the node refuses keys that everybody knows.
| .chainType = "Live"
| .bootNodes = [$sites[] | "\(.address)/p2p/\(.peerId)"]

| .genesis.runtimeGenesis.patch |= (
	.sites = { authorities: $accounts, nodes: ([$sites[].peerId] + $network.fullNodes) }
	| .session.keys = [$sites[] | [.account, .account, { aura, grandpa }]]
	| .council.members = $accounts
	| .registry.zones = $network.zones
	| .registry.participants = [
		$sites | to_entries[] | [.value.account, .key + 1, .value.zone, .value.roles]
	]
	| .registry.siteAccounts = $accounts
)
