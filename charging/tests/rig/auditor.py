"""Looks over RPC whether money went where it should: by the state, knowing no gateway."""

from __future__ import annotations

from dataclasses import dataclass

from .chain import ECOIN, Chain
from .receipts import Journal, check_receipt

OPEN = ("Prepaid", "Charging", "Occupying")


def stage_of(session: dict) -> tuple[str, dict]:
    """The name of a session's stage and what belongs to it."""
    stage = session["stage"]
    if isinstance(stage, str):
        return stage, {}
    return next(iter(stage.items()))


def energy_wh(session: dict) -> int:
    """All the energy of a session."""
    return sum(session["metered"]["energy_by_band"]) if session["metered"] else 0


@dataclass
class Books:
    """The money of the chain at one final block."""

    sessions: dict[int, dict]
    tariffs: dict[int, dict]
    supply: int
    free: dict[str, int]
    held: dict[str, int]
    revenue: dict[str, tuple[int, int, int]]
    """By operator: sessions settled, energy, ecoin paid."""

    @classmethod
    def read(cls, chain: Chain) -> Books:
        """Reads the books as they are final now."""
        at = chain.rpc.get_chain_finalised_head()
        operators = {
            session["operator"]
            for session in chain.entries("EvSettlement", "Sessions", at=at).values()
        }
        revenue = {}
        for operator in operators:
            days = chain.entries("EvSettlement", "Revenue", [operator], at).values()
            revenue[operator] = tuple(
                sum(day[name] for day in days) for name in ("sessions", "energy_wh", "paid")
            )
        return cls(
            sessions=chain.entries("EvSettlement", "Sessions", at=at),
            tariffs=chain.entries("EvSettlement", "Tariffs", at=at),
            supply=chain.query("Assets", "Asset", [ECOIN], at)["supply"],
            free={
                who: account["balance"]
                for who, account in chain.entries("Assets", "Account", [ECOIN], at).items()
            },
            held=chain.entries("AssetsHolder", "BalancesOnHold", [ECOIN], at),
            revenue=revenue,
        )

    def audit(self, journal: Journal, all_over: bool = True) -> None:
        """Checks what must always hold: ecoin is conserved, what is held is held by open sessions,
        every settled session paid its operator once and exactly what it cost by what the journal has."""
        assert self.supply == sum(self.free.values()) + sum(self.held.values()), (
            "ecoin is conserved"
        )
        open_sessions = [
            session for session in self.sessions.values() if stage_of(session)[0] in OPEN
        ]
        if all_over:
            assert not open_sessions, f"still open: {open_sessions}"
        holding: dict[str, int] = {}
        for session in open_sessions:
            holding[session["member"]] = holding.get(session["member"], 0) + session["prepayment"]
        held = {who: amount for who, amount in self.held.items() if amount}
        assert held == holding, "nothing is on hold but for open sessions"

        earned: dict[str, list[int]] = {}
        for number, session in self.sessions.items():
            stage, settlement = stage_of(session)
            if stage != "Settled":
                continue
            tariff = self.tariffs[session["tariff"]]["tariff"]
            check_receipt(number, session, tariff, journal.readings.get(number, []))
            total = settlement["energy_cost"] + settlement["occupancy_cost"]
            assert settlement["paid"] + settlement["owed"] == total
            debt = max(0, total - session["prepayment"])
            assert settlement["owed"] == debt - journal.debts_paid.get(number, 0)
            sums = earned.setdefault(session["operator"], [0, 0, 0])
            for index, amount in enumerate((1, energy_wh(session), settlement["paid"])):
                sums[index] += amount
        for operator, sums in earned.items():
            assert tuple(sums) == self.revenue[operator], (
                "the operator was paid once for each session"
            )
