"""The password of a file that leaves the logbook: what makes one, and how a PDF gets it."""

from io import BytesIO

from .logbook_json import SharingError

LEAST, MOST = 8, 100
"""Characters. PDF takes up to 127; the National Institute of Standards and Technology asks for 8 at
least (Special Publication 800-63B)."""


class WrongPasswordError(SharingError):
    """The password is not the one that a file was locked with."""


def check_password(typed: str) -> str:
    """Return a password that every program can take that opens such files.

    Raises:
        ValueError: it is too short or too long, or holds characters that ZIP has no rule for.
    """
    if not typed:
        raise ValueError("Type a password, or take the tick away.")
    if len(typed) < LEAST:
        raise ValueError(f"The password is too short: it needs at least {LEAST} characters.")
    if len(typed) > MOST:
        raise ValueError(f"The password is too long: it can have at most {MOST} characters.")
    if not (typed.isascii() and typed.isprintable()):
        raise ValueError(
            "Use the letters A to Z, digits, blanks and signs only: "
            "other programs read letters with accents in different ways."
        )
    return typed


def locked_pdf(content: bytes, password: str) -> bytes:
    """Return a PDF encrypted with AES-256 (PDF 2.0), its title included, by pypdf."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.pdf_header = "%PDF-2.0"  # which defines this encryption
    writer.encrypt(password, algorithm="AES-256")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
