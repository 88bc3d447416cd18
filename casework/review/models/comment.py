"""What colleagues say to each other about an incident."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.incidents.models import Incident


class CommentQuerySet(models.QuerySet["Comment"]):
    """Words for sets of comments."""

    def unresolved(self) -> "CommentQuerySet":
        return self.filter(resolved_at__isnull=True)


class Comment(models.Model):
    """A remark on an incident or on one of its fields. It does not change the incident."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="comments", verbose_name=_("incident")
    )
    field = models.CharField(
        _("field"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("Empty: about the whole incident."),
    )
    text = models.TextField(_("text"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )
    mentioned = models.ManyToManyField(
        User, through="CommentMention", related_name="mentioned_in", verbose_name=_("mentioned")
    )

    objects: ClassVar[models.Manager["Comment"]] = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        triggers = append_only(may_change=["resolved_at", "resolved_by"])
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"),
                name="comment_has_text",
                violation_error_message=_("Write something first."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(resolved_at__isnull=True, resolved_by__isnull=True)
                    | Q(resolved_at__isnull=False, resolved_by__isnull=False)
                ),
                name="comment_resolved_by_someone",
                violation_error_message=_("Say who resolved the comment and when, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | Q(resolved_at__gte=F("at")),
                name="comment_resolved_after_written",
                violation_error_message=_("A comment cannot be resolved before it was written."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:60]}"


class CommentMention(models.Model):
    """A person named in a comment, who is told about it."""

    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="mentions", verbose_name=_("comment")
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="mentions", verbose_name=_("mentioned person")
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "user"],
                name="comment_mention_once",
                violation_error_message=_("This person is mentioned already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.user}"
