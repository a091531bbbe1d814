"""Drivers charge, by charge points of both versions; after each, the books are audited."""

from __future__ import annotations

import asyncio

from ocpp.v16 import call as call16
from rig.drivers import KRW, tag_key
from rig.scene import FAST_TICKS, OPERATOR, Scene
from rig.stations import written


def test_a_whole_charge_with_a_password(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            assert (await station.boot()).status == "Accepted"
            await station.state("Available")
            status, answer = await town.authorize(station, driver, evse, 10_000)
            assert status == "Accepted", answer
            await station.state("Preparing")
            assert await station.recognize(answer["idTag"]) == "Accepted"
            transaction, verdict = await station.start(answer["idTag"], 50_000)
            assert verdict == "Accepted"
            await asyncio.sleep(1)
            await station.meter(transaction, 50_100)
            await asyncio.sleep(1)
            await station.stop(transaction, 50_250)
            await station.state("Available")
            assert station.meter_interval_s == 60
            assert len(station.measurands) == {"1.6": 1, "2.0.1": 3}[version]

    asyncio.run(charge())
    session = town.wait_for_stage(driver, "Settled")
    assert session["prepayment"] == 10_000 * KRW
    town.audit()
    assert town.paid(driver) == 250 * FAST_TICKS


def test_a_whole_charge_with_a_tag(town: Scene, version: str) -> None:
    (name, _), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            assert await station.recognize(driver.tag.lower()) == "Accepted"
            transaction, verdict = await station.start(driver.tag, 0)
            assert verdict == "Accepted"
            await asyncio.sleep(1)
            await station.stop(transaction, 200)

    asyncio.run(charge())
    town.wait_for_stage(driver, "Settled")
    town.audit()
    assert town.paid(driver) == 200 * FAST_TICKS


def test_a_wrong_password(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            status, answer = await town.authorize(station, driver, evse, 10_000, password="guess")
            assert (status, answer["status"]) == ("Rejected", "Invalid")
            status, answer = await station.terminal(
                "challenge", {"member": 4_000_000, "evse": evse}
            )
            assert (status, answer["status"]) == ("Rejected", "Unknown")

    asyncio.run(charge())
    assert not town.sessions_of(driver)
    town.audit()
    assert town.paid(driver) == 0


def test_a_blocked_tag(town: Scene, version: str) -> None:
    (name, _), driver = next(town.places), next(town.people)
    key = "0x" + tag_key(driver.tag, town.chain.genesis).verify_key.encode().hex()
    town.chain.send(driver.account, town.chain.call("EvSettlement", "revoke_credential", key=key))

    async def charge() -> None:
        async with town.connect(version, name) as station:
            assert await station.recognize(driver.tag) == "Blocked"
            transaction, verdict = await station.start(driver.tag, 0)
            assert verdict == "Blocked"
            await station.stop(transaction, 0)

    asyncio.run(charge())
    assert not town.sessions_of(driver)
    town.audit()


def test_not_enough_ecoin(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            status, answer = await town.authorize(station, driver, evse, 100_001)
            assert (status, answer["status"]) == ("Rejected", "NoCredit")
            # What there is can be used.
            status, _ = await town.authorize(station, driver, evse, 1_000)
            assert status == "Accepted"
            await station.state("Preparing")
            await station.state("Available")

    asyncio.run(charge())
    town.wait_for_stage(driver, "Cancelled")
    town.audit()
    assert town.paid(driver) == 0


def test_unplugged_early(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            _, answer = await town.authorize(station, driver, evse, 10_000)
            await station.state("Preparing")
            transaction, _ = await station.start(answer["idTag"], 777)
            await asyncio.sleep(1)
            await station.stop(transaction, 790, reason="EVDisconnected")
            await station.state("Available")

    asyncio.run(charge())
    town.wait_for_stage(driver, "Settled")
    town.audit()
    assert town.paid(driver) == 13 * FAST_TICKS


def test_every_message_twice(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            status, challenge = await station.terminal(
                "challenge", {"member": driver.number, "evse": evse}
            )
            assert status == "Accepted"
            station.twice = True
            _, answer = await town.authorize(station, driver, evse, 10_000)
            transaction, verdict = await station.start(answer["idTag"], 50_000)
            assert verdict == "Accepted"
            await asyncio.sleep(1)
            at = town.now()
            await station.meter(transaction, 50_100, at)
            await asyncio.sleep(1)
            await station.stop(transaction, 50_250)

    asyncio.run(charge())
    town.wait_for_stage(driver, "Settled")
    town.audit()
    assert town.paid(driver) == 250 * FAST_TICKS


def test_the_charge_point_is_stopped_before_the_prepayment_is_used_up(
    town: Scene, version: str
) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            _, answer = await town.authorize(station, driver, evse, 1_000)
            transaction, _ = await station.start(answer["idTag"], 0)
            await asyncio.sleep(8)
            await station.meter(transaction, 2_000)
            await asyncio.wait_for(station.stop_asked.wait(), 10)
            await asyncio.sleep(8)
            # The vehicle takes a little more than was prepaid before it stops.
            await station.stop(transaction, 4_000)

    asyncio.run(charge())
    session = town.wait_for_stage(driver, "Settled")
    town.audit()
    assert town.paid(driver) == 1_000 * KRW
    assert session["stage"]["Settled"]["owed"] == 4_000 * FAST_TICKS - 1_000 * KRW


def test_one_driver_after_the_other(town: Scene, version: str) -> None:
    (name, evse), first, second = next(town.places), next(town.people), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            for driver, register in ((first, 0), (second, 20)):
                # At once: the chain does not know yet that the one before has ended.
                status, answer = await town.authorize(station, driver, evse, 10_000)
                assert status == "Accepted", answer
                transaction, verdict = await station.start(answer["idTag"], register)
                assert verdict == "Accepted"
                await station.stop(transaction, register + 20)

    asyncio.run(charge())
    for driver in (first, second):
        town.wait_for_stage(driver, "Settled")
        assert town.paid(driver) == 20 * FAST_TICKS
    town.audit()


def test_a_charge_point_that_is_revoked_is_stopped(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            _, answer = await town.authorize(station, driver, evse, 50_000)
            transaction, _ = await station.start(answer["idTag"], 0)
            await asyncio.sleep(2)
            revoke = town.chain.call("EvSettlement", "revoke_evse", evse=evse)
            await asyncio.to_thread(town.chain.send, OPERATOR, revoke)
            await asyncio.wait_for(station.stop_asked.wait(), 60)
            await station.stop(transaction, 100)

    asyncio.run(charge())
    session = town.wait_for_stage(driver, "Settled")
    assert session["stage"]["Settled"]["cause"] == "EvseRevoked"
    town.audit()
    assert town.paid(driver) == 0


def test_an_hour_of_signed_readings_in_one_message(town: Scene) -> None:
    (name, evse), driver = next(town.places), next(town.people)
    signed = "OCMF|" + 2_000 * "x"

    async def charge() -> None:
        async with town.connect("1.6", name) as station:
            _, answer = await town.authorize(station, driver, evse, 10_000)
            transaction, _ = await station.start(answer["idTag"], 0)
            begin = town.now()
            await asyncio.sleep(2)
            readings = [
                {
                    "timestamp": written(begin + reading / 1_000),
                    "sampledValue": [
                        {"value": signed, "format": "SignedData"},
                        {"value": str(reading), "format": "Raw"},
                    ],
                }
                for reading in range(1, 361)
            ]
            await station.say(
                call16.StopTransaction(
                    transaction_id=transaction,
                    meter_stop=400,
                    timestamp=written(town.now()),
                    transaction_data=readings,
                )
            )

    asyncio.run(charge())
    session = town.wait_for_stage(driver, "Settled")
    town.audit()
    assert town.paid(driver) == 400 * FAST_TICKS
    assert session["metered"]["last"]["sequence"] > 300
