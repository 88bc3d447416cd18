"""What came of collecting a document: one code, one sentence, one next step for the person."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How an attempt to collect a document ended. A failure never replaces a good snapshot."""

    OK = "ok", _("Collected")
    UNCHANGED = "unchanged", _("Unchanged")
    CHANGED = "changed", _("Changed")
    GONE = "gone", _("Gone")
    LEGAL = "legal", _("Withheld by law")
    AUTH = "auth", _("Refused")
    PAYWALL = "paywall", _("Paywall")
    BOT_BLOCKED = "bot_blocked", _("Programs blocked")
    RATE_LIMITED = "rate_limited", _("Too many requests")
    SOFT_404 = "soft_404", _("Not found, said politely")
    NEEDS_JS = "needs_js", _("Needs a browser")
    CONSENT_WALL = "consent_wall", _("Consent page")
    LOGIN_WALL = "login_wall", _("Sign-in page")
    EMPTY = "empty", _("Empty")
    TOO_LARGE = "too_large", _("Too large")
    TOO_SLOW = "too_slow", _("Too slow")
    TRUNCATED = "truncated", _("Cut short")
    BAD_TYPE = "bad_type", _("Unreadable type")
    BAD_CHARSET = "bad_charset", _("Unreadable letters")
    DNS = "dns", _("Unknown host")
    TLS = "tls", _("No safe connection")
    SITE_ERROR = "site_error", _("Site in trouble")
    REFUSED_BY_POLICY = "refused_by_policy", _("Not allowed")
    WORKER_LOST = "worker_lost", _("Interrupted")

    @property
    def sentence(self) -> Promise:
        """What happened, as a full sentence."""
        return _SENTENCES[self]

    @property
    def next_step(self) -> Promise:
        """What the person can do now, as a full sentence."""
        return _NEXT_STEPS[self]

    @property
    def is_success(self) -> bool:
        """The document is as good as it was, or better."""
        return self in (Outcome.OK, Outcome.UNCHANGED, Outcome.CHANGED)

    @property
    def is_temporary(self) -> bool:
        """Another attempt may well end otherwise, without anybody doing anything."""
        return self in (
            Outcome.RATE_LIMITED,
            Outcome.TOO_SLOW,
            Outcome.TRUNCATED,
            Outcome.DNS,
            Outcome.SITE_ERROR,
        )


class Rule(models.TextChoices):
    """Which rule of ours refused an address."""

    SPELLING = "spelling", _("Two programs could read this address differently, or it is no web address.")
    NOT_PUBLIC = "not_public", _("The host is not on the public internet.")
    PORT = "port", _("Only the ports of the web are visited: 80 and 443.")
    ROBOTS = "robots", _("The site’s robots.txt asks programs to stay away from this address.")


_SENTENCES: dict[Outcome, Promise] = {
    Outcome.OK: _("The document was collected."),
    Outcome.UNCHANGED: _("The document says what it said before."),
    Outcome.CHANGED: _("The document changed since it was last collected."),
    Outcome.GONE: _("The site says that the document is no longer there."),
    Outcome.LEGAL: _("The site withholds the document for legal reasons."),
    Outcome.AUTH: _("The site refused to show the document."),
    Outcome.PAYWALL: _("The text stands behind a paywall."),
    Outcome.BOT_BLOCKED: _("The site does not answer programs."),
    Outcome.RATE_LIMITED: _("The site asked for fewer requests."),
    Outcome.SOFT_404: _("The site answered with a page that says “not found”."),
    Outcome.NEEDS_JS: _("The page shows its text only in a browser."),
    Outcome.CONSENT_WALL: _("The site answered with a page that asks for consent."),
    Outcome.LOGIN_WALL: _("The site answered with a page that asks to sign in."),
    Outcome.EMPTY: _("No text was found in the document."),
    Outcome.TOO_LARGE: _("The document is larger than the limit."),
    Outcome.TOO_SLOW: _("The site took too long to answer."),
    Outcome.TRUNCATED: _("The connection ended before the document was complete."),
    Outcome.BAD_TYPE: _("The document is of a type that cannot be read here."),
    Outcome.BAD_CHARSET: _("The letters of the document could not be told apart with certainty."),
    Outcome.DNS: _("The name of the site could not be found."),
    Outcome.TLS: _("No safe connection to the site could be made."),
    Outcome.SITE_ERROR: _("The site could not be reached, or answered with an error of its own."),
    Outcome.REFUSED_BY_POLICY: _("The address is one that this installation does not visit."),
    Outcome.WORKER_LOST: _("The work on this document was interrupted five times."),
}

