"""Programs that bring documents in, and read them again."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from jsonschema import Draft202012Validator
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from casework.accounts.models import Desk, Membership, Role, Scope, User
from casework.core.tlp import Tlp
from casework.sources.models import Document, Snapshot
from casework.sources.services import add_document
from tests.api.builders import make_program

DOCUMENTS = "/api/v1/staff/documents/"
ADDRESS = "https://news.example/2020/camp"
SAID = {"text": "About 20 soldiers died.", "outlet": "News", "title": "Camp attacked"}


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: Settings) -> None:
    settings.CAPTURES_DIR = tmp_path


@pytest.fixture
def logger(lamine: User) -> APIClient:
    """A program of Lamine's that reads and files."""
    return make_program(lamine, Scope.READ, Scope.WRITE)


def file(program: APIClient, **changes: Any) -> Any:
    # Escaped, so that half a character can be sent too.
    return program.generic(
        "POST", DOCUMENTS, json.dumps({**SAID, **changes}), content_type="application/json"
    )


def refusal(answer: Any) -> tuple[int, str | None, str]:
    """The status of a refusal, the field that it names and its sentence."""
    error = answer.json()["errors"][0]
    return answer.status_code, error["attr"], error["detail"]


def test_a_text_becomes_a_document_of_the_desk(logger: APIClient, lamine: User) -> None:
    answer = file(logger, url=f"{ADDRESS}#top", published_on="2020-01-27", language="fr", tlp="GREEN")

    body = answer.json()
    document = Document.objects.get()
    assert answer.status_code == 201
    assert answer["Location"] == f"{DOCUMENTS}{document.pk}/"
    assert document.created_by == lamine
    assert (body["id"], body["canonical_url"], body["url"]) == (document.pk, ADDRESS, f"{ADDRESS}#top")
    assert (body["outlet"], body["source"], body["desks"]) == ("News", "news", ["sahel"])
    assert (body["published_on"], body["language"]) == ("2020-01-27", "fr")
    assert (body["tlp"], body["effective_tlp"]) == ("GREEN", "GREEN")
    assert body["created_at"].endswith("Z")
    assert [each["sha256"] for each in body["snapshots"]] == [Snapshot.objects.get().sha256]


def test_what_was_answered_can_be_read_again(logger: APIClient) -> None:
    answer = file(logger)

    assert logger.get(answer["Location"]).json() == answer.json()


def test_an_address_alone_waits_to_be_fetched(logger: APIClient) -> None:
    answer = logger.post(DOCUMENTS, {"url": ADDRESS}, format="json")

    body = answer.json()
    assert answer.status_code == 201
    assert (body["title"], body["outlet"], body["snapshots"]) == (ADDRESS, "news.example", [])
    assert (body["fetch_state"], body["outcome"], body["next_step"]) == ("due", "", "")
    Document.objects.update(fetch_state="parked", next_attempt_at=None, outcome="gone")
    body = logger.get(answer["Location"]).json()
    assert (body["fetch_state"], body["outcome"]) == ("parked", "gone")
    assert body["next_step"].startswith("Give the address of an archived copy")


def test_the_schema_describes_what_is_answered(logger: APIClient) -> None:
    components = logger.get("/api/v1/schema/").json()["components"]
    schema = {"$ref": "#/components/schemas/StaffDocument", "components": components}
    body = file(logger).json()

    assert [error.message for error in Draft202012Validator(schema).iter_errors(body)] == []
    assert set(body) == set(components["schemas"]["StaffDocument"]["properties"])


def test_a_file_is_kept_as_it_came(logger: APIClient) -> None:
    sent = SimpleUploadedFile("camp.txt", b"About 20.\r\n", "application/pdf")

    answer = logger.post(DOCUMENTS, {"file": sent, "outlet": "News", "title": "Camp"}, format="multipart")

    assert answer.status_code == 201
    kept = answer.json()["snapshots"][0]
    assert (kept["media_type"], kept["size"], kept["collected"]) == ("text/plain", 11, "uploaded")


