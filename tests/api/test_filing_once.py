"""The same request again, because the answer to the first was lost."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from casework.accounts.models import Desk, Scope, User
from casework.api.models import Submission
from casework.api.services import file_document
from casework.sources.models import Document
from casework.sources.services import add_document
from tests.api.builders import make_program
from tests.gate import at_once, gated
from tests.sources.builders import make_document
from tests.truth_tables import truth_table

DOCUMENTS = "/api/v1/staff/documents/"
SAID = {"text": "About 20 soldiers died.", "outlet": "News", "title": "Camp attacked"}


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: Settings) -> None:
    settings.CAPTURES_DIR = tmp_path


def file(by: User, key: str = "feed-17", **changes: Any) -> Any:
    program = make_program(by, Scope.WRITE)
    return program.post(DOCUMENTS, {**SAID, **changes}, format="json", HTTP_IDEMPOTENCY_KEY=key)


def test_the_same_request_again_files_nothing_twice(lamine: User) -> None:
    first = file(lamine)

    again = file(lamine)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert Document.objects.count() == 1


def test_a_form_and_json_that_say_the_same_are_the_same(lamine: User) -> None:
    file(lamine)

    again = make_program(lamine, Scope.WRITE).post(
        DOCUMENTS, SAID, format="multipart", HTTP_IDEMPOTENCY_KEY="feed-17"
    )

    assert again.status_code == 200


@pytest.mark.parametrize(
    "changes",
    [{"text": "About 19."}, {"byline": "A. Reporter"}, {"tlp": "RED"}, {"published_on": "2020-01-27"}],
)
def test_a_key_with_other_content_is_refused(lamine: User, changes: dict[str, str]) -> None:
    file(lamine)

    answer = file(lamine, **changes)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["attr"] == "Idempotency-Key"
    assert "came with other content" in answer.json()["errors"][0]["detail"]
    assert Document.objects.count() == 1


def test_another_key_files_another_document(lamine: User) -> None:
    assert file(lamine).json()["id"] != file(lamine, "feed-18").json()["id"]


def test_each_person_has_their_own_keys(lamine: User, boris: User) -> None:
    assert file(lamine).json()["id"] != file(boris).json()["id"]


def test_what_was_refused_uses_no_key_up(lamine: User) -> None:
    assert file(lamine, title="").status_code == 400

    assert file(lamine).status_code == 201


def test_what_became_red_since_is_not_answered(lamine: User, boris: User) -> None:
    file(lamine)
    Document.objects.update(tlp="RED", created_by=boris)

    answer = file(lamine)

    assert answer.status_code == 404
    assert "Camp attacked" not in answer.content.decode()


@pytest.mark.parametrize("key", ["", "two words", "a" * 256, "clé"])
def test_a_key_that_is_none_is_refused(lamine: User, key: str) -> None:
    assert file(lamine, key).status_code == 400
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_one_key_file_one_document(
    lamine: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies behind the filing. Without the turn both file; the constraint then refuses the second."""
    monkeypatch.setattr("casework.api.services.add_document", gated(add_document, parties=2))

    def ask() -> tuple[Document, bool]:
        return file_document(by=lamine, desk=desk, key="feed-17", **SAID)

    answers = at_once(ask, ask)

    assert sorted(is_new for _document, is_new in answers) == [False, True]
    assert Document.objects.count() == 1


def test_a_key_stands_for_one_submission(lamine: User, boris: User, desk: Desk) -> None:
    document = make_document(desk)

    def beside(**changes: Any) -> Submission:
        Submission.objects.create(user=lamine, key="a" * 64, body="b" * 64, document=document)
        return Submission(
            **{"user": lamine, "key": "a" * 64, "body": "b" * 64, "document": document, **changes}
        )

    truth_table(
        "submission_once_per_key",
        beside,
        [({}, False), ({"body": "c" * 64}, False), ({"key": "c" * 64}, True), ({"user": boris}, True)],
    )


def test_a_submission_is_kept_as_hashes(lamine: User, desk: Desk) -> None:
    document = make_document(desk)

    def build(**changes: Any) -> Submission:
        return Submission(
            **{"user": lamine, "key": "a" * 64, "body": "b" * 64, "document": document, **changes}
        )

    truth_table(
        "submission_of_hashes",
        build,
        [
            ({}, True),
            ({"key": "feed-17"}, False),
            ({"body": ""}, False),
            ({"key": "A" * 64}, False),
            ({"body": "b" * 63}, False),
        ],
    )
