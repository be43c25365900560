"""What comes back from a damaged logbook, and what is said of it."""

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker import assets
from b12tracker.domain.facts import Fact, Facts
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.driver import database_errors
from b12tracker.storage.errors import LockedError, LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.pages import BareRow, pages_of, varint
from b12tracker.storage.piecemeal import Piecemeal
from b12tracker.storage.salvage import salvage
from b12tracker.storage.salvaged import LOOK_THROUGH, Salvaged
from b12tracker.storage.sieve import Sieve
from tests.any_facts import whole_logbooks
from tests.builders import a_phase, a_plan, an_injection
from tests.storage.raw import folder_state, select, tool

STORY = tell(assets.sample_story(), date(2026, 11, 22))
PAGE = 4096


def make(path: Path, *holding: Fact) -> Path:
    Logbook.create(path, "this-copy", holding=holding).close()
    return path


@pytest.fixture(name="damaged")
def a_logbook_with_the_story(tmp_path: Path) -> Path:
    return make(tmp_path / "damaged.sqlite", STORY.patient, *STORY.entries)


@pytest.fixture(name="place")
def where_the_new_one_goes(tmp_path: Path) -> Path:
    return tmp_path / "recovered.sqlite"


def roots(path: Path) -> dict[str, int]:
    return dict(select(path, "SELECT name, rootpage FROM sqlite_master WHERE rootpage"))


def overwrite(path: Path, page: int, content: bytes, at: int = 0) -> None:
    whole = bytearray(path.read_bytes())
    start = (page - 1) * PAGE + at
    whole[start : start + len(content)] = content
    path.write_bytes(whole)


def came_back(damaged: Path, place: Path, key: Key | None = None) -> tuple[Salvaged, Facts]:
    """Recover, and see that the damaged file and all beside it are as they were."""
    before = folder_state(damaged.parent)
    told = salvage(damaged, place, key)
    after = folder_state(damaged.parent)
    del after[place.name]
    assert after == before
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    with closing(Logbook.open(place, key=key)) as logbook:
        assert logbook.complaints() == []
        return told, logbook.facts()


def test_a_sound_one_comes_back_whole(damaged: Path, place: Path) -> None:
    told, facts = came_back(damaged, place)
    assert facts == STORY
    assert told.is_complete
    assert "Every entry is there." in told.lines
    assert LOOK_THROUGH not in told.lines
    for table in ("injections", "phases", "deletions"):
        assert select(place, f"SELECT * FROM {table}") == select(damaged, f"SELECT * FROM {table}")


def test_a_list_without_its_root_comes_back_from_its_leaves(damaged: Path, place: Path) -> None:
    overwrite(damaged, roots(damaged)["symptoms"], bytes(PAGE))
    told, facts = came_back(damaged, place)
    assert facts == STORY
    assert told.is_complete
    assert told.was_damaged
    assert told.lines[-1] == LOOK_THROUGH


def test_what_is_lost_is_counted_by_the_index(damaged: Path, place: Path) -> None:
    root = roots(damaged)["injections"]
    assert select(damaged, "SELECT count(*) FROM injections") == [(30,)]
    overwrite(damaged, root, bytes(PAGE))  # they stand on one page, which is their root, too
    told, facts = came_back(damaged, place)
    lost = 30 - len(facts.injections)
    assert lost
    assert told.lost["injections"] == lost
    assert f"Could not be read: {lost} injections." in told.lines
    assert replace(facts, injections=()) == replace(STORY, injections=())


def test_a_row_no_version_wrote_is_left_out_alone(damaged: Path, place: Path) -> None:
    with tool(damaged) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE injections SET substance = 'vinegar' WHERE rowid = 3")
    told, facts = came_back(damaged, place)
    assert facts.injections == (*STORY.injections[:2], *STORY.injections[3:])
    assert told.lost == {"injections": 1}


@pytest.mark.parametrize(
    "head", [bytes(16), bytes(100), bytes(PAGE), b"\xff" * 512], ids=["16", "100", "4096", "512 ff"]
)
def test_without_its_head(damaged: Path, place: Path, head: bytes) -> None:
    """The list of the tables, the free pages and the size of a page are gone with it."""
    overwrite(damaged, 1, head)
    with pytest.raises(LogbookError, match="is damaged"):
        Logbook.open(damaged)
    told, facts = came_back(damaged, place)
    assert facts == STORY
    assert not told.is_complete, "nobody knows"
    assert "More may be missing of: every kind of entry." in told.lines


