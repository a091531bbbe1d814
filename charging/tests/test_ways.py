"""The ways by which the gateway reaches the chain and stations reach the gateway."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from rig.scene import FAST_TICKS, scene
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
