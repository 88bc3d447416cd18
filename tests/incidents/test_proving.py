"""The page on which a passage is marked and said what it proves, without any script."""

import datetime
import html
import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import Desk, User
from casework.codebook.models import Place
from casework.core.tlp import Tlp
from casework.incidents.models import (
    AttributionClaim,
    CasualtyClaim,
    Citation,
    Claim,
    ClaimStatus,
    DateClaim,
    Incident,
    IncidentDocument,
    PlaceClaim,
    State,
    TermClaim,
)
from casework.sources.models import Snapshot
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
)
from tests.incidents.codebook import make_actor, make_country, make_term

TEXT = (
    "Armed men attacked the army camp at Sokolo on January 26.\n\n"
    "The government says that about 20 soldiers died. JNIM claimed the attack; another report says 20."
)


@pytest.fixture
def snapshot(aminata: User) -> Snapshot:
    document = make_document(aminata, published_on=datetime.date(2020, 1, 27), title="Camp attacked")
    return make_snapshot(aminata, TEXT, document=document)


@pytest.fixture
def incident(aminata: User, snapshot: Snapshot) -> Incident:
    """One with a text beside it, and nothing cited."""
    incident = make_incident(aminata, review_state=State.VERIFYING)
    IncidentDocument.objects.create(incident=incident, document=snapshot.document, added_by=aminata)
    return incident


def page_of(client: Client, user: User, incident: Incident, query: str = "") -> str:
    client.force_login(user)
    answer = client.get(f"/incidents/{incident.uid}/prove/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, user: User, incident: Incident, path: str = "", **fields: Any) -> HttpResponse:
    client.force_login(user)
    return client.post(f"/incidents/{incident.uid}/prove/{path}", fields)  # type: ignore[return-value]  # the test client's own


def prove(client: Client, user: User, incident: Incident, snapshot: Snapshot, **fields: Any) -> HttpResponse:
    """Send the form of a number killed, or what the fields make of it."""
    sent = {
        "about": "killed",
        "document": snapshot.document_id,
        "snapshot": snapshot.number,
        "quote": "about 20 soldiers",
        "outcome": "killed",
        "category": "military",
        "low": 20,
        "best": 20,
        "high": 20,
        "qualifier": "about",
        **fields,
    }
    return send(client, user, incident, **sent)


def values(page: str) -> dict[str, str]:
    """Return what stands in the form of the new claim, by the names of its fields."""
    form = page.split('id="new-claim"')[1].split("</section>")[0]
    found = dict(re.findall(r'<input[^>]*? name="(\w+)"[^>]*? value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', form))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        found[name] = "".join(re.findall(r'value="([^"]*)" selected', options))
    return {name: html.unescape(value) for name, value in found.items()}


def test_the_text_stands_there_with_what_was_cited(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    citation = make_citation(incident, "about 20 soldiers", snapshot=snapshot)
    claim = make_casualty_claim(incident, citation=citation)

    page = page_of(client, aminata, incident)

    assert f'<span id="citation-{citation.pk}"></span><mark><a href="#claim-{claim.pk}"' in page
    assert f'id="claim-{claim.pk}"' in page
    shown = page.split("data-text>")[1].split("</div>")[0]
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)) == TEXT


def test_selected_words_fill_the_form(client: Client, aminata: User, incident: Incident) -> None:
    page = page_of(client, aminata, incident, "?about=killed&quote=about+20+soldiers&hint=87")

    filled = values(page)
    assert {name: filled[name] for name in ("low", "best", "high", "qualifier", "category", "outcome")} == {
        "low": "20",
        "best": "20",
        "high": "20",
        "qualifier": "about",
        "category": "military",
        "outcome": "killed",
    }
    assert (filled["quote"], filled["as_reported"], filled["hint"]) == ("about 20 soldiers",) * 2 + ("87",)


