"""One driver charges at one charge point, for people to watch; prints the receipt.

    python demo.py [--once]

Starts a chain of one authority, the gateway and a simulated charge point. The chain and the gateway
go on until Ctrl-C; with --once they stop at the end. The environment names the programs: JOULE_NODE
and JOULE_CHARGE.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import time

from rig.auditor import energy_wh, stage_of
from rig.drivers import KRW
from rig.scene import FAST_TICKS, Scene, scene

PREPAYMENT_KRW = 10_000
METER_INTERVAL_S = 2
READINGS = 4
WH_A_READING = 450


def say(text: str) -> None:
    """Prints what happens, with the time."""
    print(f"[charging] {text}", flush=True)


async def charge(town: Scene, name: str, evse: int, driver: object) -> None:
    """The driver charges."""
    async with town.connect("2.0.1", name) as station:
        await station.boot()
        await station.state("Available")
        say(f"The charge point {name} is connected to the gateway by {station.version}.")
        say(f"A driver types member number {driver.number} and a password; the terminal signs.")
        begin = time.monotonic()
        status, answer = await town.authorize(station, driver, evse, PREPAYMENT_KRW)
        assert status == "Accepted", answer
        waited = time.monotonic() - begin
        say(f"{PREPAYMENT_KRW:,} KRW are held on the chain, final after {waited:.2f} s.")
        await station.state("Preparing")
        transaction, verdict = await station.start(answer["idTag"], 0)
        assert verdict == "Accepted", verdict
        for reading in range(1, READINGS + 1):
            await asyncio.sleep(METER_INTERVAL_S)
            await station.meter(transaction, reading * WH_A_READING)
            cost = reading * WH_A_READING * FAST_TICKS / KRW
            say(f"The meter shows {reading * WH_A_READING / 1000:.2f} kWh, {cost:,.1f} KRW so far.")
        await asyncio.sleep(1)
        await station.stop(transaction, READINGS * WH_A_READING + 50)
        await station.state("Available")
        say("The driver stops and leaves.")


def print_receipt(number: int, session: dict, price: int) -> None:
    """The receipt, from the state of the chain."""
    _, settlement = stage_of(session)
    energy, paid = energy_wh(session), settlement["paid"]
    rows = [
        ("session", str(number)),
        ("charge point", str(session["evse"])),
        ("energy", f"{energy / 1000:.3f} kWh"),
        ("price", f"{price / 10:.1f} KRW/kWh"),
        ("energy cost", f"{settlement['energy_cost'] / KRW:,.4f} KRW"),
        ("prepaid", f"{session['prepayment'] / KRW:,.0f} KRW"),
        ("paid to the operator", f"{paid / KRW:,.4f} KRW"),
        ("released", f"{(session['prepayment'] - paid) / KRW:,.4f} KRW"),
        ("owed", f"{settlement['owed'] / KRW:,.4f} KRW"),
    ]
    print("\nReceipt")
    for title, value in rows:
        print(f"  {title:22} {value:>20}")
    print()


def wait_to_be_stopped() -> None:
    """Waits for Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()


def main() -> None:
    """Plays it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--once", action="store_true", help="stop at the end")
    once = parser.parse_args().once
    with scene() as town:
        say("A chain runs; an operator, a charge point and a driver are registered.")
        [(name, evse)] = town.add_stations(1)
        say("The operator lets the gateway act for it, by a key of the gateway's own.")
        [driver] = town.add_drivers(1)
        town.gateway.start()
        asyncio.run(charge(town, name, evse, driver))
        session = town.wait_for_stage(driver, "Settled")
        [number] = town.sessions_of(driver)
        print_receipt(number, session, FAST_TICKS)
        town.audit()
        say("Audited: ecoin is conserved, the operator was paid once, nothing is on hold.")
        if not once:
            say(f"RPC, with evSettlement and chargingApi: {town.network.url}")
            say(f"The station calls {town.gateway.address(name)}")
            say("Ctrl-C stops it.")
            wait_to_be_stopped()


if __name__ == "__main__":
    main()
