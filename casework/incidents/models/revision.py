"""What an incident said at a moment that counts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.incidents.models import constraints as rules
from casework.incidents.models.incident import Incident


class Revision(models.Model):
    """The whole content of an incident as it stood at one version; never changed afterwards."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("incident")
    )
    version = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("sha256"), max_length=64, help_text=_("Of the content as canonical JSON."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), db_default=Now())
    reason = models.CharField(
        _("reason"), max_length=20, help_text=_("The step that it was kept for, such as approve.")
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["incident", "-version"]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "version"],
                name="revision_one_per_version",
                violation_error_message=_("This version of the incident is kept already."),
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="revision_version_from_one",
                violation_error_message=_("Versions count from 1."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="revision_sha256_whole",
                violation_error_message=_("A sha256 has 64 hexadecimal digits."),
            ),
            rules.not_blank("revision_reason_said", "reason", _("Say which step the revision was kept for.")),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}, version {self.version}"