_NOTHING = _("There is nothing to do.")
_COMPARE = _("Compare both texts and look at what you cited.")
_BY_HAND = _("Upload the PDF or a screenshot, paste the text, or give the address of an archived copy.")
_LATER = _("It will be tried again. If it is urgent, paste the text.")
_CHECK_ADDRESS = _("Check the address in your browser; if it works there, paste the text.")
_OPEN_YOURSELF = _("Open the page in your browser and paste the text.")

_NEXT_STEPS: dict[Outcome, Promise] = {
    Outcome.OK: _NOTHING,
    Outcome.UNCHANGED: _NOTHING,
    Outcome.CHANGED: _COMPARE,
    Outcome.GONE: _("Give the address of an archived copy, or keep working with the stored one."),
    Outcome.LEGAL: _BY_HAND,
    Outcome.AUTH: _BY_HAND,
    Outcome.PAYWALL: _("Paste the text if your desk has a subscription, or look for a free copy."),
    Outcome.BOT_BLOCKED: _OPEN_YOURSELF,
    Outcome.RATE_LIMITED: _LATER,
    Outcome.SOFT_404: _CHECK_ADDRESS,
    Outcome.NEEDS_JS: _OPEN_YOURSELF,
    Outcome.CONSENT_WALL: _OPEN_YOURSELF,
    Outcome.LOGIN_WALL: _OPEN_YOURSELF,
    Outcome.EMPTY: _OPEN_YOURSELF,
    Outcome.TOO_LARGE: _("Paste the passage that matters, or upload a smaller file."),
    Outcome.TOO_SLOW: _LATER,
    Outcome.TRUNCATED: _LATER,
    Outcome.BAD_TYPE: _("Save it as PDF or plain text and upload that, or paste the text."),
    Outcome.BAD_CHARSET: _("Paste the text, or save the file as UTF-8 and upload it."),
    Outcome.DNS: _CHECK_ADDRESS,
    Outcome.TLS: _CHECK_ADDRESS,
    Outcome.SITE_ERROR: _LATER,
    Outcome.REFUSED_BY_POLICY: _BY_HAND,
    Outcome.WORKER_LOST: _("Paste the text, and tell an operator if it happens to other documents too."),
}

# What came of a look at a feed, where the sentence about a document would not be right.
OF_FEEDS: dict[Outcome, Promise] = {
    Outcome.OK: _("The feed was read."),
    Outcome.UNCHANGED: _("The site says that nothing was added."),
    Outcome.GONE: _("The site says that there is no such feed any more."),
    Outcome.AUTH: _("The site refused to show the feed."),
    Outcome.EMPTY: _("The answer was empty, or could not be read in time."),
    Outcome.BAD_TYPE: _("What the site sent is no feed."),
    Outcome.BAD_CHARSET: _("The letters of the feed could not be told apart with certainty."),
    Outcome.TOO_LARGE: _("The feed is larger than the limit."),
    Outcome.TRUNCATED: _("The connection ended before the feed was complete."),
    Outcome.LEGAL: _("The site withholds the feed for legal reasons."),
    Outcome.WORKER_LOST: _("The work on this feed was interrupted again and again."),
}
