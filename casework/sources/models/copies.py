"""Archived copies that people point to, where an address itself gives nothing any more."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.sources.models.documents import Document


class ArchivedCopy(models.Model):
    """An address at which somebody else keeps a document. From the newest one the document is fetched."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="archived_copies", verbose_name=_("document")
    )
    address = models.CharField(_("address"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("archived copy")
        verbose_name_plural = _("archived copies")
        ordering = ["document", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(address__regex=r"^https?://."),
                name="archived_copy_has_an_address",
                violation_error_message=_("Give the address of the copy, with http:// or https://."),
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.address
