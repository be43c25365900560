"""Where the next injection can go, and how long each place has rested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.injection import Injection, Route, Site
from b12tracker.domain.site_rotation import Rotation, opposite, rotate, used_near
from tests.builders import DAY, an_injection, day

MUSCLE = tuple(one.code for one in assets.sites() if Route.INTRAMUSCULAR in one.routes)
SKIN = tuple(one.code for one in assets.sites() if Route.SUBCUTANEOUS in one.routes)


def given_at(*places: str) -> list[Injection]:
    """Return injections a week apart from Monday 5 January 2026 at these places."""
    first = day("2026-01-05")
    return [
        an_injection(first + number * 7 * DAY, site=Site(code))
        for number, code in enumerate(places)
    ]


def proposed(places: str, chosen: str = "", route: tuple[Site, ...] = MUSCLE) -> str | None:
    injections = given_at(*places.split())
    sites = tuple(Site(code) for code in chosen.split())
    found = rotate(injections, route, sites, day("2026-03-01")).proposed
    return found.value if found else None


@pytest.mark.parametrize(
    ("places", "chosen", "expected"),
    [
        ("", "", None),  # nothing says which places the patient uses
        ("LVL RVL", "", "LVL"),
        ("LVL RVL LVL", "", "RVL"),
        ("LVL", "", "RVL"),  # the same place on the other side, never a new part of the body
        ("LVL LVL", "", "RVL"),
        ("LVL RVL LD", "", "RD"),
        ("LVL RVL LD RD", "", "LVL"),
        ("LVL RVL", "LVL RVL LD", "LD"),  # one that was chosen and not used yet comes first
        ("LVL RVL LD", "LVL RVL LD", "LVL"),
        ("LVL RVL LD LVL", "LVL RVL", "RVL"),
        ("", "LVL RVL", "LVL"),
        ("LD", "LVL RVL", "RVL"),  # of equals the other side
        ("RD", "LVL RVL", "LVL"),
        ("LVL RVL", "LLAQ", "LVL"),  # none of those chosen goes with the route
    ],
)
def test_the_place_proposed(places: str, chosen: str, expected: str | None) -> None:
    assert proposed(places, chosen) == expected


def test_only_places_of_the_route_are_offered() -> None:
    found = rotate(given_at("LVL", "LLAQ"), SKIN, (), day("2026-03-01"))
    assert [rest.site for rest in found.rests] == list(SKIN)
    assert found.proposed is Site.RIGHT_VASTUS_LATERALIS


def test_days_rested() -> None:
    injections = [*given_at("LVL", "RVL", "LVL"), an_injection("2026-06-01", site=Site("RVL"))]
    found = rotate(injections, MUSCLE, (Site("LVL"), Site("RVL"), Site("LD")), day("2026-01-20"))
    assert [(rest.site.value, rest.days) for rest in found.rests] == [
        ("LVL", 1),
        ("RVL", 8),
        ("LD", None),
    ]


@pytest.mark.parametrize(
    ("on", "near"),
    [
        ("2026-01-05", "2026-01-05"),
        ("2026-01-11", "2026-01-05"),
        ("2026-01-12", None),
        ("2025-12-30", "2026-01-05"),
        ("2025-12-29", None),
    ],
)
def test_the_same_place_within_seven_days(on: str, near: str | None) -> None:
    found = used_near(given_at("LVL", "RVL"), Site("LVL"), day(on))
    assert (str(found.given_on) if found else None) == near


@given(st.sampled_from(Site))
def test_the_other_side_of_the_other_side(site: Site) -> None:
    assert opposite(opposite(site)) is site
    assert opposite(site) is not site


@given(
    st.lists(st.sampled_from(Site), max_size=12),
    st.lists(st.sampled_from(Site), max_size=4, unique=True),
    st.sampled_from([MUSCLE, SKIN]),
    st.randoms(),
)
def test_none_that_was_chosen_has_rested_longer(
    places: list[Site], chosen: list[Site], route: tuple[Site, ...], chance: object
) -> None:
    injections = given_at(*(site.value for site in places))
    found = rotate(injections, route, chosen, day("2026-12-31"))
    assert found == rotate(injections[::-1], route, chosen, day("2026-12-31"))
    of_route = [site for site in route if site in chosen]
    assert [rest.site for rest in found.rests] == (of_route or list(route))
    if not of_route:
        assert found.proposed is None or {found.proposed, opposite(found.proposed)} & set(places)
        return
    assert longest_rested(found)


def longest_rested(found: Rotation) -> bool:
    """Whether the place proposed was not used yet, or none has rested longer."""
    days = [10_000 if rest.days is None else rest.days for rest in found.rests]
    rest = found.rest(found.proposed) if found.proposed else None
    assert rest
    return (10_000 if rest.days is None else rest.days) == max(days)
