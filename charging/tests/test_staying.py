"""Vehicles that stay after charging, where staying costs."""

from __future__ import annotations

import asyncio

import pytest
from rig.drivers import KRW
from rig.scene import FAST_TICKS, Scene

MINUTE_S = 60
FEE = {"grace_minutes": 10, "per_minute": 100 * KRW, "cap": 2_000 * KRW}


@pytest.fixture
def place(village: Scene) -> tuple[str, int]:
    """A charge point at which staying costs."""
    village.gateway.process.end()
    [found] = village.add_stations(1, tariff=village.new_tariff(occupancy=FEE))
    village.gateway.start()
    return found


@pytest.mark.parametrize(("minutes", "fee_krw"), [(8, 0), (25, 1_500), (90, 2_000)])
def test_staying_costs_beyond_what_is_free_and_up_to_the_cap(
    village: Scene, version: str, place: tuple[str, int], minutes: int, fee_krw: int
) -> None:
    (name, evse), [driver] = place, village.add_drivers(1)

    async def charge() -> None:
        async with village.connect(version, name) as station:
            _, shown = await station.terminal("challenge", {"member": driver.number, "evse": evse})
            assert shown["occupancy"] == {
                "graceMinutes": FEE["grace_minutes"],
                "perMinute": str(FEE["per_minute"]),
                "cap": str(FEE["cap"]),
            }
            status, answer = await village.authorize(station, driver, evse, 10_000)
            assert status == "Accepted", answer
            await station.state("Preparing")
            transaction, _ = await station.start(answer["idTag"], 0)
            await asyncio.sleep(1)
            await station.stop(transaction, 200)
            await station.state("Finishing")
            village.wait_for_stage(driver, "Occupying")
            village.clock.put_ahead(village.clock.ahead_s + minutes * MINUTE_S)
            await station.state("Available")

    asyncio.run(charge())
    session = village.wait_for_stage(driver, "Settled")
    village.audit()
    assert session["stage"]["Settled"]["occupancy_cost"] == fee_krw * KRW
    assert village.paid(driver) == 200 * FAST_TICKS + fee_krw * KRW


def test_a_station_need_not_say_why_charging_ended(village: Scene, place: tuple[str, int]) -> None:
    (name, evse), [driver] = place, village.add_drivers(1)

    async def charge() -> None:
        async with village.connect("2.0.1", name) as station:
            _, answer = await village.authorize(station, driver, evse, 10_000)
            await station.state("Preparing")
            transaction, _ = await station.start(answer["idTag"], 0)
            await asyncio.sleep(1)
            # The transaction goes on until the vehicle leaves.
            await station.tell(
                "Updated",
                transaction,
                200,
                None,
                trigger_reason="StopAuthorized",
                info={"chargingState": "EVConnected"},
            )
            village.wait_for_stage(driver, "Occupying")
            village.clock.put_ahead(village.clock.ahead_s + 25 * MINUTE_S)
            await station.tell("Ended", transaction, 200, None, trigger_reason="EVDeparted")

    asyncio.run(charge())
    session = village.wait_for_stage(driver, "Settled")
    village.audit()
    assert session["stage"]["Settled"]["occupancy_cost"] == 1_500 * KRW
    assert village.paid(driver) == 200 * FAST_TICKS + 1_500 * KRW


def test_who_left_before_the_station_told_of_the_end_does_not_stay(
    village: Scene, version: str, place: tuple[str, int]
) -> None:
    (name, evse), (first, second) = place, village.add_drivers(2)

    async def charge() -> None:
        async with village.connect(version, name) as station:
            _, answer = await village.authorize(station, first, evse, 10_000)
            await station.state("Preparing")
            transaction, _ = await station.start(answer["idTag"], 0)
        began = village.now()
        village.clock.put_ahead(village.clock.ahead_s + 30 * MINUTE_S)
        async with village.connect(version, name) as station:
            # The station says first how its connector is, and then what else it kept.
            await station.state("Available", began + 11 * MINUTE_S)
            await station.meter(transaction, 100, began + 5 * MINUTE_S)
            await station.stop(transaction, 200, began + 10 * MINUTE_S)
            # The place is free for the next.
            status, answer = await village.authorize(station, second, evse, 1_000)
            assert status == "Accepted", answer
            await station.state("Preparing")
            await station.state("Available")

    asyncio.run(charge())
    session = village.wait_for_stage(first, "Settled")
    village.wait_for_stage(second, "Cancelled")
    village.audit()
    assert session["stage"]["Settled"]["occupancy_cost"] == 0
    assert village.paid(first) == 200 * FAST_TICKS
    assert village.paid(second) == 0