def test_what_was_deleted_stays_so(damaged: Path, place: Path) -> None:
    gone, kept = STORY.injections[:20], STORY.injections[20:]
    with closing(Logbook.open(damaged)) as logbook:
        logbook.write(remove=gone)
        logbook.write(remove=STORY.symptoms[:400])
    overwrite(damaged, 1, bytes(100))
    _, facts = came_back(damaged, place)
    assert facts.injections == kept
    assert facts.symptoms == STORY.symptoms[400:]
    assert len(select(place, "SELECT * FROM deletions")) == 420


def test_long_notes_come_back_from_the_pages_they_reach_over(tmp_path: Path, place: Path) -> None:
    entries = [an_injection(note=f"{number} " * length) for number, length in LENGTHS]
    damaged = make(tmp_path / "damaged.sqlite", *entries)
    overwrite(damaged, 1, bytes(PAGE))
    _, facts = came_back(damaged, place)
    assert facts.injections == tuple(entries)


LENGTHS = [
    (number, length) for number, length in enumerate((1, 900, 1240, 1300, 1900, 9000, 70000))
]


def test_a_note_with_a_hole_is_not_taken_for_whole(tmp_path: Path, place: Path) -> None:
    long = an_injection(note="word " * 3000)
    damaged = make(tmp_path / "damaged.sqlite", an_injection(note="short"), long)
    last = len(damaged.read_bytes()) // PAGE
    overwrite(damaged, last, bytes(PAGE - 4), at=4)
    told, facts = came_back(damaged, place)
    assert [each.note for each in facts.injections] == ["short"]
    assert told.lost == {"injections": 1}


def test_phases_without_their_plan_come_back(tmp_path: Path, place: Path) -> None:
    plan = a_plan(a_phase(first_dose="2026-01-05"), a_phase(), prescriber="Dr Khan")
    damaged = make(tmp_path / "damaged.sqlite", plan)
    overwrite(damaged, roots(damaged)["plans"], bytes(PAGE))
    overwrite(damaged, 1, bytes(100))
    told, facts = came_back(damaged, place)
    assert facts.plans == (replace(plan, prescriber="", cause=None, severity=None),)
    assert told.headless == 1
    assert any("only the phases came back" in line for line in told.lines)
    assert select(place, "SELECT version FROM plans") == [("{}",)]


def test_a_phase_that_follows_a_lost_one_is_not_taken_for_the_first(
    tmp_path: Path, place: Path
) -> None:
    plan = a_plan(a_phase(first_dose="2026-01-05"), a_phase())
    damaged = make(tmp_path / "damaged.sqlite", plan)
    with tool(damaged) as connection:
        connection.execute("DELETE FROM phases WHERE position = 0")
    told, facts = came_back(damaged, place)
    assert facts.plans == (replace(plan, phases=()),)
    assert told.lost == {"phases": 1}


def test_phases_whose_plan_has_no_id_any_more_are_left_out(tmp_path: Path, place: Path) -> None:
    damaged = make(tmp_path / "damaged.sqlite", a_plan(a_phase(first_dose="2026-01-05")), EARLY)
    with tool(damaged) as connection:
        connection.execute("UPDATE phases SET plan = 'j' || substr(plan, 2)")
    told, facts = came_back(damaged, place)
    assert facts.injections == (EARLY,)
    assert [plan.phases for plan in facts.plans] == [()]
    assert told.lost == {"phases": 1}


EARLY = an_injection("2026-01-05")


def test_a_broken_version_does_not_cost_the_entry(damaged: Path, place: Path) -> None:
    with tool(damaged) as connection:
        connection.execute("UPDATE injections SET version = '[1]' WHERE rowid = 1")
        connection.execute("""UPDATE injections SET version = '{"a": -1}' WHERE rowid = 2""")
    _, facts = came_back(damaged, place)
    assert facts == STORY
    assert [row[0] for row in select(place, "SELECT version FROM injections LIMIT 2")] == ["{}"] * 2


