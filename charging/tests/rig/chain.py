"""The chain over RPC, by a library that knows nothing of Joule: sets scenes and reads the state."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from substrateinterface import ExtrinsicReceipt, Keypair, SubstrateInterface

from .drivers import Driver, credential_proof, tag_key

ECOIN = 1
"""The asset that is money."""

MOTION_WEIGHT = {"ref_time": 62_500_000_000, "proof_size": 16 * 1024 * 1024}
BATCH = 50


class Refused(Exception):
    """A transaction failed."""


class Chain:
    """A chain, through one of its nodes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.rpc = SubstrateInterface(url=url, auto_reconnect=True)
        self.genesis = bytes.fromhex(self.rpc.get_block_hash(0)[2:])
        self.alice = Keypair.create_from_uri("//Alice")
        self.council = [
            Keypair.create_from_uri(f"//{name}") for name in ("Alice", "Bob", "Charlie")
        ]

    def call(self, pallet: str, name: str, **arguments: Any) -> Any:
        """A call of the runtime."""
        return self.rpc.compose_call(pallet, name, arguments)

    def send(self, signer: Keypair, call: Any) -> ExtrinsicReceipt:
        """Sends a call and waits until it is final. An error if it did not do what it should."""
        extrinsic = self.rpc.create_signed_extrinsic(call, signer)
        receipt = self.rpc.submit_extrinsic(extrinsic, wait_for_finalization=True)
        if not receipt.is_success:
            raise Refused(
                "{call_module}.{call_function}: {error}".format(
                    **call.value, error=receipt.error_message
                )
            )
        return receipt

    def send_all(self, calls: Iterable[tuple[Keypair, Any]]) -> None:
        """Sends calls of many accounts at once and waits until they have effect."""
        sent: dict[str, tuple[Keypair, int]] = {}
        for signer, call in calls:
            nonce = self.rpc.get_account_nonce(signer.ss58_address)
            extrinsic = self.rpc.create_signed_extrinsic(call, signer, nonce=nonce)
            self.rpc.submit_extrinsic(extrinsic)
            sent[signer.ss58_address] = (signer, nonce)
        deadline = time.monotonic() + 60
        for address, (_, nonce) in sent.items():
            while self.rpc.get_account_nonce(address) <= nonce or not self.is_final(address, nonce):
                if time.monotonic() > deadline:
                    raise Refused("transactions do not get into blocks")
                time.sleep(0.2)

    def is_final(self, address: str, nonce: int) -> bool:
        """Whether an account's transaction of this number is final."""
        head = self.rpc.get_chain_finalised_head()
        return self.query("System", "Account", [address], head)["nonce"] > nonce

    def query(self, pallet: str, item: str, keys: list | None = None, at: str | None = None) -> Any:
        """A storage item, at the last block or at this one."""
        return self.rpc.query(pallet, item, keys or [], block_hash=at).value

    def entries(
        self, pallet: str, item: str, keys: list | None = None, at: str | None = None
    ) -> dict:
        """All entries of a storage map."""
        found = self.rpc.query_map(pallet, item, keys or [], block_hash=at, page_size=1000)
        return {key.value: value.value for key, value in found}

    def decide(self, calls: list[Any]) -> None:
        """Has what needs the admin done: by sudo, or by the council where there is no sudo."""
        for begin in range(0, len(calls), BATCH):
            batch = self.call("Utility", "batch_all", calls=calls[begin : begin + BATCH])
            if self.query("Sudo", "Key"):
                self.send(self.alice, self.call("Sudo", "sudo", call=batch))
            else:
                self._vote(batch)

    def _vote(self, motion: Any) -> None:
        index = self.query("Council", "ProposalCount")
        data = bytes(motion.data.data)
        length = len(data) + 8
        motion_hash = "0x" + motion.call_hash.hex()
        propose = self.call("Council", "propose", threshold=3, proposal=motion, length_bound=length)
        self.send(self.council[0], propose)
        vote = self.call("Council", "vote", proposal=motion_hash, index=index, approve=True)
        self.send_all([(member, vote) for member in self.council])
        close = self.call(
            "Council",
            "close",
            proposal_hash=motion_hash,
            index=index,
            proposal_weight_bound=MOTION_WEIGHT,
            length_bound=length,
        )
        self.send(self.council[0], close)

    def register(self, members: dict[str, tuple[Keypair, int, list[str]]], quota: str) -> None:
        """Registers participants, by name: account, member number and roles."""
        calls = []
        for account, number, roles in members.values():
            address = account.ss58_address
            calls.append(
                self.call(
                    "Registry", "register", who=address, member_number=number, zone=1, roles=[roles]
                )
            )
            calls.append(self.call("Registry", "set_quota", **{"who": address, "class": quota}))
        self.decide(calls)

    def issue(self, to: Keypair, amount: int, reference: str) -> None:
        """A member pays in at the bank, and the issuer issues the ecoin."""
        request = self.query("Ecoin", "NextRequestId")
        self.send(
            to, self.call("Ecoin", "request_issue", amount=amount, bank_reference=[reference])
        )
        self.send(self.alice, self.call("Ecoin", "approve_issue", request=request))

    def enlist(self, drivers: list[Driver], session_limit: int, day_limit: int) -> None:
        """Every driver registers a password and a tag, by an app."""
        limits = {"session": session_limit, "day": day_limit}

        def registration(driver: Driver, key: Any, kind: Any) -> tuple[Keypair, Any]:
            proof = credential_proof(key, self.genesis, driver.account)
            call = self.call(
                "EvSettlement",
                "register_credential",
                key="0x" + key.verify_key.encode().hex(),
                kind=kind,
                limits=limits,
                proof="0x" + proof.hex(),
            )
            return driver.account, call

        self.send_all(
            registration(
                driver, driver.password_key(), {"Password": {"salt": "0x" + driver.salt.hex()}}
            )
            for driver in drivers
        )
        self.send_all(
            registration(driver, tag_key(driver.tag, self.genesis), "Tag") for driver in drivers
        )

    def ecoin_of(self, address: str, at: str | None = None) -> int:
        """An account's free ecoin."""
        account = self.query("Assets", "Account", [ECOIN, address], at)
        return account["balance"] if account else 0
