"""Put what a feed lists before the desks that follow it: each address once at each desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from casework.accounts.models import Desk
from casework.core.tlp import Tlp
from casework.sources.fetching.listing import Listed
from casework.sources.models import (
    Document,
    DocumentDesk,
    Feed,
    FeedItem,
    Hidden,
    KeywordRule,
    Triaged,
    TriageItem,
)
from casework.sources.models.feeds import marked_red
from casework.sources.words import folded

# Whoever adds a feed wants what is new; what is older than this when it is first seen is counted only.
OLD = timedelta(days=14)
# The newest items without a decision that are sorted anew when a rule changes.
SORTED_ANEW = 2000


def file_items(feed: Feed, items: Sequence[Listed]) -> int:
    """Keep the items that the feed had not listed before, and put them before its desks; return how many.

    Safe to run twice, and beside itself. A desk's rules hold still meanwhile: its row is locked.
    """
    with transaction.atomic():
        desks = list(lock_desks(Desk.objects.filter(feed_links__feed=feed)))
        known = set(
            FeedItem.objects.filter(feed=feed, address__in=[each.address for each in items]).values_list(
                "address", flat=True
            )
        )
        # The feed lists the newest first, and the newest is to have the largest number.
        fresh = [each for each in reversed(items) if each.address not in known]
        if not fresh:
            return 0
        FeedItem.objects.bulk_create(
            [
                FeedItem(
                    feed=feed,
                    address=each.address,
                    title=each.title,
                    summary=each.summary,
                    tags=each.tags,
                    language=each.language,
                    published_at=each.published_at,
                )
                for each in fresh
            ],
            ignore_conflicts=True,
        )
        kept = FeedItem.objects.filter(feed=feed, address__in=[each.address for each in fresh])
        rows = list(kept.order_by("pk"))
        for desk in desks:
            _put_before(desk, feed, rows)
    return len(fresh)


def lock_desks(desks: QuerySet[Desk]) -> QuerySet[Desk]:
    """Lock desks against a change of their rules; always in the same order."""
    return desks.select_for_update(no_key=True).order_by("pk")


def _put_before(desk: Desk, feed: Feed, items: Sequence[FeedItem]) -> None:
    rules = rules_of(desk, feed)
    filed = _filed_before(desk, items)
    now = timezone.now()
    TriageItem.objects.bulk_create(
        [_row(desk, each, rules, filed.get(each.address), now) for each in items], ignore_conflicts=True
    )
    if feed.effective_tlp != Tlp.RED:
        # Another feed may have listed it for few eyes only; this one lists it for the whole desk.
        addresses = {each.address: each for each in items}
        few = TriageItem.objects.open().filter(desk=desk, address__in=addresses)
        for row in few.filter(marked_red("item__feed__")):
            TriageItem.objects.filter(pk=row.pk).update(item=addresses[row.address])


def rules_of(desk: Desk, feed: Feed | None = None) -> list[KeywordRule]:
    """Return the rules of a desk; those that hold for one feed, where it is given."""
    rules = list(KeywordRule.objects.filter(desk=desk))
    return [each for each in rules if feed is None or each.feed_id in (None, feed.pk)]


def is_wanted(item: FeedItem, rules: Iterable[KeywordRule]) -> bool:
    """Say whether one of the rules that hold for its feed fits, or there is none."""
    holding = [each for each in rules if each.feed_id in (None, item.feed_id)]
    text = folded(text_of(item)) if holding else ""
    return not holding or any(each.fits(text, item.language) for each in holding)


def text_of(item: FeedItem) -> str:
    """Return the words that rules look at. No phrase reaches from one part into the next."""
    return f"{item.title} \n {item.summary} \n {item.tags}"


def _row(
    desk: Desk, item: FeedItem, rules: Sequence[KeywordRule], document: Document | None, now: datetime
) -> TriageItem:
    row = TriageItem(desk=desk, item=item, address=item.address, hidden=_hidden(item, rules, now))
    if document is not None:
        row.decision, row.decided_at, row.document = Triaged.KEEP, now, document
    return row


def _hidden(item: FeedItem, rules: Iterable[KeywordRule], now: datetime) -> str:
    if item.published_at and item.published_at < now - OLD:
        return Hidden.OLD
    return "" if is_wanted(item, rules) else Hidden.RULES


def _filed_before(desk: Desk, items: Sequence[FeedItem]) -> dict[str, Document]:
    """Return the documents that the desk has under these addresses: nobody need decide about them."""
    links = DocumentDesk.objects.filter(
        desk=desk, document__canonical_url__in=[each.address for each in items]
    ).select_related("document")
    return {link.document.canonical_url or "": link.document for link in links}


def sort_anew(desk: Desk) -> int:
    """Let the rules of a desk, which the caller has locked, decide anew what is shown; return how many moved.

    Only the newest SORTED_ANEW items without a decision; what was old when it came stays away.
    """
    rules = rules_of(desk)
    newest = TriageItem.objects.open().filter(desk=desk).exclude(hidden=Hidden.OLD)
    moved: dict[str, list[int]] = {"": [], Hidden.RULES: []}
    for row in newest.select_related("item").order_by("-pk")[:SORTED_ANEW]:
        hidden = "" if is_wanted(row.item, rules) else Hidden.RULES
        if hidden != row.hidden:
            moved[hidden].append(row.pk)
    for hidden, pks in moved.items():
        # Whoever decided meanwhile has the last word.
        TriageItem.objects.open().filter(pk__in=pks).update(hidden=hidden)
    return sum(map(len, moved.values()))
