"""Settings shared by the property-based tests: moderate numbers, and no clock."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "domain", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("domain")
