"""The formats a logbook can be exported in and imported from."""

from enum import StrEnum


class Format(StrEnum):
    """A format, by its name on the command line."""

    JSON = "json"
    FHIR = "fhir"
    CSV = "csv"
    ICS = "ics"
    SQLITE = "sqlite"
    LOGBOOK = "logbook"


EXPORTS = (Format.CSV, Format.FHIR, Format.ICS, Format.JSON, Format.SQLITE)
IMPORTS = (Format.JSON, Format.CSV, Format.FHIR, Format.LOGBOOK)

ENDINGS = {
    ".json": Format.JSON,
    ".zip": Format.CSV,
    ".csv": Format.CSV,
    ".ics": Format.ICS,
    ".sqlite": Format.SQLITE,
}
"""What the ending of a file's name says when it is exported."""

FHIR_ENDING = ".json"
"""A document in FHIR is JSON, too; on the command line its format is to be named."""

ONE_TABLE = ".csv"
"""A file of this ending holds one table; others of the format CSV are a ZIP of all of them."""
