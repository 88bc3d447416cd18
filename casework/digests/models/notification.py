"""What happened that a person should know of now, and which incidents they watch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, ClassVar, cast

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.digests.models.digest import Digest
from casework.incidents.models import Incident
from casework.sources.models import Document


class Reason(models.TextChoices):
    """Why a person is told. The first ones ask something of them; the others are about what they watch."""

    MENTION = "mention", _("You were named")
    ASSIGNED = "assigned", _("Assigned to you")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    APPROVED = "approved", _("Approved")
    REPLY = "reply", _("Answered")
    SOURCE_CHANGED = "source_changed", _("A source changed")
    BYTES_UNSOUND = "bytes_unsound", _("Kept bytes damaged or missing")
    MOVED = "moved", _("Moved")
    CLAIMED = "claimed", _("Claims")
    COMMENTED = "commented", _("Comments")


WATCHED = (Reason.MOVED, Reason.CLAIMED, Reason.COMMENTED)
# What asks something of the person.
NEEDS_ME = tuple(reason for reason in Reason if reason not in WATCHED)

# What goes by mail within minutes, to those who want it so; the rest is for the page and the summary.
CALLS = (Reason.MENTION, Reason.ASSIGNED)
# The first call waits for so long, so that what follows it comes in the same mail.
CALLS_WAIT = timedelta(minutes=5)

# One statement, so that two changes at the same moment add up; in order of people, so that they never wait
# for each other in a ring. What was read already comes back as new, and counts from one again.
_ADD = """
INSERT INTO digests_notification AS told
    (user_id, {about}_id, reason, by_id, details, times, at, mail_due_at)
SELECT person, %(subject)s, %(reason)s, %(by)s, %(details)s::jsonb, 1, clock_timestamp(),
       CASE WHEN %(calls)s THEN clock_timestamp() + %(wait)s END
FROM unnest(%(people)s::bigint[]) AS person ORDER BY person
ON CONFLICT (user_id, {about}_id, reason) WHERE done_at IS NULL DO UPDATE SET
    by_id = excluded.by_id, details = excluded.details, at = excluded.at,
    times = CASE WHEN told.read_at IS NULL THEN told.times + 1 ELSE 1 END,
    read_at = NULL, mail_due_at = COALESCE(told.mail_due_at, excluded.mail_due_at)
"""


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Words for sets of notifications."""

    def of(self, user: User) -> NotificationQuerySet:
        """The person's, about incidents that they may see at this moment; operators' about documents too."""
        seen = Q(incident__in=Incident.objects.visible_to(user))
        if user.is_active and user.is_operator:
            seen |= Q(document__isnull=False)
        return self.filter(seen, user=user)

    def with_subject(self) -> NotificationQuerySet:
        """With what a page says of each, without further queries."""
        return self.select_related("incident", "by", "document__source")

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)

    def open(self) -> NotificationQuerySet:
        """What the person has not put away yet."""
        return self.filter(done_at__isnull=True)

    def to_mail(self) -> NotificationQuerySet:
        """Unread ones that call the person and have waited for long enough, the oldest first."""
        return self.unread().filter(mail_due_at__lte=Now()).order_by("mail_due_at", "pk")

    def add(
        self,
        people: Iterable[User],
        reason: Reason,
        subject: Incident | Document,
        *,
        by: User | None,
        details: Mapping[str, Any],
    ) -> None:
        """Tell the people; what they have not put away yet about the same is counted up. One statement.

        Who may be told is for the caller to say (see `notifying.tell`).
        """
        said: dict[str, Any] = {
            "people": [person.pk for person in people],
            "subject": subject.pk,
            "reason": reason.value,
            "by": by.pk if by else None,
            "details": json.dumps(dict(details)),
            "calls": reason in CALLS,
            "wait": CALLS_WAIT,
        }
        with connection.cursor() as cursor:
            cursor.execute(_ADD.format(about=subject._meta.model_name), said)


class Notification(models.Model):
    """Something that one person should know of: what happened, not in which words."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="notifications", verbose_name=_("person")
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("incident")
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("What operators are told of: they see no incidents."),
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by"), db_index=False
    )
    details = models.JSONField(
        _("details"),
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        help_text=_("What its sentence and link are made of: ids and codes, no words."),
    )
    times = models.PositiveIntegerField(
        _("times"), default=1, db_default=1, help_text=_("How often it happened since the person read it.")
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    done_at = models.DateTimeField(_("put away at"), null=True, blank=True)
    mail_due_at = models.DateTimeField(
        _("mail due at"),
        null=True,
        blank=True,
        help_text=_("When a mail about it may go; whoever sends it empties this first."),
    )
    mailed_in = models.ForeignKey(
        Digest,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name=_("mailed in"),
        help_text=_("The last mail that told of it."),
    )

    objects: ClassVar[NotificationQuerySet] = cast(NotificationQuerySet, NotificationQuerySet.as_manager())

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values),
                name="notification_reason_known",
                violation_error_message=_("Choose one of the listed reasons."),
            ),
            models.UniqueConstraint(
                fields=["user", "incident", "reason"],
                condition=Q(done_at__isnull=True),
                name="notification_one_open",
                violation_error_message=_("This person is told of this already."),
            ),
            models.UniqueConstraint(
                fields=["user", "document", "reason"],
                condition=Q(done_at__isnull=True),
                name="notification_one_open_document",
                violation_error_message=_("This person is told of this already."),
            ),
            models.CheckConstraint(
                condition=Q(incident__isnull=True, document__isnull=False)
                | Q(incident__isnull=False, document__isnull=True),
                name="notification_about_one_thing",
                violation_error_message=_("A notification is about an incident or about a document."),
            ),
            models.CheckConstraint(
                condition=Q(times__gte=1),
                name="notification_times_from_one",
                violation_error_message=_("What is told happened at least once."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(read_at__isnull=False),
                name="notification_done_is_read",
                violation_error_message=_("What is put away counts as read."),
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(fields=["user", "-at"], name="notification_of_a_person"),
            models.Index(
                fields=["mail_due_at"],
                condition=Q(mail_due_at__isnull=False, read_at__isnull=True),
                name="notification_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.reason} {self.incident_id or self.document_id}"

    @property
    def asks(self) -> bool:
        """Whether it asks something of the person, or only tells of what they watch."""
        return self.reason in NEEDS_ME


class Watch(models.Model):
    """Whether a person wants to hear what happens to an incident."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches", verbose_name=_("person"))
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="watches", verbose_name=_("incident")
    )
    is_on = models.BooleanField(
        _("on"), default=True, help_text=_("Off stays off, whatever the person does on the incident later.")
    )
    since = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "incident"],
                name="watch_once",
                violation_error_message=_("This person has decided about this incident already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.incident_id}"
