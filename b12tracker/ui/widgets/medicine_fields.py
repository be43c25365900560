"""Choices whose words are facts of medicine: substance, route, place on the body."""

from b12tracker import assets

from .fields import Choice


def substance_choice() -> Choice:
    """Return the forms of vitamin B12 to choose from."""
    return Choice("Substance", [(one.code, one.name) for one in assets.substances().values()])


def route_choice() -> Choice:
    """Return the ways of injecting to choose from."""
    return Choice("Route", [(one.code, one.name) for one in assets.routes().values()])


def site_choice() -> Choice:
    """Return the places on the body to choose from."""
    return Choice("Site", [(one.code, one.name) for one in assets.sites()])
