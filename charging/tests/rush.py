"""A rush hour: many charge points charge at once, and it is measured how long drivers wait.

    python rush.py [--points 100] [--minutes 5] [--authorities 4] [--light] [--json FILE]

Each charge point has one driver after the other: the driver authorizes with a password, charges for
a while, and leaves. Half of the charge points speak OCPP 1.6J, half 2.0.1. At the end the books are
audited. The environment names the programs: JOULE_NODE and JOULE_CHARGE.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import time
from dataclasses import dataclass, field

from rig.auditor import stage_of
from rig.drivers import Driver, authorize, derive_key
from rig.scene import KRW, Scene, scene

CHARGE_S = (20, 40)
"""How long a driver charges, at least and at most."""

METER_INTERVAL_S = 10
CHANGE_S = 5
"""How long one car takes to leave and the next one to come."""

PREPAYMENT_KRW = 5_000
TARGET_S = 1.5
"""The target for the 95th percentile of the time until charging is allowed."""


@dataclass
class Figures:
    """What was measured."""

    opened_s: list[float] = field(default_factory=list)
    """From the driver's confirmation to "charging allowed"."""
    settled_s: list[float] = field(default_factory=list)
    """From the end of charging to its settlement being final, as seen over RPC."""
    failures: list[str] = field(default_factory=list)


def percentile(values: list[float], share: float) -> float:
    """The value that this share of values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Watcher:
    """Notes when each session is settled in a final block."""

    def __init__(self, town: Scene) -> None:
        self.town = town
        self.settled_at: dict[int, float] = {}

    def watch(self, until: float) -> None:
        """Looks at the events of every final block."""
        while time.monotonic() < until:
            for event in self.town.journal.read(self.town.chain):
                if (event["module_id"], event["event_id"]) == ("EvSettlement", "SessionSettled"):
                    self.settled_at[event["attributes"]["session"]] = time.monotonic()
            time.sleep(0.1)


async def keep_busy(
    town: Scene,
    version: str,
    name: str,
    evse: int,
    drivers: list[Driver],
    until: float,
    figures: Figures,
    ended_at: dict[str, float],
) -> None:
    """One charge point, with one driver after the other."""
    chance = random.Random(evse)
    await asyncio.sleep(chance.uniform(0, CHARGE_S[1]))
    register = 0
    async with town.connect(version, name) as station:
        await station.boot()
        while time.monotonic() < until and drivers:
            driver = drivers.pop()
            status, challenge = await station.terminal(
                "challenge", {"member": driver.number, "evse": evse}
            )
            if status != "Accepted":
                figures.failures.append(f"{name}: {challenge}")
                continue
            # The terminal has derived the key when the driver confirms.
            await asyncio.to_thread(derive_key, driver.password.encode(), driver.salt)
            valid_until_ms = int(time.time() * 1000) + 300_000
            signed = await asyncio.to_thread(
                authorize, driver.password, challenge, evse, PREPAYMENT_KRW * KRW, valid_until_ms
            )
            confirmed = time.monotonic()
            status, answer = await station.terminal("authorize", signed)
            if status != "Accepted":
                figures.failures.append(f"{name}: {answer}")
                continue
            transaction, verdict = await station.start(answer["idTag"], register)
            figures.opened_s.append(time.monotonic() - confirmed)
            if verdict != "Accepted":
                figures.failures.append(f"{name}: {verdict}")
                continue
            leaves = time.monotonic() + chance.uniform(*CHARGE_S)
            while time.monotonic() < leaves:
                await asyncio.sleep(min(METER_INTERVAL_S, max(0.1, leaves - time.monotonic())))
                register += chance.randint(10, 200)
                await station.meter(transaction, register)
            ended_at[driver.account.ss58_address] = time.monotonic()
            await station.stop(transaction, register)
            await asyncio.sleep(CHANGE_S)


def report(figures: Figures, sessions: int, arguments: argparse.Namespace) -> dict:
    """The figures as a table on standard output, and for a file."""
    rows = {
        "until charging is allowed": figures.opened_s,
        "from the end to the settlement": figures.settled_s,
    }
    print(
        f"{arguments.points} charge points for {arguments.minutes} min, {sessions} sessions settled"
    )
    print(f"{'seconds':32} {'p50':>6} {'p95':>6} {'max':>6}")
    table = {}
    for title, values in rows.items():
        if values:
            row = [statistics.median(values), percentile(values, 0.95), max(values)]
            table[title] = dict(zip(("p50", "p95", "max"), row, strict=True))
            print(f"{title:32} " + " ".join(f"{value:6.2f}" for value in row))
    reached = bool(figures.opened_s) and percentile(figures.opened_s, 0.95) <= TARGET_S
    verdict = "reached" if reached else "MISSED"
    print(f"target: p95 until charging is allowed <= {TARGET_S} s: {verdict}")
    for failure in figures.failures[:10]:
        print(f"failed: {failure}")
    return {
        "points": arguments.points,
        "minutes": arguments.minutes,
        "authorities": arguments.authorities,
        "light_client": arguments.light,
        "sessions": sessions,
        "seconds": table,
        "target_reached": reached,
        "failures": len(figures.failures),
    }


async def rush(town: Scene, arguments: argparse.Namespace) -> dict:
    """The rush hour."""
    places = town.add_stations(arguments.points)
    rounds = int(arguments.minutes * 60 / CHARGE_S[0]) + 1
    drivers = town.add_drivers(min(arguments.points * rounds, arguments.drivers))
    town.gateway.start()
    print(f"{len(places)} charge points, {len(drivers)} drivers: go", file=sys.stderr)

    figures, ended_at = Figures(), {}
    until = time.monotonic() + arguments.minutes * 60
    watcher = Watcher(town)
    watching = asyncio.create_task(asyncio.to_thread(watcher.watch, until + 60))
    await asyncio.gather(
        *(
            keep_busy(
                town, ("1.6", "2.0.1")[evse % 2], name, evse, drivers, until, figures, ended_at
            )
            for name, evse in places
        )
    )
    await watching
    books = town.audit()
    for number, session in books.sessions.items():
        if number in watcher.settled_at and session["member"] in ended_at:
            figures.settled_s.append(watcher.settled_at[number] - ended_at[session["member"]])
    settled = sum(stage_of(session)[0] == "Settled" for session in books.sessions.values())
    return report(figures, settled, arguments)


def main() -> None:
    """Reads the command line and runs it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=100, help="charge points")
    parser.add_argument("--minutes", type=float, default=5, help="how long")
    parser.add_argument("--drivers", type=int, default=1000, help="drivers, at most")
    parser.add_argument(
        "--authorities", type=int, default=4, choices=(1, 4), help="nodes of the chain"
    )
    parser.add_argument("--light", action="store_true", help="the gateway uses a light client")
    parser.add_argument("--json", metavar="FILE", help="where to write the figures")
    arguments = parser.parse_args()
    for program in ("JOULE_NODE", "JOULE_CHARGE"):
        if program not in os.environ:
            parser.error(f"the environment variable {program} should name the program")
    with scene(arguments.authorities, light=arguments.light) as town:
        figures = asyncio.run(rush(town, arguments))
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(figures, file, indent=2)
    sys.exit(0 if figures["target_reached"] and not figures["failures"] else 1)


if __name__ == "__main__":
    main()
