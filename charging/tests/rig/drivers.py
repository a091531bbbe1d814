"""Drivers: members of the chain with a password and a tag, and what their terminal does for them.

The keys are derived and the signatures made by libraries that the chain and the gateway do not use.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from nacl.signing import SigningKey
from substrateinterface import Keypair

KRW = 10_000
"""The ecoin units of one won."""


def derive_key(secret: bytes, salt: bytes) -> SigningKey:
    """The key of a credential: Argon2id with the parameters of the chain, then ed25519."""
    seed = hash_secret_raw(
        secret, salt, time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID
    )
    return SigningKey(seed)


def tag_key(number: str, genesis: bytes) -> SigningKey:
    """The key of an RFID tag on a chain."""
    salt = hashlib.blake2b(b"joule/tag/1" + genesis, digest_size=32).digest()[:16]
    return derive_key(number.upper().encode(), salt)


@dataclass
class Driver:
    """A member of the chain who drives a car."""

    number: int
    """The member number."""
    password: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    tag: str = field(default_factory=lambda: secrets.token_hex(7).upper())
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    @property
    def account(self) -> Keypair:
        """The account that the driver's app has the key of."""
        return Keypair.create_from_uri(f"//Driver//{self.number}")

    def password_key(self) -> SigningKey:
        """The key that a terminal derives from the password."""
        return derive_key(self.password.encode(), self.salt)


def credential_proof(key: SigningKey, genesis: bytes, account: Keypair) -> bytes:
    """What shows the chain that a credential's key is the member's."""
    return key.sign(b"joule/credential/1" + genesis + account.public_key).signature


def authorize(
    password: str, challenge: dict, evse: int, prepayment: int, valid_until_ms: int
) -> dict:
    """What a terminal does with a password: the signed authorization that it hands in."""
    key = derive_key(password.encode(), bytes.fromhex(challenge["salt"]))
    # The terminal names the credential of the member, whoever typed the password.
    credential = bytes.fromhex(challenge["credential"])
    sequence = challenge["sequence"]
    payload = (
        b"joule/charge/1"
        + bytes.fromhex(challenge["genesis"])
        + struct.pack("<Q", evse)
        + struct.pack("<I", challenge["tariff"])
        + credential
        + struct.pack("<I", sequence)
        + prepayment.to_bytes(16, "little")
        + struct.pack("<Q", valid_until_ms)
    )
    return {
        "authorization": {
            "evse": evse,
            "tariff": challenge["tariff"],
            "credential": credential.hex(),
            "sequence": sequence,
            "prepayment": str(prepayment),
            "validUntil": valid_until_ms,
        },
        "signature": key.sign(payload).signature.hex(),
    }
