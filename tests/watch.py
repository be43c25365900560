"""Watches the program for a whole day: it asks nobody on a network, and writes only where it may.

``python -m tests.watch`` lets it run in an empty home, from the first start to leaving: entries,
undo, every export, reports, an import, a backup, a passphrase set, changed and taken away, pictures
and commands. Under strace, every call that makes, writes, renames or removes a file is looked at,
and every socket; without it, what Python's audit events tell (``--audit``).
"""

import argparse
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.trials.deeds import TRACED, Deed, deeds_in_audit, deeds_in_trace, listen
from tests.trials.tracing import NO_STRACE

ROOT = Path(__file__).parents[1]

WHERE = {
    r"{home}/\.local/share/b12tracker(/.*)?": "the logbook that opens by itself, and backups",
    r"{home}/\.config/b12tracker(/.*)?": "the settings: the look, the window, units of results",
    r"{home}/\.cache/b12tracker(/.*)?": "matplotlib's list of fonts",
    r"{home}/\.(config|cache|local|local/share)": "made where it is missing, for those above",
    r"{chosen}/.*": "the folder that the user chose",
    r"/tmp/b12tracker-\w{{8}}(/(sample-|\.b12tracker\.)[^/]+)?": "the sample, which is invented",
    r"/tmp/[a-z0-9_]{{8}}": "four letters, by which Python finds out whether /tmp can be written",
    r"/proc/self/fd/\d+": "how Qt calls the settings before they have a name",
    r"/dev/(null|tty|urandom)": "no file",
}
"""Every place where the program may make, write, rename or remove something, and why."""

SOCKETS = {
    "AF_UNIX": "to the display, the session bus and the like, which are on this machine",
    "AF_NETLINK": "to the kernel of this machine",
}
"""Every kind of socket it may open, and why."""

SESSION = ["dbus-run-session", "--"] if shutil.which("dbus-run-session") else []
"""What gives a display the bus that every desktop has; else its library would start one."""


@dataclass(frozen=True)
class Day:
    """The folders of one day: an empty home, a folder that the user chose, and what was seen."""

    root: Path

    @property
    def home(self) -> Path:
        """The user's home, empty at first."""
        return self.root / "home"

    @property
    def chosen(self) -> Path:
        """The folder that the user chooses for files."""
        return self.root / "chosen"

    @property
    def heard(self) -> Path:
        """What Python told of."""
        return self.root / "heard"

    def live(self, *before: str) -> None:
        """Let a process live through it, under another one perhaps."""
        for folder in (self.home, self.chosen):
            folder.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        kept.pop("MPLCONFIGDIR", None)
        environment = kept | {
            "HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": "/tmp",
        }
        command = [*before, sys.executable, "-m", "tests.watch", "--live", str(self.root)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]

    def wrong(self, deeds: Iterable[Deed]) -> list[Deed]:
        """Return what the tables above do not allow."""
        places = [where.format(home=self.home, chosen=self.chosen) for where in WHERE]
        return [
            deed
            for deed in dict.fromkeys(deeds)
            if deed.where not in (*SOCKETS, str(self.heard))
            and (deed.what == "socket" or not any(re.fullmatch(it, deed.where) for it in places))
        ]

    def open_to_others(self) -> list[str]:
        """Return what was made and can be read by others than its owner."""
        made = [*self.home.rglob("*"), *self.chosen.rglob("*")]
        modes = {file: stat.S_IMODE(file.lstat().st_mode) for file in made}
        return [f"{mode:o} {file}" for file, mode in modes.items() if mode & 0o077]

    def left_over(self, deeds: Iterable[Deed]) -> list[str]:
        """Return what was made in folders for a while and is there still."""
        places = {deed.where for deed in deeds if deed.where.startswith("/tmp/")}
        return [
            f"left: {at}"
            for at in sorted(places)
            if self.root not in Path(at).parents and Path(at).exists()
        ]


def main(words: Sequence[str] | None = None) -> int:
    """Watch the program as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.watch", description=__doc__)
    parser.add_argument("--audit", action="store_true", help="without strace")
    parser.add_argument(
        "--display", action="store_true", help="a shorter day, on a display of Xvfb"
    )
    parser.add_argument("--live", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    if arguments.live:
        _live(Day(arguments.live))
        return 0
    if arguments.display and not shutil.which("xvfb-run"):
        print("xvfb-run is not installed, so nothing was watched.", file=sys.stderr)
        return 2
    if NO_STRACE and not arguments.audit:
        print(NO_STRACE, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="watched-") as folder:
        return _watch(Day(Path(folder)), arguments)


def _live(day: Day) -> None:
    os.umask(0o022)  # as most people have it
    listen(day.heard)
    from tests.trials.journey import live

    live(day.chosen)


def _watch(day: Day, arguments: argparse.Namespace) -> int:
    trace = day.root / "trace"
    before = [*SESSION, "xvfb-run", "-a"] if arguments.display else []
    os.environ["QT_QPA_PLATFORM"] = "xcb" if arguments.display else "offscreen"
    if not arguments.audit:
        before += ["strace", "-f", "-y", "-s", "400", "-e", f"trace={TRACED}", "-o", str(trace)]
    day.live(*before)
    if arguments.audit:
        deeds = list(deeds_in_audit(day.heard.read_text("utf-8").splitlines()))
    else:
        deeds = list(deeds_in_trace(trace.read_text("utf-8", "replace")))
    _tell(day, deeds)
    faults = [f"{deed.what} {deed.where}" for deed in day.wrong(deeds)]
    faults += [*day.open_to_others(), *day.left_over(deeds)]
    print(*faults or ["Nothing else was touched."], sep="\n")
    return 1 if faults else 0


def _tell(day: Day, deeds: Sequence[Deed]) -> None:
    counted: Counter[str] = Counter()
    for deed in deeds:
        for where, why in (WHERE | SOCKETS).items():
            pattern = where.format(home=day.home, chosen=day.chosen)
            if re.fullmatch(pattern, deed.where):
                counted[why] += 1
                break
    print("| times | where |", "| ---: | --- |", sep="\n")
    print(*(f"| {times:,} | {why} |" for why, times in counted.most_common()), sep="\n")


if __name__ == "__main__":
    sys.exit(main())
