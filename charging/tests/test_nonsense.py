"""Charge points and strangers that talk nonsense get the protocol's error, and nothing changes."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest
import websockets
from rig.auditor import Books
from rig.scene import Scene

NONSENSE = {
    "1.6": [
        ("hello", "GenericError"),
        ('{"a": 1}', "GenericError"),
        ('[2, "1", "StartTransaction"]', "FormationViolation"),
        ('[2, "1", "StartTransaction", []]', "FormationViolation"),
        ('[2, "1", "StartTransaction", {}]', "OccurenceConstraintViolation"),
        ('[2, "1", "MakeCoffee", {}]', "NotImplemented"),
        ('[2, "1", "SignCertificate", {"csr": "x"}]', "NotSupported"),
        (
            '[2, "1", "StartTransaction", {"connectorId": "one", "idTag": "x", "meterStart": 0,'
            ' "timestamp": "2026-11-22T00:00:00Z"}]',
            "TypeConstraintViolation",
        ),
        (
            '[2, "1", "StartTransaction", {"connectorId": 1, "idTag": "x", "meterStart": -5,'
            ' "timestamp": "2026-11-22T00:00:00Z"}]',
            "PropertyConstraintViolation",
        ),
        (
            '[2, "1", "StopTransaction", {"transactionId": 1, "meterStop": 5,'
            ' "timestamp": "yesterday"}]',
            "PropertyConstraintViolation",
        ),
        (
            '[2, "1", "DataTransfer", {"vendorId": "joule", "messageId": "authorize",'
            ' "data": "x"}]',
            "PropertyConstraintViolation",
        ),
    ],
    "2.0.1": [
        ("hello", "RpcFrameworkError"),
        ('[2, "1", "TransactionEvent", []]', "FormatViolation"),
        ('[2, "1", "TransactionEvent", {}]', "OccurrenceConstraintViolation"),
        ('[2, "1", "MakeCoffee", {}]', "NotImplemented"),
        ('[2, "1", "SignCertificate", {"csr": "x"}]', "NotSupported"),
        (
            '[2, "1", "TransactionEvent", {"eventType": "Began", "seqNo": 0,'
            ' "timestamp": "2026-11-22T00:00:00Z", "triggerReason": "Authorized",'
            ' "transactionInfo": {"transactionId": "x"}}]',
            "PropertyConstraintViolation",
        ),
        (
            '[2, "1", "DataTransfer", {"vendorId": "joule", "messageId": "challenge",'
            ' "data": {"member": -1}}]',
            "PropertyConstraintViolation",
        ),
    ],
}


async def answer_on(socket: Any) -> list:
    """The next answer of the gateway; what it asks for itself is passed over."""
    while True:
        said = json.loads(await asyncio.wait_for(socket.recv(), 10))
        if said[0] != 2:
            return said


def test_nonsense_gets_the_protocols_error_and_changes_nothing(town: Scene, version: str) -> None:
    name, _ = next(town.places)
    before = Books.read(town.chain)

    async def talk() -> None:
        address = town.gateway.address(name)
        async with websockets.connect(address, subprotocols=[f"ocpp{version}"]) as socket:
            for said, code in NONSENSE[version]:
                await socket.send(said)
                answer = await answer_on(socket)
                assert answer[0] == 4, f"{said} is answered with {answer}"
                assert answer[2] == code, f"{said} is answered with {answer}"
            # The connection is still good for sense.
            await socket.send('[2, "last", "Heartbeat", {}]')
            answer = await answer_on(socket)
            assert answer[:2] == [3, "last"]

    asyncio.run(talk())
    after = Books.read(town.chain)
    assert (after.free, after.held, after.sessions) == (before.free, before.held, before.sessions)


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_station_with_a_wrong_password_is_kept_out(
    town: Scene, version: str, password: str
) -> None:
    name, _ = next(town.places)
    address = f"ws://{name}:{password}@localhost:{town.gateway.port}/ocpp/{name}"

    async def knock(address: str) -> None:
        async with websockets.connect(address, subprotocols=[f"ocpp{version}"]):
            pass

    with pytest.raises(websockets.InvalidStatus) as refusal:
        asyncio.run(knock(address))
    assert refusal.value.response.status_code == 401
    with pytest.raises(websockets.InvalidStatus):
        asyncio.run(knock(address.replace(name, "NOBODY")))


def test_a_station_may_send_its_authorization_key_as_bytes(town: Scene) -> None:
    name, _ = next(town.places)
    password, _ = town.gateway.stations[name]
    credentials = base64.b64encode(name.encode() + b":" + bytes.fromhex(password)).decode()

    async def knock() -> None:
        address = f"ws://localhost:{town.gateway.port}/ocpp/{name}/"
        headers = {"Authorization": f"Basic {credentials}"}
        async with websockets.connect(
            address, subprotocols=["ocpp1.6"], additional_headers=headers
        ) as socket:
            await socket.send('[2, "1", "Heartbeat", {}]')
            assert json.loads(await socket.recv())[:2] == [3, "1"]

    asyncio.run(knock())


def test_a_station_that_speaks_another_protocol_is_told_so(town: Scene) -> None:
    name, _ = next(town.places)

    async def knock() -> None:
        async with websockets.connect(town.gateway.address(name), subprotocols=["mqtt"]):
            pass

    with pytest.raises(websockets.InvalidStatus) as refusal:
        asyncio.run(knock())
    assert refusal.value.response.status_code == 400
    assert b"ocpp1.6" in refusal.value.response.body
