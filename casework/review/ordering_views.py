"""Who works on an incident, how soon, and under which tags; and the list of a desk's tags."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.models import Role, User
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.core.refusal import Refusal
from casework.incidents.models import Incident, IncidentTag, Priority, Tag
from casework.incidents.views import IncidentPage, show
from casework.review import services
from casework.review.forms import OrderForm, TagForm, TagNameForm
from casework.review.policies import has_work, is_verifier, may_order, may_tag
from casework.review.services.tags import rename_tag, retire_tag, revive_tag

# The panel on the page of an incident, where both forms lead back to.
ANCHOR = "#order"


def panel_of(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Show who an incident is assigned to, how urgent it is and its tags, with what the person may set of it.

    Three queries, and two more for those who may set something.
    """
    incident, user = page.incident, request.user
    may = is_verifier(user, incident)
    tags = list(incident.tags.order_by("name"))
    return {
        "incident": incident,
        "priority": dict(Priority.choices).get(incident.priority, incident.priority),
        "tags": tags,
        "may_order": may and has_work(incident),
        "may_tag": may_tag(user, incident),
        "order": _refused(page.refusal, OrderForm) or (_order_form(user, incident) if may else None),
        "tagging": _refused(page.refusal, TagForm) or TagForm(),
        "others": Tag.objects.in_use().filter(desk=incident.desk_id).exclude(pk__in=[t.pk for t in tags])
        if may
        else [],
    }


def _refused(refusal: Refusal | None, kind: type[OrderForm | TagForm]) -> Any:
    return refusal.form if refusal and isinstance(refusal.form, kind) else None


def _order_form(user: User, incident: Incident, data: Any = None) -> OrderForm:
    """Return the form with what is set now, and with the people to whom the person may give the work."""
    now = {"to": incident.assigned_to_id or "", "priority": incident.priority, "due_at": incident.due_at}
    people = [(str(pk), name) for pk, name in _people(user, incident).values_list("pk", "name")]
    if incident.assigned_to_id and str(incident.assigned_to_id) not in dict(people):
        people.append((str(incident.assigned_to_id), str(incident.assigned_to)))
    return OrderForm(people, is_whole=bool(may_order(user, incident)), initial=now, data=data)


def _people(user: User, incident: Incident) -> Any:
    """Return those who verify at the desk; whoever does not supervise it can only take the work on."""
    found = User.objects.filter(
        memberships__desk=incident.desk_id, memberships__role__in=Role.VERIFIER.and_above, is_active=True
    )
    return found if user.has_role(Role.SUPERVISOR, incident.desk_id) else found.filter(pk=user.pk)


@login_required
@require_POST
def order(request: PersonRequest, uid: str) -> HttpResponse:
    """Set who works on the incident, how soon and until when."""
    incident = _visible(request, uid)
    form = _order_form(request.user, incident, request.POST)
    try:
        said = form.parsed()
        to = User.objects.filter(pk=said.pop("to") or 0).first()
        services.arrange(incident.pk, by=request.user, to=to, **said)
    except CaseworkError as error:
        return show(request, uid, form.refused("order", error))
    toasts.done(request, _("The work on %(uid)s is arranged.") % {"uid": uid})
    return _see_other(reverse("incidents:detail", args=[uid]) + ANCHOR)


@login_required
@require_POST
def tag(request: PersonRequest, uid: str) -> HttpResponse:
    """Put the incident under a tag, or take one off."""
    incident = _visible(request, uid)
    form = TagForm(request.POST)
    change = services.untag if "off" in request.POST else services.tag
    try:
        said = form.parsed()
        name = request.POST.get("off") or said["tag"]
        change(incident.pk, name=name, by=request.user, seen=said["seen"])
    except CaseworkError as error:
        return show(request, uid, form.refused("tag", error))
    return _see_other(reverse("incidents:detail", args=[uid]) + ANCHOR)


@login_required
@require_safe
def tags(request: PersonRequest) -> HttpResponse:
    """List the tags of the person's desks, how often each is used, and for supervisors how to change them."""
    return _list(request)


@login_required
@require_POST
def rename(request: PersonRequest, tag_id: int) -> HttpResponse:
    """Call a tag something else; a name that is refused stays in its field."""
    form = TagNameForm(request.POST, auto_id=f"tag-{tag_id}-%s", use_required_attribute=False)
    try:
        changed = rename_tag(tag_id, by=request.user, **form.parsed())
    except CaseworkError as error:
        if error.status not in (400, 403):
            raise
        return _list(request, form.refused(str(tag_id), error))
    toasts.done(request, _("The tag is called “%(name)s” now.") % {"name": changed})
    return _see_other(reverse("review:tags"))


@login_required
@require_POST
def retire(request: PersonRequest, tag_id: int) -> HttpResponse:
    """Retire a tag, or bring it back."""
    change = revive_tag if "back" in request.POST else retire_tag
    changed = change(tag_id, by=request.user)
    sentence = _("“%(name)s” can be used again.") if "back" in request.POST else _("“%(name)s” is retired.")
    toasts.done(request, sentence % {"name": changed})
    return _see_other(reverse("review:tags"))


def _list(request: PersonRequest, refusal: Refusal | None = None) -> HttpResponse:
    used = IncidentTag.objects.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(n=Count("pk"))
    found = Tag.objects.visible_to(request.user).select_related("desk")
    rows = found.annotate(used=Coalesce(Subquery(used.values("n")), 0)).order_by("desk__name", "name")
    kept = request.user.desks_with(Role.SUPERVISOR)
    shown = [(each, _name_form(each, refusal) if each.desk_id in kept else None) for each in rows]
    context = {"rows": shown, "error": refusal.error if refusal else None}
    return render(request, "review/tag_list.html", context, status=refusal.error.status if refusal else 200)


def _name_form(each: Tag, refusal: Refusal | None) -> Any:
    if refusal and refusal.name == str(each.pk):
        return refusal.form
    return TagNameForm(initial={"name": each.name}, auto_id=f"tag-{each.pk}-%s", use_required_attribute=False)


def _visible(request: PersonRequest, uid: str) -> Incident:
    visible = Incident.objects.visible_to(request.user).select_related("assigned_to", "desk")
    return get_object_or_404(visible, uid=uid)


def _see_other(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)
