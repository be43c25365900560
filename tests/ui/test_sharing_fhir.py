"""FHIR through the window: a document out, and what a portal gives in, with its unknown markers."""

from pathlib import Path
from typing import Any

import pytest

from b12tracker.domain.facts import Facts
from tests.sharing.fhir_checks import complaints
from tests.sharing.fhir_files_made import SAMPLES, a_bundle, a_file, a_lab, coded, in_unit
from tests.ui.conftest import OpenWindow
from tests.ui.driving import Dialogs, a_button, click, press, sentences
from tests.ui.story import STORY, on_disk
from tests.ui.test_share_tasks import do

ZINC = a_lab(
    id="lab-2",
    code=coded("5763-8", text="Zinc"),
    valueQuantity=in_unit(11.2, "umol/L"),
)


def test_a_document_for_a_clinic(open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    window = open_window(*STORY)

    def choose(dialog: Any) -> None:
        click(a_button(dialog, "A document for a clinic’s records (FHIR)"))
        press("Return")

    dialogs.answer(choose, lambda title: tmp_path / "clinic.json")
    do(window, "export_file")
    assert complaints((tmp_path / "clinic.json").read_text("utf-8")) == []


@pytest.mark.parametrize("takes_own", [False, True])
def test_a_marker_that_is_not_known_is_offered_as_ones_own(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path, takes_own: bool
) -> None:
    window = open_window()
    path = a_file(tmp_path, a_bundle(a_lab(), ZINC))

    def answer(dialog: Any) -> None:
        assert dialog.own.text().split() == [
            "Also",
            "take,",
            "as",
            "markers",
            "of",
            "your",
            "&own:",
            "Zinc",
            "(1",
            "value)",
        ]
        assert not dialog.own.isChecked()
        if takes_own:
            click(dialog.own)
        dialog.do_it.click()

    dialogs.answer(lambda title: path, answer)
    do(window, "import_file")
    held = on_disk(window.document.logbook)
    assert [own.name for own in held.own_markers] == (["Zinc"] if takes_own else [])
    assert len(held.lab_results) == 1 + takes_own
    press("Ctrl+Z")
    assert on_disk(window.document.logbook) == Facts()


def test_a_portals_file_twice_adds_nothing_the_second_time(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window()
    path = SAMPLES / "stu3_b12_labs.json"
    dialogs.answer(lambda title: path, lambda dialog: dialog.do_it.click())
    do(window, "import_file")
    held = on_disk(window.document.logbook)
    assert {result.value for result in held.lab_results if result.marker == "b12_total"}
    said: list[str] = []

    def again(dialog: Any) -> None:
        said.extend(sentences(dialog))
        dialog.reject()

    dialogs.answer(lambda title: path, again)
    do(window, "import_file")
    assert on_disk(window.document.logbook) == held
    assert not any(line == "Will be taken" for line in said)
