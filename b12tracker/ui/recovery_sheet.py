"""The recovery key on one page of paper."""

from datetime import date
from html import escape

from PySide6.QtGui import QFont, QFontDatabase, QPagedPaintDevice, QTextDocument

from .labels import short_day

TITLE = "Recovery key of a B12 Tracker logbook"

POINTS, KEY_POINTS = 12, 20

SAID = (
    "It opens the logbook when the passphrase is forgotten, and all its backups. It goes on "
    "working when the passphrase is changed. When the passphrase is removed and a new one is set, "
    "there is a new recovery key.",
    "Keep this sheet where you keep your passport: not beside the computer, and not as a "
    "photograph or a file on it. Whoever has this sheet and the file of the logbook can read "
    "everything in it.",
    "How to use it: open the logbook, and type the key where it asks for the passphrase. Capitals, "
    "blanks and dashes do not matter. Then it offers to set a new passphrase.",
    "If this key and the passphrase are both lost, nobody can open the logbook.",
)


def print_sheet(device: QPagedPaintDevice, name: str, key: str, today: date) -> None:
    """Print the sheet on one page of a printer or PDF.

    Args:
        name: of the logbook.
        key: in groups.
        today: the day that stands on the sheet.
    """
    document = QTextDocument()
    font = QFont(document.defaultFont())
    font.setPointSize(POINTS)
    document.setDefaultFont(font)
    document.setHtml(_page(name, key, today))
    document.print_(device)


def letters() -> QFont:
    """Return a font whose letters are equally wide, and not mistaken for one another."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)


def _page(name: str, key: str, today: date) -> str:
    about = f"Logbook “{name}”, printed on {short_day(today)}"
    family = escape(letters().family(), quote=True)
    style = f"font-family:'{family}'; font-size:{KEY_POINTS}pt; font-weight:600"
    said = "".join(f"<p>{escape(words)}</p>" for words in SAID)
    return f'<h2>{escape(TITLE)}</h2><p>{escape(about)}</p><p style="{style}">{key}</p>{said}'
