"""A three-phase meter of SunSpec's model 203, or an inverter of its model 103, as others wrote it: pysunspec2 lays
out its registers and pymodbus serves them. Each line on the standard input, `import_wh export_wh`, is what it shows
from then on.
"""

import argparse
import asyncio
import struct
import sys

from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice
from sunspec2.device import Model

BASE = 40_000
UNIT = 1
WRITE_REGISTERS = 16
METER, INVERTER = 203, 103
END_OF_MODELS = b"\xff\xff\x00\x00"


def words(data: bytes) -> list[int]:
    """Bytes as the registers of Modbus."""
    return list(struct.unpack(f">{len(data) // 2}H", data))


def registers(model: int, import_wh: int, export_wh: int) -> list[int]:
    """All registers of what has counted so much. A meter's counters are in units of 10 Wh."""
    common = Model(model_id=1)
    common.Mn.value, common.Md.value, common.SN.value = "Joule", "Test meter", str(model)
    shown = Model(model_id=model)
    if model == INVERTER:
        shown.WH.value, shown.WH_SF.value = export_wh, 0
    else:
        shown.TotWhImp.value, shown.TotWhExp.value = import_wh // 10, export_wh // 10
        shown.TotWh_SF.value = 1
    return words(b"SunS" + common.get_mb() + shown.get_mb() + END_OF_MODELS)


async def main() -> None:
    parser = argparse.ArgumentParser(description="A SunSpec meter to test against.")
    parser.add_argument("port", type=int)
    parser.add_argument("--model", type=int, choices=(METER, INVERTER), default=METER)
    arguments = parser.parse_args()
    model = arguments.model

    data = SimData(address=BASE, values=registers(model, 0, 0), datatype=DataType.REGISTERS)
    server = ModbusTcpServer(
        SimDevice(id=UNIT, simdata=[data]), address=("127.0.0.1", arguments.port)
    )
    await server.serve_forever(background=True)
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        shown = registers(model, *map(int, line.split()))
        await server.async_setValues(UNIT, WRITE_REGISTERS, BASE, shown)
        print("shown", flush=True)
    await server.shutdown()


if __name__ == "__main__":
    asyncio.run(main())
