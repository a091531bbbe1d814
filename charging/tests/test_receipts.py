"""The auditor finds what a receipt has wrong; its figures here were worked out by hand."""

from __future__ import annotations

import copy

import pytest
from rig.receipts import Reading, check_receipt, energy_cost, occupancy_cost

MIDNIGHT = 1_793_458_800_000
"""2026-11-01 00:00 in Korea."""

HOUR_MS = 3_600_000
BANDS = [{"from_minute": 0, "price": 1_000}, {"from_minute": 480, "price": 3_000}]
FEE = {"grace_minutes": 10, "per_minute": 500, "cap": 2_000}


def stretch(from_hour: float, to_hour: float, energy: int) -> list[Reading]:
    """Two readings with so much energy between them."""
    return [
        Reading(0, int(MIDNIGHT + from_hour * HOUR_MS), 7_000, "Began"),
        Reading(1, int(MIDNIGHT + to_hour * HOUR_MS), 7_000 + energy, "Ended"),
    ]


@pytest.mark.parametrize(
    ("from_hour", "to_hour", "energy", "cost"),
    [
        (7, 8, 1_000, 1_000_000),
        (8, 9, 1_000, 3_000_000),
        (7, 9, 2_000, 4_000_000),
        # A half Wh that has flowed by eight o'clock counts afterwards.
        (7, 9, 3, 1_000 + 2 * 3_000),
        (-1, 1, 2, 3_000 + 1_000),
        (8, 8, 5, 15_000),
        # Three days: 8 h at night and 16 h at day each, 1 Wh an hour.
        (0, 72, 72, 3 * (8 * 1_000 + 16 * 3_000)),
    ],
)
def test_energy_costs_what_its_bands_say(
    from_hour: float, to_hour: float, energy: int, cost: int
) -> None:
    assert energy_cost(BANDS, stretch(from_hour, to_hour, energy)) == cost


def test_staying_costs_whole_minutes_after_those_that_are_free() -> None:
    readings = stretch(7, 8, 10)

    def stays(minutes: float) -> int:
        left = Reading(2, readings[-1].at + int(minutes * 60_000), 7_010, "Left")
        return occupancy_cost(FEE, [*readings, left])

    assert [stays(minutes) for minutes in (0, 10, 11.9, 12, 99)] == [0, 0, 500, 1_000, 2_000]
    assert occupancy_cost(None, readings) == 0


def test_a_wrong_receipt_is_found() -> None:
    readings = stretch(7, 9, 2_000)
    session = {
        "stage": {"Settled": {"energy_cost": 4_000_000, "occupancy_cost": 0}},
        "metered": {"energy_by_band": [1_000, 1_000]},
    }
    tariff = {"bands": BANDS, "occupancy": FEE}
    check_receipt(1, session, tariff, readings)
    dearer = copy.deepcopy(session)
    dearer["stage"]["Settled"]["energy_cost"] += 1
    longer = copy.deepcopy(session)
    longer["metered"]["energy_by_band"][1] += 1
    for wrong in (dearer, longer):
        with pytest.raises(AssertionError):
            check_receipt(1, wrong, tariff, readings)
    with pytest.raises(AssertionError):
        check_receipt(1, session, tariff, readings[1:])
