# Makes a new chain that begins with the state in which another one ended: the last resort when
# finality cannot come back (docs/operate.md):
#
#   jq --arg id joule_naju_2 --arg name "Joule Naju 2" --from-file packaging/restart.jq state.json >chain.json

.id = $id
| .name = $name
| .protocolId = $id
| .codeSubstitutes = {}
| .genesis.raw.top |= (
	# System.Number: blocks are counted anew
	.["0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac"] = "0x00000000"
	# Grandpa.CurrentSetId: and so are the sets of authorities
	| .["0x5f9cc45b7a00c5899361e1c6099678dc8a2d09463effcc78a22d75b9cb87dffc"] = "0x0000000000000000"
)
