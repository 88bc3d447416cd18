import datetime
from typing import Any

import pytest
from django.db import IntegrityError

from casework.accounts.models import User
from casework.sources.models import Reliability, SourceDomain, SourceReliability
from tests.sources.builders import build_source, execute, make_source
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db

JANUARY, MARCH = datetime.date(2020, 1, 1), datetime.date(2020, 3, 1)


def test_a_name_belongs_to_one_source_whatever_its_case() -> None:
    make_source(name="Jeune Afrique")

    truth_table(
        "source_name_unique",
        build_source,
        [({"name": "jeune afrique"}, False), ({"name": "Jeune Afrique Mali"}, True)],
    )


def test_a_source_has_names() -> None:
    truth_table(
        "source_has_names",
        build_source,
        [({"name": "AFP", "slug": "afp"}, True), ({"name": ""}, False), ({"slug": ""}, False)],
    )


def test_kind_scale_and_mark_are_known() -> None:
    truth_table(
        "source_kind_and_scale_known",
        build_source,
        [
            ({"kind": "report", "scale": "Local partner"}, True),
            ({"kind": "blog"}, False),
            ({"scale": ""}, False),
        ],
    )
    truth_table(
        "source_tlp_known",
        build_source,
        [
            ({"tlp": "AMBER+STRICT"}, True),
            ({"tlp": "CLEAR"}, True),
            ({"tlp": "WHITE"}, False),
            ({"tlp": ""}, False),
        ],
    )


def test_domains_are_written_plainly() -> None:
    source = make_source()

    truth_table(
        "source_domain_plain",
        lambda **changes: SourceDomain(source=source, **changes),
        [
            ({"domain": "example.org"}, True),
            ({"domain": "xn--bcher-kva.example"}, True),
            ({"domain": "www.example.org"}, False),
            ({"domain": "https://example.org"}, False),
            ({"domain": "Example.org"}, False),
            ({"domain": "example"}, False),
        ],
    )


def rating(by: User, **changes: Any) -> SourceReliability:
    values: dict[str, Any] = {"letter": "B", "from_on": JANUARY, "reason": "Ten reports checked.", "by": by}
    if "source" not in changes:
        values["source"] = make_source()
    return SourceReliability(**{**values, **changes})


def test_ratings_are_letters_with_a_reason(sira: User) -> None:
    truth_table(
        "source_reliability_letter_known",
        lambda **changes: rating(sira, **changes),
        [({"letter": "A"}, True), ({"letter": "F"}, True), ({"letter": "G"}, False), ({"letter": ""}, False)],
    )
    truth_table(
        "source_reliability_has_reason",
        lambda **changes: rating(sira, **changes),
        [({"reason": "Seen."}, True), ({"reason": ""}, False), ({"reason": " \n"}, False)],
    )


def test_ratings_never_overlap(sira: User) -> None:
    source = make_source()
    rating(sira, source=source).save()

    truth_table(
        "source_reliability_one_a_day",
        lambda **changes: rating(sira, source=source, **changes),
        [({"from_on": JANUARY}, False), ({"from_on": MARCH}, True)],
    )


def test_a_rating_holds_until_the_next_one(sira: User) -> None:
    source = make_source()
    rating(sira, source=source, letter="B").save()
    rating(sira, source=source, letter="D", from_on=MARCH).save()

    days = [datetime.date(2019, 12, 31), JANUARY, datetime.date(2020, 2, 29), MARCH]

    assert [source.reliability_on(day) for day in days] == ["F", "B", "B", "D"]
    assert source.reliability_on(MARCH) is Reliability.D


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sources_sourcereliability SET letter = 'A'",
        "DELETE FROM sources_sourcereliability",
        "TRUNCATE sources_sourcereliability",
    ],
)
def test_a_rating_stays_as_it_was_given(statement: str, sira: User) -> None:
    rating(sira).save()

    with pytest.raises(IntegrityError, match="never"):
        execute(statement)
