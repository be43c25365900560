"""What the reasons for a skip or a pause are called, and whose doing it was."""

from b12tracker.domain.interruptions import Reason, Whose

REASON = {
    Reason.NO_APPOINTMENT: "No appointment to be had",
    Reason.NO_SUPPLY: "No supply",
    Reason.TOLD_TO_PAUSE: "Told to pause",
    Reason.UNWELL: "Unwell",
    Reason.AWAY: "Away from home",
    Reason.FORGOT: "Forgot",
    Reason.DID_NOT_WANT: "Did not want it",
    Reason.OTHER: "Another reason",
}

OF_PAUSES = {
    Reason.TOLD_TO_PAUSE: "Told to pause",
    Reason.UNWELL: "Unwell or in hospital",
    Reason.NO_SUPPLY: "No supply",
    Reason.AWAY: "Away or travelling",
    Reason.NO_APPOINTMENT: "No appointment to be had",
    Reason.OTHER: "Another reason",
}
"""Those offered for a pause; an older logbook may hold one that was taken for another reason."""

WHOSE = {
    Whose.NOT_PATIENT: "not the patient’s doing",
    Whose.PATIENT: "the patient’s doing",
    Whose.NEITHER: "neither",
}


def why_paused(reason: Reason) -> str:
    """Return what the reason for a pause is called."""
    return OF_PAUSES.get(reason, REASON[reason])
