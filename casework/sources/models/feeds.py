"""Feeds of sources: where to look for new items, when, and what each listed. The row is the queue entry."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.core.tlp import Tlp
from casework.sources.fetching.kinds import FeedKind
from casework.sources.models.desks import FeedDesk
from casework.sources.models.hosts import Host
from casework.sources.models.sources import Source
from casework.sources.outcomes import OF_FEEDS, Outcome


class Pace(models.TextChoices):
    """Why the next look at a feed comes when it comes."""

    FIRST = "first", _("It was not looked at yet.")
    BUSY = "busy", _("It had something new, so it is looked at sooner.")
    QUIET = "quiet", _("It had nothing new, so it is looked at less often.")
    ASKED = "asked", _("The site asks for more time between two looks.")
    TROUBLE = "trouble", _("The last look failed, so the next one waits longer each time.")
    LASTING = "lasting", _("It failed in a way that seldom passes, so it is looked at only now and then.")


def marked_red(path: str = "") -> Q:
    """Return the condition for feeds that few may know: by their own mark, or else by their source's."""
    own = Q(**{f"{path}tlp": Tlp.RED})
    return own | Q(**{f"{path}tlp__isnull": True, f"{path}source__tlp": Tlp.RED})


class FeedQuerySet(models.QuerySet["Feed"]):
    """Ways to ask for feeds."""

    def visible_to(self, user: User) -> FeedQuerySet:
        """Feeds that a desk of `user` follows; of a RED source only for supervisors and whoever added it."""
        links = FeedDesk.objects.filter(feed=OuterRef("pk"))
        at_desk = links.filter(desk__in=user.desks_with(Role.VIEWER))
        supervised = links.filter(desk__in=user.desks_with(Role.SUPERVISOR))
        return self.filter(Exists(at_desk)).filter(~marked_red() | Q(created_by=user) | Exists(supervised))

    def due(self) -> FeedQuerySet:
        """Feeds to look at now, by the clock of the database."""
        return self.filter(next_visit_at__lte=Now())

    def at_ready_hosts(self) -> FeedQuerySet:
        """Feeds whose host may be visited again: it was left alone for long enough."""
        host = Func(F("address"), Value("/"), Value(3), function="split_part")
        return self.alias(host=host).exclude(Exists(Host.objects.resting().filter(name=OuterRef("host"))))

    def in_trouble(self) -> FeedQuerySet:
        """Feeds whose last look failed, the ones that fail longest first."""
        return self.filter(failing_since__isnull=False).order_by("failing_since", "pk")


