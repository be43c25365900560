"""Whether a window can be opened here; Qt itself would end the process without a word."""

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

PACKAGES = "libegl1 libgl1 libxkbcommon0 libfontconfig1 libglib2.0-0 libdbus-1-3"
"""What Debian and Ubuntu call the libraries that drawing needs, even without a display."""

WINDOW_PACKAGES = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 "
    "libxkbcommon-x11-0"
)
"""What a window on an X display needs besides."""

NO_DISPLAY = (
    "There is no display to open a window on. "
    "To see the program without one: b12tracker --sample --screenshot overview.png"
)


def why_nothing_can_be_drawn() -> str | None:
    """Return one sentence when Qt cannot be loaded here, else None."""
    try:
        import PySide6.QtSvg
        import PySide6.QtWidgets  # noqa: F401
    except ModuleNotFoundError as error:
        return (
            f"The window needs {error.name}, which is not installed: pip install PySide6-Essentials"
        )
    except ImportError as error:
        return _missing(str(error), PACKAGES)
    return None


def why_no_window() -> str | None:
    """Return one sentence when no window can be opened here, else None."""
    reason = why_nothing_can_be_drawn()
    if reason or not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return reason
    if os.environ.get("WAYLAND_DISPLAY"):
        return None
    if not os.environ.get("DISPLAY"):
        return NO_DISPLAY
    return _why_no_x_window()


def _why_no_x_window() -> str | None:
    plugin = _qt_folder() / "plugins" / "platforms" / "libqxcb.so"
    try:
        if plugin.exists():  # a Qt of the system keeps its own elsewhere, complete
            ctypes.CDLL(str(plugin))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return _missing(str(error), WINDOW_PACKAGES)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return NO_DISPLAY if broken else None


def _qt_folder() -> Path:
    spec = importlib.util.find_spec("PySide6")
    return Path(spec.origin if spec and spec.origin else "").parent / "Qt"


def _missing(complaint: str, packages: str) -> str:
    library = complaint.split(":")[0]
    return (
        f"The window needs a system library that is missing ({library}). "
        f"On Debian or Ubuntu: apt-get install {packages}"
    )
