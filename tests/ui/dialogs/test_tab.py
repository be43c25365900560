"""By Tab alone somebody comes to everything in a form, and round to where the keys began."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QRadioButton, QWidget

from b12tracker import assets
from b12tracker.ui.dialogs.box_dialog import BoxDialog
from b12tracker.ui.dialogs.check_dialog import CheckDialog
from b12tracker.ui.dialogs.draw_dialog import DrawDialog
from b12tracker.ui.dialogs.follow_dialog import FollowDialog
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.dialogs.locked_dialog import LockedDialog
from b12tracker.ui.dialogs.passphrase_choices_dialog import PassphraseChoicesDialog
from b12tracker.ui.dialogs.passphrase_dialog import SET, PassphraseDialog
from b12tracker.ui.dialogs.paste_dialog import PasteDialog
from b12tracker.ui.dialogs.phase_dialog import PhaseDialog
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.dialogs.recovery_key_dialog import RecoveryKeyDialog
from b12tracker.ui.dialogs.sites_dialog import SitesDialog
from b12tracker.ui.dialogs.stretch_dialogs import PauseDialog
from b12tracker.ui.dialogs.symptoms_dialog import SymptomsDialog
from b12tracker.ui.dialogs.template_dialog import TemplateDialog
from tests.builders import facts, judged
from tests.ui.conftest import Show
from tests.ui.driving import called, in_focus, settle, visible
from tests.ui.story import PATIENT, PLAN, STORY, TODAY

FACTS, JUDGED = facts(*STORY), judged(TODAY, *STORY)

FORMS: dict[str, Callable[[], QDialog]] = {
    "injection": lambda: InjectionDialog(None, TODAY, FACTS, JUDGED.doses),
    "first phase": lambda: PhaseDialog(None, TODAY, FACTS),
    "next phase": lambda: PhaseDialog(None, TODAY, FACTS, PLAN.phases),
    "plan": lambda: PlanDialog(None, TODAY, FACTS, PLAN),
    "lab results": lambda: DrawDialog(None, TODAY, assets.catalogue(), FACTS.lab_results),
    "lab check": lambda: CheckDialog(None, FACTS, JUDGED, assets.catalogue()),
    "box": lambda: BoxDialog(None, TODAY),
    "symptoms": lambda: SymptomsDialog(None, TODAY, assets.catalogue(), PATIENT.follows),
    "follow": lambda: FollowDialog(None, assets.catalogue(), FACTS),
    "pause": lambda: PauseDialog(None, TODAY),
    "paste": lambda: PasteDialog(None, TODAY, FACTS.injections, "2026-02-13\t1 mg\n"),
    "regimens": lambda: TemplateDialog(None, TODAY, assets.regimens()),
    "locked": lambda: LockedDialog(None, Path("Margaret.sqlite")),
    "set a passphrase": lambda: PassphraseDialog(None, "Set a passphrase", SET),
    "passphrase": lambda: PassphraseChoicesDialog(None, 5, lambda minutes: None),
    "recovery key": lambda: RecoveryKeyDialog(None, "Mine", "AAAAA-B", lambda: None, is_new=True),
    "sites": lambda: SitesDialog(None, ()),
}


def open_all_parts(form: Any) -> None:
    """Press every button that opens a part few people need."""
    for words in ("More", "How did it go", "Substance, route"):
        for opener in form.findChildren(QPushButton):
            if opener.isVisible() and called(opener).startswith(words):
                opener.click()
    settle()


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab should stop at a widget; of several choices it stops at one only."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    by_itself = widget.focusProxy() is None and not isinstance(widget, QRadioButton)
    return bool(policy) and by_itself and widget.isEnabled()


@pytest.mark.parametrize("name", FORMS)
def test_tab_comes_to_everything(show: Show, name: str) -> None:
    form = show(FORMS[name]())
    open_all_parts(form)
    wanted = {widget for widget in visible(form) if takes_tab(widget)}
    begun, reached = in_focus(), set()
    while in_focus() not in reached:
        reached.add(in_focus())
        QTest.keyClick(in_focus(), Qt.Key.Key_Tab)
        QApplication.processEvents()
    assert in_focus() is begun
    assert {called(widget) for widget in wanted - reached} == set()
