"""Pages of the feeds that desks follow, and of the rules by which they choose."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, NotPermitted
from casework.sources.feeds import following, reading
from casework.sources.feeds.forms import RuleForm
from casework.sources.feeds.rules import Preview, delete_rule, preview, save_rule
from casework.sources.models import Feed, KeywordRule


@login_required
@require_safe
def feed_list(request: PersonRequest) -> HttpResponse:
    """List the feeds of the person's desks; to operators, those of all desks that are in trouble."""
    return _feeds(request)


def _feeds(request: PersonRequest, error: CaseworkError | None = None) -> HttpResponse:
    feeds = Feed.objects.visible_to(request.user).select_related("source").prefetch_related("desks")
    context = {
        "lines": reading.feed_lines(feeds, request.user),
        "troubled": reading.troubled_lines() if request.user.is_operator else None,
        "may_follow": request.user.has_role(Role.SUPERVISOR),
        "error": error,
    }
    return render(request, "sources/feed_list.html", context, status=error.status if error else HTTPStatus.OK)


@login_required
@require_POST
def look(request: PersonRequest, feed_id: int) -> HttpResponse:
    """Have a feed looked at now, also one that was stopped."""
    try:
        feed = following.look_now(feed_id, by=request.user)
    except CaseworkError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise
        return _feeds(request, error)
    toasts.done(
        request, _("“%(feed)s” is looked at within seconds. Look again in a moment.") % {"feed": feed}
    )
    return HttpResponseRedirect(reverse("sources:feeds"), status=HTTPStatus.SEE_OTHER)


@login_required
@require_POST
def stop(request: PersonRequest, feed_id: int) -> HttpResponse:
    """Look at a feed no more."""
    feed = following.stop_feed(feed_id, by=request.user)
    toasts.done(
        request, _("“%(feed)s” is looked at no more, until somebody starts it again.") % {"feed": feed}
    )
    return HttpResponseRedirect(reverse("sources:feeds"), status=HTTPStatus.SEE_OTHER)


@login_required
@require_safe
def rule_list(request: PersonRequest) -> HttpResponse:
    """List the rules of the person's desks."""
    rules = KeywordRule.objects.visible_to(request.user).select_related("desk", "feed__source", "changed_by")
    supervised = set(request.user.desks_with(Role.SUPERVISOR))
    context = {
        "rules": [(each, each.desk_id in supervised) for each in rules.order_by("desk__name", "pk")],
        "desks": reading.desks_of(request.user),
        "may_follow": bool(supervised),
    }
    return render(request, "sources/rule_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rule_add(request: PersonRequest) -> HttpResponse:
    """Add a rule, after a look at what it would have let through."""
    return _rule(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rule_edit(request: PersonRequest, rule_id: int) -> HttpResponse:
    """Change a rule, after a look at what it would have let through."""
    visible = KeywordRule.objects.visible_to(request.user).select_related("desk")
    return _rule(request, get_object_or_404(visible, pk=rule_id))


def _rule(request: PersonRequest, rule: KeywordRule | None) -> HttpResponse:
    if not request.user.has_role(Role.SUPERVISOR, rule.desk_id if rule else None):
        raise NotPermitted(_("Only supervisors of a desk change its rules. Tell yours what should change."))
    form = RuleForm(request.user, rule, request.POST if request.method == "POST" else None)
    found: Preview | None = None
    refused: CaseworkError | None = None
    try:
        if request.method == "POST":
            desk, wanted = form.said()
            if desk is not None and "preview" not in request.POST:
                seen = request.POST.get("seen", "")
                _saved, moved = save_rule(
                    desk,
                    wanted,
                    by=request.user,
                    rule_id=rule.pk if rule else None,
                    seen=int(seen) if seen.isdigit() else None,
                )
                return _back_to_rules(request, moved, _("The rule was saved."))
            found = preview(desk, wanted, by=request.user) if desk else None
    except CaseworkError as error:
        form.refused("rule", error)
        refused = error
    context: dict[str, Any] = {"form": form, "rule": rule, "preview": found, "error": refused}
    return render(
        request, "sources/rule_edit.html", context, status=refused.status if refused else HTTPStatus.OK
    )


@login_required
@require_POST
def rule_delete(request: PersonRequest, rule_id: int) -> HttpResponse:
    """Delete a rule."""
    seen = request.POST.get("seen", "")
    words, moved = delete_rule(rule_id, by=request.user, seen=int(seen) if seen.isdigit() else 0)
    return _back_to_rules(request, moved, _("The rule “%(words)s” was deleted.") % {"words": words})


def _back_to_rules(request: PersonRequest, moved: int, sentence: str) -> HttpResponse:
    more = ngettext(
        "%(number)d item without a decision moved.", "%(number)d items without a decision moved.", moved
    )
    toasts.done(request, f"{sentence} {more % {'number': moved}}")
    return HttpResponseRedirect(reverse("sources:rules"), status=HTTPStatus.SEE_OTHER)
