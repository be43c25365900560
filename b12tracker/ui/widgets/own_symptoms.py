"""The symptoms in the user's own words: add, rename, tick, take out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from b12tracker.domain.identity import new_own_key
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.ui import labels

from .fields import line
from .pieces import GRID, Complaint, button

LONGEST = 60
"""Characters of a name; what is longer has no room beside the timeline."""


class OwnRow(QWidget):
    """One symptom of the user's own: whether it is followed, and its name."""

    def __init__(
        self, own: OwnSymptom | None, followed: bool, take_out: Callable[["OwnRow"], None]
    ) -> None:
        super().__init__()
        self._before = own
        self.key = own.key if own else new_own_key()
        self.box = QCheckBox()
        self.box.setChecked(followed)
        self.name = line("Name of your own symptom", own.name if own else "", "Its name")
        self.name.setMaxLength(max(LONGEST, len(self.name.text())))
        self.complaint = Complaint()
        self.take_out = button("Remove", lambda: take_out(self))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.box)
        row.addWidget(self.name, 1)
        row.addWidget(self.take_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.complaint)
        self.name.textChanged.connect(self._call_it)
        self._call_it()

    @property
    def is_blank(self) -> bool:
        """Whether it was added and never named."""
        return self._before is None and not self.name.text().strip()

    def read(self) -> OwnSymptom:
        """Return the symptom.

        Raises:
            ValueError: it has no name.
        """
        name = self.name.text().strip()
        return replace(self._before, name=name) if self._before else OwnSymptom(self.key, name)

    def _call_it(self) -> None:
        name = self.name.text().strip() or "a new symptom"
        self.box.setAccessibleName(f"Follow {name}")
        self.take_out.setAccessibleName(f"Remove {name}")


class OwnSymptoms(QWidget):
    """All symptoms of the user's own.

    Args:
        entries: in how many entries each is scored, by its key.
        listed: the names of the symptoms that the program knows.
    """

    grown = Signal()
    """A row was added."""

    def __init__(
        self,
        own: Iterable[OwnSymptom],
        follows: Iterable[str],
        entries: Mapping[str, int],
        listed: Iterable[str],
    ) -> None:
        super().__init__()
        self._entries, self._listed = entries, {name.casefold() for name in listed}
        self.rows: list[OwnRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID)
        followed = set(follows)
        for each in own:
            self._show(OwnRow(each, each.key in followed, self._take_out))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._column)
        self.add = button("&Something else…", self._add, "do")
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The keys of those that are followed."""
        return tuple(row.key for row in self._named if row.box.isChecked())

    @property
    def _named(self) -> list[OwnRow]:
        return [row for row in self.rows if not row.is_blank]

    def read(self) -> tuple[OwnSymptom, ...]:
        """Return the symptoms; one that was added and never named is left out.

        Raises:
            ValueError: with one sentence; the focus will go to the name that is wrong.
        """
        return tuple(self._read(row) for row in self._named)

    def _read(self, row: OwnRow) -> OwnSymptom:
        self.setFocusProxy(row.name)
        own = row.read()
        before = self._named[: self._named.index(row)]
        name = own.name.casefold()
        if name in self._listed:
            raise ValueError(f"“{own.name}” is in the list above; tick it there.")
        if any(name == other.name.text().strip().casefold() for other in before):
            raise ValueError(f"“{own.name}” is there twice.")
        return own

    def _add(self) -> None:
        row = OwnRow(None, True, self._take_out)
        self._show(row)
        row.name.setFocus()
        self.grown.emit()

    def _show(self, row: OwnRow) -> None:
        self.rows.append(row)
        self._column.addWidget(row)

    def _take_out(self, row: OwnRow) -> None:
        """Take a row out, unless entries score it."""
        entries = self._entries.get(row.key, 0)
        if entries:
            scored = labels.counted(entries, "entry", "entries")
            row.complaint.say(
                f"It is scored in {scored}, so it stays; leave it unticked to stop following it."
            )
            return
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add.setFocus()
