"""What sessions must have cost: from tariffs, and from what chargers reported, read in the blocks.

Written from docs/charging.md alone: it shares nothing with the chain or the gateway.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from .chain import Chain

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
KOREA_AHEAD_MS = 9 * 60 * MINUTE_MS

BLOCKS_KEPT = 200
"""Of how many blocks a node still has the events, at least."""


class Reading(NamedTuple):
    """A report of a charger, as the chain recorded it."""

    sequence: int
    at: int
    register: int
    event: str


@dataclass
class Journal:
    """All reports in final blocks, by session and in order."""

    readings: dict[int, list[Reading]] = field(default_factory=dict)
    debts_paid: dict[int, int] = field(default_factory=dict)
    """What was paid later of what sessions left owed."""
    following: int = 0
    """The next block."""

    def read(self, chain: Chain) -> list[dict[str, Any]]:
        """Reads the blocks that have become final since the last time. Returns their events."""
        rpc = chain.rpc
        head = rpc.get_block_number(rpc.get_chain_finalised_head())
        seen = []
        for number in range(max(self.following, head - BLOCKS_KEPT), head + 1):
            for event in rpc.get_events(rpc.get_block_hash(number)):
                seen.append(event.value)
                self._note(event.value)
            self.following = number + 1
        return seen

    def _note(self, event: dict[str, Any]) -> None:
        if event["module_id"] != "EvSettlement":
            return
        said = event["attributes"]
        if event["event_id"] == "DebtPaid":
            paid = self.debts_paid.get(said["session"], 0)
            self.debts_paid[said["session"]] = paid + said["amount"]
        if event["event_id"] != "ReportRecorded":
            return
        reading = Reading(said["sequence"], said["at"], said["register"], said["event"])
        self.readings.setdefault(said["session"], []).append(reading)


def price_at(bands: list[dict], at: int) -> int:
    """The price of the band in which an instant lies."""
    minute = (at + KOREA_AHEAD_MS) % DAY_MS // MINUTE_MS
    return [band["price"] for band in bands if band["from_minute"] <= minute][-1]


def edges_between(bands: list[dict], begin: int, end: int) -> list[int]:
    """The instants within a stretch at which a band begins."""
    midnight = (begin + KOREA_AHEAD_MS) // DAY_MS * DAY_MS - KOREA_AHEAD_MS
    edges = []
    while midnight < end:
        edges += [midnight + band["from_minute"] * MINUTE_MS for band in bands]
        midnight += DAY_MS
    return [edge for edge in edges if begin < edge < end]


def energy_cost(bands: list[dict], readings: list[Reading]) -> int:
    """What energy costs that flowed evenly between two readings each. Until an instant, whole Wh
    have flowed."""
    cost = 0
    for first, last in pairwise(readings):
        energy, length = last.register - first.register, last.at - first.at
        if length == 0:
            cost += energy * price_at(bands, last.at)
            continue
        edges = [first.at, *edges_between(bands, first.at, last.at), last.at]
        flowed = [energy * (edge - first.at) // length for edge in edges]
        for (edge, _), (before, after) in zip(pairwise(edges), pairwise(flowed), strict=True):
            cost += (after - before) * price_at(bands, edge)
    return cost


def occupancy_cost(fee: dict | None, readings: list[Reading]) -> int:
    """What staying costs: each whole minute from the end of charging to the last report beyond those
    that are free, up to the cap."""
    ended = [reading.at for reading in readings if reading.event in ("Ended", "Left")]
    if fee is None or not ended:
        return 0
    minutes = (readings[-1].at - ended[0]) // MINUTE_MS - fee["grace_minutes"]
    return min(max(0, minutes) * fee["per_minute"], fee["cap"])


def check_receipt(number: int, session: dict, tariff: dict, readings: list[Reading]) -> None:
    """Checks that a settled session cost what its readings cost by its tariff."""
    assert [reading.sequence for reading in readings] == list(range(len(readings)))
    for before, after in pairwise(readings):
        assert before.at <= after.at and before.register <= after.register
    settlement = session["stage"]["Settled"]
    energy = readings[-1].register - readings[0].register if readings else 0
    recorded = sum(session["metered"]["energy_by_band"]) if readings else 0
    assert energy == recorded, f"session {number}: no Wh is lost"
    expected = energy_cost(tariff["bands"], readings), occupancy_cost(tariff["occupancy"], readings)
    booked = settlement["energy_cost"], settlement["occupancy_cost"]
    assert booked == expected, f"session {number} cost {booked} and not {expected}"
