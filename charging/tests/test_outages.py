"""Things go down and come back: the gateway, the node, a charge point's connection."""

from __future__ import annotations

import asyncio
import signal
import time

from rig.scene import FAST_TICKS, Scene

OUTAGE_S = 60
HOUR_S = 3600
KOREA_AHEAD_S = 9 * HOUR_S
MINUTES_A_DAY = 24 * 60


def test_the_gateway_is_killed_between_start_and_stop(village: Scene, version: str) -> None:
    (name, evse), driver = next(village.places), next(village.people)

    async def charge() -> None:
        async with village.connect(version, name) as station:
            status, answer = await village.authorize(station, driver, evse, 10_000)
            assert status == "Accepted", answer
            transaction, verdict = await station.start(answer["idTag"], 0)
            assert verdict == "Accepted"
            # At once: the chain may not have been told yet that charging began.
            village.gateway.process.end(signal.SIGKILL)
        village.gateway.start()
        async with village.connect(version, name) as station:
            await asyncio.sleep(1)
            await station.stop(transaction, 200)
            # And once more: it may not have been told yet that charging ended.
            village.gateway.process.end(signal.SIGKILL)
        village.gateway.start()

    asyncio.run(charge())
    village.wait_for_stage(driver, "Settled")
    village.audit()
    assert village.paid(driver) == 200 * FAST_TICKS


def test_the_node_is_down_for_a_minute(village: Scene, version: str) -> None:
    (name, evse), driver = next(village.places), next(village.people)
    node = village.network.processes[0]

    async def charge() -> None:
        async with village.connect(version, name) as station:
            status, answer = await village.authorize(station, driver, evse, 10_000)
            assert status == "Accepted", answer
            transaction, _ = await station.start(answer["idTag"], 0)
            await asyncio.sleep(2)
            node.end(signal.SIGKILL)
            begin = time.monotonic()
            await station.meter(transaction, 100)
            # Nobody new can be let in meanwhile.
            status, refusal = await village.authorize(station, driver, evse, 10_000)
            assert (status, refusal["status"]) == ("Rejected", "OutOfReach")
            await asyncio.sleep(max(0, OUTAGE_S - (time.monotonic() - begin)))
            await station.stop(transaction, 200)
            await asyncio.to_thread(village.revive_node)

    asyncio.run(charge())
    village.wait_for_stage(driver, "Settled")
    village.audit()
    assert village.paid(driver) == 200 * FAST_TICKS


def test_a_charge_point_is_offline_for_an_hour(village: Scene, version: str) -> None:
    driver = next(village.people)
    # The price changes twice meanwhile.
    minute = int(village.now() + KOREA_AHEAD_S) // 60 % MINUTES_A_DAY
    bands = {0: FAST_TICKS, (minute + 30) % MINUTES_A_DAY: 1_000, (minute + 45) % MINUTES_A_DAY: 7}
    village.gateway.process.end()
    [(name, evse)] = village.add_stations(1, tariff=village.new_tariff(bands))
    village.gateway.start()

    async def charge() -> None:
        async with village.connect(version, name) as station:
            status, answer = await village.authorize(station, driver, evse, 10_000)
            assert status == "Accepted", answer
            transaction, verdict = await station.start(answer["idTag"], 0)
            assert verdict == "Accepted"
        # A charge of which the chain hears later than a quarter of an hour after its prepayment is lost.
        village.wait_for_stage(driver, "Charging")
        began = village.now()
        village.clock.put_ahead(village.clock.ahead_s + HOUR_S)
        async with village.connect(version, name) as station:
            # What it kept comes late, with the times at which it happened.
            for minute in range(1, 60):
                await station.meter(transaction, minute * 10, began + minute * 60)
            await station.stop(transaction, 600, began + HOUR_S - 1)

    asyncio.run(charge())
    session = village.wait_for_stage(driver, "Settled")
    village.audit()
    assert all(session["metered"]["energy_by_band"])
    assert village.paid(driver) == session["stage"]["Settled"]["paid"] < 600 * FAST_TICKS
    lasted_ms = session["metered"]["last"]["at"] - session["metered"]["began_at"]
    assert abs(lasted_ms - HOUR_S * 1000) < 5_000