def test_of_one_row_found_twice_the_one_written_last_counts(tmp_path: Path) -> None:
    """As where a page that was given up still holds it as it was before."""
    entry = an_injection(note="first")
    path = make(tmp_path / "logbook.sqlite", entry)
    stale = path.read_bytes()
    with closing(Logbook.open(path, "this-copy")) as logbook:
        logbook.write(put=[replace(entry, note="second")])
    place = tmp_path / "recovered.sqlite"
    path.write_bytes(bytes(PAGE) + stale[PAGE:] + path.read_bytes()[PAGE:])
    _, facts = came_back(path, place)
    assert [each.note for each in facts.injections] == ["second"]


def test_nothing_to_read_makes_no_logbook(tmp_path: Path, place: Path) -> None:
    damaged = tmp_path / "damaged.sqlite"
    for content in (b"", b"SQLite format 3\x00", b"Dear diary", bytes(50_000)):
        damaged.write_bytes(content)
        with pytest.raises(LogbookError, match="Nothing could be read of"):
            salvage(damaged, place)
        assert [each.name for each in tmp_path.iterdir()] == [damaged.name]


def test_never_over_another_file(damaged: Path, place: Path) -> None:
    place.write_text("mine")
    with pytest.raises(LogbookError, match="is there already"):
        salvage(damaged, place)
    with pytest.raises(LogbookError, match="is there already"):
        salvage(damaged, damaged)
    assert place.read_text() == "mine"


def test_a_newer_one_is_left_to_the_newer_program(damaged: Path, place: Path) -> None:
    with tool(damaged) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('b12tracker', 'a_step_of_next_year', '2027-01-01')"
        )
    with pytest.raises(LogbookError, match="newer version"):
        salvage(damaged, place)
    assert not place.exists()


@pytest.mark.parametrize("name", ["first", "second"])
def test_a_damaged_one_of_an_older_version(tmp_path: Path, place: Path, name: str) -> None:
    released = Path(__file__).parents[1] / "logbooks" / f"{name}.sqlite"
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(released.read_bytes())
    whole = Logbook.read(damaged)
    for head in (b"", bytes(PAGE)):
        overwrite(damaged, 1, head)
        place.unlink(missing_ok=True)
        _, facts = came_back(damaged, place)
        assert facts == whole


