"""How fast it is, beside the floor of each thing measured in the same run.

Run ``python -m tests.benchmark``; it prints the tables that stand in ARCHITECTURE.md.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import judge
from b12tracker.domain.plan import Anchor, Every, Phase, Plan, Unit
from b12tracker.domain.symptoms import SymptomEntry
from b12tracker.storage.backups import Backups, Reason
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30)
RUNS = 7

EMPTY_WINDOW = """
from time import perf_counter; start = perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1280, 800); window.show()
app.processEvents(); print(perf_counter() - start)
"""

OUR_WINDOW = """
import argparse, sys
from time import perf_counter; start = perf_counter()
from datetime import date
from PySide6.QtCore import QSettings
from b12tracker import app as house_of
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
app = house_of._application(); house = house_of.House(date(2026, 11, 22))
settings = Settings(QSettings(sys.argv[1] + "/settings.ini", QSettings.Format.IniFormat))
window = MainWindow(house.sample(), house.doors, settings, "light")
window.resize(1280, 800); window.show(); app.processEvents(); print(perf_counter() - start)
assert "matplotlib.figure" not in sys.modules, "the first paint waited for matplotlib"
"""


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of ``work`` in milliseconds, once warm."""
    work()
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times) * 1000


def start_of(code: str, folder: str) -> float:
    """Return the median time to the first paint of a program, in milliseconds."""
    command = [sys.executable, "-c", code, folder]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(5)]
    return median(float(run.stdout) for run in runs) * 1000


def first_paint(folder: str) -> None:
    """Our window against an empty one."""
    print("| to the first paint | ms |\n| --- | ---: |")
    print(f"| an empty PySide6 window | {start_of(EMPTY_WINDOW, folder):.0f} |")
    print(f"| B12 Tracker on the sample logbook | {start_of(OUR_WINDOW, folder):.0f} |\n")


def bare_canvas() -> float:
    """Return the time to draw three empty axes on a canvas of the timeline's size."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 4), dpi=100)
    canvas = FigureCanvasAgg(figure)
    figure.subplots(3, 1, sharex=True)
    return timed(canvas.draw)


def raw_insert(folder: str) -> float:
    """Return the time of one sqlite3 insert that survives power loss."""
    connection = sqlite3.connect(Path(folder) / "raw.sqlite", isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("CREATE TABLE injections (given_on TEXT)")
    return timed(lambda: connection.execute("INSERT INTO injections VALUES ('2026-11-22')"), 30)


def a_saved_dose(folder: str) -> None:
    """A dose from the closed form to the file and to the timeline, against both floors."""
    from PySide6.QtCore import QSettings

    from b12tracker import app as house_of
    from b12tracker.ui.main_window import MainWindow
    from b12tracker.ui.settings import Settings

    app = house_of._application()
    house = house_of.House(TODAY)
    store = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
    window = MainWindow(house.sample(), house.doors, Settings(store), "light")
    window.resize(1280, 800)
    window.show()
    for _ in range(10):
        app.processEvents()
    timeline = window.overview.timeline.canvas
    assert timeline is not None
    frames: list[object] = []
    timeline.drawn.connect(lambda: frames.append(timeline.picture))
    logbook = window.document.logbook

    def save() -> None:
        logbook.write(put=[Injection(TODAY)])

    def record_and_see() -> None:
        before = len(frames)
        window.document.record(Injection(TODAY))
        while len(frames) == before:
            app.processEvents()

    print("| a saved dose | ms |\n| --- | ---: |")
    print(f"| floor: one raw sqlite3 insert, synchronous = EXTRA | {raw_insert(folder):.1f} |")
    print(f"| written to the logbook | {timed(save, 20):.1f} |")
    print(f"| floor: a bare matplotlib canvas, three empty axes | {bare_canvas():.1f} |")
    print(f"| the timeline drawn anew (pan, zoom) | {timed(timeline.draw):.1f} |")
    print(f"| written, all pages read again, timeline drawn | {timed(record_and_see):.1f} |\n")
    window.document.logbook.close()
    house.leave()


def a_daily_backup(folder: str) -> None:
    """The backup of a logbook of twenty years, against a plain copy of its file."""
    first = date(2006, 1, 2)
    entries = [
        *(Injection(first + timedelta(weeks=n)) for n in range(1040)),
        *(
            SymptomEntry(first + timedelta(days=n), {"fatigue": n % 10, "numbness": n % 7})
            for n in range(7300)
        ),
    ]
    plain = backup_times(Path(folder) / "plain", entries, None)
    locked = backup_times(Path(folder) / "locked", entries, Key.new("for a benchmark"))
    print("| a backup of twenty years, 8,340 entries | plain, ms | locked, ms |")
    print("| --- | ---: | ---: |")
    for said, ms in plain.items():
        print(f"| {said} | {ms:.1f} | {locked[said]:.1f} |")
    print()


def backup_times(folder: Path, entries: list[Fact], key: Key | None) -> dict[str, float]:
    """Return how long each thing takes that is done with backups, in milliseconds."""
    folder.mkdir()
    path, backups = folder / "logbook.sqlite", Backups(folder / "backups")
    with closing(Logbook.create(path, holding=entries, key=key)) as logbook:
        made = backups.take(logbook, Reason.DAY, NOW)
        return {
            "floor: the file copied": timed(lambda: shutil.copyfile(path, folder / "copy")),
            "made, and checked": timed(lambda: backups.take(logbook, Reason.DAY, NOW)),
            "told what is in it": timed(lambda: backups.contents(made, key)),
            "read whole, to be restored": timed(lambda: backups.facts(made, key)),
        }


def many_doses() -> None:
    """The judgement of ever longer logbooks; each row should cost ten times the one before."""
    print("| doses judged | fixed, ms | last injection, ms | hybrid, ms | each assigned, ms |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for doses in (100, 1_000, 10_000, 100_000):
        logs = [a_long_log(doses, anchor) for anchor in Anchor]
        logs.append(a_long_log(doses, Anchor.LAST_INJECTION, assigned=True))
        taken = [
            timed(lambda f=facts, t=today: judge(f, t), 3)  # type: ignore[misc]
            for facts, today in logs
        ]
        print(f"| {doses:,} | " + " | ".join(f"{ms:.1f}" for ms in taken) + " |")


def a_long_log(doses: int, anchor: Anchor, *, assigned: bool = False) -> tuple[Facts, date]:
    """Return a log in which every ninth dose was left out and the others came a day late."""
    first, step = date(1750, 1, 1), 7 if doses < 100_000 else 2
    phase = Phase(Every(step, Unit.DAY), first_dose=first, early_days=1, late_days=1, anchor=anchor)
    planned = [first + timedelta(days=step * n) for n in range(doses) if n % 9]
    given = tuple(
        Injection(day + timedelta(days=1), counts_for=day if assigned else None) for day in planned
    )
    return Facts(plans=(Plan((phase,)),), injections=given), planned[-1] + timedelta(days=1)


def main() -> None:
    """Print all tables."""
    with tempfile.TemporaryDirectory() as folder:
        first_paint(folder)
        a_saved_dose(folder)
        a_daily_backup(folder)
    many_doses()


if __name__ == "__main__":
    main()
