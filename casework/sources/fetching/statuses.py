"""What the status of an answer says, and how long a site asks us to wait."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from casework.sources.fetching.failure import Failure, Hop
from casework.sources.outcomes import Outcome

LONGEST_WAIT_S = 24 * 60 * 60
# Statuses with which sites send programs away; their pages say whether a browser would have been let in.
MAY_BE_CHALLENGES = (401, 403, 405, 429, 503)
_OUTCOMES = {
    204: Outcome.EMPTY,
    205: Outcome.EMPTY,
    401: Outcome.AUTH,
    402: Outcome.PAYWALL,
    403: Outcome.AUTH,
    404: Outcome.GONE,
    407: Outcome.AUTH,
    408: Outcome.TOO_SLOW,
    410: Outcome.GONE,
    413: Outcome.TOO_LARGE,
    415: Outcome.BAD_TYPE,
    429: Outcome.RATE_LIMITED,
    451: Outcome.LEGAL,
}
# What the gatekeepers of many sites leave in their pages: Cloudflare, DataDome, Imperva, HUMAN, Akamai, AWS.
_CHALLENGE = re.compile(
    rb"cf-chl|cf_chl|challenge-platform|captcha-delivery\.com|_Incapsula_|px-captcha|/_sec/cp_challenge"
    rb"|awswaf|g-recaptcha|h-captcha|hcaptcha\.com",
    re.IGNORECASE,
)


def failure_of(hop: Hop, beginning: bytes = b"") -> Failure:
    """Return what an answer other than the document means. `beginning` is how its body begins, if read."""
    outcome = _OUTCOMES.get(hop.status, Outcome.SITE_ERROR)
    is_challenge = hop.header("cf-mitigated") or _CHALLENGE.search(beginning)
    if hop.status in MAY_BE_CHALLENGES and is_challenge:
        outcome = Outcome.BOT_BLOCKED
    wait = seconds_to_wait(hop.header("retry-after"), datetime.now(UTC))
    return Failure(outcome, f"The site answered with status {hop.status}.", retry_after=wait)


def seconds_to_wait(value: str, now: datetime) -> int | None:
    """Read Retry-After, in seconds or as a date; at most a day, and None where it says nothing."""
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), LONGEST_WAIT_S)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(int((until - now).total_seconds()), 0), LONGEST_WAIT_S)
