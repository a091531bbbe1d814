"""The programs under test: nodes and a gateway, each in a process of its own."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import re
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

SITES = [("kepco-os", "alice"), ("ev-station", "bob"), ("hrdi", "charlie"), ("dispatch", "dave")]
PATIENCE_S = 60


def free_port() -> int:
    """A port of this machine that nobody uses, from the range given by JOULE_TEST_PORTS."""
    low, high = (int(port) for port in os.environ.get("JOULE_TEST_PORTS", "20100-20999").split("-"))
    for port in range(low, high):
        if port in free_port.taken:
            continue
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            free_port.taken.add(port)
            return port
    raise RuntimeError(f"no port of {low}-{high} is free")


free_port.taken = set()


class Clock:
    """A clock that goes as the real one does and can be put ahead, for programs that go by it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.put_ahead(0)

    def put_ahead(self, seconds: float) -> None:
        """From now on it is so many seconds ahead of the real one."""
        self.ahead_s = seconds
        following = self.file.with_suffix(".next")
        following.write_text(f"+{seconds:.3f}\n")
        following.rename(self.file)

    def now(self) -> float:
        """The seconds since 1970 that it shows."""
        return time.time() + self.ahead_s

    def environment(self) -> dict[str, str]:
        """What makes a program go by it."""
        libraries = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
        if not libraries:
            raise RuntimeError("libfaketime is missing: apt-get install libfaketime")
        return {
            "LD_PRELOAD": libraries[0],
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }


class Process:
    """A program that writes a log and can be stopped, killed and started again."""

    def __init__(
        self, command: list[str], log: Path, environment: dict[str, str] | None = None
    ) -> None:
        self.command, self.log = command, log
        self.environment = {**os.environ, **(environment or {})}
        self.running: subprocess.Popen | None = None

    def start(self) -> None:
        """Starts it."""
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, stdout=log, stderr=log, env=self.environment
            )

    def end(self, by: signal.Signals = signal.SIGTERM) -> None:
        """Ends it and waits until it has ended."""
        if self.running:
            self.running.send_signal(by)
            self.running.wait()
            self.running = None

    def wait_for(self, pattern: str) -> str:
        """Waits until the log has a line of this pattern, and returns the last such line."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            found = re.findall(pattern, self.log.read_text(errors="replace"))
            if found:
                return found[-1]
            if self.running and self.running.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(
            f"{self.command[0]} does not say {pattern!r}:\n{self.log.read_text()[-2000:]}"
        )


@dataclass
class Network:
    """A chain on this machine: one authority of the preset `dev`, or the four of `local`."""

    node: str
    folder: Path
    authorities: int = 1
    clock: Clock | None = None
    processes: list[Process] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Starts it, and waits until a block is final."""
        environment = self.clock.environment() if self.clock else None
        bootnode: list[str] = []
        chain = "dev" if self.authorities == 1 else "local"
        for site, key in SITES[: self.authorities]:
            rpc_port, p2p_port = free_port(), free_port()
            command = [
                self.node,
                "--chain",
                chain,
                f"--{key}",
                "--name",
                site,
                "--validator",
                "--base-path",
                str(self.folder / site),
                "--node-key",
                hashlib.sha256(site.encode()).hexdigest(),
                "--listen-addr",
                f"/ip4/127.0.0.1/tcp/{p2p_port}/ws",
                "--no-mdns",
                "--rpc-port",
                str(rpc_port),
                "--no-prometheus",
                "--no-telemetry",
                "--trie-cache-size",
                "67108864",
                "--max-runtime-instances",
                "4",
                "--force-authoring",
                *bootnode,
            ]
            process = Process(command, self.folder / f"{site}.log", environment)
            process.start()
            self.processes.append(process)
            self.ports.append(rpc_port)
            identity = process.wait_for(r"Local node identity is: (12D3Koo\w+)")
            self.address = f"/ip4/127.0.0.1/tcp/{p2p_port}/ws/p2p/{identity}"
            bootnode = bootnode or ["--bootnodes", self.address]
            self.bootnode = bootnode[1]
        self.processes[0].wait_for(r"finalized #[1-9]")

    @property
    def url(self) -> str:
        """The RPC address of the first node."""
        return f"ws://127.0.0.1:{self.ports[0]}"

    def end(self) -> None:
        """Ends all nodes."""
        for process in self.processes:
            process.end()


@dataclass
class Gateway:
    """A gateway, with its configuration and its data in a folder."""

    program: str
    folder: Path
    way: str
    """How it reaches the chain: a line of its configuration."""
    operator: str
    """The address of the operator for whom it acts."""
    clock: Clock | None = None
    tls: tuple[Path, Path] | None = None
    stations: dict[str, tuple[str, list[int]]] = field(default_factory=dict)
    """The stations: password and charge points, by name."""

    hashes: dict[str, str] = field(default_factory=dict)
    """The hashes of their passwords."""

    def __post_init__(self) -> None:
        self.port = free_port()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config = self.folder / "charge.toml"
        environment = self.clock.environment() if self.clock else None
        self.process = Process(
            [self.program, "run", "--config", str(self.config)],
            self.folder / "gateway.log",
            environment,
        )

    def add_station(self, name: str, evses: list[int]) -> None:
        """Adds a station; it can connect once the gateway is started."""
        shown = subprocess.run(
            [self.program, "password"], check=True, capture_output=True, text=True
        ).stdout
        words = dict(line.split() for line in shown.splitlines())
        self.stations[name] = (words["password"], evses)
        self.hashes[name] = words["password_hash"]
        self._write()

    def sign_as(self, secret: str) -> None:
        """From now on it signs by this secret, and not by the key that it makes for itself."""
        keys = self.folder / "data" / "keys"
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = keys / "account.key"
        file.write_text(secret)
        file.chmod(0o600)

    def _write(self) -> None:
        lines = [
            f'listen = "127.0.0.1:{self.port}"',
            'data = "data"',
            f'operator = "{self.operator}"',
            self.way,
        ]
        if self.tls:
            certificate, key = self.tls
            lines += ["[tls]", f'certificate = "{certificate}"', f'key = "{key}"']
        for name, (_, evses) in self.stations.items():
            lines += ["[[stations]]", f'name = "{name}"', f'password_hash = "{self.hashes[name]}"']
            lines += [f"evses = {evses}"]
        self.config.write_text("\n".join(lines) + "\n")

    def _shown_keys(self) -> list[list[str]]:
        shown = subprocess.run(
            [self.program, "keys", "--config", str(self.config)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        return [line.split() for line in shown.splitlines()]

    def account(self) -> str:
        """The address of the account by which it sends."""
        return next(words[1] for words in self._shown_keys() if words[0] == "account")

    def keys(self) -> dict[int, str]:
        """The public keys of the chargers, by charge point."""
        return {int(words[1]): words[2] for words in self._shown_keys() if words[0] == "evse"}

    def start(self) -> None:
        """Starts it, and waits until stations can connect."""
        self.process.log.write_text("")
        self.process.start()
        self.process.wait_for(r"Waiting for stations")

    def address(self, station: str) -> str:
        """The address that a station calls, with its name and password."""
        password, _ = self.stations[station]
        scheme = "wss" if self.tls else "ws"
        return f"{scheme}://{station}:{password}@localhost:{self.port}/ocpp/{station}"
