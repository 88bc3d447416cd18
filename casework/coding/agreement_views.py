"""How far codings agree: of a desk, for its supervisors; of a person, for that person first."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.accounts.models import Role, User
from casework.accounts.requests import PersonRequest
from casework.coding import drawing_lines
from casework.coding.alpha import RESAMPLES
from casework.coding.measuring import (
    ENOUGH,
    OWN_FOR,
    agreements,
    months_until,
    pairs_of,
    see_own,
    shown_to_supervisors,
    trends,
)
from casework.core.errors import NotPermitted


@login_required
@require_safe
def agreement(request: PersonRequest) -> HttpResponse:
    """Show how far the codings of a desk agree, in the last twelve months and month by month."""
    desks = {
        post.desk_id: post.desk
        for post in request.user.posts()
        if request.user.has_role(Role.SUPERVISOR, post.desk_id)
    }
    if not desks:
        raise NotPermitted(
            _("Only supervisors see how far the codings of a desk agree. Your own are under “Mine”.")
        )
    asked = request.GET.get("desk", "")
    chosen = (
        int(asked) if asked.isdecimal() and len(asked) < 19 and int(asked) in desks else next(iter(desks))
    )
    pairs = pairs_of(desks=[chosen])
    months = months_until(timezone.now())
    context = {
        **_measured(pairs, months),
        "desks": [(pk, desk, pk == chosen) for pk, desk in desks.items()],
        "desk": desks[chosen],
        "people": _people(pairs),
        "days": OWN_FOR.days,
    }
    return render(request, "coding/agreement.html", context)


@login_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Show a person how far their own codings agree with those of colleagues."""
    months = months_until(timezone.now())
    see_own(request.user, months)
    pairs = pairs_of(desks=request.user.desks_with(Role.VIEWER), person=request.user)
    context = {**_measured(pairs, months), "person": request.user, "is_own": True, "days": OWN_FOR.days}
    return render(request, "coding/agreement_person.html", context)


@login_required
@require_safe
def person(request: PersonRequest, user_id: int) -> HttpResponse:
    """Show a supervisor the months of a person that the person has seen, or could have for two weeks."""
    desks = request.user.desks_with(Role.SUPERVISOR)
    colleague = get_object_or_404(User.objects.filter(memberships__desk__in=desks).distinct(), pk=user_id)
    months = months_until(timezone.now())
    shown = shown_to_supervisors(colleague, months)
    pairs = [each for each in pairs_of(desks=desks, person=colleague) if each.month in shown]
    context = {
        **_measured(pairs, months),
        "person": colleague,
        "is_own": False,
        "days": OWN_FOR.days,
        "kept_back": [month for month in months if month not in shown],
    }
    return render(request, "coding/agreement_person.html", context)


def _measured(pairs: Any, months: Any) -> dict[str, Any]:
    rows = agreements(pairs, resamples=RESAMPLES)
    # A trend begins with the first month that has something to show.
    first = min((pair.month for pair in pairs), default=months[-1])
    months = [month for month in months if month >= first]
    lines = trends(pairs, months)
    return {
        "number": len(pairs),
        "enough": ENOUGH,
        "rows": [(row, drawing_lines.whisker(row)) for row in rows],
        "months": months,
        "trends": [(line, drawing_lines.spark(line)) for line in lines],
    }


def _people(pairs: Any) -> list[tuple[User, int]]:
    """Return who coded in the pairs, and how many of them are theirs. One query."""
    counts: dict[int, int] = {}
    for pair in pairs:
        for coder in (pair.first_coder, pair.second_coder):
            counts[coder] = counts.get(coder, 0) + 1
    return [(user, counts[user.pk]) for user in User.objects.filter(pk__in=counts).order_by("name", "pk")]
