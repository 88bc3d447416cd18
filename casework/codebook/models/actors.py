"""Who fights, governs, suffers or speaks, under every name that sources and data sets give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, FloatField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Length, Lower, StrIndex
from django.utils.translation import gettext_lazy as _

from casework.codebook.models.countries import Country
from casework.codebook.names import Folded, Likeness, Spaced

if TYPE_CHECKING:
    import datetime


class ActorKind(models.IntegerChoices):
    """ACLED's inter codes, 1 to 8."""

    STATE_FORCES = 1, _("State forces")
    REBEL_GROUP = 2, _("Rebel group")
    POLITICAL_MILITIA = 3, _("Political militia")
    IDENTITY_MILITIA = 4, _("Identity militia")
    RIOTERS = 5, _("Rioters")
    PROTESTERS = 6, _("Protesters")
    CIVILIANS = 7, _("Civilians")
    EXTERNAL_OR_OTHER = 8, _("External or other forces")


class ActorQuerySet(models.QuerySet["Actor"]):
    """Ways to ask for actors."""

    def active_on(self, day: datetime.date) -> ActorQuerySet:
        """Actors that existed under this name on that day; open ends count as existing."""
        return self.filter(
            Q(active_from__isnull=True) | Q(active_from__lte=day),
            Q(active_to__isnull=True) | Q(active_to__gte=day),
        )

    def named_in(self, text: str) -> ActorQuerySet:
        """Actors of whom a whole name or alias stands in `text`, the longest name first.

        Compares every name with the text: actors are hundreds, not millions.
        """
        words = Spaced(Folded(Value(text)))
        aliases = ActorAlias.objects.filter(actor=OuterRef("pk")).alias(
            at=StrIndex(words, Spaced(Folded("name")))
        )
        return (
            self.alias(at=StrIndex(words, Spaced(Folded("name"))))
            .filter(Q(at__gt=0) | Exists(aliases.filter(at__gt=0)))
            .order_by(Length("name").desc(), "name")
        )

    def named_like(self, text: str) -> ActorQuerySet:
        """Actors whose name or alias resembles `text`, most alike first, in `similarity` from 0 to 1."""
        alike = ActorAlias.objects.filter(actor=OuterRef("pk")).alias(folded=Folded("name"))
        best_alias = (
            alike.annotate(likeness=Likeness(Folded(Value(text)), F("folded")))
            .order_by("-likeness")
            .values("likeness")[:1]
        )
        return (
            self.alias(folded=Folded("name"))
            .filter(
                Q(folded__trigram_word_similar=Folded(Value(text)))
                | Exists(alike.filter(folded__trigram_word_similar=Folded(Value(text))))
            )
            .annotate(
                similarity=Greatest(
                    Likeness(Folded(Value(text)), F("folded")),
                    Coalesce(Subquery(best_alias), 0.0, output_field=FloatField()),
                )
            )
            .order_by("-similarity", "name")
        )


class Actor(models.Model):
    """A group, force, institution or crowd that an incident or a claim names."""

    name = models.CharField(
        _("name"), max_length=200, unique=True, help_text=_("With the years where governments changed.")
    )
    kind = models.PositiveSmallIntegerField(_("kind"), choices=ActorKind, help_text=_("ACLED’s inter code."))
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actors",
        verbose_name=_("country"),
        help_text=_("Where it comes from. Empty when it works across borders."),
    )
    acled_label = models.CharField(
        _("name in ACLED"),
        max_length=200,
        blank=True,
        help_text=_("Without a semicolon: it separates names."),
    )
    ucdp_id = models.PositiveIntegerField(_("number in UCDP"), null=True, blank=True)
    gtd_name = models.CharField(_("name in GTD"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_to = models.DateField(_("active to"), null=True, blank=True, help_text=_("The last day."))

    objects: ClassVar[ActorQuerySet] = ActorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name"]
        indexes = [GinIndex(OpClass(Folded("name"), name="gin_trgm_ops"), name="actor_name_alike")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActorKind.values),
                name="actor_kind_known",
                violation_error_message=_("Choose one of ACLED’s eight kinds of actor."),
            ),
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_to__isnull=True)
                | Q(active_from__lte=F("active_to")),
                name="actor_active_days_ordered",
                violation_error_message=_("The first day of activity must not lie after the last."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="actor_not_part_of_itself",
                violation_error_message=_("An actor cannot be part of itself. Choose another one or none."),
            ),
            models.CheckConstraint(
                condition=~Q(acled_label__contains=";") & ~Q(name=""),
                name="actor_names_usable",
                violation_error_message=_("Give the actor a name, and no semicolon in its ACLED name."),
            ),
            models.UniqueConstraint(
                fields=["acled_label"],
                condition=~Q(acled_label=""),
                name="actor_acled_label_unique",
                violation_error_message=_("Another actor has this ACLED name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActorAlias(models.Model):
    """Another name of an actor, in the language in which sources use it."""

    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("actor")
    )
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("Such as fr. Empty for a name in any language.")
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]
        indexes = [GinIndex(OpClass(Folded("name"), name="gin_trgm_ops"), name="actor_alias_alike")]
        constraints = [
            models.UniqueConstraint(
                "actor",
                Lower("name"),
                "language",
                name="actor_alias_unique",
                violation_error_message=_("This actor has this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="actor_alias_not_empty",
                violation_error_message=_("Write the other name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