def test_a_known_address_gives_its_document(logger: APIClient) -> None:
    first = file(logger, url=ADDRESS)

    again = file(logger, url=f"{ADDRESS}?utm_source=mail", text="About 19 soldiers died.")

    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert [each["number"] for each in again.json()["snapshots"]] == [2, 1]
    assert "Location" not in again


def test_an_empty_file_is_not_an_address_alone(logger: APIClient) -> None:
    sent = {"file": SimpleUploadedFile("camp", b""), "url": ADDRESS}

    found = refusal(logger.post(DOCUMENTS, sent, format="multipart"))

    assert found == (400, "file", "The file is empty. Choose another one.")
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status", "field", "sentence"),
    [
        ({"text": ""}, 400, "text", "The text is empty."),
        ({"text": "a\x00b"}, 400, "text", "The text holds a NUL character"),
        ({"text": "a\ud800b"}, 400, "text", "half of a character at position 2"),
        ({"text": "a" * (10 * 1024 * 1024 + 1)}, 400, "text", "This has 10.0 MB."),
        ({"title": ""}, 400, "title", "Give the document a title."),
        ({"title": "a" * 501}, 400, "title", "no more than 500 characters"),
        ({"title": "a\x00b"}, 400, "title", "Null characters are not allowed."),
        ({"outlet": ""}, 400, "outlet", "Say who published it"),
        ({"url": "ftp://news.example/"}, 400, "url", "Only addresses that begin with http://"),
        ({"url": f"{ADDRESS}?utm_source={'a' * 3000}"}, 400, "url", "longer than 2000 characters"),
        ({"language": "French"}, 400, "language", "Write the language as a code"),
        ({"published_on": "27.1.2020"}, 400, "published_on", "Date has wrong format."),
        ({"tlp": "PINK"}, 400, "tlp", "not a valid choice"),
        ({"file": "camp.pdf"}, 400, "file", "not a file"),
        ({"desk": "great-lakes"}, 400, "desk", "Your desks are: sahel."),
        ({"tpl": "RED"}, 400, "tpl", "Did you mean “tlp”?"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_filed(
    logger: APIClient, other_desk: Desk, changes: dict[str, str], status: int, field: str, sentence: str
) -> None:
    found = refusal(file(logger, **changes))

    assert found[:2] == (status, field)
    assert sentence in found[2]
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "The file is empty."), (b"GIF\x00\xff", "neither text, nor HTML, nor PDF")],
)
def test_a_file_that_says_nothing_is_refused(logger: APIClient, content: bytes, sentence: str) -> None:
    sent = {"file": SimpleUploadedFile("camp", content), "outlet": "News", "title": "Camp"}

    found = refusal(logger.post(DOCUMENTS, sent, format="multipart"))

    assert found[:2] == (400, "file")
    assert sentence in found[2]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("text=Camp", "application/x-www-form-urlencoded", 415),
        ("Camp", "text/plain", 415),
        ("[]", "application/json", 400),
        ("{", "application/json", 400),
        ('{"text": NaN}', "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        ("{}", "application/json; charset=rot13", 400),
        ("{}", "application/json; charset=hex", 400),
        ("Camp", "multipart/form-data", 400),
        ("", "application/json", 400),
    ],
)
def test_what_cannot_be_read_is_refused(logger: APIClient, body: Any, kind: str, status: int) -> None:
    answer = logger.generic("POST", DOCUMENTS, body, content_type=kind)

    assert answer.status_code == status
    assert answer.json()["errors"][0]["detail"].endswith(".")


