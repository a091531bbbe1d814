"""How the gateway reaches the chain and stations reach the gateway, and for whom it acts."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from rig.scene import FAST_TICKS, OPERATOR, scene
from rig.stations import connected


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = datetime.datetime.now(datetime.timezone.utc)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "certificate.key"
    files[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


def test_by_a_light_client_and_by_tls(tmp_path: Path, version: str) -> None:
    with scene(light=True) as town:
        town.gateway.tls = certificate(tmp_path)
        [(name, evse)] = town.add_stations(1)
        [driver] = town.add_drivers(1)
        town.gateway.start()
        town.gateway.process.wait_for("The chain is in reach by the light client")
        trust = ssl.create_default_context(cafile=str(town.gateway.tls[0]))

        async def charge() -> None:
            address = town.gateway.address(name)
            async with connected(version, name, address, tls=trust) as station:
                await asyncio.sleep(2)
                status, answer = await town.authorize(station, driver, evse, 10_000)
                assert status == "Accepted", answer
                transaction, verdict = await station.start(answer["idTag"], 0)
                assert verdict == "Accepted"
                await asyncio.sleep(1)
                await station.stop(transaction, 200)

        asyncio.run(charge())
        town.wait_for_stage(driver, "Settled")
        town.audit()
        assert town.paid(driver) == 200 * FAST_TICKS


def test_a_gateway_acts_as_long_as_its_operator_lets_it() -> None:
    with scene() as town:
        [(name, evse)] = town.add_stations(1)
        [driver] = town.add_drivers(1)
        account = town.gateway.account()

        def change(pallet: str, name: str, **arguments: str | int) -> None:
            town.chain.send(OPERATOR, town.chain.call(pallet, name, **arguments))

        proxy = {"delegate": account, "proxy_type": "Charging", "delay": 0}
        change("Proxy", "remove_proxy", **proxy)
        town.gateway.start()
        town.gateway.process.wait_for(rf"proxy\.addProxy\({account}, Charging, 0\)")

        async def is_refused(station: Any) -> None:
            status, answer = await town.authorize(station, driver, evse, 10_000)
            assert (status, answer["status"]) == ("Rejected", "NotHere")

        async def charge() -> None:
            async with town.connect("2.0.1", name) as station:
                await is_refused(station)
                await asyncio.to_thread(change, "Proxy", "add_proxy", **proxy)
                await asyncio.to_thread(change, "Registry", "remove_device", device=account)
                await is_refused(station)
                await asyncio.to_thread(change, "Registry", "add_device", device=account)
                status, answer = await town.authorize(station, driver, evse, 10_000)
                assert status == "Accepted", answer
                await station.state("Preparing")
                # What cannot be given back now is given back later.
                await asyncio.to_thread(change, "Proxy", "remove_proxy", **proxy)
                await station.state("Available")
                await asyncio.sleep(3)
                await asyncio.to_thread(change, "Proxy", "add_proxy", **proxy)

        asyncio.run(charge())
        town.wait_for_stage(driver, "Cancelled")
        town.audit()
        assert town.paid(driver) == 0


def test_a_gateway_with_the_operators_own_key_needs_no_permission() -> None:
    with scene() as town:
        town.gateway.sign_as("//Operator")
        [(name, _)] = town.add_stations(1)
        [driver] = town.add_drivers(1)
        town.gateway.start()

        async def charge() -> None:
            async with town.connect("1.6", name) as station:
                transaction, verdict = await station.start(driver.tag, 0)
                assert verdict == "Accepted"
                await asyncio.sleep(1)
                await station.stop(transaction, 200)

        asyncio.run(charge())
        town.wait_for_stage(driver, "Settled")
        town.audit()
        assert town.paid(driver) == 200 * FAST_TICKS
