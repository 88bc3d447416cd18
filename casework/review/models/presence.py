"""Who has an incident open at this moment. It is advice: the version decides."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.incidents.models import Incident

# Pages say that they are open every 25 seconds: two words may be lost before somebody counts as gone.
HERE_FOR = timedelta(seconds=70)


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Words for sets of rows. Time is always the database's."""

    def here(self) -> PresenceQuerySet:
        """Of people whose page has been heard of lately."""
        return self.filter(at__gt=Now() - HERE_FOR)

    def gone(self) -> PresenceQuerySet:
        return self.exclude(at__gt=Now() - HERE_FOR)


class Presence(models.Model):
    """That a person has an incident open, and what they are filling in there. It lives for a minute."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="+", verbose_name=_("incident")
    )
    doing = models.CharField(
        _("doing"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("The form, or the field of the facts, that has the focus; empty for reading."),
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    objects: ClassVar[PresenceQuerySet] = cast(PresenceQuerySet, PresenceQuerySet.as_manager())

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "user"],
                name="presence_once",
                violation_error_message=_("This person is known to be here already."),
            ),
            models.CheckConstraint(
                condition=Q(doing__regex=r"^[a-z0-9_:-]*$"),
                name="presence_doing_plain",
                violation_error_message=_("Name what is filled in with small letters, digits and dashes."),
            ),
        ]
        indexes = [models.Index(fields=["at"], name="presence_age")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.incident_id}"
