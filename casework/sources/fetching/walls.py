"""Pages that a site puts in the place of the one that was asked for, with a status that says all is well."""

import re
from urllib.parse import SplitResult, urlsplit

from casework.sources.addresses import domain
from casework.sources.material import Material
from casework.sources.outcomes import Outcome

_CONSENT_HOST = re.compile(r"(?:consent|gdpr)\.")
_CONSENT_PATH = re.compile(r"/(?:cookie-?)?(?:consent|gdpr|cookie-?wall)(?:/|\.|$)", re.IGNORECASE)
_LOGIN_HOST = re.compile(r"(?:login|signin|accounts|auth|sso)\.")
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|connexion|se-connecter)(?:/|\.|$)", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\W*(?:(?:error |erreur )?404|page not found|page introuvable)\b"
    r"|.*\b(?:page introuvable|page non trouvée|not found)\W*$",
    re.IGNORECASE,
)
# A report about a page that was not found is longer than the page that says so.
_LONGEST_APOLOGY = 1500


def wall(asked: str, material: Material, came_from: str) -> Outcome | None:
    """Return what stands in the place of the document, or None where nothing says that something does.

    Told by where the site sent us on to, and by the title of a short page; never by the words of the text,
    which may be about anything.
    """
    before, after = urlsplit(asked), urlsplit(came_from)
    if _led_to(before, after, _CONSENT_HOST, _CONSENT_PATH):
        return Outcome.CONSENT_WALL
    if _led_to(before, after, _LOGIN_HOST, _LOGIN_PATH):
        return Outcome.LOGIN_WALL
    # Many sites send whoever asks for an article that is gone to their front page.
    is_front_page = after.path in ("", "/") and not after.query
    if is_front_page and len(before.path) > 1 and domain(asked) == domain(came_from):
        return Outcome.SOFT_404
    if len(material.text) < _LONGEST_APOLOGY and _NOT_FOUND.match(material.title):
        return Outcome.SOFT_404
    return None


def _led_to(before: SplitResult, after: SplitResult, host: re.Pattern[str], path: re.Pattern[str]) -> bool:
    """Whether a redirect led to such a host or path; an address that was so from the start was meant."""
    if before == after:
        return False
    is_host = host.match(after.netloc) and not host.match(before.netloc)
    return bool(is_host or (path.search(after.path) and not path.search(before.path)))
