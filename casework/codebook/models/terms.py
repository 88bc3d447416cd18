"""Vocabularies, their terms, and the editions of the codebook in which a term is in use."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from casework.audit.triggers import append_only

# The context of translations: “Attack” is a term here and may be a verb elsewhere.
TERM = "term"


class DisorderType(models.TextChoices):
    """ACLED's three kinds of disorder, and the one pair that its codebook allows."""

    POLITICAL_VIOLENCE = "Political violence", _("Political violence")
    DEMONSTRATIONS = "Demonstrations", _("Demonstrations")
    VIOLENT_DEMONSTRATIONS = "Political violence; Demonstrations", _("Political violence; Demonstrations")
    STRATEGIC_DEVELOPMENTS = "Strategic developments", _("Strategic developments")


class Edition(models.Model):
    """A numbered state of the codebook. Every incident says in which edition it was coded."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    published_on = models.DateField(_("published on"))
    note = models.TextField(_("what changed"))

    class Meta:
        verbose_name = _("edition of the codebook")
        verbose_name_plural = _("editions of the codebook")
        ordering = ["-number"]
        get_latest_by = "number"
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="edition_number_from_one",
                violation_error_message=_("Editions are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="edition_says_what_changed",
                violation_error_message=_("Say what this edition changes."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Edition %(number)d") % {"number": self.number})


class Vocabulary(models.Model):
    """A closed list of terms, such as the event types of ACLED."""

    slug = models.SlugField(_("short name"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    origin = models.TextField(_("origin"), help_text=_("The codebook that the terms come from."))
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("vocabulary above"),
        help_text=_("Each term of this list stands under one term of that list."),
    )

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")
        ordering = ["slug"]

    def __str__(self) -> str:
        return pgettext(TERM, self.name)


class TermQuerySet(models.QuerySet["Term"]):
    """Ways to ask for terms."""

    def of(self, vocabulary: str) -> TermQuerySet:
        """Terms of the vocabulary with this slug."""
        return self.filter(vocabulary_id=vocabulary)

    def current(self) -> TermQuerySet:
        """Terms that may be chosen today."""
        return self.filter(retired__isnull=True)

    def in_edition(self, number: int) -> TermQuerySet:
        """Terms that could be chosen in that edition of the codebook."""
        return self.filter(Q(retired__isnull=True) | Q(retired_id__gt=number), since_id__lte=number)


_PARENT_OF_THE_RIGHT_VOCABULARY = """
    IF (SELECT parent_id FROM codebook_vocabulary WHERE slug = NEW.vocabulary_id)
       IS DISTINCT FROM (SELECT vocabulary_id FROM codebook_term WHERE id = NEW.parent_id)
    THEN
        RAISE EXCEPTION 'The term above is not of the vocabulary above.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'term_parent_of_right_vocabulary';
    END IF;
    RETURN NEW;
"""


class Term(models.Model):
    """One word of a vocabulary. Retired when it is no longer chosen, never deleted or recoded."""

    vocabulary = models.ForeignKey(
        Vocabulary, on_delete=models.PROTECT, related_name="terms", verbose_name=_("vocabulary")
    )
    code = models.CharField(
        _("code"), max_length=60, help_text=_("What data and programs say. Never changes.")
    )
    label = models.CharField(
        _("label"), max_length=120, help_text=_("What people read, in the codebook's own spelling.")
    )
    description = models.TextField(_("when to choose it"), blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("term above"),
    )
    disorder_type = models.CharField(
        _("disorder type"),
        max_length=40,
        choices=DisorderType,
        blank=True,
        help_text=_("ACLED’s grouping; sub-event types only."),
    )
    position = models.PositiveSmallIntegerField(_("position in the list"), default=0)
    since = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("in use since")
    )
    retired = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("retired in"),
        help_text=_("The first edition without this term."),
    )

    objects: ClassVar[TermQuerySet] = TermQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="term_code_unique_in_vocabulary",
                violation_error_message=_("This vocabulary has a term with this code already."),
            ),
            models.CheckConstraint(
                condition=Q(retired__isnull=True) | Q(retired__gt=F("since")),
                name="term_retired_after_its_first_edition",
                violation_error_message=_(
                    "A term is retired in a later edition than the one that brought it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(disorder_type__in=["", *DisorderType.values]),
                name="term_disorder_type_known",
                violation_error_message=_("Choose one of ACLED’s disorder types, or none."),
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(label=""),
                name="term_has_code_and_label",
                violation_error_message=_("Give the term a code and a label."),
            ),
        ]
        triggers = [
            *append_only(
                may_change=["label", "description", "parent", "disorder_type", "position", "retired"]
            ),
            pgtrigger.Trigger(
                name="parent_of_right_vocabulary",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_PARENT_OF_THE_RIGHT_VOCABULARY,
            ),
        ]

    def __str__(self) -> str:
        """Return the label in the reader's language. Data and programs say the code or the label itself."""
        return pgettext(TERM, self.label)

    @property
    def is_current(self) -> bool:
        """May be chosen today."""
        return self.retired_id is None

    def clean(self) -> None:
        """Say in words what the trigger on the table refuses."""
        above = self.parent.vocabulary_id if self.parent else None
        if self.vocabulary.parent_id != above:
            raise ValidationError({"parent": self._parent_sentence()})

    def _parent_sentence(self) -> str:
        wanted = self.vocabulary.parent
        if wanted is None:
            return str(
                _("Terms of “%(name)s” stand under no other term. Leave this empty.")
                % {"name": self.vocabulary}
            )
        return str(_("Choose a term of “%(name)s”.") % {"name": wanted})
