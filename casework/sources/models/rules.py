"""Which items of feeds a desk wants to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.sources.models.feeds import Feed
from casework.sources.words import fits

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class KeywordRuleQuerySet(models.QuerySet["KeywordRule"]):
    """Ways to ask for rules."""

    def visible_to(self, user: User) -> KeywordRuleQuerySet:
        """Rules of the person's desks, but for those about feeds that they cannot see."""
        seen = Feed.objects.visible_to(user)
        return self.filter(desk__in=user.desks_with(Role.VIEWER)).filter(
            Q(feed__isnull=True) | Q(feed__in=seen)
        )


def _words(label: _StrPromise, help_text: _StrPromise) -> ArrayField[list[str], list[str]]:
    return ArrayField(
        models.CharField(max_length=80), verbose_name=label, default=list, blank=True, help_text=help_text
    )


class KeywordRule(models.Model):
    """Words by which a desk chooses what it sees of its feeds. An item is shown when one rule fits it."""

    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, related_name="keyword_rules", verbose_name=_("desk")
    )
    feed = models.ForeignKey(
        Feed,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="keyword_rules",
        verbose_name=_("feed"),
        help_text=_("Empty: all feeds that the desk follows."),
    )
    any_of = _words(_("any of these"), _("At least one of them stands in the item."))
    all_of = _words(_("all of these"), _("Each of them stands in the item."))
    none_of = _words(_("none of these"), _("An item with one of them is left out."))
    language = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        help_text=_("Such as fr. Items of other languages are left out; those without one are not."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[KeywordRuleQuerySet] = KeywordRuleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("keyword rule")
        verbose_name_plural = _("keyword rules")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(any_of=[], all_of=[], none_of=[], language=""),
                name="keyword_rule_says_something",
                violation_error_message=_("Give at least one word, or a language."),
            ),
            models.CheckConstraint(
                condition=Q(language="") | Q(language__regex=r"^[a-z]{2,3}$"),
                name="keyword_rule_language_plain",
                violation_error_message=_(
                    "Write the language as a code of two or three letters, such as fr."
                ),
            ),
        ]

    def __str__(self) -> str:
        return (
            ", ".join([*self.any_of, *self.all_of, *(f"−{each}" for each in self.none_of)]) or self.language
        )

    def fits(self, text: str, language: str) -> bool:
        """Say whether the rule lets an item through that says `text`, folded; its language may be unknown."""
        speaks = not self.language or not language or self.language == language
        return speaks and fits(text, any_of=self.any_of, all_of=self.all_of, none_of=self.none_of)
