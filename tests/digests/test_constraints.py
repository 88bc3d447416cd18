"""Truth tables of what subscriptions and digests may say."""

from datetime import UTC, date, datetime
from typing import Any

from casework.accounts.models import User
from casework.digests.models import Digest, FollowedSearch, Subscription
from casework.incidents.services.searches import save_search
from tests.digests.builders import MONDAY, build_digest, make_subscription
from tests.truth_tables import truth_table


def test_subscriptions(aminata: User, boris: User) -> None:
    make_subscription(boris, token="taken")

    def build(**changes: Any) -> Subscription:
        return Subscription(**{"user": aminata, "next_send_at": MONDAY, **changes})

    def beside(**changes: Any) -> Subscription:
        make_subscription(aminata)
        return build(**changes)

    truth_table("subscription_once", beside, [({}, False), ({"user": _third(aminata)}, True)])
    truth_table("subscription_token_unique", build, [({}, True), ({"token": "taken"}, False)])
    truth_table("subscription_kind_known", build, [({"kind": "summary"}, True), ({"kind": "gossip"}, False)])
    truth_table(
        "subscription_weekday_known",
        build,
        [({"weekday": 0}, True), ({"weekday": 6}, True), ({"weekday": 7}, False)],
    )
    truth_table(
        "subscription_hour_of_day", build, [({"hour": 0}, True), ({"hour": 23}, True), ({"hour": 24}, False)]
    )


def test_a_subscription_has_a_next_date_unless_it_is_off(aminata: User) -> None:
    truth_table(
        "subscription_next_unless_off",
        lambda **changes: Subscription(user=aminata, **changes),
        [
            ({"cadence": "weekly", "next_send_at": MONDAY}, True),
            ({"cadence": "daily", "next_send_at": MONDAY}, True),
            ({"cadence": "off", "next_send_at": None}, True),
            ({"cadence": "weekly", "next_send_at": None}, False),
            ({"cadence": "daily", "next_send_at": None}, False),
            ({"cadence": "off", "next_send_at": MONDAY}, False),
            ({"kind": "calls", "cadence": "at_once", "next_send_at": None}, True),
            ({"kind": "calls", "cadence": "at_once", "next_send_at": MONDAY}, False),
            ({"cadence": "hourly", "next_send_at": MONDAY}, False),
        ],
    )


def test_a_mail_that_calls_comes_at_once_or_never(aminata: User) -> None:
    def build(**changes: Any) -> Subscription:
        return Subscription(**{"user": aminata, **changes})

    truth_table(
        "subscription_cadence_fits_kind",
        build,
        [
            ({"kind": "calls", "cadence": "at_once"}, True),
            ({"kind": "calls", "cadence": "off"}, True),
            ({"kind": "calls", "cadence": "weekly", "next_send_at": MONDAY}, False),
            ({"kind": "calls", "cadence": "daily", "next_send_at": MONDAY}, False),
            ({"kind": "summary", "cadence": "weekly", "next_send_at": MONDAY}, True),
            ({"kind": "summary", "cadence": "daily", "next_send_at": MONDAY}, True),
            ({"kind": "summary", "cadence": "off"}, True),
            ({"kind": "summary", "cadence": "at_once"}, False),
        ],
    )


def test_mails_that_call_are_numbered(aminata: User) -> None:
    truth_table(
        "digest_number_fits_kind",
        lambda **changes: build_digest(aminata, **changes),
        [
            ({"kind": "summary", "number": 0}, True),
            ({"kind": "summary", "number": 1}, False),
            ({"kind": "calls", "number": 0}, False),
            ({"kind": "calls", "number": 1}, True),
            ({"kind": "calls", "number": 7}, True),
        ],
    )


def test_a_search_is_followed_once(aminata: User, boris: User) -> None:
    search = save_search(by=aminata, name="Sahel", query="")

    def second(**changes: Any) -> FollowedSearch:
        FollowedSearch.objects.create(user=aminata, search=search)
        return FollowedSearch(**{"user": aminata, "search": search, **changes})

    truth_table("followed_search_once", second, [({}, False), ({"user": boris}, True)])


def test_one_digest_per_person_and_period(aminata: User, boris: User) -> None:
    def beside(**changes: Any) -> Digest:
        build_digest(aminata).save()
        return build_digest(changes.pop("user", aminata), **{"message_id": "<two@casework.test>", **changes})

    truth_table(
        "digest_one_per_period",
        beside,
        [
            ({}, False),
            ({"period": date(2026, 1, 6)}, True),
            ({"user": boris}, True),
            ({"kind": "calls", "number": 1}, True),
        ],
    )
    truth_table(
        "digest_message_id_unique",
        lambda **changes: beside(user=boris, **changes),
        [({}, True), ({"message_id": "<one@casework.test>"}, False)],
    )


def test_a_digest_covers_some_time(aminata: User) -> None:
    def build(**changes: Any) -> Digest:
        return build_digest(aminata, **changes)

    truth_table("digest_kind_known", build, [({}, True), ({"kind": "gossip"}, False)])
    truth_table("digest_covers_some_time", build, [({}, True), ({"covers_from": MONDAY}, False)])


def test_the_state_of_a_digest_fits_what_happened(aminata: User) -> None:
    def build(**changes: Any) -> Digest:
        return build_digest(aminata, **{"attempts": 1, "last_error": "It broke.", **changes})

    sent = datetime(2026, 1, 5, 7, 1, tzinfo=UTC)
    truth_table(
        "digest_sent_has_time",
        build,
        [
            ({"state": "sent", "sent_at": sent}, True),
            ({"state": "sent", "sent_at": None}, False),
            ({"state": "waiting", "sent_at": None}, True),
            ({"state": "waiting", "sent_at": sent}, False),
            ({"state": "sending", "sent_at": sent}, False),
            ({"state": "empty", "sent_at": sent}, False),
            ({"state": "failed", "sent_at": sent}, False),
            ({"state": "lost", "sent_at": None}, False),
        ],
    )
    truth_table(
        "digest_attempts_counted",
        build,
        [
            ({"state": "waiting", "attempts": 0}, True),
            ({"state": "sending", "attempts": 1}, True),
            ({"state": "sending", "attempts": 0}, False),
            ({"state": "failed", "attempts": 0}, False),
            ({"state": "empty", "attempts": 0}, False),
        ],
    )
    truth_table(
        "digest_failed_says_why",
        build,
        [
            ({"state": "failed"}, True),
            ({"state": "failed", "last_error": ""}, False),
            ({"state": "failed", "last_error": " "}, False),
            ({"state": "waiting", "last_error": ""}, True),
        ],
    )


def _third(user: User) -> User:
    return User.objects.create_user("third", "third@example.org", name="Third")
