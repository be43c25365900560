"""What the places on the body are called."""

from b12tracker import assets
from b12tracker.domain.injection import Site


def site_short(site: Site | None) -> str:
    """Return “left thigh”; nothing where the site is not known."""
    return next((name.short for name in assets.sites() if name.code == site), "")
