"""A three-phase meter of SunSpec's model 203, as others wrote it: pysunspec2 lays out its registers and
pymodbus serves them. Each line on the standard input, `import_wh export_wh`, is what it shows from then on.
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
END_OF_MODELS = b"\xff\xff\x00\x00"


def words(data: bytes) -> list[int]:
    """Bytes as the registers of Modbus."""
    return list(struct.unpack(f">{len(data) // 2}H", data))


def registers(import_wh: int, export_wh: int) -> list[int]:
    """All registers of a meter that has counted so much. Its counters are in units of 10 Wh."""
    common = Model(model_id=1)
    common.Mn.value, common.Md.value, common.SN.value = "Joule", "Test meter", "203"
    meter = Model(model_id=203)
    meter.TotWhImp.value, meter.TotWhExp.value = import_wh // 10, export_wh // 10
    meter.TotWh_SF.value = 1
    return words(b"SunS" + common.get_mb() + meter.get_mb() + END_OF_MODELS)


async def main() -> None:
    parser = argparse.ArgumentParser(description="A SunSpec meter to test against.")
    parser.add_argument("port", type=int)
    arguments = parser.parse_args()

    data = SimData(address=BASE, values=registers(0, 0), datatype=DataType.REGISTERS)
    server = ModbusTcpServer(
        SimDevice(id=UNIT, simdata=[data]), address=("127.0.0.1", arguments.port)
    )
    await server.serve_forever(background=True)
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        shown = registers(*map(int, line.split()))
        await server.async_setValues(UNIT, WRITE_REGISTERS, BASE, shown)
        print("shown", flush=True)
    await server.shutdown()


if __name__ == "__main__":
    asyncio.run(main())
