"""What the columns of a pasted table are taken for."""

import pytest

from b12tracker.sharing.pasted_columns import Field, guess_columns, with_column
from b12tracker.sharing.pasted_injections import table_of_injections

DATE, DOSE, SITE, NOTE, LOT = Field.DATE, Field.DOSE, Field.SITE, Field.NOTE, Field.LOT
DRUG, ROUTE, GIVEN_BY, TIME = Field.SUBSTANCE, Field.ROUTE, Field.GIVEN_BY, Field.TIME


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Date\tDose (mcg)\tSite\tComment\tBatch", (DATE, DOSE, SITE, NOTE, LOT)),
        ("Datum;Uhrzeit;Dosis;Stelle", (DATE, TIME, DOSE, SITE)),
        ("Medicine,Route,Given by,Date of injection", (DRUG, ROUTE, GIVEN_BY, DATE)),
        ("Day\tDate\tNext date\tExpiry date", (None, DATE, None, None)),
        ("Date\tTime of day\tDate", (DATE, TIME, None)),
        ("Comment\tRemarks\tDate", (NOTE, NOTE, DATE)),
        ("2024-01-01\t1 mg\tleft thigh\tsore", (DATE, DOSE, SITE, NOTE)),
        ("1\t2024-01-01\t1000\t08:30\tIM\tnurse", (None, DATE, DOSE, TIME, ROUTE, GIVEN_BY)),
        ("Shot\tMood\tDate\n2024-02-01\tfine\t2024-01-01", (None, None, DATE)),
        ("Injection\tMood\n2024-02-01\tfine", (DATE, None)),
        ("Date\tDue\n2024-02-01\t2024-03-01", (DATE, None)),
        ("soon\nlater", (NOTE,)),
    ],
)  # fmt: skip
def test_what_columns_are_taken_for(text: str, columns: tuple[Field | None, ...]) -> None:
    assert guess_columns(table_of_injections(text)) == columns


def test_a_field_is_chosen_for_one_column_only() -> None:
    columns = (DATE, DOSE, None)
    assert with_column(columns, 2, DATE) == (None, DOSE, DATE)
    assert with_column(columns, 0, None) == (None, DOSE, None)
    assert with_column((DATE, NOTE, None), 2, NOTE) == (DATE, NOTE, NOTE)
