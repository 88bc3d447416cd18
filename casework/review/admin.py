"""Where supervisors decide. Every decision goes through `move()` with the version that its row showed."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.core.errors import CaseworkError, VersionMissing
from casework.core.refusal import Refusal
from casework.core.screens import ReadOnly
from casework.core.text import storable
from casework.core.wording import date_in_words, number_in_words
from casework.incidents import reading
from casework.incidents.assessing_views import without_forms
from casework.incidents.filters import in_words
from casework.incidents.mapping import map_of
from casework.incidents.models import Assessment, Incident, State
from casework.incidents.models.incident import IncidentQuerySet
from casework.incidents.views import IncidentPage
from casework.review import panels, services, several
from casework.review.forms import move_form
from casework.review.glance import glances_at
from casework.review.lists import (
    DeskFilter,
    DueFilter,
    HappenedFilter,
    PriorityFilter,
    StateFilter,
    TagFilter,
)
from casework.review.models import ApprovalQueue, DeskIncident
from casework.review.services.batches import Row, label_of, names_from_above

if TYPE_CHECKING:
    from casework.accounts.models import User

# What a supervisor does with what waits for approval, and with any incident of the desk.
DECISIONS = ("approve", "return", "reject")
# What sorts the work; none of it changes what an incident says.
ORGANISING = ("assign", "prioritise", "set_due", "tag", "untag")
ALL_DECISIONS = (*DECISIONS, "reopen", "withdraw", "undo")


def _signed_in(request: HttpRequest) -> User:
    return cast("User", request.user)


def versions_shown(request: HttpRequest, pks: list[int]) -> dict[int, int | None]:
    """Return for each incident the version that the list showed, from the hidden field of its row."""
    sent = {pk: request.POST.get(f"seen-{pk}", "") for pk in pks}
    return {pk: int(seen) if seen.isascii() and seen.isdigit() else None for pk, seen in sent.items()}


class IncidentScreen(ReadOnly, admin.ModelAdmin[Any]):
    """Incidents of the desks that a supervisor supervises: the evidence, and the decision."""

    decisions: tuple[str, ...] = ()
    # What can be done to several: each is looked at row by row before it happens, and can be undone.
    for_many: tuple[str, ...] = ()
    search_fields = ("title__icontains",)
    list_select_related = ("desk", "country", "reviewed_by", "submitted_by", "assigned_to")
    # Each row is a decision with its evidence: these fill several screens.
    list_per_page = 25

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        user = _signed_in(request)
        incidents = cast("IncidentQuerySet", self.model._default_manager.all())
        return incidents.supervised_by(user)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by the number too, as the search of the list of incidents does."""
        words = storable(search_term).strip()
        return queryset.filter(in_words(words)) if words else queryset, False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Fetch the assessed totals, the evidence and the tags of the page's rows in a few queries more."""
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        reading.fetch_totals(rows)
        glances = glances_at(rows)
        for row in rows:
            row.glance = glances[row.pk]
        changelist.result_list = rows
        return changelist

    # --- The columns ---------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("incident"), ordering="pk")
    def number(self, row: Any) -> str:
        """Number, title and how urgent it is, with the version that a decision on this row is about."""
        return format_html(
            '{} <bdi>{}</bdi> <span class="quiet order">{}</span>'
            '<input type="hidden" name="seen-{}" value="{}">',
            row.uid,
            row.title,
            self._order(row),
            row.pk,
            row.version,
        )

    @admin.display(description=gettext_lazy("date"), ordering="date_earliest")
    def when(self, row: Incident) -> str:
        return date_in_words(row.date_edtf, row.date_earliest, row.date_latest)

    @admin.display(description=gettext_lazy("place"))
    def where(self, row: Incident) -> str:
        return ", ".join(str(part) for part in (row.place_name, row.country) if part)

    @admin.display(description=gettext_lazy("killed, injured"))
    def numbers(self, row: Incident) -> str:
        totals: list[Assessment] = row.totals  # type: ignore[attr-defined]  # by fetch_totals
        return "; ".join(
            f"{each.get_outcome_display()} {number_in_words(each.low, each.best, each.high)}"
            for each in totals
        )

    @admin.display(description=gettext_lazy("evidence"))
    def evidence(self, row: Any) -> str:
        """How much there is to read, where sources disagree, and how much colleagues still talk about."""
        said: str = row.glance.sentence()
        return said

    def _order(self, row: Any) -> str:
        """How soon, where it is not the usual; until when; and under which tags."""
        due = date_format(localtime(row.due_at), "SHORT_DATETIME_FORMAT") if row.due_at else ""
        return " · ".join(each for each in (row.priority_label, due, *row.glance.tags) if each)

    @admin.display(description=gettext_lazy("submitted, agreed"))
    def agreed_by(self, row: Incident) -> str:
        return ", ".join(str(each) for each in (row.submitted_by, row.reviewed_by) if each)

    @admin.display(description=gettext_lazy("waits since"), ordering="state_entered_at")
    def waits_since(self, row: Incident) -> Any:
        return row.state_entered_at

    # --- Decisions on several ------------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the moves and what sorts the work, each with the page that shows what would happen."""
        offered = (*self.for_many, *names_from_above())
        return {name: (_look_first(name), name, _label_of(name)) for name in offered}

    # --- One incident ----------------------------------------------------------------------------------

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show all the evidence beside the decision; a refused decision comes back with what was typed."""
        row = get_object_or_404(self.get_queryset(request), pk=object_id)
        if request.method != "POST":
            return self._show(request, row)
        form = move_form(request.POST)
        name = form.transition.name
        if name not in self.decisions:
            return self._show(request, row)
        try:
            moved = services.move(row.pk, name, by=_signed_in(request), **form.parsed())
        except CaseworkError as error:
            return self._show(request, row, form.refused(name, error))
        sentence = _("%(uid)s is now “%(state)s”.") % {
            "uid": moved.uid,
            "state": moved.get_review_state_display(),
        }
        self.message_user(request, sentence)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _show(self, request: HttpRequest, row: Incident, refusal: Refusal | None = None) -> HttpResponse:
        user = _signed_in(request)
        incident = get_object_or_404(reading.with_everything(Incident.objects.visible_to(user)), pk=row.pk)
        panel = panels.moves(cast("Any", request), IncidentPage(incident, refusal))
        context = {
            **self.admin_site.each_context(request),
            "title": str(incident),
            "opts": self.opts,
            "list_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
            "list_label": capfirst(str(self.opts.verbose_name_plural)),
            "incident": incident,
            "map": map_of(incident),
            "refusal": refusal,
            "panel": without_forms(incident, user),
            "claims": reading.claims_of(incident, user),
            "offered": sorted(
                (each for each in panel["ready"] if each.transition.name in self.decisions),
                key=lambda each: self.decisions.index(each.transition.name),
            ),
            "refused": [
                each for each in (*panel["later"], *panel["others"]) if each.transition.name in self.decisions
            ],
            "typed": panel["typed"],
            "comments": panels.comments(cast("Any", request), IncidentPage(incident))["comments"],
        }
        status = refusal.error.status if refusal else HTTPStatus.OK
        return render(request, "admin/review/approvalqueue/change_form.html", context, status=status)


def _label_of(name: str) -> str:
    return _("%(move)s: the selected incidents…") % {"move": label_of(name)}


def _look_first(name: str) -> Any:
    """Return an action that shows row by row what would become of the incidents that were ticked.

    Nothing happens before that page is confirmed; its report offers to take the step back.
    """

    def look(screen: IncidentScreen, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        ticked = [int(pk) for pk in request.POST.getlist("_selected_action") if pk.isascii() and pk.isdigit()]
        shown = versions_shown(request, ticked)
        # Only what the list shows this person; what was ticked on another page has no version here.
        rows = screen.get_queryset(request).filter(pk__in=ticked)
        for row in rows:
            if shown[row.pk] is None:
                screen.message_user(request, f"{row.uid}: {VersionMissing().message}", messages.WARNING)
        chosen = [Row(row.pk, seen) for row in rows if (seen := shown[row.pk]) is not None]
        if not chosen:
            return None
        return several.offer(cast("Any", request), name, chosen, back=request.get_full_path())

    return look


@admin.register(ApprovalQueue)
class ApprovalQueueAdmin(IncidentScreen):
    """What a reviewer agreed to, the one that waits longest first."""

    list_display = (
        "number",
        "desk",
        "when",
        "where",
        "numbers",
        "evidence",
        "agreed_by",
        "waits_since",
    )
    list_filter = (DeskFilter, PriorityFilter, DueFilter, TagFilter, HappenedFilter)
    decisions = DECISIONS
    for_many = ("approve", "return", "reject", *ORGANISING)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(review_state=State.REVIEWED)


@admin.register(DeskIncident)
class DeskIncidentAdmin(IncidentScreen):
    """Every incident of the desks, to be reopened, withdrawn, given to somebody."""

    list_display = (
        "number",
        "desk",
        "review_state",
        "when",
        "where",
        "numbers",
        "evidence",
        "assigned_to",
    )
    list_filter = (StateFilter, DeskFilter, PriorityFilter, DueFilter, TagFilter, HappenedFilter)
    # Other orders would sort everything that there is.
    sortable_by = ("number", "when")
    decisions = ALL_DECISIONS
    for_many = ("approve", "return", "reject", "reopen", "withdraw", *ORGANISING)
