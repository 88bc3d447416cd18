"""A summary as a mail."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from casework.audit.models import Seal
from casework.digests.content import Summary
from casework.digests.models import Digest, Subscription


def send_summary(digest: Digest, summary: Summary, subscription: Subscription) -> None:
    """Send the summary in its reader's language and time zone, as text and HTML.

    Raises SMTPException or OSError when the mail server does not take it. List-Unsubscribe with one click is
    RFC 8058; the link in the mail itself leads to the same page.
    """
    user = digest.user
    leave = settings.PUBLIC_URL + reverse("digests:unsubscribe", args=[subscription.token])
    context = {
        "person": user,
        "digest": digest,
        "summary": summary,
        "site": settings.PUBLIC_URL,
        "leave": leave,
        # A chain cannot show that its newest rows were cut off; a head that many people have got can.
        "head": Seal.objects.order_by("-number").first(),
    }
    with translation.override(user.language), timezone.override(ZoneInfo(user.time_zone)):
        mail = EmailMultiAlternatives(
            subject=" ".join(render_to_string("emails/digest-subject.txt", context).split()),
            body=render_to_string("emails/digest-body-text.txt", context),
            to=[user.email],
            headers={
                "Message-ID": digest.message_id,
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        mail.attach_alternative(render_to_string("emails/digest-body-html.html", context), "text/html")
    mail.send()
