"""Files that leave and enter a logbook by the command line, in every format."""

import json
import re
import stat
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import ics
import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker import assets, cli
from b12tracker.domain.facts import Facts
from b12tracker.sharing import incoming
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from tests.any_facts import whole_logbooks
from tests.builders import a_pause, an_injection, facts
from tests.storage.raw import folder_state, select

TODAY = "2026-11-22"
STORY = tell(assets.sample_story(), date.fromisoformat(TODAY))

Said = tuple[int, str, str]


@pytest.fixture(name="held")
def a_logbook_with_the_story(tmp_path: Path) -> Path:
    return make(tmp_path / "logbook.sqlite", STORY)


def make(path: Path, held: Facts) -> Path:
    Logbook.create(path, "this-copy", holding=(held.patient, *held.entries)).close()
    return path


def do(*words: str | Path) -> int:
    return cli.run([*(str(word) for word in words)])


def export(*words: str | Path) -> int:
    return do("export", *words, "--today", TODAY)


def bring_in(*words: str | Path) -> int:
    return do("import", *words, "--today", TODAY)


def read(path: Path) -> Facts:
    with closing(Logbook.open(path, "looking")) as logbook:
        return logbook.facts()


@pytest.mark.parametrize("ending", ["json", "zip"])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(drawn=whole_logbooks())
def test_out_in_and_out_again_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, ending: str, drawn: Facts
) -> None:
    folder = tmp_path_factory.mktemp("any")
    first, second = folder / f"first.{ending}", folder / f"second.{ending}"
    held = make(folder / "held.sqlite", drawn)
    assert export(held, "-o", first) == 0
    assert bring_in(folder / "empty.sqlite", first) == 0
    assert export(folder / "empty.sqlite", "-o", second) == 0
    assert read(folder / "empty.sqlite") == drawn
    assert second.read_bytes() == first.read_bytes()


