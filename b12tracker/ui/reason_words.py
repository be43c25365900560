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

WHOSE = {
    Whose.NOT_PATIENT: "not the patient’s doing",
    Whose.PATIENT: "the patient’s doing",
    Whose.NEITHER: "neither",
}
