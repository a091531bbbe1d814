"""Charge points of both OCPP versions, by the library `ocpp` for Python.

Both have the same face, so that a test says once what a charge point does. Messages are checked
against the JSON schemas of the specification, in both directions.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timezone
from typing import Any

import websockets
from ocpp.charge_point import snake_to_camel_case
from ocpp.exceptions import OccurrenceConstraintViolationError
from ocpp.routing import after, on
from ocpp.v16 import ChargePoint as ChargePoint16
from ocpp.v16 import call as call16
from ocpp.v16 import call_result as result16
from ocpp.v16.enums import Action as Action16
from ocpp.v16.enums import (
    CancelReservationStatus,
    ChargePointErrorCode,
    ChargePointStatus,
    ConfigurationStatus,
    RemoteStartStopStatus,
)
from ocpp.v201 import ChargePoint as ChargePoint201
from ocpp.v201 import call as call201
from ocpp.v201 import call_result as result201
from ocpp.v201.enums import Action as Action201

PATIENCE_S = 40


def written(seconds: float) -> str:
    """A time as OCPP writes it."""
    text = datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


class Station:
    """What charge points of both versions have in common."""

    version: str
    connector = 1

    def prepare(self, clock: Callable[[], float]) -> None:
        """Sets up what the library's constructor does not."""
        self.clock = clock
        self.stop_asked = asyncio.Event()
        self.last_state: str | None = None
        self.reserved: list[dict] = []
        self.has_room = True
        self.meter_interval_s: int | None = None
        self.measurands: list[str] = []
        self.start_asked: asyncio.Queue[str] = asyncio.Queue()
        self.twice = False

    async def say(self, message: Any) -> Any:
        """Sends a message and returns the answer. A stammering charge point says it twice, and the
        answers must be the same."""
        answer = await self.call(message, suppress=False)
        if self.twice:
            again = await self.call(message, suppress=False)
            assert again == answer, f"{again} is not {answer}"
        return answer

    async def terminal(self, message: str, data: dict) -> tuple[str, dict]:
        """Sends one of Joule's own messages. Returns the status and the data of the answer."""
        raise NotImplementedError

    async def state(self, name: str, at: float | None = None) -> None:
        """Tells how the connector is, in the words of 1.6: Available, Preparing, Finishing."""
        self.last_state = name
        await self.tell_state(name, at or self.clock())

    async def tell_state(self, name: str, at: float) -> None:
        """Tells how the connector is."""
        raise NotImplementedError

    async def tell_last_state(self) -> None:
        """Tells how the connector is, if it has a state."""
        if self.last_state:
            await self.tell_state(self.last_state, self.clock())


