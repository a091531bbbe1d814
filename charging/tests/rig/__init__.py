"""What the tests stand on: a chain, a gateway, drivers and charge points written by others."""