def test_one_press_cites_claims_and_comes_back_to_the_mark(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    answer = prove(client, aminata, incident, snapshot, attributed_to="government of Mali", credibility="2")

    claim = CasualtyClaim.objects.get()
    citation = claim.citation
    address = f"/incidents/{incident.uid}/prove/?document={snapshot.document_id}&snapshot=1"
    assert (answer.status_code, answer["Location"]) == (303, f"{address}#citation-{citation.pk}")
    assert (claim.low, claim.best, claim.high, claim.qualifier) == (20, 20, 20, "about")
    assert (citation.exact, citation.attributed_to, citation.credibility) == (
        "about 20 soldiers",
        "government of Mali",
        "2",
    )
    assert "“about 20 soldiers” was added." in client.get(answer["Location"]).content.decode()


def test_a_form_that_is_sent_twice_makes_one_claim(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    prove(client, aminata, incident, snapshot)
    version = Incident.objects.get(pk=incident.pk).version

    again = prove(client, aminata, incident, snapshot)

    assert again.status_code == 303
    assert (Citation.objects.count(), Claim.objects.count()) == (1, 1)
    assert Incident.objects.get(pk=incident.pk).version == version


def test_a_claim_that_is_refused_leaves_no_citation(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    answer = prove(client, aminata, incident, snapshot, low=30, best=20)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="claim-low_error">Enter numbers with low ≤ best ≤ high' in page
    assert values(page)["low"] == "30"
    assert values(page)["quote"] == "about 20 soldiers"
    assert not Citation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "place", "sentence"),
    [
        ({"quote": "about 30 soldiers"}, "quote", "These words are not in the archived text."),
        ({"quote": ""}, "quote", "Select the words that you want to cite."),
        ({"quote": "x" * 5001}, "quote", "Select at most 5,000 characters"),
        ({"quote": "20", "hint": ""}, "quote", "These words occur 2 times."),
        ({"quote": "about\x0020 soldiers"}, "quote", "Null characters are not allowed."),
        ({"low": "many"}, "low", "Enter a whole number."),
        ({"high": "9" * 30}, "high", "less than or equal to 999999"),
        ({"low": "", "best": "", "high": ""}, "low", "choose “Unknown number”"),
        ({"outcome": "cured"}, "outcome", "Select a valid choice."),
        ({"credibility": "7"}, "credibility", "Select a valid choice."),
        ({"part_of": "999"}, "part_of", "Choose a number of this incident that includes this one."),
        ({"as_reported": "x" * 401}, "as_reported", "at most 400 characters"),
        ({"attributed_to": "x" * 201}, "attributed_to", "at most 200 characters"),
        ({"about": "date", "date_edtf": "31 February"}, "date_edtf", "February has no day 31."),
        ({"about": "date", "date_edtf": "2020-01-26/2020-01-24"}, "date_edtf", "ends before it begins"),
        ({"about": "date"}, "date_edtf", "Give a date, or a time of day."),
        ({"about": "perpetrator"}, "basis", "Say what it rests on"),
        ({"about": "perpetrator", "basis": "suspected"}, "basis", "Choose the actor, or “Nobody identified”"),
        ({"about": "perpetrator", "actor": "9" * 30}, "actor", "Select a valid choice."),
        ({"about": "place"}, "location_precision", "Give at least a name, a country or coordinates."),
        ({"about": "place", "place": "x"}, "place", "Select a valid choice."),
        ({"about": "target_type"}, "term", "Choose the word that fits."),
        ({"about": "target_type", "term": "999"}, "term", "Select a valid choice."),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    client: Client,
    aminata: User,
    incident: Incident,
    snapshot: Snapshot,
    fields: dict[str, str],
    place: str,
    sentence: str,
) -> None:
    role = {"role": "perpetrator", "time_of_day": "unknown", "location_precision": "unknown"}

    answer = prove(client, aminata, incident, snapshot, **{**role, **fields})

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 400
    assert sentence in page.split(f'id="claim-{place}_error">')[1].split("</p>")[0]
    assert values(page)["about"] == fields.get("about", "killed")
    assert not Citation.objects.exists()


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("?about=everything&quote=x", None, 400),
        ("?about=killed&citation=999", None, 404),
        ("?about=killed&citation=" + "9" * 30, None, 404),
        ("?document=999&snapshot=x", None, 200),
        ("?document=" + "9" * 30, None, 200),
        ("", {"about": "everything"}, 400),
        ("", {"about": "cite", "document": "999", "snapshot": "1", "quote": "x"}, 404),
        ("", {"about": "cite", "document": "x", "snapshot": "1", "quote": "x"}, 400),
        ("documents/", {"document": "999"}, 404),
        ("documents/", {"document": "x"}, 404),
        ("claims/999/", {"seen": "1"}, 404),
        ("claims/999/retract/", {"seen": "1"}, 404),
        ("claims/999/rate/", {"seen": "1"}, 404),
    ],
)
def test_what_is_not_there_is_no_error_of_ours(
    client: Client, aminata: User, incident: Incident, path: str, fields: dict[str, str] | None, status: int
) -> None:
    client.force_login(aminata)
    address = f"/incidents/{incident.uid}/prove/{path}"

    answer = client.get(address) if fields is None else client.post(address, fields)

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("about", "words", "proposed"),
    [
        ("injured", "29 were injured", {"low": "29", "outcome": "injured", "qualifier": "exactly"}),
        ("killed", "the dead", {"low": "", "qualifier": "exactly", "category": "unknown"}),
        ("date", "on January 26", {"date_edtf": "2020-01-26", "time_of_day": "unknown"}),
        ("date", "before dawn", {"date_edtf": "", "time_of_day": "before_dawn"}),
        ("perpetrator", "JNIM claimed the attack", {"find": "JNIM claimed the attack", "actor": ""}),
        ("place", "near Nowhere", {"find": "Nowhere", "place": "", "place_name": "Nowhere"}),
    ],
)
def test_words_are_read_for_what_they_are_about(
    client: Client, aminata: User, incident: Incident, about: str, words: str, proposed: dict[str, str]
) -> None:
    filled = values(
        page_of(client, aminata, incident, f"?about={about}&quote={words}&document={document_of(incident)}")
    )

    assert {name: filled.get(name, "") for name in proposed} == proposed


