"""Boxes, and the injections taken from them."""

import pytest

from b12tracker.domain.supplies import letting_go, lot_of, relabelled
from tests.builders import a_box, an_id, an_injection

A, B = an_id(201), an_id(202)
BOX = a_box(5, lot="A1", id=A)
INJECTIONS = (
    an_injection("2026-01-05", box=A),
    an_injection("2026-01-12", box=A, lot="A1"),
    an_injection("2026-01-19", box=A, lot="Z9"),
    an_injection("2026-01-26", box=B, lot="A1"),
    an_injection("2026-02-02"),
)


@pytest.mark.parametrize(
    ("strength", "volume", "dose_ug"),
    [
        (1000, 1, 1000),
        (500, 2, 1000),
        (1000.1, 3, 3000.3),
        (None, 1, None),
        (1000, None, None),
        (1000, 31, None),  # many doses, not one
    ],
)
def test_the_dose_in_an_ampoule(
    strength: float | None, volume: float | None, dose_ug: float | None
) -> None:
    assert a_box(strength_ug_per_ml=strength, volume_ml=volume).dose_ug == dose_ug


def test_a_box_can_be_used_up_to_its_last_day() -> None:
    box = a_box(expires="2026-01-31")
    assert not box.expired(box.expires)  # type: ignore[arg-type]
    assert box.expired(a_box(expires="2026-02-01").expires)  # type: ignore[arg-type]
    assert not a_box().expired(a_box(expires="2199-01-01").expires)  # type: ignore[arg-type]


def test_the_lot_noted_goes_before_that_of_the_box() -> None:
    assert [lot_of(one, BOX if one.box == A else None) for one in INJECTIONS] == [
        "A1", "A1", "Z9", "A1", "",
    ]  # fmt: skip


def test_injections_keep_their_lot_when_the_box_goes() -> None:
    changes = letting_go(BOX, INJECTIONS)
    assert [before for before, _ in changes] == list(INJECTIONS[:3])
    assert [(after.box, after.lot) for _, after in changes] == [
        (None, "A1"),
        (None, "A1"),
        (None, "Z9"),
    ]


def test_a_lot_put_right_goes_to_those_that_had_it() -> None:
    after = a_box(5, lot="A7", id=A)
    assert relabelled(BOX, after, INJECTIONS) == [
        (INJECTIONS[1], an_injection("2026-01-12", box=A, lot="A7", id=INJECTIONS[1].id))
    ]
    assert relabelled(BOX, BOX, INJECTIONS) == []
    assert relabelled(a_box(5, id=A), after, INJECTIONS) == []
