"""Where supervisors approve. Every decision goes through `move()` with the version that its row showed."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.accounts.models import Role
from casework.core.errors import CaseworkError
from casework.core.refusal import Refusal
from casework.core.screens import ReadOnly
from casework.core.wording import date_in_words, number_in_words
from casework.incidents import reading
from casework.incidents.assessing_views import without_forms
from casework.incidents.figures import disagreements, evidence_in
from casework.incidents.mapping import map_of
from casework.incidents.models import Assessment, Claim, ClaimStatus, Incident, State
from casework.incidents.services import open_checks
from casework.incidents.views import IncidentPage
from casework.review import panels, services
from casework.review.forms import MoveForm, move_form, reasons_for
from casework.review.models import ApprovalQueue
from casework.review.workflow import TRANSITIONS

if TYPE_CHECKING:
    from casework.accounts.models import User

DECISIONS = ("approve", "return", "reject")


def _signed_in(request: HttpRequest) -> User:
    return cast("User", request.user)


def versions_shown(request: HttpRequest, pks: list[int]) -> dict[int, int | None]:
    """Return for each incident the version that the list showed, from the hidden field of its row."""
    sent = {pk: request.POST.get(f"seen-{pk}", "") for pk in pks}
    return {pk: int(seen) if seen.isascii() and seen.isdigit() else None for pk, seen in sent.items()}


@admin.register(ApprovalQueue)
class ApprovalQueueAdmin(ReadOnly, admin.ModelAdmin[ApprovalQueue]):
    """What a reviewer agreed to, at the desks of the supervisor: the evidence, and the decision."""

    list_display = ("number", "desk", "when", "where", "numbers", "evidence", "agreed_by", "waits_since")
    # Only desks that the supervisor has incidents of: the names of others are not theirs to see.
    list_filter = (("desk", admin.RelatedOnlyFieldListFilter),)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("title__icontains",)
    list_select_related = ("desk", "country", "reviewed_by", "submitted_by")
    list_per_page = 50
    actions = ("approve_selected", "return_selected")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApprovalQueue]:
        user = _signed_in(request)
        visible = Incident.objects.visible_to(user).in_state(State.REVIEWED)
        mine = visible.filter(desk__in=user.desks_with(Role.SUPERVISOR))
        live = Q(claims__status=ClaimStatus.LIVE)
        queue = cast("QuerySet[ApprovalQueue]", ApprovalQueue.objects.filter(pk__in=mine.values("pk")))
        return queue.annotate(
            claim_count=Count("claims", filter=live, distinct=True),
            document_count=Count("claims__citation__snapshot__document", filter=live, distinct=True),
            open_comment_count=Count("comments", filter=Q(comments__resolved_at=None), distinct=True),
        )

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Fetch the assessed totals and the evidence of the page's rows in a few queries more."""
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        reading.fetch_totals(rows)
        evidence = evidence_in(Claim.objects.filter(incident__in=[row.pk for row in rows]))
        changed = open_checks(rows)
        for row in rows:
            row.disagreements = disagreements(evidence[row.pk])
            row.changed_count = changed.get(row.pk, 0)
        changelist.result_list = rows
        return changelist

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Approval queue"), **(extra_context or {})})

    # --- The columns ---------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("incident"), ordering="pk")
    def number(self, row: ApprovalQueue) -> str:
        """The number and title, with the version that a decision on this row is about."""
        return format_html(
            '{} <bdi>{}</bdi><input type="hidden" name="seen-{}" value="{}">',
            row.uid,
            row.title,
            row.pk,
            row.version,
        )

    @admin.display(description=gettext_lazy("date"), ordering="date_earliest")
    def when(self, row: ApprovalQueue) -> str:
        return date_in_words(row.date_edtf, row.date_earliest, row.date_latest)

    @admin.display(description=gettext_lazy("place"))
    def where(self, row: ApprovalQueue) -> str:
        return ", ".join(str(part) for part in (row.place_name, row.country) if part)

    @admin.display(description=gettext_lazy("killed, injured"))
    def numbers(self, row: ApprovalQueue) -> str:
        totals: list[Assessment] = row.totals  # type: ignore[attr-defined]  # by fetch_totals
        return "; ".join(
            f"{each.get_outcome_display()} {number_in_words(each.low, each.best, each.high)}"
            for each in totals
        )

    @admin.display(description=gettext_lazy("evidence"))
    def evidence(self, row: Any) -> str:
        """How much there is to read, where sources disagree, and how much colleagues still talk about."""
        parts = [
            ngettext("%(n)d claim", "%(n)d claims", row.claim_count) % {"n": row.claim_count},
            ngettext("%(n)d document", "%(n)d documents", row.document_count) % {"n": row.document_count},
        ]
        if row.open_comment_count:
            comments = ngettext("%(n)d open comment", "%(n)d open comments", row.open_comment_count)
            parts.append(comments % {"n": row.open_comment_count})
        sentence = ", ".join(parts)
        if row.changed_count:
            changes = ngettext(
                "%(n)d cited sentence changed at its source",
                "%(n)d cited sentences changed at their sources",
                row.changed_count,
            )
            sentence += "; " + changes % {"n": row.changed_count}
        for outcome in row.disagreements:
            sentence += "; " + _("sources disagree: %(outcome)s") % {"outcome": outcome.label.lower()}
        return sentence

    @admin.display(description=gettext_lazy("submitted, agreed"))
    def agreed_by(self, row: ApprovalQueue) -> str:
        return f"{row.submitted_by}, {row.reviewed_by}"

    @admin.display(description=gettext_lazy("waits since"), ordering="state_entered_at")
    def waits_since(self, row: ApprovalQueue) -> Any:
        return row.state_entered_at

    # --- Decisions on several ------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Approve the selected incidents"), permissions=["view"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[ApprovalQueue]) -> None:
        """Approve each by itself: one that is refused keeps none of the others back."""
        self._decide(request, queryset, "approve", {})

    @admin.action(description=gettext_lazy("Return the selected incidents…"), permissions=["view"])
    def return_selected(self, request: HttpRequest, queryset: QuerySet[ApprovalQueue]) -> HttpResponse | None:
        """Ask for the reason once, show what will be returned, then return each by itself."""
        transition = TRANSITIONS["return"]
        reasons = reasons_for([transition])[transition.reasons]
        form = MoveForm(transition, reasons, request.POST if "confirmed" in request.POST else None)
        if form.is_bound:
            try:
                details = form.parsed()
            except CaseworkError as error:
                messages.error(request, error.message)
            else:
                self._decide(request, queryset, "return", {**details, "seen": None})
                return None
        rows = list(queryset)
        shown = versions_shown(request, [row.pk for row in rows])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Return incidents"),
            "opts": self.opts,
            "rows": [(row, shown[row.pk]) for row in rows],
            "form": form,
        }
        return render(request, "admin/review/approvalqueue/return.html", context)

    def _decide(
        self,
        request: HttpRequest,
        queryset: QuerySet[ApprovalQueue],
        name: str,
        details: dict[str, Any],
    ) -> None:
        rows = list(queryset)
        shown = versions_shown(request, [row.pk for row in rows])
        done = 0
        for row in rows:
            try:
                services.move(row.pk, name, by=_signed_in(request), **{**details, "seen": shown[row.pk]})
                done += 1
            except CaseworkError as error:
                self.message_user(request, f"{row.uid}: {error.message}", messages.WARNING)
        sentence = {
            "approve": _("%(done)d of %(all)d incidents were approved."),
            "return": _("%(done)d of %(all)d incidents were returned."),
        }[name] % {"done": done, "all": len(rows)}
        self.message_user(request, sentence, messages.SUCCESS if done == len(rows) else messages.INFO)

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
        if name not in DECISIONS:
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
        return redirect("admin:review_approvalqueue_changelist")

    def _show(self, request: HttpRequest, row: ApprovalQueue, refusal: Refusal | None = None) -> HttpResponse:
        user = _signed_in(request)
        incident = get_object_or_404(reading.with_everything(Incident.objects.visible_to(user)), pk=row.pk)
        panel = panels.moves(cast("Any", request), IncidentPage(incident, refusal))
        context = {
            **self.admin_site.each_context(request),
            "title": str(incident),
            "opts": self.opts,
            "incident": incident,
            "map": map_of(incident),
            "refusal": refusal,
            "panel": without_forms(incident, user),
            "claims": reading.claims_of(incident, user),
            "offered": sorted(
                (each for each in panel["ready"] if each.transition.name in DECISIONS),
                key=lambda each: DECISIONS.index(each.transition.name),
            ),
            "refused": [
                each for each in (*panel["later"], *panel["others"]) if each.transition.name in DECISIONS
            ],
            "typed": panel["typed"],
            "comments": panels.comments(cast("Any", request), IncidentPage(incident))["comments"],
        }
        status = refusal.error.status if refusal else HTTPStatus.OK
        return render(request, "admin/review/approvalqueue/change_form.html", context, status=status)
