"""Which column of a pasted table holds what: guessed from its heading, else from its cells."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from .pasted_dates import is_date, read_time
from .pasted_table import PastedTable
from .pasted_words import (
    read_dose,
    read_person,
    read_route,
    read_site,
    read_substance,
    unit_in,
    words_of,
)


class Field(StrEnum):
    """What a column can say of an injection."""

    DATE = "date"
    TIME = "time"
    DOSE = "dose"
    SUBSTANCE = "substance"
    ROUTE = "route"
    SITE = "site"
    LOT = "lot"
    GIVEN_BY = "given_by"
    NOTE = "note"


Columns = tuple[Field | None, ...]
"""What each column holds; None for one that is left out."""

NOT_OURS = {"next", "due", "planned", "expiry", "expires", "birth", "ordered", "prescribed"}
"""A heading with one of these is of another date or dose than the one given."""

HEADINGS = (
    (Field.DATE, "date datum fecha dato"),
    (Field.NOTE, "note notes comment comments remark remarks notiz notizen bemerkung bemerkungen "
                 "kommentar remarque remarques notas observations"),
    (Field.LOT, "lot batch charge chargennummer lote"),
    (Field.SITE, "site where place location ort stelle injektionsstelle lieu sitio"),
    (Field.ROUTE, "route method"),
    (Field.GIVEN_BY, "by who giver"),
    (Field.SUBSTANCE, "substance medicine medication drug product form wirkstoff praparat"),
    (Field.DOSE, "dose dosis dosage amount dosierung menge"),
    (Field.TIME, "time zeit uhrzeit heure hora"),
    (Field.DATE, "day tag jour dia when wann given injected injection"),
)  # fmt: skip
"""The words of headings, the surest first."""

HALF = 0.5
"""So large a part of a column's cells must be of one kind for a guess."""

ROWS_TRIED = 200


def heading_field(heading: str) -> tuple[int, Field] | None:
    """Return the field that a heading names, and how far down the list it stands."""
    words = set(words_of(heading))
    if words & NOT_OURS:
        return None
    for rank, (field, known) in enumerate(HEADINGS):
        if words & set(known.split()):
            return rank, field
    return None


def is_heading(cell: str) -> bool:
    """Whether a cell is a heading that is known."""
    return heading_field(cell) is not None


def guess_columns(table: PastedTable) -> Columns:
    """Return what each column probably holds; every field but the note is there at most once."""
    guesses = sorted(_guesses(table), key=lambda guess: guess[0])
    columns: dict[int, Field] = {}
    for _, place, field in guesses:
        free = field is Field.NOTE or field not in columns.values()
        if free and place not in columns:
            columns[place] = field
    return tuple(columns.get(place) for place in range(table.width))


def with_column(columns: Columns, place: int, field: Field | None) -> Columns:
    """Return the columns with another field at one place; what had it before is left out."""
    others = [None if one is field and one is not Field.NOTE else one for one in columns]
    others[place] = field
    return tuple(others)


def _guesses(table: PastedTable) -> Iterable[tuple[int, int, Field]]:
    """Yield rank, place and field of every guess; headings come before what stands in the cells."""
    for place, heading in enumerate(table.headings):
        named = heading_field(heading)
        if named:
            yield named[0], place, named[1]
            continue
        held = None if set(words_of(heading)) & NOT_OURS else _content(table.column(place))
        if held and not (heading and held is Field.NOTE):
            yield len(HEADINGS), place, held


def _content(cells: list[str]) -> Field | None:
    tried = cells[:ROWS_TRIED]
    if not tried:
        return None
    for field, fits in CONTENT:
        if sum(map(fits, tried)) >= len(tried) * HALF:
            return field
    return None


def _is_dose(cell: str) -> bool:
    """Whether a cell is a dose with its unit, or a round number of µg."""
    try:
        dose_ug = read_dose(cell, None)
    except ValueError:
        return False
    return unit_in(cell) is not None or (dose_ug >= 100 and dose_ug % 50 == 0)


def _has_letters(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)


CONTENT: tuple[tuple[Field, Callable[[str], bool]], ...] = (
    (Field.DATE, is_date),
    (Field.TIME, lambda cell: ":" in cell and read_time(cell) is not None),
    (Field.DOSE, _is_dose),
    (Field.SITE, lambda cell: read_site(cell, None) is not None),
    (Field.SUBSTANCE, lambda cell: read_substance(cell) is not None),
    (Field.ROUTE, lambda cell: read_route(cell) is not None and len(words_of(cell)) < 5),
    (Field.GIVEN_BY, lambda cell: read_person(cell) is not None and len(words_of(cell)) < 4),
    (Field.NOTE, _has_letters),
)
