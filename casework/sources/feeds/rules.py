"""Keep the rules by which a desk chooses what it sees of its feeds, and show beforehand what one would do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, User
from casework.audit.services import record
from casework.core.difference import difference
from casework.core.errors import BadInput, NotFound, NotPermitted, Stale
from casework.core.text import storable
from casework.sources.feeds.filing import is_wanted, lock_desks, sort_anew
from casework.sources.models import Feed, FeedItem, KeywordRule
from casework.sources.policies import may_follow_feeds
from casework.sources.words import folded

OF_A_RULE = ("feed_id", "any_of", "all_of", "none_of", "language")
LAST_ITEMS = 200
MOST_PHRASES, LONGEST_PHRASE = 60, 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rule says, ready for the database."""

    any_of: Sequence[str] = ()
    all_of: Sequence[str] = ()
    none_of: Sequence[str] = ()
    language: str = ""
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would have let through of the last items, and what not."""

    shown: list[FeedItem]
    left_out: list[FeedItem]

    @property
    def all(self) -> int:
        """How many items were looked at."""
        return len(self.shown) + len(self.left_out)


def phrases_in(text: str) -> list[str]:
    """Return the words and phrases that somebody typed, one a line or with commas between."""
    found = [" ".join(each.split()) for each in re.split(r"[,;\n]", storable(text))]
    return list(dict.fromkeys(each for each in found if each))


def save_rule(
    desk: Desk, wanted: Wanted, *, by: User, rule_id: int | None = None, seen: int | None = None
) -> tuple[KeywordRule, int]:
    """Add a rule to a desk, or change one in the version that was seen; return how many items moved, too.

    What waits and what is hidden is sorted anew by all rules of the desk. BadInput, NotFound, NotPermitted
    and Stale say why not.
    """
    if not (decision := may_follow_feeds(by, desk)):
        raise NotPermitted(decision.reason)
    _refuse_unusable(wanted, desk, by)
    with transaction.atomic():
        # Feeds that file items at this moment wait for the end of this, or this for theirs.
        list(lock_desks(Desk.objects.filter(pk=desk.pk)))
        before = _seen_rule(rule_id, desk, seen) if rule_id is not None else None
        rule = KeywordRule(pk=rule_id, desk=desk, changed_by=by, version=(seen or 0) + 1)
        rule.any_of, rule.all_of, rule.none_of = (
            list(each) for each in (wanted.any_of, wanted.all_of, wanted.none_of)
        )
        rule.language, rule.feed = wanted.language, wanted.feed
        rule.changed_at = Now()
        rule.save()
        rule.refresh_from_db()
        record(by, "sources.change_rule", rule, desk=desk, **difference(before, rule, OF_A_RULE))
        return rule, sort_anew(desk)


def delete_rule(rule_id: int, *, by: User, seen: int) -> tuple[str, int]:
    """Delete a rule in the version that was seen; return what it said, and how many items moved."""
    with transaction.atomic():
        found = KeywordRule.objects.visible_to(by).select_related("desk").filter(pk=rule_id).first()
        if found is None:
            raise NotFound(_("There is no such rule. Somebody may have deleted it."))
        if not (decision := may_follow_feeds(by, found.desk)):
            raise NotPermitted(decision.reason)
        list(lock_desks(Desk.objects.filter(pk=found.desk_id)))
        rule = _seen_rule(rule_id, found.desk, seen)
        said = {name: getattr(rule, name) for name in OF_A_RULE}
        record(by, "sources.delete_rule", rule, before=said, desk=found.desk)
        words = str(rule)
        rule.delete()
        return words, sort_anew(found.desk)


def preview(desk: Desk, wanted: Wanted, *, by: User) -> Preview:
    """Say what a rule would have let through of the last items that the desk's feeds listed."""
    feeds = Feed.objects.visible_to(by).filter(desks=desk)
    if wanted.feed is not None:
        feeds = feeds.filter(pk=wanted.feed.pk)
    rule = KeywordRule(
        any_of=list(wanted.any_of),
        all_of=list(wanted.all_of),
        none_of=list(wanted.none_of),
        language=wanted.language,
    )
    last = FeedItem.objects.filter(feed__in=feeds).select_related("feed__source").order_by("-pk")[:LAST_ITEMS]
    found = Preview([], [])
    for item in last:
        (found.shown if is_wanted(item, [rule]) else found.left_out).append(item)
    return found


def _seen_rule(rule_id: int, desk: Desk, seen: int | None) -> KeywordRule:
    """Return the rule as it is now, locked by its desk; Stale where it is not what the person saw."""
    rule = KeywordRule.objects.select_related("changed_by").filter(pk=rule_id, desk=desk).first()
    if rule is None:
        raise NotFound(_("There is no such rule. Somebody may have deleted it."))
    if rule.version != seen:
        raise Stale(
            _("%(name)s changed this rule meanwhile. Read it again, then say what you want.")
            % {"name": rule.changed_by}
        )
    return rule


def _refuse_unusable(wanted: Wanted, desk: Desk, by: User) -> None:
    for name in ("any_of", "all_of", "none_of"):
        for phrase in getattr(wanted, name):
            if len(phrase) > LONGEST_PHRASE or not folded(phrase).strip():
                raise BadInput(
                    _("“%(phrase)s” is no word to look for. Write letters or digits, at most %(longest)d.")
                    % {"phrase": phrase[:LONGEST_PHRASE], "longest": LONGEST_PHRASE},
                    field=name,
                )
        if len(getattr(wanted, name)) > MOST_PHRASES:
            raise BadInput(
                _("Give at most %(most)d words and phrases here. Make a second rule of the others.")
                % {"most": MOST_PHRASES},
                field=name,
            )
    if not (wanted.any_of or wanted.all_of or wanted.none_of or wanted.language):
        raise BadInput(_("Give at least one word, or a language."), field="any_of")
    if wanted.language and not re.fullmatch(r"[a-z]{2,3}", wanted.language):
        raise BadInput(
            _("Write the language as a code of two or three letters, such as fr."), field="language"
        )
    if wanted.feed and not Feed.objects.visible_to(by).filter(pk=wanted.feed.pk, desks=desk).exists():
        raise BadInput(_("This desk does not follow that feed. Choose another one."), field="feed")
