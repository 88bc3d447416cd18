"""The independent sources of an incident: put together from ties, explained, and corrected by people."""

from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import User
from casework.incidents.independence import Groups, groups_of
from casework.incidents.models import Incident
from casework.sources.models import Agency, Document, Tie
from tests.incidents.builders import (
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents(aminata: User) -> list[Document]:
    return [
        make_document(aminata, source=make_source(name=name, slug=name.lower())) for name in ("A", "B", "C")
    ]


def tie(left: Document, right: Document | None, kind: str, by: User | None = None, **values: Any) -> None:
    reason = "So it is." if by else ""
    Tie.objects.create(left=left, right=right, kind=kind, by=by, reason=reason, **values)


def grouped(documents: list[Document]) -> list[list[str]]:
    names = {each.pk: each.source.name for each in documents}
    return [[names[pk] for pk in members] for members in groups_of(documents).members()]


def test_documents_without_ties_speak_for_themselves(documents: list[Document]) -> None:
    assert grouped(documents) == [["A"], ["B"], ["C"]]


def test_copies_are_one_voice_and_say_why(documents: list[Document]) -> None:
    a, _b, c = documents
    tie(a, c, "copy", share=83)

    groups: Groups = groups_of(documents)

    assert grouped(documents) == [["A", "C"], ["B"]]
    assert groups.why == {a.pk: ["One repeats 83 % of the other."], c.pk: ["One repeats 83 % of the other."]}


def test_one_agency_is_one_voice(documents: list[Document], aminata: User) -> None:
    a, b, _c = documents
    afp = Agency.objects.get(name="AFP")
    own = make_source(name="Agence France-Presse", is_agency=True, agency=afp)
    agency = make_document(aminata, source=own)
    tie(a, None, "credit", agency="AFP")
    tie(b, None, "credit", agency="Reuters")

    assert grouped([*documents, agency]) == [["A", "Agence France-Presse"], ["B"], ["C"]]


def test_a_split_is_never_undone_by_what_is_found(documents: list[Document], aminata: User) -> None:
    a, b, c = documents
    tie(a, b, "copy", share=90)
    tie(a, b, "apart", by=aminata)
    # Found later, and like both: it joins one of them and does not bring them together.
    tie(a, c, "copy", share=70)
    tie(b, c, "copy", share=95)

    groups = grouped(documents)
    assert len(groups) == 2
    assert ["A", "B"] not in groups
    assert ["A", "B", "C"] not in groups


def test_a_join_holds_and_the_last_word_counts(documents: list[Document], aminata: User) -> None:
    a, b, _c = documents
    tie(a, b, "apart", by=aminata)
    tie(a, b, "joined", by=aminata)
    assert grouped(documents) == [["A", "B"], ["C"]]

    tie(a, b, "apart", by=aminata)
    assert grouped(documents) == [["A"], ["B"], ["C"]]


def test_two_of_one_outlet_that_are_kept_apart_have_two_names(aminata: User) -> None:
    source = make_source(name="A")
    one, other = (make_document(aminata, source=source) for _each in range(2))
    assert len(set(groups_of([one, other]).names.values())) == 1

    tie(one, other, "apart", by=aminata)

    assert len(set(groups_of([one, other]).names.values())) == 2


def test_ties_to_other_documents_do_not_matter(documents: list[Document]) -> None:
    a, b, c = documents
    tie(a, c, "copy", share=83)
    tie(b, c, "copy", share=83)

    assert grouped([a, b]) == [["A"], ["B"]]


@pytest.fixture
def incident(aminata: User, documents: list[Document]) -> Incident:
    """It cites three documents, of which two repeat each other, all for what the government says."""
    incident = make_incident(aminata)
    for document in documents:
        snapshot = make_snapshot(aminata, document=document)
        make_citation(incident, snapshot=snapshot, attributed_to="the government")
    tie(documents[0], documents[1], "copy", share=83)
    return incident


def page_of(client: Client, user: User, incident: Incident) -> str:
    client.force_login(user)
    return client.get(f"/incidents/{incident.uid}/").content.decode()


def send(client: Client, user: User, incident: Incident, **sent: Any) -> Any:
    client.force_login(user)
    return client.post(f"/incidents/{incident.uid}/voices/", sent)


def test_the_page_counts_voices_and_says_why(client: Client, vera: User, incident: Incident) -> None:
    page = page_of(client, vera, incident)

    assert "3 links, 2 independent sources, all quoting the government" in " ".join(page.split())
    assert "One repeats 83 % of the other." in page
    assert "It speaks for itself" not in page


def grade_of(client: Client, user: User, incident: Incident) -> str:
    """Return what stands above the grades on the page for the facts."""
    client.force_login(user)
    page = " ".join(client.get(f"/incidents/{incident.uid}/edit/").content.decode().split())
    return page.partition('<div id="grade-voices">')[2].partition("<fieldset")[0]


def test_the_grade_is_chosen_beside_the_number_and_its_reasons(
    client: Client, aminata: User, incident: Incident
) -> None:
    guide = grade_of(client, aminata, incident)

    assert "3 links, 2 independent sources, all quoting the government" in guide
    assert "Several that rest on one are weak" in guide
    assert "<bdi>A</bdi>, <bdi>B</bdi>: They count as one: <bdi>One repeats 83 % of the other.</bdi>" in guide


@pytest.mark.parametrize(
    ("said_by", "advice"),
    [
        ([], "Nothing is cited yet"),
        ([""], "That is a single source"),
        (["", ""], "That is enough for fair"),
        (["the army", "a witness"], "That is enough for fair"),
        (["the army", "the army"], "Several that rest on one are weak"),
    ],
)
def test_what_the_number_means_for_the_grade(
    client: Client, aminata: User, documents: list[Document], said_by: list[str], advice: str
) -> None:
    incident = make_incident(aminata)
    for document, who in zip(documents, said_by, strict=False):
        make_citation(incident, snapshot=make_snapshot(aminata, document=document), attributed_to=who)

    assert advice in grade_of(client, aminata, incident)


def test_a_verifier_parts_and_joins(
    client: Client, aminata: User, incident: Incident, documents: list[Document]
) -> None:
    a, _b, c = documents

    assert send(client, aminata, incident, document=a.pk, reason="Own reporter.", part="").status_code == 303
    assert "3 independent sources" in page_of(client, aminata, incident)
    answer = send(client, aminata, incident, document=a.pk, beside=c.pk, reason="One desk.", join="")
    assert answer.status_code == 303
    page = page_of(client, aminata, incident)
    assert "2 independent sources" in page
    assert "Aminata joined them: One desk." in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"part": ""}, "Say in a few words why."),
        ({"join": "", "reason": "Mine."}, "Choose the document that it is one voice with."),
        (
            {"document": "999999", "part": "", "reason": "Mine."},
            "Choose a document that this incident cites.",
        ),
        ({"document": "x", "part": "", "reason": "Mine."}, "whole number"),
    ],
)
def test_a_refused_correction_says_why(
    client: Client,
    aminata: User,
    incident: Incident,
    documents: list[Document],
    sent: dict[str, str],
    sentence: str,
) -> None:
    answer = send(client, aminata, incident, **{"document": documents[0].pk, **sent})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
