"""Where an incident is in our process, who carried it there, and the one way to put it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.incidents.models import constraints as rules
from casework.incidents.models.choices import Priority, State

# Content of these changes only after a supervisor reopened, or crossref unmerged, the incident.
CLOSED_STATES = (State.APPROVED, State.REJECTED, State.WITHDRAWN, State.MERGED)
# Where there is work left; the rest is finished until a supervisor reopens it.
OPEN_STATES = tuple(state for state in State if state not in CLOSED_STATES)
# Changing content in these sends the incident back to verifying, without the marks of those who had agreed.
IN_REVIEW_STATES = (State.SUBMITTED, State.REVIEWED)

_BEFORE_SUBMISSION = (State.NEW, State.VERIFYING, State.PENDING)
# States in which a mark would be a lie. Entering one of them takes the mark away.
_STATES_WITHOUT: dict[str, tuple[State, ...]] = {
    "submitted_by": _BEFORE_SUBMISSION,
    "reviewed_by": (*_BEFORE_SUBMISSION, State.SUBMITTED, State.RETURNED),
    "approved_by": (*_BEFORE_SUBMISSION, State.SUBMITTED, State.RETURNED, State.REVIEWED),
    "merged_into": tuple(state for state in State if state != State.MERGED),
}


def _person() -> models.ForeignKey[User | None, User | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )


class Progress(models.Model):
    """The columns that the workflow moves, and that content never touches."""

    review_state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.NEW, editable=False
    )
    state_entered_at = models.DateTimeField(_("in this state since"), db_default=Now(), editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    published_version = models.PositiveIntegerField(
        _("public version"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The version that the world sees; empty while the incident is not public."),
    )
    people_required = models.PositiveSmallIntegerField(_("people required"), default=3, editable=False)
    contributor_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        editable=False,
        verbose_name=_("contributors"),
        help_text=_("Everyone who changed the content since the last approval."),
    )
    submitted_by = _person()
    reviewed_by = _person()
    approved_by = _person()
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    priority = models.SmallIntegerField(_("priority"), default=0, help_text=_("Higher comes first."))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), db_default=Now(), editable=False)

    class Meta:
        abstract = True

    @property
    def priority_label(self) -> str:
        """How soon it is to be worked on, in a word; empty for the usual."""
        if self.priority == Priority.USUAL:
            return ""
        # The column holds any small number; what was brought in from elsewhere may have one without a word.
        return str(Priority(self.priority).label) if self.priority in Priority else str(self.priority)

    def enter(self, state: State, by: User, *, saving: Iterable[str] = (), **marks: Any) -> dict[str, Any]:
        """Put the incident, whose row is locked, into `state` as one more version, in one UPDATE.

        `marks` are workflow columns to set (submitted_by, due_at …); a mark that `state` may not carry is
        cleared. `saving` names further columns that the caller set. Whoever submits counts as a contributor.
        Returns the workflow columns that changed, as they were before.
        """
        cleared = {mark: None for mark, states in _STATES_WITHOUT.items() if state in states}
        wanted: dict[str, Any] = {"review_state": state, **marks, **cleared}
        if submitter := marks.get("submitted_by"):
            wanted["contributor_ids"] = with_contributor(
                wanted.get("contributor_ids", self.contributor_ids), submitter
            )
        before = {name: getattr(self, name) for name, value in wanted.items() if getattr(self, name) != value}
        if "review_state" in before:
            self.review_state = state
            self.state_entered_at = timezone.now()
        for name in before.keys() - {"review_state"}:
            setattr(self, name, wanted[name])
        self.version += 1
        self.changed_by, self.changed_at = by, timezone.now()
        always = {"version", "changed_by", "changed_at", "state_entered_at"}
        self.save(update_fields=always | before.keys() | set(saving))
        return before


def with_contributor(contributor_ids: list[int], person: User) -> list[int]:
    """Return the list with the person in it, once, and with those who answer for a service."""
    behind = person.service.answering() if person.is_service else ()
    return sorted({*contributor_ids, person.pk, *behind})


def _is_no_contributor(mark: str) -> Q:
    return Q(**{f"{mark}__isnull": True}) | ~Q(contributor_ids__contains=[F(mark)])


def _named_in(mark: str, *states: State) -> Q:
    return ~Q(review_state__in=states) | Q(**{f"{mark}__isnull": False})


def state_constraints() -> list[models.BaseConstraint]:
    """States, versions and merges that make sense."""
    return [
        rules.one_of("incident_state_known", "review_state", State),
        models.CheckConstraint(
            condition=Q(version__gte=1)
            & (
                Q(published_version__isnull=True)
                | Q(published_version__gte=1, published_version__lte=F("version"))
            ),
            name="incident_versions_in_order",
            violation_error_message=_("The public version cannot be newer than the incident."),
        ),
        models.CheckConstraint(
            condition=Q(review_state=State.MERGED, merged_into__isnull=False)
            | (~Q(review_state=State.MERGED) & Q(merged_into__isnull=True)),
            name="incident_merged_into_when_merged",
            violation_error_message=_("A merged incident points to the one it went into, and no other does."),
        ),
        models.CheckConstraint(
            condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            name="incident_not_merged_into_itself",
            violation_error_message=_("An incident cannot be merged into itself. Choose the other one."),
        ),
    ]


def mark_constraints() -> list[models.BaseConstraint]:
    """Marks that fit the state: each step names who took it, and no mark is of a step not reached."""
    return [
        models.CheckConstraint(
            condition=_named_in("submitted_by", State.SUBMITTED, State.REVIEWED, State.APPROVED)
            & _named_in("reviewed_by", State.REVIEWED, State.APPROVED)
            & _named_in("approved_by", State.APPROVED),
            name="incident_marks_named",
            violation_error_message=_("Submission, review and approval each need the name of who did it."),
        ),
        models.CheckConstraint(
            condition=(~Q(review_state__in=_STATES_WITHOUT["submitted_by"]) | Q(submitted_by__isnull=True))
            & (~Q(review_state__in=_STATES_WITHOUT["reviewed_by"]) | Q(reviewed_by__isnull=True))
            & (~Q(review_state__in=_STATES_WITHOUT["approved_by"]) | Q(approved_by__isnull=True)),
            name="incident_marks_fit_state",
            violation_error_message=_("The incident carries the mark of a step that it has not reached."),
        ),
    ]


def four_eyes_constraints() -> list[models.BaseConstraint]:
    """Nobody reviews or approves their own work: no door and no privilege passes these."""
    return [
        models.CheckConstraint(
            condition=Q(people_required__in=[2, 3]),
            name="incident_people_required_two_or_three",
            violation_error_message=_("Choose 2 or 3 people."),
        ),
        models.CheckConstraint(
            condition=Q(submitted_by__isnull=True) | Q(contributor_ids__contains=[F("submitted_by")]),
            name="incident_submitter_contributes",
            violation_error_message=_("Whoever submits an incident counts among its contributors."),
        ),
        models.CheckConstraint(
            condition=_is_no_contributor("reviewed_by"),
            name="incident_reviewer_no_contributor",
            violation_error_message=_("You changed this incident, so a colleague has to review it."),
        ),
        models.CheckConstraint(
            condition=_is_no_contributor("approved_by"),
            name="incident_approver_no_contributor",
            violation_error_message=_("You changed this incident, so another supervisor has to approve it."),
        ),
        models.CheckConstraint(
            condition=Q(approved_by__isnull=True)
            | Q(reviewed_by__isnull=True)
            | Q(people_required=2)
            | ~Q(approved_by=F("reviewed_by")),
            name="incident_approver_not_reviewer",
            violation_error_message=_("You reviewed this incident, so another supervisor has to approve it."),
        ),
    ]
