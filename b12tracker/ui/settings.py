"""Taste, kept for this user of this machine: the look and the window. No medicine."""

from typing import Any

from PySide6.QtCore import QSettings


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
    def window(self) -> Any:
        """The window's size and place, as Qt keeps it."""
        return self._store.value("window")

    @window.setter
    def window(self, geometry: Any) -> None:
        self._store.setValue("window", geometry)