def test_the_tables_twice_change_nothing(
    held: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(held, "-o", tmp_path / "out.zip")
    before = folder_state(tmp_path)
    assert bring_in(held, tmp_path / "out.zip", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["taken"], said["refused"]) == ({}, [])
    assert said["left"]["injections"] == 30
    assert folder_state(tmp_path) == before
    assert stat.S_IMODE((tmp_path / "out.zip").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "words",
    [
        ("pauses.csv",),
        ("x.csv", "--table", "pauses"),
        ("x", "--table", "pauses", "--format", "csv"),
    ],
)
def test_one_table(held: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    out = tmp_path / words[0]
    assert export(held, "-o", out, *words[1:]) == 0
    assert out.read_text("utf-8-sig").startswith("id,start,end,reason,note,export\n")
    assert bring_in(tmp_path / "new.sqlite", out) == 0
    assert read(tmp_path / "new.sqlite") == Facts(pauses=STORY.pauses)


def test_a_part_of_the_logbook(held: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    period = ("--from", "2025-07-01", "--to", "2025-08-31", "--no-notes")
    assert export(held, "-o", out, *period) == 0
    said = json.loads(out.read_text("utf-8"))
    assert said["pauses"] == [said["pauses"][0] | {"note": ""}]
    assert all("2025-07-01" <= one["given_on"] <= "2025-08-31" for one in said["injections"])
    assert (said["export"]["from"], said["export"]["notes"]) == ("2025-07-01", False)


def test_a_copy_is_a_logbook_with_its_versions(held: Path, tmp_path: Path) -> None:
    with closing(Logbook.open(held, "this-copy")) as logbook:
        logbook.write(remove=[STORY.injections[0]])
    copy = tmp_path / "copy.sqlite"
    assert export(held, "-o", copy) == 0
    assert do("check", copy) == 0
    assert read(copy) == read(held)
    for table in ("injections", "deletions", "phases"):
        assert select(copy, f"SELECT * FROM {table}") == select(held, f"SELECT * FROM {table}")
    about = dict(select(copy, "SELECT key, value FROM about_this_copy"))
    assert (about["on"], about["says"]) == (TODAY, "Self-reported by the patient.")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    before = folder_state(tmp_path)
    assert export(held, "-o", copy) == 1
    assert folder_state(tmp_path) == before


def test_a_copy_without_notes_holds_none(held: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert export(held, "-o", copy, "--no-notes") == 0
    assert b"The surgery had no nurse" in held.read_bytes()
    assert b"The surgery had no nurse" not in copy.read_bytes()
    assert len(read(copy).injections) == 30
    assert export(copy, "-o", tmp_path / "again.sqlite") == 0


def test_another_logbook_is_joined_and_left_as_it_is(tmp_path: Path) -> None:
    """Even one that is read-only; into itself nothing comes."""
    mine = make(tmp_path / "mine.sqlite", facts(STORY.injections[0]))
    other = make(tmp_path / "other.sqlite", facts(*STORY.injections[:3]))
    other.chmod(0o400)
    before = (other.read_bytes(), other.stat().st_mtime_ns)
    assert bring_in(mine, other) == 0
    assert len(read(mine).injections) == 3
    assert (other.read_bytes(), other.stat().st_mtime_ns) == before
    state = folder_state(tmp_path)
    assert bring_in(mine, mine, "--format", "logbook") == 0
    assert folder_state(tmp_path) == state


def events(path: Path) -> list[tuple[date, str]]:
    found = ics.Calendar(path.read_text("utf-8")).events
    return sorted((event.begin.date(), event.status) for event in found)


def test_a_calendar_is_kept_as_facts(held: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    assert export(held, "-o", out) == 0
    assert events(out)[0] == (date(2026, 11, 27), "CONFIRMED")
    kept = read(held).exported_events
    assert [event.on for event in kept] == [on for on, _ in events(out)]
    before, content = held.stat().st_mtime_ns, out.read_bytes()
    assert export(held, "-o", out) == 0
    assert (held.stat().st_mtime_ns, out.read_bytes()) == (before, content)
    with closing(Logbook.open(held, "this-copy")) as logbook:
        logbook.write(put=[a_pause("2026-11-20", "2026-12-10")])
    export(held, "-o", out)
    assert events(out)[0] == (date(2026, 11, 27), "CANCELLED")


def test_a_calendar_that_cannot_be_kept_is_not_written(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise LogbookError("The disk is full.")

    monkeypatch.setattr(Logbook, "write", full)
    before = folder_state(tmp_path)
    assert export(held, "-o", tmp_path / "out.ics") == 1
    assert folder_state(tmp_path) == before


def test_a_calendar_that_cannot_be_written_is_not_kept(held: Path, tmp_path: Path) -> None:
    before = folder_state(tmp_path)
    assert export(held, "-o", tmp_path / "missing" / "out.ics") == 1
    assert folder_state(tmp_path) == before


def test_no_plan_no_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = make(tmp_path / "logbook.sqlite", Facts())
    assert export(held, "-o", tmp_path / "out.ics") == 1
    assert "Nothing is planned" in capsys.readouterr().err
    assert not (tmp_path / "out.ics").exists()


FOREIGN = "When,What,How much\n2026-01-05,in the left thigh,1 mg\n2026-01-12,at home,lots\n"


def test_a_table_from_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, path = tmp_path / "mine.csv", tmp_path / "new.sqlite"
    table.write_text(FOREIGN, encoding="utf-8")
    words = ("--map", "What=site", "--map", "how much=dose", "--map", "1=date", "--json")
    for dry in (("--dry-run",), ()):
        assert bring_in(path, table, *words, *dry) == 0
        said = json.loads(capsys.readouterr().out)
        assert said == {
            "taken": {"injections": 1},
            "left": {},
            "refused": ["Row 3: “lots” is not a dose such as 1 mg or 1000 µg."],
        }
        assert path.exists() is not dry
    (one,) = read(path).injections
    assert (one.given_on, one.dose_ug, one.site) == (date(2026, 1, 5), 1000, "LVL")
    assert bring_in(path, table, *words) == 0
    assert json.loads(capsys.readouterr().out)["left"] == {"injections": 1}


@pytest.mark.parametrize(
    ("table", "words", "says"),
    [
        (FOREIGN, ("--map", "Where=site"), "no column “Where” .columns: When, What, How much"),
        (FOREIGN, ("--map", "4=site"), "no column “4”"),
        (FOREIGN, ("--map", "What=mood"), "“mood” is no field of an injection: date, time"),
        ("A,B\nx,y\n", ("--map", "A=note"), "No column holds the dates"),
        ("Date,Dose\n3/4/2026,1 mg\n", (), "say which with --dates"),
        ("Date,Dose\nnever,1 mg\n", ("--map", "Date=date"), "Nothing in"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    table: str,
    words: tuple[str, ...],
    says: str,
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(table, encoding="utf-8")
    held = make(tmp_path / "logbook.sqlite", facts(an_injection()))
    before = folder_state(tmp_path)
    assert bring_in(held, file, *words) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert re.search(says, said), said
    assert folder_state(tmp_path) == before


def test_the_order_of_the_dates_can_be_said(tmp_path: Path) -> None:
    file, path = tmp_path / "mine.csv", tmp_path / "new.sqlite"
    file.write_text("Date,Dose\n3/4/2026,1 mg\n", encoding="utf-8")
    assert bring_in(path, file, "--dates", "month-first") == 0
    assert read(path).injections[0].given_on == date(2026, 3, 4)


def test_a_file_beyond_all_measure_is_not_read(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(incoming, "MOST_BYTES", 1000)
    (tmp_path / "large.json").write_text("{" + " " * 1000, encoding="utf-8")
    before = folder_state(tmp_path)
    assert bring_in(held, tmp_path / "large.json") == 1
    assert "larger than 1,000 bytes" in capsys.readouterr().err
    assert folder_state(tmp_path) == before


def test_a_changed_note_is_left(held: Path, tmp_path: Path) -> None:
    """What is here under the same id stays as it is here."""
    mine = replace(STORY.injections[0], note="mine")
    path = make(tmp_path / "mine.sqlite", facts(mine))
    export(held, "-o", tmp_path / "out.zip", "--no-notes")
    bring_in(path, tmp_path / "out.zip")
    assert mine in read(path).injections
