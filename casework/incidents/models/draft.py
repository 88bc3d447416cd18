"""What a person typed and has not saved yet."""

from __future__ import annotations

from typing import ClassVar, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Membership, Role, User
from casework.core.tlp import Tlp
from casework.incidents.models.incident import Incident


class DraftQuerySet(models.QuerySet["Draft"]):
    """Words for sets of drafts."""

    def readable(self) -> DraftQuerySet:
        """Drafts of people who may still see the incident: `visible_to`, for many people at once."""
        posts = Membership.objects.filter(user=OuterRef("user"), desk=OuterRef("incident__desk"))
        named = Incident.named_people.through.objects.filter(
            incident_id=OuterRef("incident"), user_id=OuterRef("user")
        )
        supervises = posts.filter(role__in=Role.SUPERVISOR.and_above)
        return self.filter(
            Exists(posts),
            ~Q(incident__tlp=Tlp.RED) | Exists(supervises) | Exists(named),
            user__is_active=True,
        )


class Draft(models.Model):
    """The unsaved words of one person in one form. Nobody else sees it; it ends when the form is saved."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("person"))
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("incident")
    )
    form = models.CharField(_("form"), max_length=80, help_text=_("Which form, such as edit or comment."))
    seen = models.PositiveIntegerField(
        _("version seen"), help_text=_("The version on the page on which it was typed.")
    )
    content = models.JSONField(
        _("content"), help_text=_("What the form would send, and in words what the person typed.")
    )
    saved_at = models.DateTimeField(_("kept at"), db_default=Now(), editable=False)

    objects: ClassVar[DraftQuerySet] = cast(DraftQuerySet, DraftQuerySet.as_manager())

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "incident", "form"],
                name="draft_one_per_form",
                violation_error_message=_("There is a draft of this form already."),
            ),
            models.CheckConstraint(
                condition=Q(form__regex=r"^[a-z][a-z0-9_.-]*$"),
                name="draft_form_plain",
                violation_error_message=_("Name the form with small letters, digits and dashes."),
            ),
        ]
        indexes = [models.Index(fields=["saved_at"], name="draft_age")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.form} of {self.incident_id}"

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the form would send, by field."""
        return dict(self.content["fields"])

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Label and text of what the person typed."""
        return [(label, text) for label, text in self.content["typed"]]
