"""Ask who it is once more before what a thief of an open browser would do first.

allauth asks, and remembers for five minutes. What was sent meanwhile waits in the session and is done, as it
was typed, once the person has confirmed.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required, suspend_request
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator


def confirm_first(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the confirmation for a form of somebody who has not confirmed lately; else nothing.

    The request is kept in the session and answered after the confirmation. The way back leaves out the query
    of its address: allauth looks for a request with exactly that path, and the query is kept with it.
    """
    if request.method != "POST" or not is_reauthentication_required(request, app="allauth.mfa"):
        return None
    door = reverse("account_reauthenticate")
    suspend_request(request, door)
    return HttpResponseRedirect(f"{door}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def _confirmed(view: Any) -> Any:
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return confirm_first(request) or view(request, *args, **kwargs)

    return asked


class ConfirmedScreen:
    """A screen of the admin whose forms and actions ask for a confirmation."""

    @method_decorator(_confirmed)
    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]  # ModelAdmin comes next

    @method_decorator(_confirmed)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    @method_decorator(_confirmed)
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().delete_view(request, *args, **kwargs)  # type: ignore[misc]
