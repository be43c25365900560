"""Qt windows: ask questions, show answers."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 gives back a reference to None or True that it never took with nearly every
    # call; the process ends when the last is gone, after some thousand calls. Python 3.12 and
    # later do not count these references; before, we take more than a user can use up.
    for shared in (None, True, False):
        ctypes.c_ssize_t.from_address(id(shared)).value += 1 << 30
