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
# Titles of pages that stand in the way, whole or before the name of the site. Such pages are short.
_WALLS = (
    (
        Outcome.BOT_BLOCKED,
        r"just a moment(?:\.\.\.)?|one moment, please(?:\.\.\.)?|attention required!?|access denied"
        r"|access to this page has been denied|are you a (?:robot|human)\??|pardon our interruption"
        r"|checking your browser.{0,60}|(?:human|robot|security) (?:verification|check)|ddos-guard|captcha"
        r"|vérification de sécurité|accès refusé",
    ),
    (
        Outcome.CONSENT_WALL,
        r"before you continue.{0,40}|avant de continuer.{0,40}|we value your privacy|cookie consent"
        r"|your privacy choices|nous respectons votre vie privée|gestion des cookies",
    ),
    (
        Outcome.LOGIN_WALL,
        r"(?:please )?(?:log|sign) ?in(?: to (?:continue|read on|your account))?|login required"
        r"|connexion|se connecter|identifiez-vous|connectez-vous|تسجيل الدخول",
    ),
    (
        Outcome.PAYWALL,
        r"subscribe(?: to (?:continue|read).{0,40})?|subscription required|subscribers only"
        r"|abonnez-vous.{0,40}|réservé aux abonnés",
    ),
)
_TITLES = [
    (outcome, re.compile(rf"\W*(?:{titles})\W*(?:[|·–—:-].*)?", re.IGNORECASE)) for outcome, titles in _WALLS
]
# A report about a page that was not found is longer than the page that says so.
_LONGEST_APOLOGY = 1500
# Of an article for subscribers, others are shown so much; more than that is the article.
_LONGEST_TASTE = 2000


def wall(asked: str, material: Material, came_from: str) -> Outcome | None:
    """Return what stands in the place of the document, or None where nothing says that something does.

    Told by where the site sent us on to, by the title of a short page, and by what a page says of itself for
    search engines; never by the words of the text, which may be about anything.
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
    if material.is_for_subscribers and len(material.text) < _LONGEST_TASTE:
        return Outcome.PAYWALL
    return _told_by_title(material.title) if len(material.text) < _LONGEST_APOLOGY else None


def _told_by_title(title: str) -> Outcome | None:
    if _NOT_FOUND.match(title):
        return Outcome.SOFT_404
    return next((outcome for outcome, pattern in _TITLES if pattern.fullmatch(title)), None)


def _led_to(before: SplitResult, after: SplitResult, host: re.Pattern[str], path: re.Pattern[str]) -> bool:
    """Whether a redirect led to such a host or path; an address that was so from the start was meant."""
    if before == after:
        return False
    is_host = host.match(after.netloc) and not host.match(before.netloc)
    return bool(is_host or (path.search(after.path) and not path.search(before.path)))
