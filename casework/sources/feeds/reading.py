"""What the pages of triage, feeds and rules show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.core.paging import CappedCount, Page, capped_count, capped_counts, page_of
from casework.core.text import storable
from casework.core.tlp import Tlp
from casework.sources.feeds.triage import UNDO_FOR
from casework.sources.models import Document, Feed, Triaged, TriageItem
from casework.sources.models.sources import NAMED_TO_ALL
from casework.sources.models.triage import TriageItemQuerySet


class Tab(TextChoices):
    """Which items the page of triage shows."""

    WAITING = "waiting", _("Waiting")
    KEPT = "kept", _("Kept")
    DROPPED = "dropped", _("Not relevant")
    FILTERED = "filtered", _("Filtered out")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of the items: a tab, words, one feed, one desk."""

    tab: Tab
    words: str = ""
    feed: int | None = None
    desk: int | None = None

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """Read an address; what is mangled in it is left out."""
        tab = query.get("show", "")
        return cls(
            Tab(tab) if tab in Tab.values else Tab.WAITING,
            storable(query.get("q", "")).strip()[:200],
            _number(query.get("feed", "")),
            _number(query.get("desk", "")),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.feed or self.desk)

    def narrowed(self, rows: TriageItemQuerySet) -> TriageItemQuerySet:
        """Leave the items with these words, of this feed and this desk."""
        if self.words:
            rows = rows.filter(
                Q(item__title__icontains=self.words)
                | Q(item__summary__icontains=self.words)
                | Q(address__icontains=self.words)
            )
        if self.feed:
            rows = rows.filter(item__feed=self.feed)
        return rows.filter(desk=self.desk) if self.desk else rows


@dataclass(frozen=True, slots=True)
class Line:
    """An item as the list shows it, with where the focus goes once somebody decided about it."""

    row: TriageItem
    next_id: int | None
    may_decide: bool
    can_undo: bool
    document: Document | None

    @property
    def mark(self) -> Tlp | None:
        """How far the item may travel, where that is not everywhere."""
        tlp = self.row.item.feed.effective_tlp
        return None if tlp.is_public else tlp


def of_tab(tab: Tab, rows: TriageItemQuerySet) -> TriageItemQuerySet:
    """Return the items that belong on a tab."""
    if tab == Tab.WAITING:
        return rows.waiting()
    if tab == Tab.FILTERED:
        return rows.filtered_out()
    return rows.filter(decision=Triaged.KEEP if tab == Tab.KEPT else Triaged.DROP)


def triage_page(user: User, asked: Asked, query: QueryDict) -> tuple[Page[TriageItem], list[Line]]:
    """Return a page of items as the person sees them. At most three queries."""
    rows = asked.narrowed(of_tab(asked.tab, TriageItem.objects.visible_to(user)))
    found = page_of(rows.select_related("item__feed__source", "desk", "decided_by"), query)
    return found, _lines(found.rows, user)


def _lines(rows: list[TriageItem], user: User) -> list[Line]:
    deciding = set(user.desks_with(Role.LOGGER))
    filed = [each.document_id for each in rows if each.document_id]
    documents = Document.objects.visible_to(user).in_bulk(filed) if filed else {}
    since = timezone.now() - UNDO_FOR
    following = [*(each.pk for each in rows[1:]), rows[-2].pk if len(rows) > 1 else None]
    return [
        Line(
            row,
            next_id,
            row.desk_id in deciding,
            row.decided_by_id == user.pk and row.decided_at is not None and row.decided_at > since,
            documents.get(row.document_id or 0),
        )
        for row, next_id in zip(rows, following, strict=False)
    ]


def tabs(user: User, asked: Asked) -> list[tuple[Tab, CappedCount, bool]]:
    """Return how many items each tab holds, as far as we count. One query."""
    visible = asked.narrowed(TriageItem.objects.visible_to(user))
    counts = capped_counts([of_tab(tab, visible) for tab in Tab])
    return [(tab, count, tab == asked.tab) for tab, count in zip(Tab, counts, strict=True)]


def feeds_of(user: User) -> list[Feed]:
    """Return the feeds that a list can be narrowed to. One query."""
    return list(Feed.objects.visible_to(user).select_related("source").order_by("source__name", "pk"))


def desks_of(user: User) -> list[Desk]:
    """Return the person's desks where there are several. No query."""
    desks = [post.desk for post in user.posts()]
    return sorted(desks, key=lambda each: each.name) if len(desks) > 1 else []


def waiting_count(user: User) -> CappedCount:
    """Return how many items wait at the desks where the person may decide."""
    rows = TriageItem.objects.visible_to(user).filter(desk__in=user.desks_with(Role.LOGGER))
    return capped_count(rows.waiting())


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed as its list shows it. An operator learns of a confidential one only that it is in trouble."""

    feed: Feed
    desks: list[Desk]
    is_named: bool = True
    may_change: bool = False

    @property
    def is_in_trouble(self) -> bool:
        return self.feed.failing_since is not None


def feed_lines(feeds: Iterable[Feed], user: User) -> list[FeedLine]:
    """Return feeds of the person's desks, those in trouble first. The feeds bring source and desks along."""
    supervised = set(user.desks_with(Role.SUPERVISOR))
    lines = [
        FeedLine(
            each, list(each.desks.all()), may_change=any(desk.pk in supervised for desk in each.desks.all())
        )
        for each in feeds
    ]
    return sorted(lines, key=lambda line: not line.is_in_trouble)


def troubled_lines() -> list[FeedLine]:
    """Return the feeds in trouble of all desks, for operators, who see no confidential name."""
    feeds = Feed.objects.in_trouble().select_related("source").prefetch_related("desks")[:100]
    return [
        FeedLine(each, list(each.desks.all()), is_named=each.effective_tlp in NAMED_TO_ALL) for each in feeds
    ]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
