"""What the database accepts as an entry and as a seal."""

from typing import Any

import pytest

from casework.accounts.models import User
from casework.audit.models import GENESIS, Entry, Seal
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db

DIGEST = "a" * 64


def entry(**changes: Any) -> Entry:
    return Entry(**{"verb": "review.approve", **changes})


def seal(**changes: Any) -> Seal:
    subject = Entry.objects.create(verb="review.approve")
    return Seal(**{"number": 1, "entry": subject, "previous": GENESIS, "digest": DIGEST, **changes})


def test_entry_verb_plain() -> None:
    truth_table(
        "entry_verb_plain",
        entry,
        [
            ({"verb": "review.approve"}, True),
            ({"verb": "accounts.sign_in"}, True),
            ({"verb": ""}, False),
            ({"verb": "approve"}, False),
            ({"verb": "Review.approve"}, False),
            ({"verb": "review.approve now"}, False),
        ],
    )


def test_entry_subject_whole() -> None:
    truth_table(
        "entry_subject_whole",
        entry,
        [
            ({}, True),
            ({"subject_kind": "incident", "subject_id": 7, "subject_label": "CW-000007"}, True),
            ({"subject_kind": "", "subject_id": 7, "subject_label": "CW-000007"}, False),
            ({"subject_kind": "incident", "subject_id": None, "subject_label": "CW-000007"}, False),
            ({"subject_kind": "incident", "subject_id": 7, "subject_label": ""}, False),
            ({"subject_kind": "incident"}, False),
            ({"subject_id": 7}, False),
            ({"subject_label": "CW-000007"}, False),
        ],
    )


def test_entry_person_is_the_subject(aminata: User, boris: User) -> None:
    about = {"subject_kind": "user", "subject_id": aminata.pk, "subject_label": "person"}
    incident = {"subject_kind": "incident", "subject_id": aminata.pk, "subject_label": "CW-000007"}
    truth_table(
        "entry_person_is_the_subject",
        entry,
        [
            ({}, True),
            ({**about, "person": aminata}, True),
            ({**about, "person": boris}, False),
            ({**about, "person": None}, False),
            (incident, True),
            ({**incident, "person": aminata}, False),
        ],
    )


def test_seal_only_the_first_starts() -> None:
    truth_table(
        "seal_only_the_first_starts",
        seal,
        [
            ({"number": 1, "previous": GENESIS}, True),
            ({"number": 2, "previous": DIGEST}, True),
            ({"number": 2, "previous": GENESIS}, False),
            ({"number": 1, "previous": DIGEST}, False),
            ({"number": 0, "previous": GENESIS}, False),
            ({"number": 0, "previous": DIGEST}, False),
        ],
    )


def test_seal_digests_are_sha256() -> None:
    truth_table(
        "seal_digests_are_sha256",
        seal,
        [
            ({"digest": "0123456789abcdef" * 4}, True),
            ({"digest": ""}, False),
            ({"digest": "A" * 64}, False),
            ({"digest": "a" * 63}, False),
            ({"number": 2, "previous": "g" * 64}, False),
            ({"number": 2, "previous": ""}, False),
        ],
    )


def test_seal_chain_has_no_forks() -> None:
    seal(number=1).save()
    seal(number=2, previous=DIGEST, digest="b" * 64).save()

    truth_table(
        "seal_chain_has_no_forks",
        seal,
        [
            ({"number": 3, "previous": "b" * 64, "digest": "c" * 64}, True),
            ({"number": 3, "previous": DIGEST, "digest": "c" * 64}, False),
        ],
    )
