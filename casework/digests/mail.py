"""A summary as a mail."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from casework.audit.models import Seal
from casework.core.text import visible
from casework.digests.content import Summary
from casework.digests.models import Digest, Kind, Subscription

_SUBJECTS = {Kind.SUMMARY: "emails/digest-subject.txt", Kind.CALLS: "emails/calls-subject.txt"}
# RFC 2919: a list is known by this for good, so that people can sort their mail by it.
_LIST_IDS = {Kind.SUMMARY: "summary", Kind.CALLS: "calls"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a summary says, before anybody sends it."""

    subject: str
    text: str
    html: str


def written(digest: Digest, summary: Summary, *, leave: str, is_preview: bool = False) -> Letter:
    """Write the summary in its reader's language and time zone; `leave` is where it says how to end it."""
    user = digest.user
    context = {
        "person": user,
        "digest": digest,
        "summary": summary,
        "site": settings.PUBLIC_URL,
        "leave": leave,
        "is_preview": is_preview,
        "is_call": digest.kind == Kind.CALLS,
        # A chain cannot show that its newest rows were cut off; a head that many people have got can.
        "head": Seal.objects.order_by("-number").first(),
    }
    with translation.override(user.language), timezone.override(ZoneInfo(user.time_zone)):
        return Letter(
            subject=visible(" ".join(render_to_string(_SUBJECTS[Kind(digest.kind)], context).split())),
            text=visible(render_to_string("emails/digest-body-text.txt", context)),
            html=visible(render_to_string("emails/digest-body-html.html", context)),
        )


def send_summary(digest: Digest, summary: Summary, subscription: Subscription) -> None:
    """Send the mail as text and HTML.

    Raises SMTPException or OSError when the mail server does not take it. List-Unsubscribe with one click is
    RFC 8058; the link in the mail itself leads to the same page. Auto-Submitted (RFC 3834) keeps programs
    that answer for people on holiday from answering us.
    """
    leave = settings.PUBLIC_URL + reverse("digests:unsubscribe", args=[subscription.token])
    letter = written(digest, summary, leave=leave)
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[digest.user.email],
        headers={
            "Message-ID": digest.message_id,
            "List-Id": f"Casework <{_LIST_IDS[Kind(digest.kind)]}.{settings.PUBLIC_HOST}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    mail.send()
