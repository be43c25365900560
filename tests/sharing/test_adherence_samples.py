"""Thirty invented logs through the command line: it names the doses that a plain loop finds missed.

The loop below shares no code with the program: it walks the planned dates and gives each the
first injection in reach that is still free.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from b12tracker import cli

SAMPLES = Path(__file__).parents[1] / "data" / "adherence" / "injections.csv"
TOLERANCE = {1: 0, 2: 1, 7: 2, 14: 3, 21: 5, 30: 7, 60: 7, 90: 7}

Log = list[tuple[date, int]]


def logs() -> dict[str, Log]:
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: [(date.fromisoformat(row["given_on"]), int(row["covers_days"])) for row in group]
        for name, group in groupby(rows, key=lambda row: row["log"])
    }


def phases(log: Log) -> list[tuple[int, int]]:
    """Return each run of one interval: its days, and how many doses it has."""
    return [(days, len(list(group))) for days, group in groupby(days for _, days in log)]


def as_logbook(log: Log) -> dict[str, Any]:
    """Return the log as a plan with a phase for each of its intervals, the last one open."""
    told: list[dict[str, Any]] = []
    for days, doses in phases(log):
        start = {"follows": True} if told else {"first_dose": log[0][0].isoformat()}
        tolerance = {"early_days": TOLERANCE[days], "late_days": TOLERANCE[days]}
        every = {"every": {"n": days, "unit": "day"}}
        told.append(start | every | tolerance | {"doses": doses})
    del told[-1]["doses"]
    given = [{"given_on": given_on.isoformat()} for given_on, _ in log]
    start = {"format": "b12tracker-logbook", "version": 1}
    return start | {"plans": [{"phases": told}], "injections": given}


def planned(log: Log, today: date) -> Iterator[tuple[date, int]]:
    """Yield each planned date up to today with the days of its interval."""
    day = log[0][0]
    runs = phases(log)
    for place, (days, doses) in enumerate(runs):
        last = place == len(runs) - 1
        dose = 0
        while (last or dose < doses) and day <= today:
            yield day, days
            dose += 1
            still = last or dose < doses
            day += timedelta(days=days if still else runs[place + 1][0])


def missed(log: Log, today: date) -> list[str]:
    free = sorted(given_on for given_on, _ in log if given_on <= today)
    found = []
    for day, days in planned(log, today):
        tolerance = TOLERANCE[days]
        first = day - timedelta(days=max(tolerance, days // 2))
        last = day + timedelta(days=max(tolerance, days - tolerance - 1))
        taken = next((given_on for given_on in free if first <= given_on <= last), None)
        if taken:
            free.remove(taken)
        elif today > last:
            found.append(day.isoformat())
    return found


@pytest.mark.parametrize("name", logs())
def test_the_missed_doses_of_a_log_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    log = logs()[name]
    logbook, file = str(tmp_path / "logbook.sqlite"), tmp_path / "log.json"
    file.write_text(json.dumps(as_logbook(log)), encoding="utf-8")
    assert cli.run(["import", logbook, str(file)]) == 0
    for today in (log[len(log) // 2][0], log[-1][0] + timedelta(days=20)):
        capsys.readouterr()
        assert cli.run(["status", logbook, "--json", "--today", today.isoformat()]) == 0
        said = json.loads(capsys.readouterr().out)
        named = [one["planned"] for one in said["planned_doses"] if one["status"] == "missed"]
        assert named == missed(log, today)
        assert said["adherence"]["missed"] == len(named)
        counted = said["adherence"]["taken"] + len(said["top_ups"])
        assert counted == sum(given_on <= today for given_on, _ in log)


def test_the_logs_are_worth_the_test() -> None:
    counts = [len(missed(log, log[-1][0])) for log in logs().values()]
    assert len(counts) == 30
    assert sum(counts) > 70
    assert 0 in counts