def document_of(incident: Incident) -> int:
    return incident.document_links.get().document_id


def test_more_about_one_passage_is_read_from_its_own_words(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    citation = make_citation(incident, "another report says 20", snapshot=snapshot, credibility="3")

    filled = values(page_of(client, aminata, incident, f"?about=killed&citation={citation.pk}"))
    answer = send(client, aminata, incident, **{**filled, "category": "total"})

    claim = CasualtyClaim.objects.get()
    assert "quote" not in filled
    assert (filled["low"], filled["as_reported"]) == ("20", "another report says 20")
    assert (answer.status_code, claim.citation, claim.category) == (303, citation, "total")


def test_a_number_is_part_of_another(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    whole = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))
    elsewhere = make_casualty_claim(make_incident(aminata))

    refused = prove(client, aminata, incident, snapshot, part_of=elsewhere.pk, low=18, best=18, high=18)
    prove(client, aminata, incident, snapshot, part_of=whole.pk, low=18, best=18, high=18)

    assert refused.status_code == 400
    assert CasualtyClaim.objects.get(low=18).part_of == whole.claim_ptr


def test_an_actor_is_found_by_any_name_in_the_words(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    actor = make_actor("Group for the Support of Islam and Muslims")
    actor.aliases.create(name="JNIM")
    make_actor("JNI")

    page = page_of(
        client, aminata, incident, "?about=perpetrator&quote=In the night JNIM, they said, had come"
    )
    prove(
        client,
        aminata,
        incident,
        snapshot,
        about="perpetrator",
        quote="JNIM claimed the attack",
        actor=actor.pk,
        basis="claimed",
        role="perpetrator",
        claim_mode=7,
    )

    options = page.split('name="actor"')[1].split("</select>")[0]
    assert actor.name in options
    assert "JNI<" not in options
    claim = AttributionClaim.objects.get()
    assert (claim.actor, claim.basis, claim.claim_mode) == (actor, "claimed", 7)


def test_a_listed_place_brings_what_is_known_of_it(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    mali = make_country()
    sokolo = Place.objects.create(
        name="Sokolo", country=mali, admin1="Ségou", latitude="14.7328", longitude="-6.1219"
    )

    filled = values(page_of(client, aminata, incident, "?about=place&quote=the army camp at Sokolo"))
    document = {"document": snapshot.document_id, "snapshot": 1}
    send(client, aminata, incident, **{**filled, **document, "quote": "the army camp at Sokolo"})

    claim = PlaceClaim.objects.get()
    assert filled["place"] == str(sokolo.pk)
    assert (claim.place, claim.place_name, claim.country, claim.admin1) == (sokolo, "Sokolo", mali, "Ségou")
    assert (str(claim.latitude), claim.location_precision) == ("14.73280", "exact")
    assert claim.as_reported == "the army camp at Sokolo"


def test_words_of_the_codebook_are_those_of_today(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    battles = make_term("event_type", "Battles")
    clash = make_term("sub_event_type", "Armed clash", parent=battles)
    make_term("target_type", "Military")

    page = page_of(client, aminata, incident, "?about=event_type&quote=attacked")
    prove(client, aminata, incident, snapshot, about="event_type", quote="attacked", term=clash.pk)

    options = page.split('name="term"')[1].split("</select>")[0]
    assert ("Armed clash" in options, "Military" in options) == (True, False)
    assert TermClaim.objects.get().term == clash


def test_searching_again_saves_nothing_and_keeps_the_rest(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    actor = make_actor("Dozo hunters")

    answer = prove(
        client, aminata, incident, snapshot, about="perpetrator", find="dozo", search="yes", quote="Armed men"
    )

    page = answer.content.decode()
    assert (answer.status_code, values(page)["quote"]) == (200, "Armed men")
    assert f'value="{actor.pk}"' in page
    assert 'class="error"' not in page
    assert not Citation.objects.exists()


def test_a_day_may_be_typed_as_it_is_written(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    sent = {"about": "date", "quote": "on January 26", "time_of_day": "dawn"}

    prove(client, aminata, incident, snapshot, date_edtf="26 January 2020", **sent)

    claim = DateClaim.objects.get()
    assert (claim.date_edtf, claim.time_of_day) == ("2020-01-26", "dawn")


def test_words_may_only_be_cited(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    prove(client, aminata, incident, snapshot, about="cite", quote="Armed men", tlp="AMBER")

    citation = Citation.objects.get()
    page = page_of(client, aminata, incident)
    assert (citation.exact, citation.tlp, Claim.objects.count()) == ("Armed men", "AMBER", 0)
    assert f'href="#bare-{citation.pk}"' in page
    assert f'id="bare-{citation.pk}"' in page


def test_a_correction_begins_with_what_the_claim_says(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    old = make_casualty_claim(incident, 20, 20, None, citation=make_citation(incident, snapshot=snapshot))
    client.force_login(aminata)

    filled = values(client.get(f"/incidents/{incident.uid}/prove/claims/{old.pk}/").content.decode())
    answer = send(
        client, aminata, incident, f"claims/{old.pk}/", **{**filled, "high": 22, "note": "Misread."}
    )

    new = CasualtyClaim.objects.get(status=ClaimStatus.LIVE)
    assert (filled["low"], filled.get("high"), filled["seen"]) == ("20", None, "1")
    assert (new.supersedes_id, new.low, new.high, new.citation_id) == (old.pk, 20, 22, old.citation_id)
    assert answer["Location"].endswith(f"#claim-{new.pk}")


def test_each_kind_of_claim_can_be_corrected(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    term, actor = make_term("weapon_type", "Firearms"), make_actor()
    passage = {"document": snapshot.document_id, "snapshot": 1, "quote": "Armed men", "role": "perpetrator"}
    for about, said in {
        "weapon_type": {"term": term.pk},
        "perpetrator": {"actor": actor.pk, "basis": "suspected"},
        "date": {"date_edtf": "2020-01", "time_of_day": "unknown"},
        "place": {"place_name": "The camp", "location_precision": "near"},
    }.items():
        send(client, aminata, incident, about=about, **passage, **said)

    for claim in Claim.objects.live().order_by("pk"):
        address = f"claims/{claim.pk}/"
        filled = values(client.get(f"/incidents/{incident.uid}/prove/{address}").content.decode())
        answer = send(client, aminata, incident, address, **{**filled, "as_reported": "men with rifles"})
        assert answer.status_code == 303

    live = {claim.kind: claim.of_its_kind for claim in Claim.objects.live()}
    assert {claim.as_reported for claim in live.values()} == {"men with rifles"}
    assert live["term"].termclaim.term == term
    assert live["attribution"].attributionclaim.actor == actor
    assert live["date"].dateclaim.date_edtf == "2020-01"
    assert live["place"].placeclaim.place_name == "The camp"


def test_taking_back_needs_its_reason(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))

    refused = send(client, aminata, incident, f"claims/{claim.pk}/retract/", seen=1, note=" ")
    send(client, aminata, incident, f"claims/{claim.pk}/retract/", seen=1, note="Of another attack.")

    assert refused.status_code == 400
    assert f'id="retract-{claim.pk}-note_error">Say why the claim is retracted.' in refused.content.decode()
    assert Claim.objects.get().status == ClaimStatus.RETRACTED


def test_a_passage_is_judged_anew(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))

    answer = send(
        client,
        aminata,
        incident,
        f"claims/{claim.pk}/rate/",
        seen=1,
        attributed_to="An officer",
        credibility="3",
    )

    citation = Citation.objects.get()
    assert answer["Location"].endswith(f"#claim-{claim.pk}")
    assert (citation.attributed_to, citation.credibility) == ("An officer", "3")


@pytest.mark.parametrize(
    ("path", "fields", "kept"),
    [
        (
            "claims/{}/",
            {"outcome": "killed", "category": "total", "low": "21", "qualifier": "about"},
            'value="21"',
        ),
        ("claims/{}/retract/", {"note": "Of another attack."}, "Of another attack.</textarea>"),
        ("claims/{}/rate/", {"attributed_to": "An officer", "credibility": "3"}, 'value="An officer"'),
    ],
)
def test_an_overtaken_page_says_who_changed_what_and_keeps_the_text(
    client: Client,
    aminata: User,
    boris: User,
    incident: Incident,
    snapshot: Snapshot,
    path: str,
    fields: dict[str, str],
    kept: str,
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))
    prove(client, boris, incident, snapshot, about="cite", quote="Armed men")

    answer = send(client, aminata, incident, path.format(claim.pk), seen=1, **fields)
    missing = send(client, aminata, incident, path.format(claim.pk), **fields)

    page = answer.content.decode()
    assert (answer.status_code, missing.status_code) == (412, 428)
    assert "Boris changed this incident at" in page
    assert f"Boris cited a passage for {incident.uid}." in page
    assert kept in page
    assert 'name="seen" value="2"' in page
    assert Claim.objects.get().status == ClaimStatus.LIVE


def test_what_was_typed_about_a_claim_that_ended_is_shown_for_copying(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(
        incident, citation=make_citation(incident, snapshot=snapshot), status=ClaimStatus.RETRACTED
    )

    answer = send(client, aminata, incident, f"claims/{claim.pk}/retract/", seen=1, note="Of another attack.")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Of another attack." in page.split("What you typed")[1]


def test_people_who_may_not_edit_read_the_text_with_its_marks(
    client: Client, aminata: User, vera: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))

    page = page_of(client, vera, incident, "?about=killed&quote=x")

    assert "<mark>" in page
    assert "Only verifiers of this desk change incidents." in page
    assert f'action="/incidents/{incident.uid}/prove/' not in page
    assert prove(client, vera, incident, snapshot).status_code == 403
    assert send(client, vera, incident, f"claims/{claim.pk}/retract/", seen=1, note="No.").status_code == 403
    assert client.get(f"/incidents/{incident.uid}/prove/form/?about=killed").status_code == 403


def test_a_closed_incident_is_only_read(client: Client, aminata: User, snapshot: Snapshot) -> None:
    closed = make_incident(aminata, review_state=State.REJECTED)

    page = page_of(client, aminata, closed, f"?document={snapshot.document_id}")
    answer = prove(client, aminata, closed, snapshot)

    assert "Ask a supervisor to reopen it" in page
    assert 'id="new-claim"' not in page
    assert answer.status_code == 409
    assert values(answer.content.decode())["quote"] == "about 20 soldiers"


def test_another_desk_finds_no_page(
    client: Client, olek: User, incident: Incident, snapshot: Snapshot
) -> None:
    client.force_login(olek)

    assert client.get(f"/incidents/{incident.uid}/prove/").status_code == 404
    assert prove(client, olek, incident, snapshot).status_code == 404


def test_a_red_passage_is_neither_marked_nor_offered(
    client: Client, aminata: User, sira: User, incident: Incident, snapshot: Snapshot
) -> None:
    red = make_citation(incident, "about 20 soldiers", snapshot=snapshot, tlp=Tlp.RED)
    claim = make_casualty_claim(incident, citation=red, as_reported="told in confidence")

    hidden = page_of(client, aminata, incident, "?about=killed&quote=20")
    shown = page_of(client, sira, incident, "?about=killed&quote=20")

    assert ("<mark>" in shown, "told in confidence" in shown) == (True, True)
    assert ("<mark>" in hidden, "told in confidence" in hidden) == (False, False)
    for path in (f"claims/{claim.pk}/", f"claims/{claim.pk}/retract/", f"claims/{claim.pk}/rate/"):
        assert send(client, aminata, incident, path, seen=1, note="x").status_code == 404
    assert send(client, aminata, incident, about="killed", citation=red.pk).status_code == 404


def test_a_red_document_is_not_read_here(
    client: Client, aminata: User, sira: User, incident: Incident
) -> None:
    secret = make_snapshot(sira, "The source is Moussa.", document=make_document(sira, tlp=Tlp.RED))
    IncidentDocument.objects.create(incident=incident, document=secret.document, added_by=sira)

    page = page_of(client, aminata, incident, f"?document={secret.document_id}")

    assert "Moussa" not in page
    assert "Moussa" in page_of(client, sira, incident, f"?document={secret.document_id}")
    assert prove(client, aminata, incident, secret, quote="Moussa").status_code == 404


def test_contradictions_are_said_in_words(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    make_casualty_claim(incident, 20, 20, 20, citation=make_citation(incident, snapshot=snapshot))
    other = make_citation(incident, snapshot=make_snapshot(aminata))
    sentence = "Killed: independent sources give numbers that cannot both be true."

    before = page_of(client, aminata, incident)
    make_casualty_claim(incident, 30, 30, 30, citation=other)

    assert sentence not in before
    assert sentence in page_of(client, aminata, incident)


def test_a_document_is_brought_in_once(client: Client, aminata: User, incident: Incident, desk: Desk) -> None:
    other = make_snapshot(
        aminata, "Twenty dead.", document=make_document(aminata, title="Gazette of the lake")
    )

    found = page_of(client, aminata, incident, "?bring=gazette")
    answer = send(client, aminata, incident, "documents/", document=other.document_id)
    send(client, aminata, incident, "documents/", document=other.document_id)

    assert "Gazette of the lake" in found
    assert answer["Location"] == f"/incidents/{incident.uid}/prove/?document={other.document_id}"
    assert incident.document_links.filter(document=other.document).count() == 1
    assert "Twenty dead." in client.get(answer["Location"]).content.decode()
    assert Incident.objects.get(pk=incident.pk).version == 1


def test_only_those_who_edit_bring_documents_in(
    client: Client, vera: User, olek: User, incident: Incident, snapshot: Snapshot
) -> None:
    for user, status in ((vera, 403), (olek, 404)):
        assert send(client, user, incident, "documents/", document=snapshot.document_id).status_code == status


def test_older_texts_that_are_cited_stay_readable(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    make_citation(incident, "Armed men", snapshot=snapshot)
    make_snapshot(aminata, "The text was shortened.", document=snapshot.document)

    newest = page_of(client, aminata, incident)
    older = page_of(client, aminata, incident, f"?document={snapshot.document_id}&snapshot=1")

    assert (
        "The text was shortened." in newest,
        "<mark>" in newest.split("data-text")[1].split("</section>")[0],
    ) == (True, False)
    assert "<mark>" in older.split("data-text")[1].split("</section>")[0]


def test_more_claims_need_no_more_queries(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))
    make_citation(incident, "Armed men", snapshot=snapshot)
    counts = []
    for number in (0, 1, 5):
        for _each in range(number):
            other = make_snapshot(aminata)
            make_casualty_claim(incident, citation=make_citation(incident, snapshot=other))
            make_citation(incident, "Nobody", snapshot=other)
        page_of(client, aminata, incident)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, aminata, incident, f"?document={snapshot.document_id}&about=killed&quote=20")
        counts.append(len(queries))

    assert counts[1] == counts[2]
    assert counts[2] < 45
