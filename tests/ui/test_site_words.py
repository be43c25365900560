"""What the places on the body are called."""

import pytest

from b12tracker.domain.injection import Site
from b12tracker.ui.site_words import site_short


@pytest.mark.parametrize("site", Site)
def test_every_site_has_a_short_name(site: Site) -> None:
    said = site_short(site)
    assert said.split()[0] in ("left", "right")
    assert ("left" in said) == site.name.startswith("LEFT")


def test_no_site() -> None:
    assert site_short(None) == ""
