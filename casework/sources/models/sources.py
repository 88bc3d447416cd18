"""Outlets and organisations, the domains they publish on, and how far they can be relied on."""

from __future__ import annotations

import datetime
from typing import ClassVar, cast

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Role, User
from casework.codebook.models import Country
from casework.core.tlp import Tlp
from casework.sources.models.agencies import Agency
from casework.sources.models.reliability import Reliability


class SourceKind(models.TextChoices):
    """ACLED's four types of source."""

    TRADITIONAL_MEDIA = "traditional_media", _("Traditional media")
    REPORT = "report", _("Report")
    LOCAL_PARTNER = "local_partner", _("Local partner")
    NEW_MEDIA = "new_media", _("New media")


class SourceScale(models.TextChoices):
    """ACLED's `source_scale`, in its own spelling; pairs are joined by a dash."""

    LOCAL_PARTNER = "Local partner", _("Local partner")
    SUBNATIONAL = "Subnational", _("Subnational")
    NATIONAL = "National", _("National")
    REGIONAL = "Regional", _("Regional")
    INTERNATIONAL = "International", _("International")
    NEW_MEDIA = "New media", _("New media")
    OTHER = "Other", _("Other")


# Marks under which a source is named to everybody who works here.
NAMED_TO_ALL = (Tlp.CLEAR, Tlp.GREEN)


class SourceQuerySet(models.QuerySet["Source"]):
    """Ways to ask for sources."""

    def visible_to(self, user: User) -> SourceQuerySet:
        """Sources whose name may be known to `user`: narrow ones through a document, or to who added them."""
        if not user.desks_with(Role.VIEWER):
            return self.none()
        documents = apps.get_model("sources", "Document").objects.visible_to(user)
        known = Exists(documents.filter(source=OuterRef("pk")))
        return self.filter(Q(tlp__in=NAMED_TO_ALL) | Q(created_by=user) | known)

    def standing(self) -> SourceQuerySet:
        """Sources that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class Source(models.Model):
    """An outlet or organisation that publishes."""

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=SourceKind, default=SourceKind.TRADITIONAL_MEDIA
    )
    scale = models.CharField(_("scale"), max_length=20, choices=SourceScale, default=SourceScale.OTHER)
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("Such as fr. Empty when it uses several.")
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("country"),
    )
    owner = models.CharField(
        _("owner"),
        max_length=160,
        blank=True,
        help_text=_("Who decides what it publishes. Sources of one owner count as one independent source."),
    )
    is_agency = models.BooleanField(
        _("news agency"),
        default=False,
        help_text=_("Other outlets print its reports, which then count as the agency’s."),
    )
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="sources",
        verbose_name=_("agency of the list"),
        help_text=_("Which one it is, by its name. Empty where the list has none of that name."),
    )
    tlp = models.CharField(
        _("who may see its documents"),
        max_length=12,
        choices=Tlp,
        default=Tlp.CLEAR,
        help_text=_("Holds for each of its documents that has no mark of its own."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, editable=False, help_text=_("Counts the changes, so that none is lost.")
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("The source that it turned out to be. Nothing is filed under this one any more."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[SourceQuerySet] = cast(SourceQuerySet, SourceQuerySet.as_manager())

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="source_name_unique",
                violation_error_message=_("There is a source with this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(slug=""),
                name="source_has_names",
                violation_error_message=_("Give the source a name and a short name."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SourceKind.values) & Q(scale__in=SourceScale.values),
                name="source_kind_and_scale_known",
                violation_error_message=_("Choose one of the listed kinds and scales."),
            ),
            models.CheckConstraint(
                condition=Q(tlp__in=Tlp.values),
                name="source_tlp_known",
                violation_error_message=_("Choose one of the five TLP marks."),
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=True) | Q(is_agency=True),
                name="source_agency_is_one",
                violation_error_message=_("Only a news agency is one of the list."),
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="source_version_from_one",
                violation_error_message=_("Versions count from 1."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="source_merged_into_another",
                violation_error_message=_("A source cannot be merged into itself."),
            ),
        ]

    # Since when it has which letter, where a page has read that with other rows.
    ratings: list[tuple[datetime.date, str]] | None = None

    def __str__(self) -> str:
        return self.name

    def reliability_on(self, day: datetime.date) -> Reliability:
        """Return the rating that held on `day`; F, cannot be judged, where nobody had rated it yet."""
        held = self.reliabilities.filter(from_on__lte=day).order_by("-from_on").first()
        return Reliability(held.letter) if held else Reliability.F


class SourceDomain(models.Model):
    """A host name under which a source publishes. One domain belongs to one source."""

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="domains", verbose_name=_("source")
    )
    domain = models.CharField(
        _("domain"), max_length=253, unique=True, help_text=_("Without www, such as example.org.")
    )

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering = ["domain"]
        constraints = [
            models.CheckConstraint(
                condition=Q(domain__regex=r"^([a-z0-9_-]+\.)+[a-z0-9-]+$") & ~Q(domain__startswith="www."),
                name="source_domain_plain",
                violation_error_message=_("Write the domain in small letters, without www and without http."),
            )
        ]

    def __str__(self) -> str:
        return self.domain
