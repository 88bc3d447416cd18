"""What holds for every feed, item, rule and decision, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from casework.accounts.models import Desk
from casework.sources.models import FeedDesk, FeedItem, KeywordRule, TriageItem, TriageStep
from tests.sources.builders import make_document
from tests.sources.feeds.builders import (
    A_PAST,
    build_feed,
    build_rule,
    make_feed,
    make_waiting,
    somebody,
)
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def test_a_feed_has_the_address_of_a_site() -> None:
    truth_table(
        "feed_has_web_address",
        build_feed,
        [
            ({"address": "https://example.org/"}, True),
            ({"address": "http://example.org/rss?a=1"}, True),
            ({"address": ""}, False),
            ({"address": "https://example.org"}, False),
            ({"address": "file:///etc/passwd"}, False),
        ],
    )


def test_a_look_has_an_outcome_and_a_time() -> None:
    truth_table(
        "feed_outcome_has_time",
        build_feed,
        [
            ({}, True),
            ({"outcome": "ok", "visited_at": A_PAST}, True),
            ({"outcome": "ok"}, False),
            ({"visited_at": A_PAST}, False),
            ({"outcome": "fine", "visited_at": A_PAST}, False),
        ],
    )


def test_trouble_has_a_beginning() -> None:
    truth_table(
        "feed_trouble_has_beginning",
        build_feed,
        [
            ({"failures": 2, "failing_since": A_PAST}, True),
            ({"failures": 2}, False),
            ({"failing_since": A_PAST}, False),
        ],
    )


def test_a_pace_and_a_format_are_known_and_have_bounds() -> None:
    minutes = [(5, True), (10_080, True), (4, False), (10_081, False), (0, False)]
    truth_table(
        "feed_pace_within_a_week", build_feed, [({"every_minutes": each}, may) for each, may in minutes]
    )
    truth_table(
        "feed_tlp_known", build_feed, [({"tlp": None}, True), ({"tlp": "RED"}, True), ({"tlp": "red"}, False)]
    )
    truth_table(
        "feed_pace_and_format_known",
        build_feed,
        [
            ({"pace": "busy", "kind": "json"}, True),
            ({"pace": "busy", "kind": "pdf"}, False),
            ({"pace": "soon"}, False),
        ],
    )


def test_what_a_site_said_belongs_to_an_address() -> None:
    truth_table(
        "feed_validators_have_address",
        build_feed,
        [
            ({"validated_url": "https://example.org/", "etag": '"a"'}, True),
            ({"etag": '"a"'}, False),
            ({"last_modified": "Mon"}, False),
        ],
    )


def test_a_desk_follows_a_feed_once(desk: Desk, other_desk: Desk) -> None:
    feed = make_feed(desk)

    truth_table(
        "feed_desk_once",
        lambda **values: FeedDesk(feed=feed, added_by=feed.created_by, **values),
        [({"desk": desk}, False), ({"desk": other_desk}, True)],
    )


def test_an_item_has_address_and_title_and_is_listed_once(desk: Desk) -> None:
    row = make_waiting(desk)

    def build(**changes: Any) -> FeedItem:
        return FeedItem(
            **{"feed": row.item.feed, "address": "https://example.org/a", "title": "A", **changes}
        )

    truth_table("feed_item_once", build, [({}, True), ({"address": row.address}, False)])
    truth_table(
        "feed_item_has_address_and_title",
        build,
        [({}, True), ({"title": " "}, False), ({"title": ""}, False), ({"address": "a"}, False)],
    )


def test_a_rule_says_something_in_a_known_way(desk: Desk) -> None:
    def build(**changes: Any) -> KeywordRule:
        return build_rule(desk, **{"any_of": [], **changes})

    truth_table(
        "keyword_rule_says_something",
        build,
        [
            ({}, False),
            ({"any_of": ["a"]}, True),
            ({"all_of": ["a"]}, True),
            ({"none_of": ["a"]}, True),
            ({"language": "fr"}, True),
        ],
    )
    languages = [("", True), ("fr", True), ("pt-BR", False), ("F", False)]
    truth_table(
        "keyword_rule_language_plain",
        build,
        [({"language": each, "any_of": ["a"]}, may) for each, may in languages],
    )


def test_a_step_is_one_of_two_decisions() -> None:
    truth_table(
        "triage_step_decision_known",
        lambda **values: TriageStep(by=somebody(), **values),
        [({"decision": "keep"}, True), ({"decision": "drop"}, True), ({"decision": ""}, False)],
    )


def test_an_item_is_in_the_triage_of_a_desk_once(desk: Desk, other_desk: Desk) -> None:
    row = make_waiting(desk)

    truth_table(
        "triage_item_once_for_a_desk",
        lambda **values: TriageItem(item=row.item, address=row.address, **values),
        [({"desk": desk}, False), ({"desk": other_desk}, True)],
    )


def test_a_decision_is_whole(desk: Desk, other_desk: Desk) -> None:
    item, by, document = make_waiting(desk).item, somebody(), make_document(desk)
    step = TriageStep.objects.create(by=by, decision="drop")

    def build(**changes: Any) -> TriageItem:
        return TriageItem(**{"desk": other_desk, "item": item, "address": item.address, **changes})

    kept = {"decision": "keep", "decided_at": A_PAST, "document": document}
    dropped = {"decision": "drop", "decided_at": A_PAST, "decided_by": by}
    truth_table(
        "triage_item_decision_whole",
        build,
        [
            ({}, True),
            (kept, True),
            ({**kept, "decided_by": by}, True),
            (dropped, True),
            ({**kept, "document": None}, False),
            ({**kept, "decided_at": None}, False),
            ({**dropped, "decided_by": None}, False),
            ({**dropped, "decided_at": None}, False),
            ({**dropped, "document": document}, False),
            ({"decided_by": by}, False),
            ({"decided_at": A_PAST}, False),
            ({"document": document}, False),
            ({**dropped, "decision": "wait"}, False),
        ],
    )
    hidden = [("", True), ("rules", True), ("old", True), ("later", False)]
    truth_table("triage_item_hidden_known", build, [({"hidden": each}, may) for each, may in hidden])
    truth_table(
        "triage_item_step_is_decided",
        build,
        [({**dropped, "step": step}, True), ({**kept, "step": step}, False)],
    )