class Station16(Station, ChargePoint16):
    """A charge point that speaks OCPP 1.6J."""

    version = "ocpp1.6"

    async def boot(self) -> Any:
        return await self.say(
            call16.BootNotification(charge_point_model="Test", charge_point_vendor="Joule")
        )

    async def terminal(self, message: str, data: dict) -> tuple[str, dict]:
        answer = await self.say(
            call16.DataTransfer(vendor_id="joule", message_id=message, data=json.dumps(data))
        )
        return answer.status, json.loads(answer.data) if answer.data else {}

    async def tell_state(self, name: str, at: float) -> None:
        await self.say(
            call16.StatusNotification(
                connector_id=self.connector,
                error_code=ChargePointErrorCode.no_error,
                status=ChargePointStatus(name),
                timestamp=written(at),
            )
        )

    async def recognize(self, token: str) -> str:
        return (await self.say(call16.Authorize(id_tag=token))).id_tag_info["status"]

    async def start(self, token: str, register: int, at: float | None = None) -> tuple[Any, str]:
        """Starts charging. Returns the transaction and the verdict."""
        answer = await self.say(
            call16.StartTransaction(
                connector_id=self.connector,
                id_tag=token,
                meter_start=register,
                timestamp=written(at or self.clock()),
            )
        )
        return answer.transaction_id, answer.id_tag_info["status"]

    async def meter(self, transaction: Any, register: int, at: float | None = None) -> None:
        value = {
            "timestamp": written(at or self.clock()),
            "sampledValue": [
                {"value": "11.0", "measurand": "Power.Active.Import", "unit": "kW"},
                {
                    "value": str(register),
                    "measurand": "Energy.Active.Import.Register",
                    "unit": "Wh",
                },
            ],
        }
        await self.say(
            call16.MeterValues(
                connector_id=self.connector, transaction_id=transaction, meter_value=[value]
            )
        )

    async def stop(
        self, transaction: Any, register: int, at: float | None = None, reason: str = "Local"
    ) -> None:
        await self.say(
            call16.StopTransaction(
                transaction_id=transaction,
                meter_stop=register,
                timestamp=written(at or self.clock()),
                reason=reason,
            )
        )

    @on(Action16.remote_stop_transaction)
    def on_stop(self, transaction_id: int) -> Any:
        self.stop_asked.set()
        return result16.RemoteStopTransaction(status=RemoteStartStopStatus.accepted)

    @on(Action16.change_configuration)
    def on_configuration(self, key: str, value: str) -> Any:
        if key == "MeterValueSampleInterval":
            self.meter_interval_s = int(value)
        else:
            assert (key, value) == ("MeterValuesSampledData", "Energy.Active.Import.Register")
            self.measurands.append(key)
        return result16.ChangeConfiguration(status=ConfigurationStatus.accepted)

    @on(Action16.trigger_message)
    def on_trigger(self, requested_message: str, connector_id: int) -> Any:
        assert (requested_message, connector_id) == ("StatusNotification", self.connector)
        return result16.TriggerMessage(status="Accepted")

    @after(Action16.trigger_message)
    async def after_trigger(self, **_: Any) -> None:
        await self.tell_last_state()

    @on(Action16.reserve_now)
    def on_reserve(self, **reservation: Any) -> Any:
        self.reserved.append(reservation)
        return result16.ReserveNow(status="Accepted" if self.has_room else "Occupied")

    @on(Action16.cancel_reservation)
    def on_no_reservation(self, reservation_id: int) -> Any:
        return result16.CancelReservation(status=CancelReservationStatus.accepted)

    @on(Action16.remote_start_transaction)
    def on_start(self, id_tag: str, **_: Any) -> Any:
        self.start_asked.put_nowait(id_tag)
        return result16.RemoteStartTransaction(status=RemoteStartStopStatus.accepted)


