"""What of another copy of the logbook is taken, and whose word counts where both were changed?"""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Fact, Facts
from b12tracker.storage.meeting import Choice
from b12tracker.storage.merge import Conflict, Merge
from b12tracker.ui import merge_words as words
from b12tracker.ui.differences import differences
from b12tracker.ui.fact_names import name_of
from b12tracker.ui.fact_words import names_in
from b12tracker.ui.widgets.conflict_field import ConflictField
from b12tracker.ui.widgets.pieces import GRID, button, text

from .question import muted
from .wide_question import WideQuestion

LISTED = 100
"""So many conflicts are shown side by side; the buttons for all decide on the others too."""


class MergeDialog(WideQuestion[Mapping[str, Choice]]):
    """Shows what a merge takes, and asks about each entry that was changed in both copies.

    Args:
        name: the name of the other file.
        found: what the merge does while nothing is decided.
    """

    characters = 92

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        known: tuple[Facts, Catalogue],
        name: str,
        found: Merge,
    ) -> None:
        super().__init__(parent, "Merge", "&Merge")
        self._found, self._today = found, today
        facts, catalogue = known
        self._names = names_in(catalogue, (*facts.entries, *_coming(found)))
        self._of_the_rest: Choice | None = None
        self.fields: list[ConflictField] = []
        self.form.addWidget(text(name, "name"))
        if found.is_news:
            self.form.addWidget(muted(f"{words.ANOTHER_COPY} {words.ONE_STEP}"))
        else:
            self._only_tell()
        self.form.addSpacing(GRID)
        self.form.addWidget(text(words.summary(found)))
        self._tell_taken()
        if found.conflicts:
            self._ask_about(found.conflicts)
        self.form.addStretch(1)
        (self.fields[0] if self.fields else self.do_it).setFocus()

    def read(self) -> Mapping[str, Choice]:
        """Return what was decided, by the ids of the conflicts; the others stay undecided."""
        said = {field.id: field.choice for field in self.fields}
        rest = {one.id: self._of_the_rest for one in self._found.conflicts[LISTED:]}
        return {fact_id: choice for fact_id, choice in {**said, **rest}.items() if choice}

    def _only_tell(self) -> None:
        """Say that there is nothing to merge."""
        self.form.addWidget(text(f"{words.ANOTHER_COPY} {words.NOTHING_NEW}"))
        self.do_it.setText("&Close")
        self.do_it.setAccessibleName("Close")
        self.cancel.hide()

    def _tell_taken(self) -> None:
        found = self._found
        self._part("New here", words.new_lines(found))
        self._part("Changed there", words.names([now for _, now in found.changed], self._called))
        self._part("Deleted there", words.names(found.deleted, self._called))
        twice = words.both_injected(found.both_injected)
        if twice:
            self.form.addSpacing(GRID)
            self.form.addWidget(text(twice))

    def _ask_about(self, conflicts: Iterable[Conflict]) -> None:
        conflicts = tuple(conflicts)
        self.form.addSpacing(GRID * 2)
        self.form.addWidget(text(words.heading(len(conflicts)), "section"))
        self.form.addWidget(muted(words.UNDECIDED))
        if len(conflicts) > 1:
            self._offer_all()
        for conflict in conflicts[:LISTED]:
            self.fields.append(self._field(conflict))
            self.form.addSpacing(GRID)
            self.form.addWidget(self.fields[-1])
        more = len(conflicts) - LISTED
        if more > 0:
            self.form.addSpacing(GRID)
            self.form.addWidget(muted(words.not_listed(more)))

    def _offer_all(self) -> None:
        for label, choice in (
            (words.ALL_HERE, Choice.MINE),
            (words.ALL_THERE, Choice.THEIRS),
            (words.NONE, None),
        ):
            made = button(label, lambda choice=choice: self._decide_all(choice))  # type: ignore[misc]
            self.form.addSpacing(GRID // 2)
            self.form.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _decide_all(self, choice: Choice | None) -> None:
        self._of_the_rest = choice
        for field in self.fields:
            field.choose(choice)

    def _field(self, conflict: Conflict) -> ConflictField:
        lines = differences(conflict.mine, conflict.theirs, self._names)
        called = next(self._called(fact) for fact in (conflict.mine, conflict.theirs) if fact)
        return ConflictField(called, conflict, lines)

    def _called(self, fact: Fact) -> str:
        return name_of(fact, self._today, self._names.catalogue)

    def _part(self, title: str, lines: Iterable[str]) -> None:
        said = "\n".join(lines)
        if said:
            self.form.addSpacing(GRID)
            self.form.addWidget(text(title, "section"))
            shown = text(said)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.form.addWidget(shown)


def _coming(found: Merge) -> list[Fact]:
    """Return the facts of the other copy that are not here as they are there."""
    changed = [now for _, now in found.changed]
    asked = [one.theirs for one in found.conflicts if one.theirs]
    return [*found.new, *changed, *asked]
