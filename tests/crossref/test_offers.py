"""A new document is offered to the incidents it may be about, and an incident finds its documents."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import Desk, Membership, Role, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale
from casework.crossref.models import Mention, Offer
from casework.crossref.offers.answering import answer_offer
from casework.crossref.offers.keeping import offer_next
from casework.crossref.tasks import find_new_pairs, offer_new_documents
from casework.incidents.models import AttributionClaim, Incident, IncidentDocument
from casework.sources.grouping import group_next
from casework.sources.models import Document, TextPrint
from tests.codebook.builders import make_actor, make_place, mali
from tests.crossref.builders import NOON, make_attack
from tests.incidents.builders import build_claim, make_assessment, make_citation, make_document, make_snapshot
from tests.truth_tables import truth_table

MONDAY = date(2020, 1, 27)
REPORT = (
    "Men on motorcycles stormed the army camp at Sokolo in Mali before dawn on Sunday. "
    "The government said that 20 soldiers were killed. Nobody claimed the raid."
)


def file_text(by: User, text: str = REPORT, **changes: Any) -> Document:
    """Save a document with this text, and let the program compare it with all others."""
    document = make_document(by, **{"published_on": MONDAY, "title": "Soldiers dead", **changes})
    snapshot = make_snapshot(by, text, document=document)
    TextPrint.objects.create(snapshot=snapshot, document=document)
    while group_next():
        pass
    return document


def sokolo(by: User, **changes: Any) -> Incident:
    """Save the attack at Sokolo with 20 killed, where the gazetteer knows Sokolo."""
    incident = make_attack(by, country=make_place().country, **changes)
    make_assessment(incident, 20, 20, 20)
    return incident


def offered(by: User, **changes: Any) -> Offer:
    incident, document = sokolo(by), file_text(by, **changes)
    offer_new_documents()
    return Offer.objects.get(incident=incident, document=document)


def waiting() -> list[tuple[int, int]]:
    return list(Offer.objects.waiting().values_list("document", "incident"))


def test_a_new_document_is_offered_with_its_reasons(aminata: User) -> None:
    offer = offered(aminata)

    said = [reason["sentence"] for reason in offer.reasons]
    assert said == ["same day", "Sokolo named", "20 killed said"]
    assert offer.score > 0.9
    assert offer_new_documents() == 0


def test_a_new_incident_finds_the_documents_that_are_there(aminata: User) -> None:
    document = file_text(aminata)
    make_place()
    document.refresh_from_db()
    offer_new_documents()
    assert not waiting()

    incident = make_attack(aminata, country_id="MLI")
    offer_new_documents()
    find_new_pairs()

    assert waiting() == [(document.pk, incident.pk)]


@pytest.mark.parametrize(
    "text",
    [
        REPORT.replace("Sokolo", "Timbuktu"),
        REPORT.replace("on Sunday", "on 3 January 2020"),
        "The market of Sokolo reopened, traders said. Rice is dear.",
    ],
)
def test_another_place_another_day_or_other_news_is_not_offered(aminata: User, text: str) -> None:
    sokolo(aminata)
    make_place("Timbuktu", latitude="16.77000", longitude="-3.00000")

    file_text(aminata, text, published_on=date(2020, 2, 20) if "market" in text else MONDAY)
    offer_new_documents()

    assert not waiting()


def test_of_several_attacks_in_one_text_each_is_found(aminata: User) -> None:
    main = sokolo(aminata)
    niono = make_place("Niono", latitude="14.25000", longitude="-5.99000")
    before = make_attack(
        aminata, date(2020, 1, 12), place_name="Niono", latitude=niono.latitude, longitude=niono.longitude,
        country_id="MLI",
    )  # fmt: skip
    make_assessment(before, 4, 4, 4)

    document = file_text(aminata, f"{REPORT} On 12 January four gendarmes were killed near Niono.")
    offer_new_documents()

    assert {*waiting()} == {(document.pk, main.pk), (document.pk, before.pk)}


def test_a_copy_of_a_cited_text_is_offered_though_nothing_else_is_known(aminata: User) -> None:
    bare = make_attack(
        aminata, None, place_name="", latitude=None, longitude=None, location_precision="unknown"
    )
    text = " ".join(f"word{number}" for number in range(60))
    first = file_text(aminata, text)
    IncidentDocument.objects.create(incident=bare, document=first, added_by=aminata)

    second = file_text(aminata, f"{text} And so on.")
    offer_new_documents()

    assert waiting() == [(second.pk, bare.pk)]
    assert Offer.objects.get().reasons[-1]["sentence"] == "repeats a text that lies beside it"


def test_a_named_actor_counts(aminata: User) -> None:
    actor = make_actor("Katiba of the reeds", kind=2)
    incident = sokolo(aminata)
    build_claim(AttributionClaim, incident, actor=actor, basis="claimed", role="perpetrator").save()
    file_text(aminata, f"{REPORT} The Katiba of the reeds was there.")
    offer_new_documents()

    assert "an actor named" in [reason["sentence"] for reason in Offer.objects.get().reasons]


def test_yes_puts_the_document_beside_the_incident_and_the_same_again_takes_it_away(aminata: User) -> None:
    offer = offered(aminata)
    version = offer.incident.version

    answer_offer(offer.pk, "yes", by=aminata, seen="open")
    assert IncidentDocument.objects.filter(incident=offer.incident, document=offer.document).exists()
    assert not waiting()

    answer_offer(offer.pk, "open", by=aminata, seen="yes")
    assert not IncidentDocument.objects.exists()
    assert waiting() == [(offer.document_id, offer.incident_id)]
    assert Incident.objects.get(pk=offer.incident_id).version == version
    verbs = Entry.objects.filter(verb="crossref.answer_offer").order_by("pk")
    assert [entry.after["answer"] for entry in verbs] == ["yes", "open"]


def test_what_lay_there_before_stays_and_so_does_what_is_cited(aminata: User) -> None:
    offer = offered(aminata)
    answer_offer(offer.pk, "yes", by=aminata, seen="open")
    make_citation(offer.incident, "20 soldiers", snapshot=offer.document.snapshots.get())

    with pytest.raises(NotNow, match="cites this document"):
        answer_offer(offer.pk, "open", by=aminata, seen="yes")


@pytest.mark.parametrize("answer", ["no", "unsure"])
def test_an_answer_outlives_the_next_search(aminata: User, answer: str) -> None:
    offer = offered(aminata)
    answer_offer(offer.pk, answer, by=aminata, seen="open")

    Document.objects.update(match_due_at="2020-01-01T00:00Z")
    offer_new_documents()
    find_new_pairs()

    assert not waiting()
    assert Offer.objects.get().answer == answer


def test_it_comes_back_when_the_incident_says_something_else(aminata: User, client: Client) -> None:
    offer = offered(aminata)
    answer_offer(offer.pk, "no", by=aminata, seen="open")
    Incident.objects.filter(pk=offer.incident_id).update(place_name="Sokolo camp", version=2)

    find_new_pairs()

    assert waiting() == [(offer.document_id, offer.incident_id)]
    client.force_login(aminata)
    page = client.get(f"/documents/{offer.document_id}/").content.decode()
    assert "Answered before, and changed since" in page
    assert "Sokolo camp" in page


def test_it_comes_back_when_the_document_says_something_else(aminata: User) -> None:
    offer = offered(aminata)
    answer_offer(offer.pk, "unsure", by=aminata, seen="open")
    snapshot = make_snapshot(aminata, f"{REPORT} One more thing is known.", document=offer.document)
    TextPrint.objects.create(snapshot=snapshot, document=offer.document)
    group_next()

    offer_new_documents()

    assert len(waiting()) == 1


def test_a_changed_incident_that_says_the_same_does_not_bring_it_back(aminata: User) -> None:
    offer = offered(aminata)
    answer_offer(offer.pk, "no", by=aminata, seen="open")
    Incident.objects.filter(pk=offer.incident_id).update(title="Another title", version=2)

    find_new_pairs()

    assert not waiting()


def test_what_was_put_beside_otherwise_is_not_offered(aminata: User) -> None:
    offer = offered(aminata)
    IncidentDocument.objects.create(incident=offer.incident, document=offer.document, added_by=aminata)

    assert not waiting()


def test_a_second_answer_is_told_of_the_first(aminata: User, boris: User) -> None:
    offer = offered(aminata)
    answer_offer(offer.pk, "no", by=aminata, seen="open")

    with pytest.raises(Stale, match="Aminata answered this"):
        answer_offer(offer.pk, "yes", by=boris, seen="open")


def test_who_may_not_answer_is_told_why(aminata: User, lamine: User, olek: User) -> None:
    offer = offered(aminata)

    with pytest.raises(NotPermitted, match="Only verifiers"):
        answer_offer(offer.pk, "yes", by=lamine, seen="open")
    with pytest.raises(NotFound):
        answer_offer(offer.pk, "yes", by=olek, seen="open")
    with pytest.raises(BadInput):
        answer_offer(offer.pk, "perhaps", by=aminata, seen="open")


def test_a_hidden_side_hides_the_offer_and_its_number(
    aminata: User, olek: User, desk: Desk, other_desk: Desk, client: Client
) -> None:
    offer = offered(aminata)
    assert [each.pk for each in Offer.objects.visible_to(aminata)] == [offer.pk]
    assert not Offer.objects.visible_to(olek)

    # The document reaches his desk as well; the incident stays hidden.
    offer.document.desks.add(other_desk, through_defaults={"added_by": aminata})
    assert not Offer.objects.visible_to(olek)
    client.force_login(olek)
    assert "Sokolo named" not in client.get(f"/documents/{offer.document_id}/").content.decode()
    assert "Sokolo named" not in client.get("/pairs/documents/").content.decode()

    Incident.objects.update(tlp="RED")
    assert not Offer.objects.visible_to(aminata)


def test_a_marked_document_stays_at_its_desk(aminata: User, other_desk: Desk, olek: User) -> None:
    offer = offered(aminata, tlp="AMBER")
    Incident.objects.update(desk=other_desk)
    Membership.objects.create(user=aminata, desk=other_desk, role=Role.VERIFIER)
    reader = User.objects.get(pk=aminata.pk)

    with pytest.raises(NotPermitted, match="stays at its own desk"):
        answer_offer(offer.pk, "yes", by=reader, seen="open")

    Document.objects.update(tlp="GREEN")
    answer_offer(offer.pk, "yes", by=reader, seen="open")
    assert Document.objects.visible_to(olek).exists()


def test_a_task_that_died_leaves_the_document_due(aminata: User, monkeypatch: pytest.MonkeyPatch) -> None:
    sokolo(aminata)
    document = file_text(aminata)
    monkeypatch.setattr("casework.crossref.offers.keeping.read_document", lambda each: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        offer_next()

    document.refresh_from_db()
    assert document.match_due_at is not None


def test_constraints(aminata: User) -> None:
    incident, document = make_attack(aminata), make_document(aminata)
    answered = {"by": aminata, "at": NOON}

    def build(**changes: Any) -> Offer:
        return Offer(**{"incident": incident, "document": document, "score": "0.5", **changes})

    truth_table(
        "offer_score_from_0_to_1", build, [({}, True), ({"score": "1.1"}, False), ({"score": -1}, False)]
    )
    truth_table(
        "offer_answered_by_somebody",
        build,
        [
            ({}, True),
            (answered, False),
            *(({"answer": answer}, False) for answer in ("yes", "no", "unsure")),
            *(({"answer": answer, **answered}, True) for answer in ("yes", "no", "unsure")),
            ({"answer": "no", "by": aminata}, False),
        ],
    )
    truth_table(
        "offer_attached_by_a_yes",
        build,
        [
            ({"answer": "yes", "has_attached": True, **answered}, True),
            ({"answer": "no", "has_attached": True, **answered}, False),
            ({"has_attached": True}, False),
        ],
    )
    truth_table(
        "offer_asked_again_after_an_answer",
        build,
        [
            ({"changed_at": NOON}, False),
            ({"answer": "yes", "changed_at": NOON, **answered}, False),
            ({"answer": "no", "changed_at": NOON, **answered}, True),
            ({"answer": "unsure", "changed_at": NOON, **answered}, True),
        ],
    )
    build().save()
    truth_table("offer_once", build, [({}, False), ({"incident": make_attack(aminata)}, True)])


def test_a_mention_that_is_looked_for_has_its_days(aminata: User) -> None:
    document = make_document(aminata)

    def build(**changes: Any) -> Mention:
        facts = {
            "reach_km": 5,
            "space": 0,
            "place_names": [],
            "place_sounds": [],
            "actors": [],
            "documents": [],
        }
        return Mention(**{"document": document, "is_dated": False, **facts, **changes})

    days = {"first_day": MONDAY, "last_day": MONDAY, "time": 0}
    truth_table(
        "mention_found_by_its_days",
        build,
        [
            ({}, True),
            ({"cell": 7}, False),
            ({"cell": 7, **days}, True),
            ({"cell": 7, **days, "time": None}, False),
        ],
    )


def test_a_village_that_only_incidents_know_is_a_place(aminata: User) -> None:
    """The gazetteer has no Sokolo, and the text names no country."""
    incident = make_attack(aminata, country=mali())
    find_new_pairs()
    document = file_text(aminata, "Men stormed the camp at Sokolo on Sunday. 20 soldiers were killed.")
    offer_new_documents()

    placed = Mention.objects.filter(document=document, latitude__isnull=False).get()
    assert (placed.country, "sokolo" in placed.place_names) == ("MLI", True)
    assert incident.pk in {each for _document, each in waiting()}


def test_the_more_likely_one_incident_is_the_less_is_another(aminata: User) -> None:
    """Two attacks in one town on one day, and a text that gives the number of the first."""
    right, document = sokolo(aminata), file_text(aminata)
    offer_new_documents()
    alone = Offer.objects.get(incident=right, document=document).score

    rival = make_attack(aminata, country_id="MLI")
    make_assessment(rival, 20, 20, 20)
    find_new_pairs()
    assert Offer.objects.get(incident=rival, document=document).score < Decimal("0.6")
    Document.objects.update(match_due_at=NOON)
    offer_new_documents()

    scores = set(Offer.objects.filter(document=document).values_list("score", flat=True))
    assert len(scores) == 1, "Both say the same, from whichever side they were found."
    assert scores.pop() < Decimal("0.6") < alone


def test_an_incident_that_was_rejected_is_no_rival(aminata: User) -> None:
    right, document = sokolo(aminata), file_text(aminata)
    rival = make_attack(aminata, country_id="MLI", review_state="rejected")
    make_assessment(rival, 20, 20, 20)
    offer_new_documents()

    assert Offer.objects.get(incident=right, document=document).score > Decimal("0.9")
