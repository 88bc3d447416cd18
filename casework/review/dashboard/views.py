"""The page on which a supervisor sees how the work of the desks stands."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.core.errors import NotPermitted
from casework.core.panels import panels_for
from casework.review.dashboard.pictures import pictures_for


@login_required
@require_safe
def dashboard(request: PersonRequest) -> HttpResponse:
    """Show the pictures, each number with the list behind it."""
    desks = request.user.desks_with(Role.SUPERVISOR)
    if not desks:
        raise NotPermitted(_("Only supervisors see how the work of a desk stands."))
    context = {
        "pictures": pictures_for(request.user),
        "panels": panels_for("dashboard", request, desks),
        "desks": [post.desk for post in request.user.posts() if post.desk_id in desks],
    }
    return render(request, "review/dashboard.html", context)
