"""Pages of the summaries."""

from __future__ import annotations

import re
from http import HTTPStatus

from csp.decorators import csp, csp_update
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.requests import PersonRequest
from casework.accounts.validators import time_zones
from casework.core import toasts
from casework.core.errors import CaseworkError, NotFound
from casework.digests import services
from casework.digests.content import counts_in_words
from casework.digests.forms import MailForm
from casework.digests.models import Digest, Subscription
from casework.digests.told import told_to

# A quarter of weekly summaries, with what called the person between them.
SHOWN = 26
# What is offered; the database also knows abbreviations and offsets by which nobody sets a clock.
OF_A_PLACE = re.compile(r"(?!Etc/|SystemV/|US/)[A-Z]\w+/")
# Mail has its style inside, and nothing else: no script, no picture, no form.
OF_A_MAIL = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
}


@login_required
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # django-csp knows no PersonRequest
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: PersonRequest) -> HttpResponse:
    """Show when the next summary comes and what it would say, and keep when the person wants it."""
    wish = services.wish_of(request.user)
    if request.method != "POST":
        return _page(request, wish, MailForm(wish))
    form = MailForm(wish, request.POST)
    try:
        services.change_mail(request.user, **form.parsed())
    except CaseworkError as error:
        form.refused("mail", error)
        request.user.refresh_from_db()
        return _page(request, services.wish_of(request.user), form, error.status)
    toasts.done(request, _("Your choice is kept."))
    return HttpResponseRedirect(reverse("digests:mail"), status=HTTPStatus.SEE_OTHER)


def _page(
    request: PersonRequest, wish: Subscription, form: MailForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    digests = Digest.objects.filter(user=request.user)[:SHOWN]
    context = {
        "form": form,
        "wish": wish,
        "letter": services.preview_of(wish),
        "digests": [(each, counts_in_words(each.counts)) for each in digests],
        "zones": sorted(zone for zone in time_zones() if zone == "UTC" or OF_A_PLACE.match(zone)),
    }
    return render(request, "digests/mail.html", context, status=status)


@login_required
@csp(OF_A_MAIL)  # type: ignore[arg-type]  # likewise
@xframe_options_sameorigin
@require_safe
def preview(request: PersonRequest) -> HttpResponse:
    """Return the next summary as its mail would show it, for the frame on the page."""
    letter = services.preview_of(services.wish_of(request.user))
    if letter is None:
        raise NotFound(_("No summary would go now. Look at the page of your mail."))
    return HttpResponse(letter.html)


@login_required
@require_safe
def sent(request: PersonRequest, digest_id: int) -> HttpResponse:
    """Show the person what one of their mails told, and why it came to them."""
    own = Digest.objects.filter(user=request.user)
    digest = get_object_or_404(own, pk=digest_id)
    context = {"digest": digest, "told": told_to(request.user, digest)}
    return render(request, "digests/digest_detail.html", context)


# A mail program posts here without a cookie (RFC 8058). The token is the right to do so, and all it can do
# is to switch one person's summary off.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and on POST do it: opening a link, as scanners of mails do, must not end anything."""
    if request.method == "POST":
        subscription, is_done = services.unsubscribe(token), True
    else:
        subscription, is_done = services.subscription_of(token), False
    context = {"subscription": subscription, "is_done": is_done}
    return render(request, "digests/subscription_end.html", context)
