"""How much is taken from one FHIR file: enough for any patient, too little to fill a memory."""

from .logbook_json import SharingError

MEGABYTE = 1_000_000
LARGEST = 64 * MEGABYTE
"""A whole patient record seldom has a tenth of it."""

MOST_RESOURCES = 200_000
"""A synthetic patient of ninety years has about 10,000."""


def check_size(size: int) -> None:
    """Refuse a file of so many bytes.

    Raises:
        SharingError: it is too large.
    """
    if size > LARGEST:
        raise SharingError(
            f"The file holds more than the {LARGEST // MEGABYTE} MB of records that can be taken; "
            "ask the portal for fewer years or for laboratory results only."
        )


def check_count(resources: int) -> None:
    """Refuse a file of so many resources.

    Raises:
        SharingError: they are too many.
    """
    if resources > MOST_RESOURCES:
        raise SharingError(f"The file holds more than {MOST_RESOURCES:,} records.")
