"""Taste, kept for this user of this machine: the look, the window, how results are drawn."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from b12tracker.domain.lab_story import LabTaste

LOCK_AFTER = (1, 5, 15, 60)
"""Minutes without a key or the mouse after which a logbook with a passphrase may be locked."""

USUAL_LOCK = 5

UNITS, HIDDEN = "lab_units", "labs_hidden"


class Settings:
    """What is remembered between two starts."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "b12tracker", "b12tracker"
        )

    @property
    def theme(self) -> str:
        """The look: ``light``, ``dark``, or ``system``."""
        theme = str(self._store.value("theme", "system"))
        return theme if theme in ("light", "dark") else "system"

    @theme.setter
    def theme(self, theme: str) -> None:
        self._store.setValue("theme", theme)

    @property
    def safety_shown(self) -> bool:
        """Whether the words for safety were shown once."""
        return self._store.value("safety_shown", "false") in (True, "true")

    @safety_shown.setter
    def safety_shown(self, shown: bool) -> None:
        self._store.setValue("safety_shown", shown)

    @property
    def lock_minutes(self) -> int | None:
        """After so many minutes without a key or the mouse it is locked; None for never."""
        kept = str(self._store.value("lock_minutes", USUAL_LOCK))
        if kept == "never":
            return None
        return int(kept) if kept in map(str, LOCK_AFTER) else USUAL_LOCK

    @lock_minutes.setter
    def lock_minutes(self, minutes: int | None) -> None:
        self._store.setValue("lock_minutes", minutes or "never")

    @property
    def usual_logbook(self) -> Path | None:
        """The logbook that opens when none is named; None for the one in the data folder."""
        kept = str(self._store.value("logbook", ""))
        return Path(kept) if kept else None

    @usual_logbook.setter
    def usual_logbook(self, path: Path) -> None:
        self._store.setValue("logbook", str(path))

    @property
    def window(self) -> Any:
        """The window's size and place, as Qt keeps it."""
        return self._store.value("window")

    @window.setter
    def window(self, geometry: Any) -> None:
        self._store.setValue("window", geometry)

    @property
    def lab_taste(self) -> LabTaste:
        """How lab results are drawn: in which unit, and which are not."""
        return LabTaste(self._group(UNITS), frozenset(self._group(HIDDEN)))

    @lab_taste.setter
    def lab_taste(self, taste: LabTaste) -> None:
        self._keep_group(UNITS, dict(taste.units))
        self._keep_group(HIDDEN, dict.fromkeys(taste.hidden, "hidden"))

    def _group(self, name: str) -> dict[str, str]:
        self._store.beginGroup(name)
        kept = {key: str(self._store.value(key)) for key in self._store.childKeys()}
        self._store.endGroup()
        return kept

    def _keep_group(self, name: str, values: dict[str, str]) -> None:
        self._store.remove(name)
        for key, value in values.items():
            self._store.setValue(f"{name}/{key}", value)
