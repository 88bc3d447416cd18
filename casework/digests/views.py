"""Pages of the summaries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casework.digests import services


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
