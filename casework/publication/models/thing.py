"""Outlets, documents, actors and places that something public names."""

from __future__ import annotations

from typing import ClassVar, cast

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.publication.models.revision import PublishedRevision


class ThingKind(models.TextChoices):
    """What a published incident names beside itself."""

    SOURCE = "source", _("Source")
    DOCUMENT = "document", _("Document")
    ACTOR = "actor", _("Actor")
    PLACE = "place", _("Place")


class PublicThingQuerySet(models.QuerySet["PublicThing"]):
    """Words for sets of things."""

    def of(self, kind: ThingKind) -> PublicThingQuerySet:
        """Things of one kind."""
        return self.filter(kind=kind)


class PublicThing(models.Model):
    """Something that at least one public incident names, as the newest of them tells it.

    Written by `publication.things` only. The row goes when nothing public names it any more.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=ThingKind)
    key = models.CharField(_("identifier"), max_length=80)
    payload = models.JSONField(_("payload"), help_text=_("The finished answer of the API."))
    incident_count = models.PositiveIntegerField(_("number of public incidents that name it"))
    told_by = models.ForeignKey(
        PublishedRevision,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("told by"),
        help_text=_("The public revision that the payload comes from."),
    )
    changed_at = models.DateTimeField(_("changed at"))

    objects: ClassVar[PublicThingQuerySet] = cast(PublicThingQuerySet, PublicThingQuerySet.as_manager())

    class Meta:
        verbose_name = _("public name")
        verbose_name_plural = _("public names")
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="public_thing_once",
                violation_error_message=_("This is told to the public already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ThingKind.values) & ~Q(key=""),
                name="public_thing_kind_known",
                violation_error_message=_("Say what kind of thing this is, and its identifier."),
            ),
            models.CheckConstraint(
                condition=Q(incident_count__gte=1),
                name="public_thing_is_named",
                violation_error_message=_("Only what a public incident names is told to the public."),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "id"], name="public_thing_order"),
            models.Index(fields=["kind", "changed_at", "id"], name="public_thing_changed"),
            GinIndex(OpClass("payload", name="jsonb_path_ops"), name="public_thing_payload"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
