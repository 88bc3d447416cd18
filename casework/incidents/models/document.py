"""What was read about an incident before anything of it is cited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.incidents.models.incident import Incident
from casework.sources.models import Document


class IncidentDocument(models.Model):
    """A document beside an incident: the incident was logged from it, so it is there to be read and cited."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="document_links", verbose_name=_("incident")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="incident_links", verbose_name=_("document")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("document of an incident")
        verbose_name_plural = _("documents of incidents")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "document"],
                name="incident_document_once",
                violation_error_message=_("This document stands beside the incident already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.document}"
