"""Words for published regimens: what they are for, and how well they were checked."""

from b12tracker import assets
from b12tracker.domain.regimen import Regimen, Step

from . import labels

EVIDENCE = {
    "verified": "Verified: it was read in this source.",
    "secondary": "Not verified: the text itself was not read, only what others say of it.",
}


def title(regimen: Regimen) -> str:
    """Return “Nerves involved: hydroxocobalamin (British National Formulary)”."""
    if regimen.substance is None:
        return regimen.indication
    return f"{regimen.indication}: {regimen.substance.value} ({regimen.by})"


def phase(step: Step) -> str:
    """Return “Every 2 to 3 months, 1 mg, for life”; weekdays follow the date of the first dose."""
    every = step.phase.every
    said = [labels.how_often(every), labels.dose(step.phase.dose_ug), labels.phase_end(step.phase)]
    return labels.sentence(", ".join(part for part in said if part))


def background(regimen: Regimen) -> list[str]:
    """Return the route, the note, the source, its year and how well it was checked."""
    said = [
        _routes(regimen),
        regimen.note,
        f"Source: {regimen.source}",
        f"Year: {regimen.year}",
        EVIDENCE[regimen.evidence],
    ]
    return [sentence for sentence in said if sentence]


def _routes(regimen: Regimen) -> str:
    first, *others = [assets.routes()[route].name for route in regimen.routes] or [""]
    return " or ".join([first, *(name[:1].lower() + name[1:] for name in others)])
