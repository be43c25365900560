"""What is to be put right in a lab result?"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.labs import LabResult
from b12tracker.ui.widgets.lab_fields import LabFields
from b12tracker.ui.widgets.pieces import WrongFieldError

from .draw_question import DrawQuestion
from .question import muted


class LabDialog(DrawQuestion[LabResult]):
    """Asks for one result anew; the others of its draw stay as they are.

    Args:
        given: the dates of all injections.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        catalogue: Catalogue,
        result: LabResult,
        given: Collection[date] = (),
    ) -> None:
        super().__init__(parent, "Change lab result", "Save", today, given, result)
        self._before = result
        self.fields = LabFields(catalogue)
        self.fields.settled.connect(self.accept)
        self.form.addWidget(self.fields)
        self.form.addWidget(muted("Copy what the report says; nothing is converted in the file."))
        self.form.addStretch(1)
        self.fields.show_result(result)
        self.keep_untouched(result)
        self.day.setFocus()

    def read(self) -> LabResult:
        """Return the result that the fields describe."""
        result = self.fields.read(self.read_draw())
        if result is None:
            self.fields.setFocus()
            self.show_part(self.fields)
            raise WrongFieldError
        return replace(result, id=self._before.id)
