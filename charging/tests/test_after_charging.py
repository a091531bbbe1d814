"""What comes after a charge: its debt is paid, and an operator covers it with neighbours' energy."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import pytest
from rig.chain import Refused
from rig.drivers import KRW, Driver
from rig.meters import QUARTER_MS, Neighbour, buy
from rig.scene import FAST_TICKS, OPERATOR, Scene

KOREA = timezone(timedelta(hours=9))
SPOT_TICKS = 1_500


def charge_by_tag(scene: Scene, name: str, driver: Driver, version: str, energy_wh: int) -> int:
    """A driver charges with a tag. Returns the number of the session once it is settled."""

    async def charge() -> None:
        async with scene.connect(version, name) as station:
            transaction, verdict = await station.start(driver.tag, 0)
            assert verdict == "Accepted"
            await asyncio.sleep(1 + energy_wh / 400)
            await station.stop(transaction, energy_wh)

    asyncio.run(charge())
    scene.wait_for_stage(driver, "Settled")
    return next(iter(scene.sessions_of(driver)))


def test_what_is_owed_is_paid_later(town: Scene, version: str) -> None:
    (name, evse), driver = next(town.places), next(town.people)

    async def charge() -> None:
        async with town.connect(version, name) as station:
            _, answer = await town.authorize(station, driver, evse, 1_000)
            transaction, _ = await station.start(answer["idTag"], 0)
            await asyncio.sleep(14)
            await station.stop(transaction, 3_500)

    asyncio.run(charge())
    town.wait_for_stage(driver, "Settled")
    [(number, session)] = town.sessions_of(driver).items()
    owed = session["stage"]["Settled"]["owed"]
    assert owed == 3_500 * FAST_TICKS - 1_000 * KRW

    def pay(amount: int) -> None:
        call = town.chain.call("EvSettlement", "pay_debt", session=number, amount=amount)
        town.chain.send(driver.account, call)

    with pytest.raises(Refused, match="AboveDebt"):
        pay(owed + 1)
    pay(owed // 3)
    pay(owed - owed // 3)
    with pytest.raises(Refused, match="NothingOwed"):
        pay(1)
    town.audit()
    assert town.paid(driver) == 3_500 * FAST_TICKS


def test_a_charge_is_covered_with_the_sun_of_a_neighbour(village: Scene, version: str) -> None:
    chain, (name, _), driver = village.chain, next(village.places), next(village.people)
    neighbour = Neighbour(next(village.numbers))
    begin_ms = int(village.now() * 1000) // QUARTER_MS * QUARTER_MS
    neighbour.install(chain, begin_ms)
    # What the operator is paid for the charge, it buys energy with.
    number = charge_by_tag(village, name, driver, version, 400)
    village.clock.put_ahead(village.clock.ahead_s + 16 * 60)
    # A reading is of the month in which it ends.
    end_ms = begin_ms + QUARTER_MS
    vintage = int(datetime.fromtimestamp((end_ms - 1) / 1000, KOREA).strftime("%Y%m"))
    neighbour.export(chain, end_ms, 1_000)
    neighbour.sell(chain, vintage, SPOT_TICKS, 250)
    buy(chain, OPERATOR, vintage, SPOT_TICKS, 250)

    def cover(quantity_wh: int) -> None:
        call = chain.call(
            "EvSettlement", "cover", session=number, vintage=vintage, quantity_wh=quantity_wh
        )
        chain.send(OPERATOR, call)

    with pytest.raises(Refused, match="CoverAboveEnergy"):
        cover(401)
    with pytest.raises(Refused, match="InsufficientEnergy"):
        cover(251)
    cover(250)
    village.journal.read(chain)
    covered = village.sessions_of(driver)[number]["covered"]
    assert covered == [{"vintage": vintage, "quantity_wh": 250}]
    village.audit()
