"""A scene for tests: a chain with an operator, charge points and drivers, and a gateway."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from substrateinterface import Keypair

from .auditor import Books, stage_of
from .chain import ECOIN, Chain
from .drivers import KRW, Driver, authorize
from .processes import Clock, Gateway, Network
from .receipts import Journal
from .stations import connected

OPERATOR = Keypair.create_from_uri("//Operator")
OPERATOR_NUMBER = 900_000
TREASURER = Keypair.create_from_uri("//Treasurer")
TREASURER_NUMBER = 900_001
FIRST_DRIVER_NUMBER = 910_000

FAST_TICKS = 3_244
"""324.4 KRW/kWh, the public price of fast charging up to 50 kW."""

POWER_W = 1_000_000
"""The power of the charge points: so high that tests take seconds where cars take minutes."""

SETTLES_WITHIN_S = 40


class Scene:
    """A running chain and gateway."""

    def __init__(self, folder: Path, authorities: int, with_clock: bool, light: bool) -> None:
        self.folder = folder
        self.clock = Clock(folder / "clock") if with_clock else None
        self.network = Network(os.environ["JOULE_NODE"], folder, authorities, self.clock)
        self.light = light
        self.journal = Journal()
        self.evses = itertools.count(1)
        self.numbers = itertools.count(FIRST_DRIVER_NUMBER)

    def revive_node(self) -> None:
        """Starts the first node again, which was ended."""
        node = self.network.processes[0]
        node.log.write_text("")
        node.start()
        node.wait_for(r"Running JSON-RPC server")
        self.chain = Chain(self.network.url)

    def now(self) -> float:
        """The seconds since 1970, by the clock of the scene."""
        return self.clock.now() if self.clock else time.time()

    def set_up(self) -> None:
        """Starts the chain, and puts an operator with a tariff on it."""
        self.network.start()
        self.chain = Chain(self.network.url)
        members = {
            "operator": (OPERATOR, OPERATOR_NUMBER, ["ChargePointOperator", "Consumer"]),
            "treasurer": (TREASURER, TREASURER_NUMBER, ["Consumer"]),
        }
        self.chain.register(members, "Site")
        self.chain.issue(TREASURER, 1_000_000_000 * KRW, "tests")
        self.tariff = self.new_tariff()
        self.gateway = Gateway(
            os.environ["JOULE_CHARGE"],
            self.folder / "gateway",
            self.way(),
            OPERATOR.ss58_address,
            self.clock,
        )

    def way(self) -> str:
        """How the gateway reaches the chain."""
        if not self.light:
            return f'node = "{self.network.url}"'
        command = [self.network.node, "export-chain-spec", "--raw", "--chain"]
        command.append("dev" if self.network.authorities == 1 else "local")
        spec = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        spec["bootNodes"] = [self.network.bootnode]
        file = self.folder / "chain.json"
        file.write_text(json.dumps(spec))
        return f'chain_spec = "{file}"'

    def new_tariff(self, bands: dict[int, int] | None = None, occupancy: dict | None = None) -> int:
        """Registers a tariff: prices by the minutes of the day in Korea at which they begin."""
        prices = bands or {0: FAST_TICKS}
        tariff = {
            "bands": [
                [{"from_minute": minute, "price": price} for minute, price in sorted(prices.items())]
            ],
            "occupancy": occupancy,
        }
        number = self.chain.query("EvSettlement", "NextTariffId")
        self.chain.send(OPERATOR, self.chain.call("EvSettlement", "register_tariff", tariff=tariff))
        return number

    def add_stations(
        self, count: int, prefix: str = "ST", tariff: int | None = None
    ) -> list[tuple[str, int]]:
        """Adds stations of one charge point each to the chain and to the gateway, before that runs."""
        names = [(f"{prefix}-{evse}", evse) for evse in itertools.islice(self.evses, count)]
        for name, evse in names:
            self.gateway.add_station(name, [evse])
        self.let_gateway_act()
        keys = self.gateway.keys()
        calls = [
            self.chain.call(
                "EvSettlement",
                "register_evse",
                evse=evse,
                installation={
                    "speed": "Rapid",
                    "power": POWER_W,
                    "zone": 1,
                    "tariff": self.tariff if tariff is None else tariff,
                    "key": {"Ed25519": keys[evse]},
                },
            )
            for _, evse in names
        ]
        for begin in range(0, len(calls), 25):
            self.chain.send(
                OPERATOR, self.chain.call("Utility", "batch_all", calls=calls[begin : begin + 25])
            )
        return names

    def let_gateway_act(self) -> None:
        """The operator lets the gateway's account act for it, if that is not its own and was not let."""
        account = self.gateway.account()
        owner = self.chain.query("Registry", "Devices", [account])
        if OPERATOR.ss58_address in (account, owner):
            return
        calls = [
            self.chain.call("Registry", "add_device", device=account),
            self.chain.call(
                "Proxy", "add_proxy", delegate=account, proxy_type="Charging", delay=0
            ),
        ]
        self.chain.send(OPERATOR, self.chain.call("Utility", "batch_all", calls=calls))

    def add_drivers(
        self, count: int, krw: int = 100_000, limit_krw: int = 1_000_000
    ) -> list[Driver]:
        """Adds members with ecoin, each with a password and a tag."""
        drivers = [Driver(number) for number in itertools.islice(self.numbers, count)]
        members = {
            str(driver.number): (driver.account, driver.number, ["Consumer"]) for driver in drivers
        }
        self.chain.register(members, "Household")
        transfers = [
            self.chain.call(
                "Assets", "transfer", id=ECOIN, target=driver.account.ss58_address, amount=krw * KRW
            )
            for driver in drivers
            if krw
        ]
        for begin in range(0, len(transfers), 50):
            batch = self.chain.call("Utility", "batch_all", calls=transfers[begin : begin + 50])
            self.chain.send(TREASURER, batch)
        self.chain.enlist(drivers, limit_krw * KRW, limit_krw * KRW)
        return drivers

    def connect(self, version: str, name: str) -> Any:
        """A charge point that is connected to the gateway."""
        return connected(version, name, self.gateway.address(name), self.now)

    async def authorize(
        self, station: Any, driver: Driver, evse: int, krw: int, password: str | None = None
    ) -> tuple[str, dict]:
        """What a terminal does when a driver types member number and password."""
        status, challenge = await station.terminal(
            "challenge", {"member": driver.number, "evse": evse}
        )
        if status != "Accepted":
            return status, challenge
        valid_until_ms = int(self.now() * 1000) + 300_000
        signed = authorize(password or driver.password, challenge, evse, krw * KRW, valid_until_ms)
        return await station.terminal("authorize", signed)

    def sessions_of(self, driver: Driver) -> dict[int, dict]:
        """The sessions of a driver, as they are final now."""
        at = self.chain.rpc.get_chain_finalised_head()
        sessions = self.chain.entries("EvSettlement", "Sessions", at=at)
        address = driver.account.ss58_address
        return {
            number: session for number, session in sessions.items() if session["member"] == address
        }

    def wait_for_stage(self, driver: Driver, stage: str) -> dict:
        """Waits until the only session of a driver is at a stage."""
        deadline = time.monotonic() + SETTLES_WITHIN_S
        while True:
            # Now and then, as long as the node has the events.
            self.journal.read(self.chain)
            sessions = list(self.sessions_of(driver).values())
            if len(sessions) == 1 and stage_of(sessions[0])[0] == stage:
                return sessions[0]
            if time.monotonic() > deadline:
                log = self.gateway.process.log.read_text()[-3000:]
                raise AssertionError(f"no session is {stage}: {sessions}\n{log}")
            time.sleep(0.3)

    def audit(self, all_over: bool = True) -> Books:
        """Audits the books."""
        books = Books.read(self.chain)
        self.journal.read(self.chain)
        books.audit(self.journal, all_over)
        return books

    def paid(self, driver: Driver, had_krw: int = 100_000) -> int:
        """What a driver has paid so far."""
        at = self.chain.rpc.get_chain_finalised_head()
        return had_krw * KRW - self.chain.ecoin_of(driver.account.ss58_address, at)

    def end(self) -> None:
        """Ends everything."""
        if hasattr(self, "gateway"):
            self.gateway.process.end()
        self.network.end()


@contextmanager
def scene(authorities: int = 1, with_clock: bool = False, light: bool = False) -> Iterator[Scene]:
    """A scene that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="joule-charging-") as folder:
        the_scene = Scene(Path(folder), authorities, with_clock, light)
        try:
            the_scene.set_up()
            yield the_scene
        finally:
            the_scene.end()
