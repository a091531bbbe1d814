"""A household that feeds solar energy into the grid, and the meter that signs so."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import count

from nacl.signing import SigningKey
from substrateinterface import Keypair

from .chain import Chain

QUARTER_MS = 15 * 60 * 1_000
POINTS = count(7_000)


@dataclass
class Neighbour:
    """A seller on the spot market. Its meter shows what it exports."""

    number: int
    point: int = field(default_factory=lambda: next(POINTS))
    key: SigningKey = field(default_factory=SigningKey.generate)

    @property
    def account(self) -> Keypair:
        """The account that sells."""
        return Keypair.create_from_uri(f"//Neighbour//{self.number}")

    def install(self, chain: Chain, at_ms: int) -> None:
        """Becomes a participant with a metering point, from a quarter of an hour on."""
        chain.register({"neighbour": (self.account, self.number, ["Producer"])}, "Household")
        installation = {
            "owner": self.account.ss58_address,
            "zone": 1,
            "source": "Solar",
            "capacity": {"import": 10_000, "export": 10_000},
            "key": {"Ed25519": "0x" + self.key.verify_key.encode().hex()},
            "installed_at": at_ms,
            "face": {"import_wh": 0, "export_wh": 0},
        }
        call = chain.call(
            "Metering", "register_point", id=self.point, installation=installation
        )
        chain.send(chain.alice, call)

    def export(self, chain: Chain, at_ms: int, export_wh: int) -> None:
        """The first reading: so much was fed in since the meter was installed."""
        root = bytes(32)
        message = struct.pack("<QIQQQ", self.point, 1, at_ms, 0, export_wh) + root
        signature = self.key.sign(b"joule/reading/1" + chain.genesis + message).signature
        reading = {
            "point": self.point,
            "sequence": 1,
            "measured_at": at_ms,
            "registers": {"import_wh": 0, "export_wh": export_wh},
            "intervals_root": "0x" + root.hex(),
        }
        signed = {"reading": reading, "signature": {"Ed25519": "0x" + signature.hex()}}
        chain.send(self.account, chain.call("Metering", "submit_readings", readings=[[signed]]))

    def sell(self, chain: Chain, vintage: int, ticks: int, quantity_wh: int) -> None:
        """Offers energy on the spot market."""
        _order(chain, self.account, "Ask", vintage, ticks, quantity_wh)


def buy(chain: Chain, buyer: Keypair, vintage: int, ticks: int, quantity_wh: int) -> None:
    """Bids for neighbours' energy on the spot market."""
    _order(chain, buyer, "Bid", vintage, ticks, quantity_wh)


def _order(
    chain: Chain, who: Keypair, side: str, vintage: int, ticks: int, quantity_wh: int
) -> None:
    call = chain.call(
        "EnergyTrading",
        "place_spot_order",
        side=side,
        vintage=vintage,
        limit=ticks,
        quantity_wh=quantity_wh,
        remainder="Rest",
    )
    chain.send(who, call)
