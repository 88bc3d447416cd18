"""Follow feeds: add one to a source, stop and start it, look now."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.tlp import Tlp
from casework.sources.addresses import visitable
from casework.sources.fetching.guard import Guard
from casework.sources.merging import stands_for
from casework.sources.models import Feed, FeedDesk, Pace, Source
from casework.sources.policies import may_follow_feeds


def add_feed(source_id: int, address: str, *, desk: Desk, by: User) -> Feed:
    """Let a desk follow a feed of a source; it is looked at within seconds. Safe to run twice.

    A feed that another desk follows is followed by both. BadInput, NotFound and NotPermitted say why not.
    """
    if not (decision := may_follow_feeds(by, desk)):
        raise NotPermitted(decision.reason)
    spelled = _spelled(address)
    source = Source.objects.visible_to(by).filter(pk=source_id).first()
    if source is None:
        raise NotFound(_("This source does not exist. Choose one from the list."))
    with transaction.atomic():
        source = stands_for(source)
        feed, _is_new = Feed.objects.get_or_create(
            address=spelled, defaults={"source": source, "created_by": by, "next_visit_at": Now()}
        )
        feed = Feed.objects.select_for_update(of=("self",)).select_related("source").get(pk=feed.pk)
        _refuse_unless_shared(feed, source, desk, by)
        _link, is_new_here = FeedDesk.objects.get_or_create(feed=feed, desk=desk, defaults={"added_by": by})
        if is_new_here:
            if feed.is_stopped:
                # Nobody else follows it, or somebody of this desk would have been refused above.
                _start(feed)
            after = {"address": feed.address, "source": source.name}
            record(by, "sources.add_feed", feed, after=after, desk=desk)
    feed.refresh_from_db()
    return feed


def _spelled(address: str) -> str:
    """Return the address as it is asked of its host; BadInput where it is never visited."""
    try:
        spelled = visitable(address)
        Guard.from_settings().refuse_at_sight(spelled)
    except BadInput as error:
        raise BadInput(error.message, field="address") from error
    return spelled


def _refuse_unless_shared(feed: Feed, source: Source, desk: Desk, by: User) -> None:
    """Keep a feed of a confidential source at the desks that have it, as its documents are."""
    is_narrow = feed.effective_tlp in (Tlp.RED, Tlp.AMBER_STRICT, Tlp.AMBER)
    known_here = Feed.objects.visible_to(by).filter(pk=feed.pk, desks=desk)
    # A feed that was added just now, or that nobody follows any more, is for whoever may know its source.
    is_free = (
        not feed.desk_links.exists() and Source.objects.visible_to(by).filter(pk=feed.source_id).exists()
    )
    if is_narrow and not is_free and not known_here.exists():
        raise NotPermitted(_("This address cannot be followed at your desk. Ask the other supervisors."))
    if source.pk not in (feed.source_id, feed.source.merged_into_id):
        raise BadInput(
            _("This address is a feed of “%(source)s”. Choose that source.") % {"source": feed.source},
            field="source",
        )


def stop_feed(feed_id: int, *, by: User) -> Feed:
    """Look at a feed no more, until somebody starts it again. What it brought stays. Safe to run twice."""
    with transaction.atomic():
        feed = _managed(feed_id, by)
        if not feed.is_stopped:
            feed.next_visit_at, feed.attempts = None, 0
            feed.save(update_fields=["next_visit_at", "attempts"])
            record(by, "sources.stop_feed", feed, desk=_desk_of(feed, by))
    return feed


def look_now(feed_id: int, *, by: User) -> Feed:
    """Have a feed looked at within seconds, also one that was stopped or waits after failures.

    NotNow where that is happening already.
    """
    with transaction.atomic():
        feed = _managed(feed_id, by)
        if feed.attempts:
            raise NotNow(_("It is being looked at already. Read again in a moment what came of it."))
        was_stopped = feed.is_stopped
        _start(feed)
        verb = "sources.start_feed" if was_stopped else "sources.look_at_feed"
        record(by, verb, feed, before={"outcome": feed.outcome}, desk=_desk_of(feed, by))
    feed.refresh_from_db()
    return feed


def leave_feed(feed_id: int, *, desk: Desk, by: User) -> Feed:
    """Let a desk follow a feed no more; where it was the last one, the feed is stopped. Its items stay."""
    if not (decision := may_follow_feeds(by, desk)):
        raise NotPermitted(decision.reason)
    with transaction.atomic():
        feed = _managed(feed_id, by)
        if feed.desk_links.filter(desk=desk).delete()[0]:
            record(by, "sources.leave_feed", feed, desk=desk)
        if not feed.desk_links.exists():
            Feed.objects.filter(pk=feed.pk).update(next_visit_at=None, attempts=0)
    return feed


def _start(feed: Feed) -> None:
    pace = Pace.FIRST if not feed.outcome else Pace(feed.pace)
    Feed.objects.filter(pk=feed.pk).update(next_visit_at=Now(), attempts=0, pace=pace)


def _managed(feed_id: int, by: User) -> Feed:
    """Return a feed that the person may stop and start, locked; the errors say why not."""
    feed = Feed.objects.visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=feed_id).first()
    if feed is None:
        raise NotFound(_("There is no such feed, or you cannot see it."))
    if not feed.desk_links.filter(desk__in=by.desks_with(Role.SUPERVISOR)).exists():
        raise NotPermitted(_("Only supervisors of a desk that follows a feed change it. Tell yours."))
    return feed


def _desk_of(feed: Feed, by: User) -> Desk | None:
    """Return the desk whose supervisors read about it: the first that follows it and that `by` supervises."""
    supervised = Desk.objects.filter(feed_links__feed=feed, pk__in=by.desks_with(Role.SUPERVISOR))
    return supervised.order_by("pk").first()
