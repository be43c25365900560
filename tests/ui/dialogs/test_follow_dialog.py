"""Choosing which symptoms to follow."""

from b12tracker import assets
from b12tracker.ui.dialogs.follow_dialog import FollowDialog
from tests.ui.conftest import Show
from tests.ui.driving import press, sentences, tab_to


def test_what_is_followed_is_ticked(show: Show) -> None:
    dialog = show(FollowDialog(None, assets.catalogue(), ("memory", "fatigue")))
    assert {key for key, box in dialog.boxes.items() if box.isChecked()} == {"memory", "fatigue"}


def test_order_of_what_was_followed_stays(show: Show) -> None:
    dialog = show(FollowDialog(None, assets.catalogue(), ("memory", "tingling")))
    press("Space")
    press("Return")
    assert dialog.answer == ("memory", "tingling", "fatigue")


def test_following_less(show: Show) -> None:
    dialog = show(FollowDialog(None, assets.catalogue(), ("memory", "tingling", "fatigue")))
    tab_to("Pins and needles")
    press("Space", "Return")
    assert dialog.answer == ("memory", "fatigue")


def test_following_none(show: Show) -> None:
    dialog = show(FollowDialog(None, assets.catalogue(), ("fatigue",)))
    press("Space", "Return")
    assert dialog.answer == ()


def test_every_symptom_is_offered_under_its_group(show: Show) -> None:
    catalogue = assets.catalogue()
    dialog = show(FollowDialog(None, catalogue, ()))
    assert list(dialog.boxes) == list(catalogue.symptom)
    groups = {symptom.group.capitalize() for symptom in catalogue.symptoms}
    assert groups <= set(sentences(dialog))
