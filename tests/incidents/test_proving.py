"""A passage is cited and claimed with one press, without any script."""

import html

import pytest
from django.test import Client

from casework.accounts.models import User
from casework.codebook.models import Edition, Place, Term
from casework.incidents.models import (
    AttributionClaim,
    CasualtyClaim,
    Citation,
    Claim,
    DateClaim,
    Incident,
    PlaceClaim,
    TermClaim,
)
from casework.sources.models import Snapshot
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
    make_incident,
)
from tests.incidents.codebook import make_actor, make_country, make_term
from tests.incidents.proving import document_of, page_of, prove, send, values


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


def test_long_words_open_a_form_too(client: Client, aminata: User, incident: Incident) -> None:
    """Too long for an address: gunicorn takes 4,094 bytes of one."""
    words = "قتل نحو 20 جنديا. " * 250

    page = send(client, aminata, incident, "form/", about="killed", quote=words)
    alone = send(client, aminata, incident, "form/", about="killed", quote=words, part="form")

    assert values(page.content.decode())["quote"].strip() == words.strip()
    assert alone.content.decode().strip().startswith('<section class="panel" id="new-claim"')


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
        ({"about": "perpetrator", "actor": "1"}, "basis", "Say what it rests on"),
        ({"about": "perpetrator", "basis": "suspected"}, "basis", "Choose the actor, or “Nobody identified”"),
        ({"about": "perpetrator", "find": "riot"}, "actor", "You looked for “riot” and chose nobody."),
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
    ("about", "words", "proposed"),
    [
        ("injured", "29 were injured", {"low": "29", "outcome": "injured", "qualifier": "exactly"}),
        ("killed", "the dead", {"low": "", "qualifier": "exactly", "category": "unknown"}),
        ("date", "on January 26", {"date_edtf": "2020-01-26", "time_of_day": "unknown"}),
        ("date", "before dawn", {"date_edtf": "", "time_of_day": "before_dawn"}),
        ("perpetrator", "JNIM claimed the attack", {"find": "JNIM claimed the attack", "actor": ""}),
        (
            "killed",
            "In the night the attackers came from the north and killed at least 12 people, he said",
            {"low": "12", "high": "", "as_reported": "at least 12 people"},
        ),
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
    assert CasualtyClaim.objects.get(low=18).part_of_id == whole.pk


def test_nobody_identified_needs_no_second_word_for_it(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    prove(client, aminata, incident, snapshot, about="perpetrator", role="perpetrator", actor="")

    claim = AttributionClaim.objects.get()
    assert (claim.actor, claim.basis) == (None, "unidentified")


@pytest.mark.parametrize("said", [{"find": "about 20 soldiers"}, {"find": "riot", "basis": "unidentified"}])
def test_words_of_the_passage_and_an_answer_of_ones_own_are_no_search_left_open(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot, said: dict[str, str]
) -> None:
    prove(client, aminata, incident, snapshot, about="perpetrator", role="perpetrator", **said)

    assert AttributionClaim.objects.get().basis == "unidentified"


def test_a_name_that_no_actor_has_is_said_to_be_in_no_list(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    make_actor("JNIM")

    unknown = page_of(client, aminata, incident, "?about=perpetrator&find=riot")
    known = page_of(client, aminata, incident, "?about=perpetrator&find=JNIM")

    assert "No actor in the list is called “riot”." in unknown
    assert "No actor in the list" not in known


def test_an_actor_is_found_by_any_name_in_the_words(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    actor = make_actor("Group for the Support of Islam and Muslims")
    actor.aliases.create(name="JNIM")
    make_actor("JNI")

    page = page_of(
        client,
        aminata,
        incident,
        "?about=perpetrator&quote=" + "In the night JNIM, they said, had come again. " * 3,
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
    filled |= {"document": str(snapshot.document_id), "snapshot": "1"}
    send(client, aminata, incident, **filled)

    claim = PlaceClaim.objects.get()
    assert filled["place"] == str(sokolo.pk)
    assert (claim.place, claim.place_name, claim.country, claim.admin1) == (sokolo, "Sokolo", mali, "Ségou")
    assert (str(claim.latitude), claim.location_precision) == ("14.73280", "exact")
    assert claim.as_reported == "the army camp at Sokolo"


@pytest.mark.parametrize("names", [["Sokola"], ["Sokolo", "Sokolo"]])
def test_a_place_that_may_be_another_is_offered_and_not_chosen(
    client: Client, aminata: User, incident: Incident, names: list[str]
) -> None:
    mali = make_country()
    for number, name in enumerate(names):
        Place.objects.create(name=name, country=mali, latitude=14 + number, longitude=-6)

    page = page_of(client, aminata, incident, "?about=place&quote=the army camp at Sokolo")

    offered = page.split('name="place"')[1].split("</select>")[0]
    assert offered.count(names[0]) == len(names)
    assert "selected" not in offered.replace('value="" selected', "")
    assert values(page)["place_name"] == "Sokolo"


def test_words_of_the_codebook_are_those_of_today(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    battles = make_term("event_type", "Battles")
    clash = make_term("sub_event_type", "Armed clash", parent=battles)
    make_term("target_type", "Military")
    second = Edition.objects.create(number=2, published_on="2021-01-01", note="Fewer words.")
    make_term("sub_event_type", "Skirmish", parent=battles)
    Term.objects.filter(code="Skirmish").update(retired=second)

    page = page_of(client, aminata, incident, "?about=event_type&quote=attacked")
    prove(client, aminata, incident, snapshot, about="event_type", quote="attacked", term=clash.pk)

    options = page.split('name="term"')[1].split("</select>")[0]
    assert [word in options for word in ("Battles", "Armed clash", "Skirmish", "Military")] == [
        True,
        True,
        False,
        False,
    ]
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


def test_a_part_names_the_number_that_includes_it(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    whole = make_casualty_claim(
        incident, citation=make_citation(incident, "about 20 soldiers", snapshot=snapshot), low=20
    )
    make_casualty_claim(incident, low=30, best=30, high=30)
    asked = {"about": "killed", "document": str(snapshot.document_id), "snapshot": "1"}

    part = send(client, aminata, incident, "form/", **asked, quote="including 18 from Chad")
    other = send(client, aminata, incident, "form/", **asked, quote="18 from Chad")

    assert values(part.content.decode())["part_of"] == str(whole.pk)
    assert values(other.content.decode())["part_of"] == ""


def test_a_place_that_no_list_has_is_said_and_taken_from_the_incident_of_that_name(
    client: Client, aminata: User
) -> None:
    where = {"place_name": "Sokolo", "admin1": "Ségou", "latitude": "14.7328", "longitude": "-6.1219"}
    incident = make_incident(aminata, review_state="verifying", country=make_country(), **where)

    said = "a crowd at Sokolo turned on two men whom it took for guides of the attackers of that night"
    page = page_of(client, aminata, incident, f"?about=place&quote={said}")

    assert "No place in the list is called “Sokolo”." in page
    filled = values(page)
    assert (filled["quote"], filled["as_reported"]) == (said, "Sokolo")
    assert [filled[name] for name in ("place_name", "country", "admin1", "latitude", "longitude")] == [
        *("Sokolo", "MLI", "Ségou", "14.73280", "-6.12190")
    ]
    other = values(page_of(client, aminata, incident, "?about=place&quote=a crowd at Nara"))
    assert (other["place_name"], "latitude" in other) == ("Nara", False)
