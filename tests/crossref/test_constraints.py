"""Truth tables of pairs, judgements and links."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from casework.accounts.models import User
from casework.crossref.models import CandidatePair, Fingerprint, Judgement, Link, MergeJournal
from casework.crossref.models.pair import validate_reasons
from tests.crossref.builders import NOON, build_judgement, build_link, build_pair
from tests.crossref.merging import build_merge
from tests.incidents.builders import make_incident
from tests.truth_tables import truth_table


def test_a_pair_is_two_incidents_the_lower_number_first(aminata: User) -> None:
    first, second, third = (make_incident(aminata) for _ in range(3))

    truth_table(
        "candidate_pair_left_before_right",
        lambda **changes: build_pair(**{"left": first, "right": second, **changes}),
        [({}, True), ({"right": first}, False), ({"left": second, "right": first}, False)],
    )

    def beside(**changes: Any) -> CandidatePair:
        build_pair(first, second).save()
        return build_pair(**{"left": first, "right": second, **changes})

    truth_table(
        "candidate_pair_once",
        beside,
        [({}, False), ({"right": third}, True), ({"left": second, "right": third}, True)],
    )


def test_a_likeness_goes_from_0_to_1(aminata: User) -> None:
    first, second = make_incident(aminata), make_incident(aminata)

    truth_table(
        "candidate_pair_score_from_0_to_1",
        lambda **changes: build_pair(first, second, **changes),
        [
            ({"score": Decimal("0")}, True),
            ({"score": Decimal("1")}, True),
            ({"score": Decimal("-0.001")}, False),
            ({"score": Decimal("1.001")}, False),
        ],
    )


def test_a_fingerprint_has_both_of_its_days_or_neither(aminata: User) -> None:
    incident = make_incident(aminata)

    def build(**changes: Any) -> Fingerprint:
        facts = {"reach_km": 1, "space": 3, "place_name": "", "place_names": [], "place_sounds": []}
        return Fingerprint(incident=incident, **{**facts, "actors": [], "documents": [], **changes})

    day, later = date(2020, 1, 26), date(2020, 1, 27)
    truth_table(
        "fingerprint_days_whole",
        build,
        [
            ({}, True),
            ({"first_day": day, "last_day": day, "time": 0}, True),
            ({"first_day": day, "last_day": later, "time": 0}, True),
            ({"first_day": later, "last_day": day, "time": 0}, False),
            ({"first_day": day, "last_day": day}, False),
            ({"first_day": day, "time": 0}, False),
            ({"last_day": day, "time": 0}, False),
            ({"time": 0}, False),
        ],
    )


def test_judgements(aminata: User) -> None:
    pair = build_pair(make_incident(aminata), make_incident(aminata))
    pair.save()

    def build(**changes: Any) -> Judgement:
        return build_judgement(pair, aminata, **changes)

    def beside(**changes: Any) -> Judgement:
        build().save()
        return build(**changes)

    truth_table("judgement_one_current_per_pair", beside, [({}, False), ({"ended_at": NOON}, True)])
    truth_table(
        "judgement_verdict_known",
        build,
        [
            ({"verdict": "same"}, True),
            ({"verdict": "not_same"}, True),
            ({"verdict": "unsure"}, True),
            ({"verdict": "maybe"}, False),
        ],
    )
    truth_table(
        "judgement_ended_later",
        build,
        [
            ({"ended_at": None}, True),
            ({"ended_at": NOON}, True),
            ({"ended_at": NOON - timedelta(seconds=1)}, False),
        ],
    )


def test_links(aminata: User) -> None:
    one, other, third = (make_incident(aminata) for _ in range(3))

    def build(**changes: Any) -> Link:
        return build_link(one, other, aminata, **changes)

    def beside(**changes: Any) -> Link:
        build().save()
        return build(**changes)

    truth_table("link_not_to_itself", build, [({}, True), ({"to_incident": one}, False)])
    truth_table(
        "link_once",
        beside,
        [
            ({}, False),
            ({"from_incident": other, "to_incident": one}, False),
            ({"kind": "part_of"}, True),
            ({"to_incident": third}, True),
            ({"ended_at": NOON, "ended_by": aminata}, True),
        ],
    )
    truth_table(
        "link_kind_known",
        build,
        [
            ({"kind": "same_incident"}, True),
            ({"kind": "part_of"}, True),
            ({"kind": "follow_up"}, True),
            ({"kind": "reprisal_for"}, True),
            ({"kind": "same_operation"}, True),
            ({"kind": "cause_of"}, False),
        ],
    )
    truth_table(
        "link_ended_by_somebody",
        build,
        [
            ({}, True),
            ({"ended_at": NOON, "ended_by": aminata}, True),
            ({"ended_at": NOON, "ended_by": None}, False),
            ({"ended_at": None, "ended_by": aminata}, False),
            ({"ended_at": NOON - timedelta(seconds=1), "ended_by": aminata}, False),
        ],
    )


@pytest.mark.parametrize("reasons", [[], [{"code": "same_day", "sentence": "same day"}]])
def test_reasons_have_a_code_and_a_sentence(reasons: object) -> None:
    validate_reasons(reasons)


@pytest.mark.parametrize(
    "reasons", [{}, "same day", ["same day"], [{"code": "same_day"}], [{"code": "", "sentence": "same day"}]]
)
def test_other_reasons_are_refused(reasons: object) -> None:
    with pytest.raises(ValidationError, match="a code and a sentence"):
        validate_reasons(reasons)


def test_merges(aminata: User) -> None:
    donor, survivor, other = (make_incident(aminata) for _ in range(3))

    def build(**changes: Any) -> MergeJournal:
        return build_merge(**{"donor": donor, "survivor": survivor, "by": aminata, **changes})

    def beside(**changes: Any) -> MergeJournal:
        build().save()
        return build(**changes)

    ended = {"ended_at": NOON + timedelta(hours=1), "ended_by": aminata}
    truth_table(
        "merge_journal_two_incidents",
        build,
        [({}, True), ({"survivor": donor}, False)],
    )
    truth_table(
        "merge_journal_one_open_per_donor",
        beside,
        [({}, False), ({"survivor": other}, False), ({"donor": other}, True), (ended, True)],
    )
    truth_table(
        "merge_journal_sha256_whole",
        build,
        [
            ({}, True),
            ({"donor_sha256": "0" * 63}, False),
            ({"survivor_sha256": "G" * 64}, False),
        ],
    )
    truth_table(
        "merge_journal_ended_by_somebody",
        build,
        [
            ({}, True),
            (ended, True),
            ({"ended_at": NOON}, False),
            ({"ended_by": aminata}, False),
            ({**ended, "ended_at": NOON - timedelta(hours=1)}, False),
        ],
    )


def test_what_follows_about_a_pair(aminata: User) -> None:
    first, second = make_incident(aminata), make_incident(aminata)

    truth_table(
        "candidate_pair_inferred_known",
        lambda **changes: build_pair(first, second, **changes),
        [
            ({"inferred": ""}, True),
            ({"inferred": "same"}, True),
            ({"inferred": "not_same"}, True),
            ({"inferred": "unsure"}, False),
        ],
    )
