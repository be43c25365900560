"""What the places on the body are called, and how long they have rested."""

from datetime import date

from b12tracker import assets
from b12tracker.domain.injection import Injection, Site
from b12tracker.domain.site_rotation import REST_DAYS, Rotation, SiteRest

from . import labels


def site_short(site: Site | None) -> str:
    """Return “left thigh”; nothing where the site is not known."""
    return next((name.short for name in assets.sites() if name.code == site), "")


def site_rest(rest: SiteRest) -> str:
    """Return “Left thigh, rested 28 days”."""
    name = labels.sentence(site_short(rest.site))
    if rest.days is None:
        return f"{name}, not used yet"
    if rest.days == 0:
        return f"{name}, used that day"
    return f"{name}, rested {labels.counted(rest.days, 'day')}"


def site_hint(
    rotation: Rotation, chosen: Site | None, used_near: Injection | None, today: date
) -> str:
    """Return what stands beside the picture: the place in turn, or a doubt about the one chosen."""
    if used_near:
        day = labels.plain_day(used_near.given_on, today)
        return f"The same place was used on {day}, less than {REST_DAYS} days apart."
    if chosen:
        name = labels.sentence(site_short(chosen))
        offered = rotation.rest(chosen)
        return "" if offered else f"{name} is not among the places for this route."
    return _ringed(rotation.rest(rotation.proposed)) if rotation.proposed else ""


def _ringed(rest: SiteRest | None) -> str:
    if rest is None:
        return ""
    if rest.days is None:
        return f"Next in turn, ringed: {site_short(rest.site)}, not used yet."
    days = labels.counted(rest.days, "day")
    return f"Longest rested, ringed: {site_short(rest.site)}, {days}."
