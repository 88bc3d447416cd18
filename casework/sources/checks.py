"""Warn where the fetcher may visit the inner network of an installation that others can reach."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security)
def warn_of_private_networks(**kwargs: Any) -> list[CheckMessage]:
    """Find private networks that may be visited, where DATABASE_URL or a public address means others."""
    is_alone = settings.IS_EMBEDDED and not settings.IS_HTTPS
    if is_alone or not settings.FETCH_ALLOW_PRIVATE:
        return []
    return [
        Warning(
            "Whoever adds documents can make this installation read addresses of its own network: "
            f"{', '.join(settings.FETCH_ALLOW_PRIVATE)}.",
            hint="Leave CASEWORK_FETCH_ALLOW_PRIVATE empty. It is for demos and tests.",
            id="casework.W001",
        )
    ]
