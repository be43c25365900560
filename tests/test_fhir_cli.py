"""FHIR from the command line."""

import json
from pathlib import Path

import pytest

from b12tracker import __version__
from b12tracker.cli import DONE, FAILED, WRONG_USAGE, run
from b12tracker.domain.interruptions import Reason, Skip
from b12tracker.files import needs_password, table_from_elsewhere
from b12tracker.sharing import incoming
from b12tracker.storage.logbook import Logbook
from tests.builders import a_plan, an_injection, day
from tests.sharing.fhir_checks import complaints
from tests.sharing.fhir_files_made import SAMPLES, a_bundle, a_dose, a_file, a_lab, a_zip


@pytest.fixture
def logbook(tmp_path) -> Path:
    path = tmp_path / "logbook.sqlite"
    facts = (
        a_plan(),
        an_injection("2026-01-05", note="Confided"),
        Skip(day("2026-01-12"), Reason.NO_SUPPLY),
    )
    Logbook.create(path, "here", holding=facts).close()
    return path


def facts_of(path):
    return Logbook.read(path)


def export(logbook, *more):
    output = logbook.parent / "out.json"
    words = ["export", logbook, "-o", output, "--format", "fhir", "--today", "2026-02-01", *more]
    status = run([str(word) for word in words])
    return status, output.read_text(encoding="utf-8") if output.exists() else ""


def told(capsys, *words):
    status = run([str(word) for word in words])
    return status, capsys.readouterr()


def test_export_writes_a_sound_document_of_the_days_up_to_today(logbook):
    status, text = export(logbook)
    assert status == DONE
    assert complaints(text) == []
    assert f"Written on 2026-02-01 by B12 Tracker {__version__}" in text
    assert "2026-01-05 to 2026-02-01" in text
    assert "Confided" in text


def test_export_keeps_to_its_days_and_leaves_notes_out(logbook):
    _, text = export(logbook, "--from", "2026-01-06", "--to", "2026-01-31", "--no-notes")
    kinds = [entry["resource"].get("status") for entry in json.loads(text)["entry"]]
    assert "not-done" in kinds
    assert "2026-01-06 to 2026-01-31" in text
    _, text = export(logbook, "--no-notes")
    assert '"2026-01-05"' in text
    assert "Confided" not in text


def test_days_the_wrong_way_round_are_wrong_usage(logbook):
    assert export(logbook, "--from", "2026-02-01", "--to", "2026-01-01") == (WRONG_USAGE, "")


def test_an_export_comes_back_into_a_new_logbook(logbook, tmp_path, capsys):
    export(logbook)
    there = tmp_path / "there.sqlite"
    status, said = told(capsys, "import", there, tmp_path / "out.json", "--json")
    assert status == DONE
    assert json.loads(said.out)["taken"] == {"injections": 1, "skips": 1}
    assert facts_of(there).injections == facts_of(logbook).injections


@pytest.mark.parametrize("more", [(), ("--format", "fhir")])
def test_a_sample_comes_in_once_by_its_content_or_by_name(tmp_path, capsys, more):
    path, file = tmp_path / "logbook.sqlite", SAMPLES / "stu3_b12_labs.json"
    status, said = told(capsys, "import", path, file, "--json", *more)
    assert status == DONE
    found = json.loads(said.out)
    assert found["taken"] == {"lab_results": 9}
    assert found["refused"] == ["Sp Gr Ur Strip of 2016-06-09: it has no unit."]
    assert {"name": "25(OH)D3 SerPl-mCnc", "unit": "ng/mL", "values": 3} in found["offered"]
    _, said = told(capsys, "import", path, file, "--json", *more)
    assert json.loads(said.out)["taken"] == {}
    assert json.loads(said.out)["left"] == {"lab_results": 9}


def test_it_says_in_words_what_came_and_what_did_not(tmp_path, capsys):
    _, said = told(capsys, "import", tmp_path / "new.sqlite", SAMPLES / "stu3_b12_labs.json")
    lines = said.out.splitlines()
    assert lines[0] == "Taken: 9 lab results."
    assert lines[1] == "Not taken: Sp Gr Ur Strip of 2016-06-09: it has no unit."
    assert lines[2].startswith("Markers not known, which --own-markers takes as your own: ")
    assert lines[3].startswith("Passed over: 6 Observation, 9 MedicationRequest")


def test_markers_not_known_come_when_asked_for_and_are_known_ever_after(tmp_path, capsys):
    path, file = tmp_path / "logbook.sqlite", SAMPLES / "stu3_b12_labs.json"
    _, said = told(capsys, "import", path, file, "--own-markers", "--json")
    assert json.loads(said.out)["taken"] == {"lab_results": 40, "own_markers": 23}
    _, said = told(capsys, "import", path, file, "--json")
    assert json.loads(said.out)["taken"] == {}
    assert "offered" not in json.loads(said.out)


def test_a_file_that_cannot_be_taken_changes_nothing(logbook, tmp_path, capsys):
    before = logbook.read_bytes()
    for text in (a_bundle(a_lab())[:200], a_bundle(a_lab(effectiveDateTime="soon"))):
        status, said = told(capsys, "import", logbook, a_file(tmp_path, text))
        assert status == FAILED
        assert len(said.err.splitlines()) == 1
        assert logbook.read_bytes() == before
    new = tmp_path / "new.sqlite"
    assert told(capsys, "import", new, a_file(tmp_path, "{"), "--format", "fhir")[0] == FAILED
    assert not new.exists()


def test_what_was_typed_by_hand_is_not_added_again(logbook, tmp_path, capsys):
    lab, dose = a_lab(effectiveDateTime="2026-01-02"), a_dose(effectiveDateTime="2026-01-05")
    _, said = told(capsys, "import", logbook, a_file(tmp_path, a_bundle(lab, dose)), "--json")
    assert json.loads(said.out)["taken"] == {"lab_results": 1}
    assert json.loads(said.out)["left"] == {"injections": 1}


def test_a_dry_run_changes_nothing(tmp_path, capsys):
    new = tmp_path / "new.sqlite"
    _, said = told(capsys, "import", new, SAMPLES / "r4_blood_counts.json", "--dry-run")
    assert said.out.startswith("Taken: 15 lab results.")
    assert not new.exists()


def test_a_zip_of_records_may_be_larger_than_a_file_of_ours(logbook, tmp_path, capsys, monkeypatch):
    """A phone's list of all it ever counted grows to gigabytes, and is read a piece at a time."""
    monkeypatch.setattr(incoming, "MOST_BYTES", 50)
    records = a_zip(tmp_path, {"clinical-records/a.json": json.dumps(a_lab())})
    assert table_from_elsewhere(records) is None
    assert not needs_password(records)
    status, said = told(capsys, "import", logbook, records, "--json")
    assert status == DONE
    assert json.loads(said.out)["taken"] == {"lab_results": 1}
