"""What a process did: sockets it opened and files it changed, as strace or Python tells it."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .tracing import calls_in

TRACED = (
    "socket,connect,sendto,sendmsg,open,openat,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,"
    "renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,truncate,chmod,fchmodat"
)
"""What strace is to look at."""

IN_PYTHON = {
    "open": (0,),
    "os.mkdir": (0,),
    "os.rename": (0, 1),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "sqlite3.connect": (0,),
}
"""What Python tells of before it does it, and which of the words are paths."""


PATHS = re.compile(r'(?:<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
"""A path in a line of strace, and before it the folder that it begins in."""


@dataclass(frozen=True)
class Deed:
    """Something the program did: a file touched, or a socket opened."""

    what: str
    where: str


def deeds_in_trace(trace: str) -> Iterator[Deed]:
    """Return what a trace of strace tells of sockets, and of files that were changed."""
    for call in calls_in(trace):
        if re.search(r"\) += -1 ", call.words) and call.name != "socket":
            continue
        if call.name == "socket":
            yield Deed("socket", call.words.split(",")[0])
        elif call.name in ("connect", "sendto", "sendmsg"):
            for family in re.findall(r"sa_family=(\w+)", call.words):
                yield Deed("socket", family)
        elif not call.name.startswith("open") or re.search(
            r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", call.words
        ):
            for folder, path in PATHS.findall(call.words):
                yield Deed(call.name, path if path[:1] == "/" else f"{folder}/{path}")


def deeds_in_audit(lines: Iterable[str]) -> Iterator[Deed]:
    """Return what Python told of them."""
    for line in lines:
        what, _, where = line.rstrip("\n").partition("\t")
        yield Deed(what, where)


def listen(out: Path) -> None:
    """Take down from now on what Python tells of sockets, and of files that will be changed."""
    file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def heard(event: str, words: tuple[object, ...]) -> None:
        if event == "socket.__new__":
            os.write(file, f"socket\t{getattr(words[1], 'name', words[1])}\n".encode())
        elif event in IN_PYTHON and not (event == "open" and _only_reads(words)):
            for place in IN_PYTHON[event]:
                if isinstance(words[place], str | Path):
                    os.write(file, f"{event}\t{_whole(words, place)}\n".encode())

    sys.addaudithook(heard)


def _whole(words: Sequence[object], place: int) -> str:
    """Return a path as it begins at the root; some are told from an open folder on."""
    path = str(words[place])
    if path.startswith("file:"):
        return unquote(urlsplit(path).path)
    if path.startswith("/"):
        return path
    folder = words[-1] if isinstance(words[-1], int) and words[-1] > 0 else None
    return str((Path(f"/proc/self/fd/{folder}").readlink() if folder else Path.cwd()) / path)


def _only_reads(words: tuple[object, ...]) -> bool:
    flags = words[2]
    return isinstance(flags, int) and not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
