"""What a start refuses: settings with which strangers could sign in, read along, or see how we are made."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
# What the reference says of CASEWORK_SECRET_KEY; below that it could be guessed offline.
SHORTEST_SECRET = 50
FEWEST_LETTERS = 5
SHORTEST_TOKEN = 20


@register(Tags.security)
def refuse_unsafe_settings(**kwargs: Any) -> list[CheckMessage]:
    """Find what may not stay where others can reach this installation; `migrate` and `up` stop at it.

    An installation that only this machine reaches may run as it likes.
    """
    faults = list(_everywhere())
    if not (settings.IS_EMBEDDED and settings.PUBLIC_HOST in LOCAL_HOSTS):
        faults += _where_others_reach_it()
    return faults


def _everywhere() -> Iterator[CheckMessage]:
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        yield Error(
            f"CASEWORK_METRICS_TOKEN has {len(settings.METRICS_TOKEN)} characters and could be guessed.",
            hint=f"Take at least {SHORTEST_TOKEN} random characters.",
            id="casework.E006",
        )


def _where_others_reach_it() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            "CASEWORK_DEBUG shows code and settings to whoever provokes an error.",
            hint="Remove CASEWORK_DEBUG, or set it to no.",
            id="casework.E003",
        )
    if not settings.IS_HTTPS and settings.PUBLIC_HOST not in LOCAL_HOSTS:
        yield Error(
            f"{settings.PUBLIC_URL} is not https: passwords and cookies could be read on their way.",
            hint="Put a proxy with a certificate in front, and set CASEWORK_PUBLIC_URL to its https address.",
            id="casework.E004",
        )
    secret = str(settings.SECRET_KEY)
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS:
        yield Error(
            "CASEWORK_SECRET_KEY is too short or too plain: who guesses it signs in as anybody.",
            hint=f"Take at least {SHORTEST_SECRET} random characters.",
            id="casework.E005",
        )
    if any(host in ("*", ".") for host in settings.ALLOWED_HOSTS):
        yield Error(
            "CASEWORK_ALLOWED_HOSTS lets a request name any host, which then stands in mails as our address.",
            hint="Name the hosts at which people reach this installation.",
            id="casework.E007",
        )