def test_what_is_longer_than_is_read_is_refused_before_reading(logger: APIClient, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

    found = refusal(file(logger, text="a" * 1024 * 1024))

    assert found == (413, None, "This has 1.0 MB. At most 1 MB are read: give the part that matters.")


def test_a_form_of_too_many_fields_is_refused(logger: APIClient) -> None:
    answer = logger.post(DOCUMENTS, {f"field{number}": "" for number in range(1001)}, format="multipart")

    assert refusal(answer)[0] == 400


def test_a_field_that_comes_twice_is_refused(logger: APIClient) -> None:
    found = refusal(logger.post(DOCUMENTS, {**SAID, "title": ["One", "Two"]}, format="multipart"))

    assert found == (400, "title", "This field came 2 times. Send it once.")


@pytest.mark.parametrize("scopes", [[Scope.READ], [Scope.DECIDE]])
def test_a_key_files_only_where_it_may_write(aminata: User, scopes: list[Scope]) -> None:
    assert refusal(file(make_program(aminata, *scopes)))[0] == 403
    assert not Document.objects.exists()


@pytest.mark.parametrize("slug", ["sahel", ""])
def test_a_key_does_no_more_than_its_person_does_now(logger: APIClient, lamine: User, slug: str) -> None:
    lamine.memberships.update(role=Role.VIEWER)

    status, _field, sentence = refusal(file(logger, desk=slug))

    assert status == 403
    assert sentence.startswith("Only loggers")
    assert not Document.objects.exists()


def test_a_key_of_another_desk_files_nothing_here(olek: User, desk: Desk) -> None:
    found = refusal(file(make_program(olek, Scope.WRITE), desk=desk.slug))

    assert found == (400, "desk", "You have no desk of this name. Your desks are: great-lakes.")


def test_a_browser_that_is_signed_in_needs_a_key_too(stranger: APIClient, lamine: User) -> None:
    stranger.force_login(lamine)

    assert file(stranger).status_code == 401


def test_with_two_desks_the_desk_is_named(logger: APIClient, lamine: User, other_desk: Desk) -> None:
    Membership.objects.create(user=lamine, desk=other_desk, role=Role.LOGGER)

    found = refusal(file(logger))

    assert found == (400, "desk", "Say for which desk this is: great-lakes, sahel.")
    assert file(logger, desk="great-lakes").json()["desks"] == ["great-lakes"]


def test_nothing_is_said_of_other_desks(logger: APIClient, desk: Desk, olek: User, other_desk: Desk) -> None:
    secret = add_document(by=olek, desk=other_desk, text="Ours.", outlet="Own", title="Own", tlp=None)
    shared = add_document(by=olek, desk=other_desk, url=ADDRESS, text="Said.", outlet="News", title="Camp")

    answer = file(logger, url=ADDRESS)

    assert (answer.status_code, answer.json()["id"]) == (200, shared.document.pk)
    assert answer.json()["desks"] == ["sahel"]
    assert logger.get(f"{DOCUMENTS}{secret.document.pk}/").status_code == 404


@pytest.mark.parametrize("tlp", [Tlp.RED, Tlp.AMBER])
def test_what_another_desk_keeps_to_itself_is_not_answered(
    tlp: Tlp, logger: APIClient, olek: User, other_desk: Desk
) -> None:
    add_document(by=olek, desk=other_desk, url=ADDRESS, text="Ours.", outlet="Own", title="Own", tlp=tlp)

    answer = file(logger, url=ADDRESS)

    assert refusal(answer)[0] == 403
    assert "Own" not in answer.content.decode()


def test_what_is_red_at_the_own_desk_is_not_answered(logger: APIClient, boris: User, desk: Desk) -> None:
    add_document(by=boris, desk=desk, url=ADDRESS, text="Ours.", outlet="Own", title="Own", tlp=Tlp.RED)

    answer = file(logger, url=ADDRESS)

    assert refusal(answer)[0] == 403
    assert Snapshot.objects.count() == 1


def test_a_document_costs_the_same_queries_with_one_snapshot_and_with_three(
    logger: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = file(logger, url=ADDRESS)["Location"]
    with django_assert_num_queries(5):
        logger.get(address)
    for number in (19, 24):
        file(logger, url=ADDRESS, text=f"About {number} soldiers died.")

    with django_assert_num_queries(5):
        assert len(logger.get(address).json()["snapshots"]) == 3