class Feed(models.Model):
    """An address at which a source lists what it publishes."""

    # Longer than any task may run (CELERY_TASK_TIME_LIMIT), so that nobody takes a row that is worked on.
    LEASE: ClassVar[datetime.timedelta] = datetime.timedelta(minutes=5)
    MOST_ATTEMPTS: ClassVar[int] = 5

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="feeds", verbose_name=_("source")
    )
    address = models.CharField(
        _("address"),
        max_length=2000,
        unique=True,
        help_text=_("Of the feed itself: RSS, Atom, JSON Feed or a news sitemap."),
        error_messages={"unique": _("There is a feed with this address already.")},
    )
    title = models.CharField(
        _("title"), max_length=300, blank=True, editable=False, help_text=_("What the feed calls itself.")
    )
    tlp = models.CharField(  # noqa: DJ001 - null says “as its source”, which no mark does
        _("who may see what it lists"),
        max_length=12,
        choices=Tlp,
        null=True,
        editable=False,
        help_text=_("Empty: as its source. One that moved with a merge of sources keeps the mark it had."),
    )
    kind = models.CharField(_("format"), max_length=8, choices=FeedKind, blank=True, editable=False)
    next_visit_at = models.DateTimeField(
        _("next look"), null=True, editable=False, help_text=_("Empty while it is stopped.")
    )
    attempts = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text=_("Of the look that is under way.")
    )
    every_minutes = models.PositiveIntegerField(_("minutes between two looks"), default=15, editable=False)
    pace = models.CharField(_("why then"), max_length=8, choices=Pace, default=Pace.FIRST, editable=False)
    visited_at = models.DateTimeField(_("last look"), null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True, editable=False)
    detail = models.CharField(_("what was seen"), max_length=300, blank=True, editable=False)
    new_at = models.DateTimeField(_("last new item"), null=True, editable=False)
    listed = models.PositiveIntegerField(
        _("items listed"), default=0, editable=False, help_text=_("At the last look that brought any.")
    )
    unusable = models.PositiveIntegerField(
        _("without an address"),
        default=0,
        editable=False,
        help_text=_("Items whose address is missing or cannot be filed."),
    )
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    validated_url = models.CharField(max_length=2000, blank=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    desks = models.ManyToManyField(Desk, through="FeedDesk", related_name="feeds", verbose_name=_("desks"))

    objects: ClassVar[FeedQuerySet] = FeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["source__name", "address"]
        indexes = [
            models.Index(
                fields=["next_visit_at"], condition=Q(next_visit_at__isnull=False), name="feed_due_to_visit"
            ),
            models.Index(
                fields=["failing_since"], condition=Q(failing_since__isnull=False), name="feed_in_trouble"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(address__regex=r"^https?://[^/]+/"),
                name="feed_has_web_address",
                violation_error_message=_("A feed has an address that begins with http:// or https://."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", visited_at__isnull=True)
                | Q(outcome__in=Outcome.values, visited_at__isnull=False),
                name="feed_outcome_has_time",
                violation_error_message=_("A look that ended says when, and what came of it."),
            ),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since__isnull=True)
                | Q(failures__gt=0, failing_since__isnull=False),
                name="feed_trouble_has_beginning",
                violation_error_message=_("A feed in trouble says since when, and how often it failed."),
            ),
            models.CheckConstraint(
                condition=Q(every_minutes__gte=5, every_minutes__lte=7 * 24 * 60),
                name="feed_pace_within_a_week",
                violation_error_message=_(
                    "A feed is looked at every five minutes at most, and every week at least."
                ),
            ),
            models.CheckConstraint(
                condition=Q(pace__in=Pace.values) & Q(kind__in=["", *FeedKind.values]),
                name="feed_pace_and_format_known",
                violation_error_message=_("Choose one of the listed formats and reasons."),
            ),
            models.CheckConstraint(
                condition=Q(tlp__isnull=True) | Q(tlp__in=Tlp.values),
                name="feed_tlp_known",
                violation_error_message=_("Choose one of the five TLP marks, or none."),
            ),
            models.CheckConstraint(
                condition=~Q(validated_url="") | Q(etag="", last_modified=""),
                name="feed_validators_have_address",
                violation_error_message=_("What a site said about its state belongs to an address."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def effective_tlp(self) -> Tlp:
        """The feed's own mark, or else its source's."""
        return Tlp(self.tlp or self.source.tlp)

    @property
    def is_stopped(self) -> bool:
        return self.next_visit_at is None

    @property
    def why_then(self) -> Promise:
        """Why the next look comes when it comes, as a full sentence."""
        return Pace(self.pace).label

    @property
    def sentence(self) -> Promise | str:
        """What came of the last look, as a full sentence."""
        if not self.outcome:
            return ""
        return OF_FEEDS.get(Outcome(self.outcome), Outcome(self.outcome).sentence)

    @classmethod
    @transaction.atomic
    def take_next(cls, *, only: int | None = None) -> Feed | None:
        """Take the feed that is due longest, or None. It is due again by itself after LEASE.

        Two callers never take the same one. With `only`, that one feed is taken if it is due.
        """
        due = cls.objects.due().at_ready_hosts()
        if only is not None:
            due = due.filter(pk=only)
        feed = due.select_for_update(skip_locked=True, no_key=True).order_by("next_visit_at").first()
        if feed is None:
            return None
        cls.objects.filter(pk=feed.pk).update(next_visit_at=Now() + cls.LEASE, attempts=F("attempts") + 1)
        feed.refresh_from_db(fields=["next_visit_at", "attempts"])
        return feed
