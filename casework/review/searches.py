"""Saved searches: opened with one press, renamed, shared, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.incidents.models import SavedSearch
from casework.incidents.services.searches import change_search, delete_search, save_search
from casework.review.forms import SearchForm
from casework.review.queues import Queue


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: PersonRequest) -> HttpResponse:
    """List the searches that the person may open; save the one that a list sends."""
    if request.method != "POST":
        return _page(request)
    form = SearchForm(request.user, request.POST)
    queue = request.POST.get("queue", "")
    try:
        search = save_search(
            by=request.user,
            query=request.POST.get("query", ""),
            queue=queue if queue in Queue.values else "",
            **form.parsed(),
        )
    except CaseworkError as error:
        form.refused("search", error)
        return _page(request, form, error)
    toasts.done(request, _("“%(name)s” is saved. It is opened above every list.") % {"name": search.name})
    return _see_other(address_of(search))


@login_required
@require_safe
def found(request: PersonRequest, search_id: int) -> HttpResponse:
    """Open a search: its address stays the same, whatever it is called and asks for."""
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=search_id)
    return HttpResponseRedirect(address_of(search))


@login_required
@require_POST
def change(request: PersonRequest, search_id: int) -> HttpResponse:
    """Rename a search, and share it or share it no longer."""
    form = SearchForm(request.user, request.POST, auto_id=f"search-{search_id}-%s")
    try:
        search = change_search(search_id, by=request.user, **form.parsed())
    except CaseworkError as error:
        if error.status not in (400, 403):
            raise
        form.refused("search", error)
        return _page(request, error=error, changing={search_id: form})
    toasts.done(request, _("“%(name)s” was changed.") % {"name": search.name})
    return _see_other(reverse("review:searches"))


@login_required
@require_POST
def delete(request: PersonRequest, search_id: int) -> HttpResponse:
    """Delete a search; the incidents that it found are untouched."""
    name = delete_search(search_id, by=request.user)
    toasts.done(request, _("The search “%(name)s” was deleted.") % {"name": name})
    return _see_other(reverse("review:searches"))


def address_of(search: SavedSearch) -> str:
    """Return the address of the list, or of the queue, with what the search asks."""
    asked = QueryDict(search.query, mutable=True)
    if search.queue:
        asked["queue"] = search.queue
    where = reverse("review:queue" if search.queue else "incidents:list")
    return f"{where}?{asked.urlencode()}"


def _page(
    request: PersonRequest,
    form: SearchForm | None = None,
    error: CaseworkError | None = None,
    changing: Mapping[int, SearchForm] = MappingProxyType({}),
) -> HttpResponse:
    """Render the searches; a form that was refused stands open with what was typed, in its own place."""
    own = SavedSearch.objects.filter(owner=request.user).select_related("desk")
    shared = SavedSearch.objects.visible_to(request.user).exclude(owner=request.user)
    context = {
        "own": [(each, changing.get(each.pk) or _change_form(request, each)) for each in own],
        "shared": shared.select_related("owner", "desk"),
        "form": form,
        "sent": {name: request.POST.get(name, "") for name in ("query", "queue")} if form else {},
        "error": error,
        "queues": dict(Queue.choices),
    }
    return render(request, "review/search_list.html", context, status=error.status if error else 200)


def _change_form(request: PersonRequest, search: SavedSearch) -> SearchForm:
    now = {"name": search.name, "desk": search.desk}
    return SearchForm(request.user, initial=now, auto_id=f"search-{search.pk}-%s")


def _see_other(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)
