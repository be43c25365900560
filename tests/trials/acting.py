"""A process that plays a scene, to be killed or hindered from outside."""

import os
import resource
import socket
import traceback
from collections.abc import Callable

from b12tracker.sharing.logbook_json import SharingError
from b12tracker.storage.errors import LogbookError

from .scene import REFUSED, RefusedError, Scene

BEGUN, DONE, FAILED = "begun", "done", "failed"


class Act:
    """A process that has begun to play a scene.

    It speaks by a socket, so that none of its calls that write are ours.

    Args:
        ready: called with the number of the process before it begins.
        largest: bytes beyond which no file can be written; the disk is full there.
    """

    def __init__(
        self,
        scene: Scene,
        ready: Callable[[int], object] | None = None,
        largest: int = resource.RLIM_INFINITY,
    ) -> None:
        hearing, speaking = socket.socketpair()
        waiting, going = os.pipe()
        self.process = os.fork()
        if not self.process:
            hearing.close()
            os.read(waiting, 1)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
            _play_and_leave(scene, speaking)
        speaking.close()
        self._hearing = hearing
        if ready:
            ready(self.process)
        os.write(going, b"!")
        os.close(going)
        os.close(waiting)
        self.said: list[str] = []
        self.killed = self.done = False

    @property
    def refused(self) -> list[str]:
        """The sentences in which the program said what it could not do."""
        return [word.removeprefix(REFUSED) for word in self.said if word.startswith(REFUSED)]

    def end(self) -> None:
        """Wait until the process is gone, and take down what it said.

        Raises:
            AssertionError: it ended by an error that is not told in a sentence.
        """
        with self._hearing, self._hearing.makefile(encoding="utf-8") as words:
            self.said = [line.rstrip("\n") for line in words if line.endswith("\n")]
        _, status = os.waitpid(self.process, 0)
        self.killed = os.WIFSIGNALED(status)
        self.done = DONE in self.said and not self.refused
        if FAILED in self.said:
            raise AssertionError("\n".join(self.said))


def _play_and_leave(scene: Scene, speaking: socket.socket) -> None:
    def say(words: str) -> None:
        speaking.sendall(f"{words}\n".encode())

    try:
        scene.work(say)
        say(DONE)
    except (LogbookError, SharingError, RefusedError) as error:
        say(f"{REFUSED}{error}")
    except BaseException:
        say(f"{FAILED}\n{traceback.format_exc()}")
    os._exit(0)
