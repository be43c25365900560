"""What followed an injection: a list to tick, and own words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from b12tracker import assets

from .fields import line, tick

APART = ";"
"""Between several things in the user's own words."""


class ReactionsField(QWidget):
    """Asks for the reactions: those known by a tick, others in the user's own words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[str, QCheckBox] = {}
        self.own = line("Other reactions in your own words", hint="anything else …")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for reaction in assets.reactions():
            made = self.ticks[reaction.key] = tick(reaction.name)
            made.toggled.connect(self.changed)
            column.addWidget(made)
        column.addWidget(self.own)
        self.setFocusProxy(next(iter(self.ticks.values())))

    @property
    def reactions(self) -> tuple[str, ...]:
        """The keys ticked, then what was typed."""
        ticked = [key for key, box in self.ticks.items() if box.isChecked()]
        typed = [words.strip() for words in self.own.text().split(APART)]
        return (*ticked, *(words for words in typed if words))

    def set_reactions(self, reactions: tuple[str, ...]) -> None:
        """Tick those known, and show the others as they were typed."""
        for key, box in self.ticks.items():
            box.setChecked(key in reactions)
        others = [words for words in reactions if words not in self.ticks]
        self.own.setText(f"{APART} ".join(others))
