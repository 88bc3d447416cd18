"""Frozen editions of everything that was public at one moment."""

from __future__ import annotations

from django.contrib.postgres.functions import TransactionNow
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.incidents.models import Incident
from casework.publication.models.revision import PublishedRevision
from casework.publication.triggers import items_come_with_their_release


class Release(models.Model):
    """Everything that was public at one moment, under a name that means the same for ever.

    Its items are listed one a line, in order of the incidents' numbers: identifier, version and fingerprint
    of the payload, one space between them, every line ended by LF. The sha256 of that is on the release.
    `manifest` tells more in JSON, and is kept as bytes, for what it says may not change with our code.
    """

    name = models.CharField(
        _("name"),
        max_length=40,
        validators=[
            RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z.-]*$", _("Use letters, digits, dots and dashes."))
        ],
        help_text=_("Such as 26.1 for a year or 26.0.11 for a month; it becomes part of addresses."),
    )
    note = models.TextField(_("note"), help_text=_("What readers should know about this release."))
    at = models.DateTimeField(_("state of"), help_text=_("The release holds what was public at that moment."))
    item_count = models.PositiveIntegerField(_("number of incidents"))
    manifest = models.TextField(
        _("manifest"),
        blank=True,
        default="",
        help_text=_("Everything about the release as JSON, the same bytes for ever; empty in early ones."),
    )
    changes = models.TextField(
        _("changes"),
        blank=True,
        default="",
        help_text=_("One JSON line for each incident that the release before had not, or had otherwise."),
    )
    manifest_sha256 = models.CharField(_("fingerprint of the manifest"), max_length=64)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="releases", verbose_name=_("released by")
    )
    # The start of the transaction that made the release: its items are added in the same one, or never.
    created_at = models.DateTimeField(_("released at"), db_default=TransactionNow(), editable=False)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-created_at", "-pk"]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="release_name_unique",
                violation_error_message=_("A release of this name exists. Choose the next number."),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"^[0-9A-Za-z][0-9A-Za-z.-]*$"),
                name="release_name_fits_an_address",
                violation_error_message=_("Use letters, digits, dots and dashes for the name."),
            ),
            models.CheckConstraint(
                condition=Q(manifest="", changes="") | ~Q(manifest=""),
                name="release_changes_with_manifest",
                violation_error_message=_(
                    "A release that lists changes has a manifest that vouches for them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(manifest_sha256__regex=r"^[0-9a-f]{64}$"),
                name="release_manifest_is_sha256",
                violation_error_message=_("The fingerprint has 64 digits from 0 to f."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReleaseItem(models.Model):
    """One incident of a release, as it was public then."""

    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="items", verbose_name=_("release")
    )
    published_revision = models.ForeignKey(
        PublishedRevision,
        on_delete=models.PROTECT,
        related_name="release_items",
        verbose_name=_("published revision"),
    )
    # Repeated from the published revision so that a release can be told to hold an incident once.
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="+", verbose_name=_("incident")
    )

    class Meta:
        verbose_name = _("item of a release")
        verbose_name_plural = _("items of releases")
        ordering = ["release", "incident"]
        triggers = [*append_only(), items_come_with_their_release()]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "incident"],
                name="release_item_incident_once",
                violation_error_message=_("This release holds the incident already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.published_revision}"