def test_an_older_one_with_a_row_nobody_can_read_is_not_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "first.sqlite"
    path.write_bytes((Path(__file__).parents[1] / "logbooks" / "first.sqlite").read_bytes())
    with tool(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE injections SET substance = 'vinegar' WHERE rowid = 1")
    before = folder_state(tmp_path)
    with pytest.raises(LogbookError, match="vinegar"):
        Logbook.open(path)
    assert folder_state(tmp_path) == before


# locked ones


@pytest.fixture(scope="module", name="key")
def a_key() -> Key:
    return Key.new("correct horse battery")


@pytest.fixture(name="locked")
def a_locked_logbook(tmp_path: Path, key: Key) -> Path:
    path = tmp_path / "damaged.sqlite"
    Logbook.create(path, holding=(STORY.patient, *STORY.entries), key=key).close()
    return path


def test_a_locked_one_needs_its_key(locked: Path, place: Path) -> None:
    with pytest.raises(LockedError):
        salvage(locked, place)
    assert not place.exists()


def test_a_locked_one_comes_back_around_a_broken_page(locked: Path, place: Path, key: Key) -> None:
    """Only where the list of its tables stands on the page nothing does."""
    sound = locked.read_bytes()
    shares = []
    for page in range(8, len(sound) // PAGE, 9):
        locked.write_bytes(sound)
        overwrite(locked, page, b"\0" * 8, at=1000)
        with pytest.raises(LogbookError, match="is damaged"):
            Logbook.open(locked, key=key)
        place.unlink(missing_ok=True)
        try:
            told, facts = came_back(locked, place, key)
        except LogbookError:
            continue
        assert set(facts.entries) - set(facts.plans) <= set(STORY.entries)
        assert sum(told.lost.values()) or facts.entries == STORY.entries
        assert place.read_bytes()[:16] != b"SQLite format 3\x00", "it is locked, too"
        shares.append(len(facts.entries) / len(STORY.entries))
    assert len(shares) >= 5
    assert min(shares) > 0.85


def test_a_free_page_that_is_broken_is_noticed(locked: Path, key: Key) -> None:
    """Else backups, which copy every page, would fail though all seems well."""
    with closing(Logbook.open(locked, key=key)) as logbook:
        logbook.write(remove=STORY.symptoms)
    before = locked.read_bytes()
    refused = 0
    for page in range(2, len(before) // PAGE + 1):
        overwrite(locked, page, b"\0" * 8, at=1000)
        with pytest.raises(LogbookError, match="is damaged"):
            Logbook.open(locked, key=key)
        refused += 1
        locked.write_bytes(before)
    assert refused > 20


# the parts


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(drawn=whole_logbooks())
def test_every_row_is_known_by_its_shape_alone(
    tmp_path_factory: pytest.TempPathFactory, drawn: Facts
) -> None:
    path = make(tmp_path_factory.mktemp("any") / "logbook.sqlite", drawn.patient, *drawn.entries)
    content = path.read_bytes()
    (pages,) = pages_of(content)
    with closing(Sieve()) as sieve:
        found = [
            (table, row) for bare in pages.rows() for table, row in sieve.recognised(bare.values)
        ]
        for table, columns in sieve.columns.items():
            names = ", ".join(f'"{name}"' for name in columns)
            kept = select(path, f"SELECT {names} FROM {table}")
            here = [tuple(row.values()) for where, row in found if where == table]
            assert sorted(map(repr, here)) == sorted(map(repr, kept))


@pytest.mark.parametrize(
    ("number", "content"),
    [
        (0, b"\x00"),
        (127, b"\x7f"),
        (128, b"\x81\x00"),
        (2**32, b"\x90\x80\x80\x80\x00"),
        (2**64 - 1, b"\xff" * 9),
    ],
)
def test_a_number_of_variable_length(number: int, content: bytes) -> None:
    assert varint(b"\xaa" + content + b"\x55", 1) == (number, 1 + len(content))


def test_the_pages_that_sqlite_put_aside_are_known(damaged: Path) -> None:
    with closing(Logbook.open(damaged)) as logbook:
        logbook.write(remove=STORY.symptoms)
    (pages,) = pages_of(damaged.read_bytes())
    unused = pages.unused
    assert unused is not None
    assert len(unused) == select(damaged, "PRAGMA freelist_count")[0][0] > 1
    (trunk,) = {int.from_bytes(pages.content[32:36], "big")}
    overwrite(damaged, trunk, b"\xff" * 8)
    (pages,) = pages_of(damaged.read_bytes())
    assert pages.unused is None


@pytest.mark.parametrize("size", [512, 1024, 8192, 65536])
def test_pages_of_any_size(tmp_path: Path, size: int, damaged: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(damaged)) as source, closing(sqlite3.connect(path)) as target:
        target.execute(f"PRAGMA page_size = {size}")
        target.execute("VACUUM")
        for line in source.iterdump():
            target.execute(line)
        rows = target.execute("SELECT rowid, * FROM injections").fetchall()
    pages = pages_of(path.read_bytes())[0]
    assert pages.size == size
    found = {bare.values: bare for bare in pages.rows()}
    for number, *values in rows:
        stored = found[tuple(_as_stored(value) for value in values)]
        assert stored == BareRow(number, tuple(_as_stored(value) for value in values))


def _as_stored(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def test_around_a_hole_both_ends_are_read(damaged: Path) -> None:
    leaves = [
        page
        for page in range(2, len(damaged.read_bytes()) // PAGE + 1)
        if b'{"' in (content := damaged.read_bytes()[(page - 1) * PAGE : page * PAGE])
        and content[0] == 0x0D
        and content.count(b'"fatigue"') > 5
    ]
    assert len(leaves) > 6
    for page in (leaves[0], leaves[3], leaves[-1]):
        overwrite(damaged, page, bytes(8))
    begin: Callable[[], sqlite3.Connection] = lambda: sqlite3.connect(damaged)  # noqa: E731
    with closing(Piecemeal(begin, anew=False, errors=database_errors())) as reader:
        read = reader.read("symptoms")
    assert read.torn
    assert read.listed is not None
    assert len(read.listed) == 449
    per_page = 449 // len(leaves) + 12
    assert 449 - 3 * per_page < len(read.rows) < 449
