"""Writes a month of real 15-minute profiles as a CSV file, for the tests and the demo.

The load and solar curves are those of SimBench (simbench.de), measured in 2016 and published under
the Open Database License, so they are read from the installed package `simbench` and nothing of
them is kept in this repository. Only its data files are used: none of its code is imported, and
none of its dependencies need to be installed.

The curves are relative. Here they become a Korean neighbourhood of 51 customers:

    1..10   homes with solar panels on the roof
    11..50  homes without
    51      a community hall with panels on the roof

What the file says is what a meter sees: in each quarter of an hour the panels first serve the
house, and only the rest passes the meter, in one direction.

    home,quarter,import_wh,export_wh

`quarter` counts from midnight of the month's first day. The same month and version of the package
always give the same file.
"""

import argparse
import csv
import datetime
import os
import random
import sys
from importlib import metadata
from pathlib import Path

PACKAGE = "simbench"
DATA = "simbench/networks/1-complete_data-mixed-all-0-sw"
DATA_YEAR = 2016

QUARTERS_PER_DAY = 96
SEED = 2016

SOLAR_HOMES = range(1, 11)
OTHER_HOMES = range(11, 51)
HALL = 51

# The measured households of the data set. Its standard profile H0-H, a mean of many, is left out.
HOUSEHOLDS = ["H0-A_pload", "H0-B_pload", "H0-C_pload", "H0-G_pload", "H0-L_pload"]
# A business with hours from 8 to 18 on workdays.
OFFICE = "G1-A_pload"
PANELS = [f"PV{number}" for number in range(1, 9)]

# The same curve is used for several homes, but never the same weeks of it.
WEEKS_APART = range(-6, 7)

# A Korean household draws about 300 kWh a month.
HOME_KWH = 300
HOME_SPREAD = 0.30
HOME_KWH_RANGE = (160, 620)
HALL_KWH = 380
SOLAR_KWP_RANGE = (3.0, 4.5)
HALL_KWP = 9.0


def fail(message):
    sys.exit(f"write_profiles.py: {message}")


def data_file(name):
    """Where a data file of the installed package lies."""
    try:
        path = metadata.distribution(PACKAGE).locate_file(f"{DATA}/{name}")
    except metadata.PackageNotFoundError:
        fail(f"the package {PACKAGE} is not installed: scripts/setup does that")
    return path


class Curves:
    """Relative curves of a whole year, by name; one value a quarter of an hour."""

    def __init__(self, file_name, names):
        with open(data_file(file_name), newline="") as file:
            rows = csv.reader(file, delimiter=";")
            header = next(rows)
            columns = [header.index(name) for name in names]
            days = {}
            values = [[] for _ in names]
            for number, row in enumerate(rows):
                days.setdefault(row[0].split(" ")[0], number)
                for series, column in zip(values, columns):
                    series.append(float(row[column]))
        self.first_row = days
        self.values = dict(zip(names, values))

    def cut(self, name, first_day, days):
        """The part of a curve that begins on a day, which may lie in another year."""
        start = self.first_row[first_day.replace(year=DATA_YEAR).strftime("%d.%m.%Y")]
        series = self.values[name]
        wanted = range(start, start + days * QUARTERS_PER_DAY)
        return [series[row % len(series)] for row in wanted]


def month_of(text):
    try:
        return datetime.datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a month like 2026-06")


def days_in(month):
    return ((month + datetime.timedelta(days=31)).replace(day=1) - month).days


def same_weekday(month):
    """The day of the data that is nearest to the month's first day and has its weekday."""
    day = month.replace(year=DATA_YEAR)
    ahead = (month.weekday() - day.weekday()) % 7
    return day + datetime.timedelta(days=ahead if ahead <= 3 else ahead - 7)


def scaled(curve, month_kwh):
    """The curve as Wh a quarter of an hour, so that its sum is as given."""
    factor = month_kwh * 1000 / sum(curve)
    return [value * factor for value in curve]


def metered(load, solar):
    """What the meter sees: import and export of each quarter of an hour, in whole Wh."""
    for drawn, produced in zip(load, solar):
        net = round(drawn - produced)
        yield max(net, 0), max(-net, 0)


def neighbourhood(month):
    """Each customer's number and its meter's quarters."""
    days = days_in(month)
    first_day = same_weekday(month)
    chance = random.Random(SEED)
    loads = Curves("LoadProfile.csv", HOUSEHOLDS + [OFFICE])
    suns = Curves("RESProfile.csv", PANELS)

    def sun(number, kwp):
        panel = PANELS[number % len(PANELS)]
        return [value * kwp * 1000 / 4 for value in suns.cut(panel, first_day, days)]

    dark = [0.0] * (days * QUARTERS_PER_DAY)
    curves = [(household, weeks) for household in HOUSEHOLDS for weeks in WEEKS_APART]
    chance.shuffle(curves)
    for number in [*SOLAR_HOMES, *OTHER_HOMES]:
        household, weeks = curves[number - 1]
        kwh = HOME_KWH * chance.lognormvariate(-HOME_SPREAD**2 / 2, HOME_SPREAD)
        kwh = min(max(kwh, HOME_KWH_RANGE[0]), HOME_KWH_RANGE[1])
        kwp = chance.uniform(*SOLAR_KWP_RANGE)
        begin = first_day + datetime.timedelta(weeks=weeks)
        load = scaled(loads.cut(household, begin, days), kwh)
        yield number, metered(load, sun(number, kwp) if number in SOLAR_HOMES else dark)

    office = scaled(loads.cut(OFFICE, first_day, days), HALL_KWH)
    yield HALL, metered(office, sun(HALL, HALL_KWP))


def main():
    parser = argparse.ArgumentParser(description="Writes a month of real 15-minute profiles.")
    parser.add_argument("month", type=month_of, help="the month they shall stand for: YYYY-MM")
    parser.add_argument("file", type=Path, help="the CSV file to write")
    arguments = parser.parse_args()

    arguments.file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = arguments.file.with_suffix(f".{os.getpid()}")
    with open(unfinished, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["home", "quarter", "import_wh", "export_wh"])
        for home, quarters in neighbourhood(arguments.month):
            writer.writerows((home, number, *flows) for number, flows in enumerate(quarters))
    os.replace(unfinished, arguments.file)


if __name__ == "__main__":
    main()
