"""Refuse settings that would let strangers lead the fetcher into the inner network."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def refuse_test_sites(**kwargs: Any) -> list[CheckMessage]:
    """Find addresses that only a test may open to the fetcher."""
    if not hasattr(settings, "FETCH_TEST_SITES"):
        return []
    return [
        Error(
            "FETCH_TEST_SITES lets whoever adds documents read addresses of the inner network.",
            hint="Remove it from the settings. Only tests set it, while they run.",
            id="casework.E002",
        )
    ]
