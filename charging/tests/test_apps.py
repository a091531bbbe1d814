"""Drivers prepay by an app of their own, before they plug in or afterwards."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rig.drivers import KRW, Driver
from rig.scene import FAST_TICKS, Scene


async def prepay(town: Scene, driver: Driver, evse: int) -> None:
    """What an app does: the driver's own account prepays. Returns when that is final."""
    call = town.chain.call(
        "EvSettlement",
        "prepay_directly",
        evse=evse,
        tariff=town.tariff,
        prepayment=5_000 * KRW,
    )
    await asyncio.to_thread(town.chain.send, driver.account, call)


async def charge_when_asked(station: Any) -> None:
    """What a charge point does that is asked to start charging."""
    token = await asyncio.wait_for(station.start_asked.get(), 20)
    assert await station.recognize(token) == "Accepted"
    transaction, verdict = await station.start(token, 0)
    assert verdict == "Accepted"
    await asyncio.sleep(1)
    await station.stop(transaction, 100)
    await station.state("Available")


def assert_charged(town: Scene, driver: Driver) -> None:
    """Looks whether the driver paid for what was charged, and for nothing else."""
    town.wait_for_stage(driver, "Settled")
    town.audit()
    assert town.paid(driver) == 100 * FAST_TICKS


def test_pay_then_plug_in_at_a_place_that_is_kept(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            await station.state("Available")
            await prepay(town, driver, evse)
            async with asyncio.timeout(20):
                while not station.reserved:
                    await asyncio.sleep(0.1)
            assert station.start_asked.empty()
            await station.state("Preparing")
            await charge_when_asked(station)
            assert len(station.reserved) == 1

    asyncio.run(charge())
    assert_charged(town, driver)


@pytest.mark.parametrize("pause_s", [0, 8])
def test_pay_then_plug_in_where_no_place_is_kept(
    town: Scene, version: str, pause_s: float
) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            station.has_room = False
            await station.state("Available")
            await prepay(town, driver, evse)
            await asyncio.sleep(pause_s)
            await station.state("Preparing")
            await charge_when_asked(station)

    asyncio.run(charge())
    assert_charged(town, driver)


def test_plug_in_then_pay(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            station.has_room = False
            await station.state("Available")
            await station.state("Preparing")
            await prepay(town, driver, evse)
            await charge_when_asked(station)
            assert not station.reserved

    asyncio.run(charge())
    assert_charged(town, driver)


def test_pay_where_another_vehicle_has_charged(town: Scene, version: str) -> None:
    (name, evse), first, second = next(town.places), next(town.people), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            station.has_room = False
            await station.state("Preparing")
            transaction, verdict = await station.start(first.tag, 0)
            assert verdict == "Accepted"
            await asyncio.sleep(1)
            await station.stop(transaction, 100)
            await station.state("Finishing")
            await asyncio.to_thread(town.wait_for_stage, first, "Settled")
            await prepay(town, second, evse)
            await asyncio.to_thread(town.wait_for_stage, second, "Cancelled")
            assert station.start_asked.empty()

    asyncio.run(charge())
    assert_charged(town, first)
    assert town.paid(second) == 0


def test_plug_in_then_pay_while_the_gateway_is_away(village: Scene, version: str) -> None:
    (name, evse), driver = next(village.places), next(village.people)

    async def charge() -> None:
        async with village.connect(version, name) as station:
            await station.state("Available")
            await station.state("Preparing")
        village.gateway.process.end()
        await prepay(village, driver, evse)
        village.gateway.start()
        async with village.connect(version, name) as station:
            station.has_room = False
            station.last_state = "Preparing"
            # It says something, and is asked how its connector is.
            await station.recognize(driver.tag)
            await charge_when_asked(station)

    asyncio.run(charge())
    assert_charged(village, driver)
