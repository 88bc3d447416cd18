"""Questions to the list of incidents that somebody asks again and again."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.incidents.models import constraints as rules


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Sets of saved searches."""

    def visible_to(self, user: User) -> SavedSearchQuerySet:
        """The person's own, and those that colleagues share with a desk of theirs."""
        return self.filter(Q(owner=user) | Q(desk__in=user.desks_with(Role.VIEWER)))


class SavedSearch(models.Model):
    """A search under a name. What is shared is the question: whoever opens it sees what they may see."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="saved_searches"
    )
    desk = models.ForeignKey(
        Desk,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="saved_searches",
        verbose_name=_("shared with"),
        help_text=_("The desk whose people see it; nobody else does where this is empty."),
    )
    name = models.CharField(_("name"), max_length=80)
    queue = models.CharField(
        _("queue"),
        max_length=20,
        blank=True,
        default="",
        help_text=_("The queue in which it looks; empty for all incidents."),
    )
    query = models.CharField(
        _("search"),
        max_length=2000,
        blank=True,
        default="",
        help_text=_("What IncidentFilter is asked, as in the address of the list."),
    )
    created_at = models.DateTimeField(_("saved"), db_default=Now(), editable=False)

    objects: ClassVar[SavedSearchQuerySet] = cast(SavedSearchQuerySet, SavedSearchQuerySet.as_manager())

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="saved_search_once_per_owner",
                violation_error_message=_("You have a search of this name. Choose another name."),
            ),
            rules.not_blank("saved_search_name_said", "name", _("Give the search a name.")),
        ]

    def __str__(self) -> str:
        return self.name
