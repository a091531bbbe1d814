"""Writes the daily readings of a real year as a CSV file, for the forecaster.

The curves are those of `write_profiles`, of the whole of 2016 and without shifting them: what is
measured is how well a season is foreseen. Two halves of the data set have no curve in common, but
the weather of that year. The forecaster's constants were chosen on one, its error is measured on
the other.

    customer,day,import_wh,export_wh

`home/...`, `building/...` and `farm/...` have no panels; a `roof/...` is a home with panels of
4 kWp. Each draws 3,600 kWh a year, which does not matter to errors in percent.
"""

import argparse
import csv
import datetime
import os
from pathlib import Path

from write_profiles import DATA_YEAR, QUARTERS_PER_DAY, Curves, metered, scaled

YEAR_KWH = 3_600
ROOF_KWP = 4.0

# Standard profiles (-H) and mixtures (-M) of the data set are left out: nobody measured them.
HALVES = {
    "chosen": {
        "home": ["H0-A", "H0-C", "H0-L"],
        "building": ["G0-A", "G1-B", "G2-A", "G4-A", "G5-A"],
        "farm": ["L0-A", "L2-A"],
        "panels": ["PV1", "PV3", "PV5", "PV7"],
    },
    "held-out": {
        "home": ["H0-B", "H0-G"],
        "building": ["G1-A", "G1-C", "G3-A", "G4-B", "G6-A"],
        "farm": ["L1-A"],
        "panels": ["PV2", "PV4", "PV6", "PV8"],
    },
}


def customers(half):
    """Each customer's name, and its import and export in each quarter of an hour."""
    kinds = HALVES[half]
    panels = kinds["panels"]
    loads = {kind: names for kind, names in kinds.items() if names is not panels}
    columns = [f"{name}_pload" for names in loads.values() for name in names]
    curves = Curves("LoadProfile.csv", columns).values
    suns = Curves("RESProfile.csv", panels).values

    for kind, names in loads.items():
        for name in names:
            drawn = scaled(curves[f"{name}_pload"], YEAR_KWH)
            yield f"{kind}/{name}", metered(drawn, [0.0] * len(drawn))
    for home in loads["home"]:
        drawn = scaled(curves[f"{home}_pload"], YEAR_KWH)
        for panel in panels:
            produced = [value * ROOF_KWP * 1000 / 4 for value in suns[panel]]
            yield f"roof/{home}-{panel}", metered(drawn, produced)


def days(quarters):
    """Import and export of each day."""
    flows = list(quarters)
    for first in range(0, len(flows), QUARTERS_PER_DAY):
        yield tuple(map(sum, zip(*flows[first : first + QUARTERS_PER_DAY])))


def main():
    parser = argparse.ArgumentParser(description="Writes the daily readings of a real year.")
    parser.add_argument("half", choices=HALVES, help="which half of the data set")
    parser.add_argument("file", type=Path, help="the CSV file to write")
    arguments = parser.parse_args()

    first_day = datetime.date(DATA_YEAR, 1, 1)
    arguments.file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = arguments.file.with_suffix(f".{os.getpid()}")
    with open(unfinished, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["customer", "day", "import_wh", "export_wh"])
        for name, quarters in customers(arguments.half):
            for number, flows in enumerate(days(quarters)):
                writer.writerow([name, first_day + datetime.timedelta(days=number), *flows])
    os.replace(unfinished, arguments.file)


if __name__ == "__main__":
    main()