class Station201(Station, ChargePoint201):
    """A charge point that speaks OCPP 2.0.1."""

    version = "ocpp2.0.1"

    async def boot(self) -> Any:
        station = {"model": "Test", "vendorName": "Joule"}
        return await self.say(call201.BootNotification(charging_station=station, reason="PowerUp"))

    async def terminal(self, message: str, data: dict) -> tuple[str, dict]:
        answer = await self.say(
            call201.DataTransfer(vendor_id="joule", message_id=message, data=data)
        )
        # The library writes names as Python does, inside the data too.
        return answer.status, snake_to_camel_case(answer.data or {})

    async def tell_state(self, name: str, at: float) -> None:
        known = name if name == "Available" else "Occupied"
        await self.say(
            call201.StatusNotification(
                timestamp=written(at),
                connector_status=known,
                evse_id=self.connector,
                connector_id=1,
            )
        )

    @staticmethod
    def named(token: str) -> dict:
        kind = "Central" if token.startswith("J-") else "ISO14443"
        return {"idToken": token, "type": kind}

    async def recognize(self, token: str) -> str:
        answer = await self.say(call201.Authorize(id_token=self.named(token)))
        return answer.id_token_info["status"]

    async def tell(
        self, kind: str, transaction: str, register: int, at: float | None, **more: Any
    ) -> Any:
        """Sends a transaction event."""
        at = at or self.clock()
        info = {"transactionId": transaction, **more.pop("info", {})}
        self.sequence = getattr(self, "sequence", -1) + 1
        context = {"Started": "Transaction.Begin", "Ended": "Transaction.End"}.get(
            kind, "Sample.Periodic"
        )
        value = {
            "timestamp": written(at),
            "sampledValue": [
                {
                    "value": register / 1000,
                    "context": context,
                    "measurand": "Energy.Active.Import.Register",
                    "unitOfMeasure": {"unit": "kWh"},
                }
            ],
        }
        return await self.say(
            call201.TransactionEvent(
                event_type=kind,
                timestamp=written(at),
                seq_no=self.sequence,
                transaction_info=info,
                meter_value=[value],
                evse={"id": self.connector, "connectorId": 1},
                **more,
            )
        )

    async def start(self, token: str, register: int, at: float | None = None) -> tuple[Any, str]:
        """Starts charging. Returns the transaction and the verdict."""
        transaction = str(uuid.uuid4())
        answer = await self.tell(
            "Started",
            transaction,
            register,
            at,
            trigger_reason="Authorized",
            id_token=self.named(token),
            info={"chargingState": "Charging"},
        )
        return transaction, answer.id_token_info["status"]

    async def meter(self, transaction: Any, register: int, at: float | None = None) -> None:
        await self.tell("Updated", transaction, register, at, trigger_reason="MeterValuePeriodic")

    async def stop(
        self, transaction: Any, register: int, at: float | None = None, reason: str = "Local"
    ) -> None:
        trigger = "EVDeparted" if reason == "EVDisconnected" else "StopAuthorized"
        await self.tell(
            "Ended",
            transaction,
            register,
            at,
            trigger_reason=trigger,
            info={"stoppedReason": reason},
        )

    @on(Action201.request_stop_transaction)
    def on_stop(self, transaction_id: str) -> Any:
        self.stop_asked.set()
        return result201.RequestStopTransaction(status="Accepted")

    @on(Action201.set_variables)
    def on_variables(self, set_variable_data: list[dict]) -> Any:
        if len(set_variable_data) > 1:
            raise OccurrenceConstraintViolationError(description="one item a message")
        [data] = set_variable_data
        name, value = data["variable"]["name"], data.pop("attribute_value")
        if name == "TxUpdatedInterval":
            self.meter_interval_s = int(value)
        else:
            assert value == "Energy.Active.Import.Register"
            self.measurands.append(name)
        done = [{"attribute_status": "Accepted", **data}]
        return result201.SetVariables(set_variable_result=done)

    @on(Action201.trigger_message)
    def on_trigger(self, requested_message: str, evse: dict) -> Any:
        assert (requested_message, evse["id"]) == ("StatusNotification", self.connector)
        return result201.TriggerMessage(status="Accepted")

    @after(Action201.trigger_message)
    async def after_trigger(self, **_: Any) -> None:
        await self.tell_last_state()

    @on(Action201.reserve_now)
    def on_reserve(self, **reservation: Any) -> Any:
        self.reserved.append(reservation)
        return result201.ReserveNow(status="Accepted" if self.has_room else "Occupied")

    @on(Action201.cancel_reservation)
    def on_no_reservation(self, reservation_id: int) -> Any:
        return result201.CancelReservation(status="Accepted")

    @on(Action201.request_start_transaction)
    def on_start(self, id_token: dict, **_: Any) -> Any:
        self.start_asked.put_nowait(id_token["id_token"])
        return result201.RequestStartTransaction(status="Accepted")


VERSIONS = {"1.6": Station16, "2.0.1": Station201}


@asynccontextmanager
async def connected(
    version: str, name: str, address: str, clock: Callable[[], float] = time.time, tls: Any = None
) -> AsyncIterator[Any]:
    """A charge point that is connected to a gateway."""
    kind = VERSIONS[version]
    options = {"ssl": tls} if tls else {}
    async with websockets.connect(address, subprotocols=[kind.version], **options) as socket:
        assert socket.subprotocol == kind.version
        station = kind(name, socket, response_timeout=PATIENCE_S)
        station.prepare(clock)
        listening = asyncio.create_task(station_loop(station))
        try:
            yield station
        finally:
            listening.cancel()


async def station_loop(station: Any) -> None:
    """Listens until the connection is closed. 1.6 has a method `start` of its own for charging."""
    try:
        while True:
            await station.route_message(await station._connection.recv())
    except websockets.ConnectionClosed:
        pass
