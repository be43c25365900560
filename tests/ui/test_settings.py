"""Taste is remembered between two starts; what is spoiled is left out."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from b12tracker.domain.lab_story import USUAL_TASTE, LabTaste
from b12tracker.ui.settings import Settings


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def again(store: QSettings) -> Settings:
    """Read the settings as the next start does."""
    store.sync()
    return Settings(QSettings(store.fileName(), QSettings.Format.IniFormat))


def test_before_the_first_start(store: QSettings) -> None:
    settings = Settings(store)
    assert (settings.theme, settings.safety_shown, settings.window) == ("system", False, None)


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_theme(store: QSettings, theme: str) -> None:
    Settings(store).theme = theme
    assert again(store).theme == theme


@pytest.mark.parametrize("spoiled", ["", "neon", "7"])
def test_a_theme_that_is_none(store: QSettings, spoiled: str) -> None:
    store.setValue("theme", spoiled)
    assert again(store).theme == "system"


@pytest.mark.parametrize("shown", [True, False])
def test_safety_shown(store: QSettings, shown: bool) -> None:
    Settings(store).safety_shown = shown
    assert again(store).safety_shown is shown


def test_window(store: QSettings) -> None:
    Settings(store).window = QByteArray(b"geometry")
    assert again(store).window == QByteArray(b"geometry")


TASTE = LabTaste({"mma": "nmol/L", "egfr": "mL/min/{1.73_m2}"}, frozenset({"mcv", "own-m1"}))


def test_how_lab_results_are_drawn(store: QSettings) -> None:
    assert Settings(store).lab_taste == USUAL_TASTE
    Settings(store).lab_taste = TASTE
    assert again(store).lab_taste == TASTE
    Settings(store).lab_taste = USUAL_TASTE
    assert again(store).lab_taste == USUAL_TASTE
    assert store.allKeys() == []


def test_no_medicine_in_the_settings(store: QSettings) -> None:
    settings = Settings(store)
    settings.theme, settings.safety_shown, settings.window = "dark", True, QByteArray(b"x")
    assert set(store.allKeys()) == {"theme", "safety_shown", "window"}


def test_the_users_own_folder(user_folder: Path) -> None:
    settings = Settings()
    settings.theme = "dark"
    settings._store.sync()
    assert str(user_folder) in settings._store.fileName()
