"""A logbook of every released shape opens in this version, and says what it said then."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from b12tracker.domain.judgement import judge
from b12tracker.sharing.status_report import status_values
from b12tracker.storage.logbook import Logbook
from tests.storage.raw import select

LOGBOOKS = Path(__file__).parents[1] / "logbooks"
TOLD_ON = date(2026, 11, 22)


def opened(name: str, folder: Path) -> Logbook:
    """Open a copy of a released logbook."""
    return Logbook.open(Path(shutil.copy(LOGBOOKS / name, folder)), "this-copy")


@pytest.mark.parametrize("name", sorted(file.name for file in LOGBOOKS.glob("*.sqlite")))
def test_a_released_logbook_opens_and_can_be_written(tmp_path: Path, name: str) -> None:
    with closing(opened(name, tmp_path)) as logbook:
        assert logbook.complaints() == []
        facts = logbook.facts()
        logbook.write(remove=facts.injections[:1])
        assert logbook.facts().injections == facts.injections[1:]


def test_the_first_one_says_what_it_said_then(tmp_path: Path) -> None:
    with closing(opened("first.sqlite", tmp_path)) as logbook:
        facts = logbook.facts()
    assert facts.patient.name == "Margaret Hale (invented)"
    assert facts.patient.follows == ("fatigue", "tingling", "concentration")
    counts = {kind: len(getattr(facts, kind)) for kind in ("plans", "injections", "lab_results")}
    assert counts == {"plans": 1, "injections": 29, "lab_results": 16}
    assert len(facts.symptoms) == 452
    said = status_values(facts, judge(facts, TOLD_ON))
    counts = {key: said["adherence"][key] for key in ("on_time", "early", "late", "missed")}
    assert counts == {"on_time": 23, "early": 1, "late": 4, "missed": 2}
    assert said["top_ups"] == ["2026-07-09"]
    assert said["next"] == {"planned": "2026-11-27", "status": "due", "days": 5}


def test_the_first_one_was_written_by_the_first_steps_alone() -> None:
    steps = select(LOGBOOKS / "first.sqlite", "SELECT name FROM _sqlite_migrations")
    assert steps == [("first_tables",)]
    assert (LOGBOOKS / "first.sqlite").stat().st_size < 200_000
