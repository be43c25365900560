"""Where on the body the next injection can go, and how long each place has rested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .injection import Injection, Site

REST_DAYS = 7
"""A place used again within so many days is mentioned. Our own judgement."""

OTHER_SIDE = {"L": "R", "R": "L"}


@dataclass(frozen=True)
class SiteRest:
    """A place and the days since its last injection; None when it was not used yet."""

    site: Site
    days: int | None


@dataclass(frozen=True)
class Rotation:
    """The places that can be chosen, and the one that is proposed.

    Attributes:
        rests: in the order in which places are offered.
        proposed: the least recently used; None where nothing says which places the patient uses.
    """

    rests: tuple[SiteRest, ...]
    proposed: Site | None

    def rest(self, site: Site) -> SiteRest | None:
        """Return how long a place has rested, if it is among those that can be chosen."""
        return next((rest for rest in self.rests if rest.site is site), None)


def opposite(site: Site) -> Site:
    """Return the same place on the other side of the body."""
    return Site(OTHER_SIDE[site.value[0]] + site.value[1:])


def rotate(
    injections: Iterable[Injection], of_route: Sequence[Site], chosen: Sequence[Site], on: date
) -> Rotation:
    """Return how long each place has rested on a day, and which to take next.

    The least recently used is proposed, one not used yet before all; of equals the one on the
    other side than the last injection. A patient who chose no places for the route is proposed
    those used so far and the same ones on the other side, never a new part of the body.

    Args:
        of_route: the places that the route allows, in the order in which they are offered.
        chosen: the places the patient uses; empty for all.
    """
    used = [site for site in of_route if site in chosen]
    places = used or of_route
    last_used, last = _last_used(injections, on)
    familiar = used or [site for site in places if _is_familiar(site, last_used)]
    rests = tuple(SiteRest(site, _days(last_used.get(site), on)) for site in places)

    def turn(site: Site) -> tuple[date, bool]:
        same_side = last is not None and site.value[0] == last.value[0]
        return (last_used.get(site, date.min), same_side)

    return Rotation(rests, min(familiar, key=turn, default=None))


def used_near(injections: Iterable[Injection], site: Site, on: date) -> Injection | None:
    """Return the nearest other injection there that is less than ``REST_DAYS`` away."""
    near = [
        one for one in injections if one.site is site and abs((one.given_on - on).days) < REST_DAYS
    ]
    return min(near, key=lambda one: abs((one.given_on - on).days), default=None)


def _last_used(injections: Iterable[Injection], on: date) -> tuple[dict[Site, date], Site | None]:
    """Return when each place was last used up to a day, and the place used last."""
    last_used: dict[Site, date] = {}
    last = None
    for injection in sorted(injections, key=lambda injection: injection.order):
        if injection.site and injection.given_on <= on:
            last_used[injection.site] = injection.given_on
            last = injection.site
    return last_used, last


def _is_familiar(site: Site, last_used: dict[Site, date]) -> bool:
    return site in last_used or opposite(site) in last_used


def _days(used: date | None, on: date) -> int | None:
    return None if used is None else (on - used).days
