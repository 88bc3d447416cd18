"""Who is credited, told by the place of a name; and the list of agencies that supervisors keep."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted, Stale
from casework.incidents.independence import groups_of
from casework.sources import agencies
from casework.sources.agencies import credited, credited_names, listed_agency
from casework.sources.agency_keeping import resume_agency, retire_agency, save_agency
from casework.sources.keeping import save_source
from casework.sources.models import Agency, AgencyName, Document, Source, Tie
from tests.gate import at_once
from tests.sources.builders import build_source, make_document, make_source
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("byline", "text", "agency"),
    [
        ("AFP", "", "AFP"),
        ("Awa Diallo avec AFP", "", "AFP"),
        ("Agence France-Presse", "", "AFP"),
        ("Reuters and AFP", "", "Reuters"),
        ("Mena Farid", "", ""),
        ("MENA", "", "MENA"),
        ("The Mapmaker", "", ""),
        ("Sahel Wire", "", "Sahel Wire"),
        ("", "BAMAKO (AFP) – Twenty soldiers died on Sunday.", "AFP"),
        ("", "AFP - Vingt soldats sont morts.", "AFP"),
        ("", "Twenty soldiers died.\n© AFP", "AFP"),
        ("", "Vingt soldats sont morts.\navec Reuters", "Reuters"),
        ("", "Twenty soldiers died. (Reuters)", "Reuters"),
        ("", "Twenty soldiers died.\nSources: The Associated Press.", "AP"),
        ("", "قتل عشرون جنديا.\n(رويترز)", "Reuters"),
        ("", "AFP said that Reuters was there. He works for AFP now, he told us.", ""),
        ("", "He works for AFP.", ""),
        ("", "", ""),
    ],
)
def test_credits(byline: str, text: str, agency: str) -> None:
    make_source(name="Sahel Wire", is_agency=True)

    assert credited(byline, text, credited_names()) == agency


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Anadolu Ajansı", "ANADOLU AJANSI - Yirmi asker öldü."),
        ("İhlas Haber", "ihlas haber - Yirmi asker öldü."),
        ("Nachrichten aus Gießen", "Zwanzig Tote.\nmit nachrichten aus GIEßEN"),
        ("Αθηναϊκό πρακτορείο ΕΙΔΗΣΕΙΣ", "Είκοσι νεκροί.\n(αθηναϊκό ΠΡΑΚΤΟΡΕΊΟ ειδησεις)"),
    ],
)
def test_capitals_of_any_language_hide_no_credit(name: str, text: str) -> None:
    assert credited("", text, {name: name}) == name


def test_nothing_that_a_pattern_takes_for_a_letter_is_passed_over() -> None:
    """Before the patterns are asked it is looked whether the name stands there at all."""
    passed_over = []
    for letter in filter(str.isalpha, map(chr, range(0x110000))):
        pattern = re.compile(re.escape(letter), re.IGNORECASE)
        for other in {
            letter.lower(),
            letter.upper(),
            letter.title(),
            letter.casefold(),
            *_ALSO.get(letter, ""),
        }:
            if pattern.fullmatch(other) and agencies._folded(letter) not in agencies._folded(other):
                passed_over.append((letter, other))
    assert passed_over == []


# Letters that patterns take for each other though neither is the other's capital.
_ALSO = {
    **{"i": "ıİ", "I": "ıİ", "ı": "iIİ", "İ": "iIı", "s": "ſ", "S": "ſ", "ſ": "sS"},
    **{"k": "\N{KELVIN SIGN}", "å": "\N{ANGSTROM SIGN}", "\N{MICRO SIGN}": "μΜ"},
}


def test_an_alias_is_the_agency(sira: User) -> None:
    found = listed_agency(" agence france-presse ")
    assert (found and found.name, listed_agency("Sahel Wire")) == ("AFP", None)

    save_agency("Sahel Wire", ["Fil du Sahel", " fil  du SAHEL", "وكالة الساحل"], by=sira)

    names = credited_names()
    assert (names["Fil du Sahel"], names["وكالة الساحل"]) == ("Sahel Wire", "Sahel Wire")
    entry = Entry.objects.get(verb="sources.change_agency")
    assert entry.after == {"name": "Sahel Wire", "names": ["Fil du Sahel", "Sahel Wire", "وكالة الساحل"]}


def voices(*documents: Document) -> int:
    return len(
        groups_of(
            Document.objects.select_related("source").filter(pk__in=[d.pk for d in documents])
        ).members()
    )


def credit(agency: str) -> Document:
    document = make_document()
    Tie.objects.create(left=document, kind="credit", agency=agency)
    return document


def test_a_renamed_agency_keeps_what_credited_it_before(sira: User) -> None:
    agency = save_agency("Wire", [], by=sira)
    before = credit("Wire")
    agency = save_agency("Sahel Wire", [], by=sira, agency_id=agency.pk, seen=agency.version)
    after = credit("Sahel Wire")

    assert credited_names()["Wire"] == "Sahel Wire"
    assert voices(before, after) == 1
    assert groups_of(Document.objects.select_related("source")).why[after.pk] == ["Both rest on Sahel Wire."]


def test_a_source_is_the_agency_of_its_name(sira: User) -> None:
    own = save_source(build_source(name="Agence France-Presse", is_agency=True), by=sira)
    wire = save_source(build_source(name="Sahel Wire", is_agency=True), by=sira)
    assert (own.agency and own.agency.name, wire.agency) == ("AFP", None)
    assert voices(make_document(source=own), credit("AFP")) == 1
    assert voices(make_document(source=wire), credit("sahel wire")) == 1

    agency = save_agency("Fil", ["SAHEL WIRE"], by=sira)

    wire.refresh_from_db()
    assert wire.agency == agency
    assert voices(make_document(source=wire), credit("Fil")) == 1


def test_credits_of_a_retired_agency_join_nothing_until_it_is_used_again(sira: User) -> None:
    one, other = credit("AFP"), credit("Agence France-Presse")
    agency = Agency.objects.get(name="AFP")
    assert voices(one, other) == 1

    agency = retire_agency(agency.pk, by=sira, seen=agency.version)

    assert (voices(one, other), "AFP" in credited_names(), agency.is_retired) == (2, False, True)
    agency = resume_agency(agency.pk, by=sira, seen=agency.version)
    assert (voices(one, other), "AFP" in credited_names(), agency.is_retired) == (1, True, False)
    said = Entry.objects.filter(subject_kind="agency").order_by("pk").values_list("verb", flat=True)
    assert list(said) == ["sources.retire_agency", "sources.resume_agency"]


def test_what_is_refused_says_why(sira: User, boris: User) -> None:
    agency = Agency.objects.get(name="AFP")

    with pytest.raises(NotPermitted, match="Only supervisors"):
        save_agency("Wire", [], by=boris)
    with pytest.raises(BadInput, match="Give the agency a name"):
        save_agency(" ", [], by=sira)
    with pytest.raises(BadInput, match="“Reuters” is a name of Reuters already"):
        save_agency("AFP", ["reuters"], by=sira, agency_id=agency.pk, seen=agency.version)
    with pytest.raises(BadInput, match="160 characters"):
        save_agency("Wire", ["x" * 161], by=sira)
    with pytest.raises(BadInput, match="40 names"):
        save_agency("Wire", [f"Wire {each}" for each in range(40)], by=sira)
    with pytest.raises(NotFound):
        save_agency("Wire", [], by=sira, agency_id=0, seen=1)
    with pytest.raises(Stale):
        retire_agency(agency.pk, by=sira, seen=agency.version - 1)
    assert not AgencyName.objects.filter(name__startswith="Wire").exists()


@pytest.mark.django_db(transaction=True)
def test_two_agencies_added_at_once_do_not_share_a_name(sira: User) -> None:
    """Which of the two is refused is open; the database knows no name twice."""
    try:
        results = at_once(
            lambda: save_agency("Wire", ["The same"], by=sira),
            lambda: save_agency("Cable", ["The same"], by=sira),
        )
        assert sorted(type(each).__name__ for each in results) == ["Agency", "BadInput"]
        assert AgencyName.objects.filter(name="The same").count() == 1
    finally:
        Agency.objects.filter(name__in=["Wire", "Cable"]).delete()


def test_supervisors_keep_the_list_on_its_page(client: Client, sira: User) -> None:
    client.force_login(sira)

    added = client.post("/agencies/add/", {"name": "Wire", "aliases": "Fil\r\n\r\nThe Wire"})
    agency = Agency.objects.get(name="Wire")
    page = client.get(f"/agencies/{agency.pk}/").content.decode()
    stale = client.post(f"/agencies/{agency.pk}/", {"name": "Cable", "aliases": "", "seen": "7"})
    retired = client.post(f"/agencies/{agency.pk}/retire/", {"seen": agency.version})
    listed = client.get("/agencies/").content.decode()

    assert (added.status_code, stale.status_code, retired.status_code) == (303, 412, 303)
    assert "Fil\nThe Wire</textarea>" in page
    assert 'value="Cable"' in stale.content.decode()
    assert "Retired" in listed
    assert "وكالة فرانس برس" in listed


def test_others_read_it(client: Client, boris: User) -> None:
    client.force_login(boris)

    page = client.get("/agencies/").content.decode()

    assert "Agence France-Presse" in page
    assert "/agencies/add/" not in page


def test_the_administration_is_a_door_to_the_same(client: Client, sira: User) -> None:
    client.force_login(sira)
    afp = Agency.objects.get(name="AFP")
    change = reverse("admin:sources_agency_change", args=[afp.pk])

    client.post(reverse("admin:sources_agency_add"), {"name": "Wire", "aliases": "Fil\nThe Wire"})
    taken = client.post(change, {"name": "AFP", "aliases": "Fil", "seen": afp.version})
    saved = client.post(
        change, {"name": "AFP", "aliases": "France-Presse", "seen": afp.version, "retired": "on"}
    )

    assert set(Agency.objects.get(name="Wire").names.values_list("name", flat=True)) == {
        "Wire",
        "Fil",
        "The Wire",
    }
    assert "“Fil” is a name of Wire already." in taken.content.decode()
    afp.refresh_from_db()
    assert (saved.status_code, afp.is_retired) == (302, True)
    assert set(afp.names.values_list("name", flat=True)) == {"AFP", "France-Presse"}
    assert Source.objects.filter(agency=afp).count() == 0
    assert Entry.objects.filter(verb="sources.retire_agency").count() == 1


def build_agency(**changes: Any) -> Agency:
    return Agency(**{"name": "Wire", **changes})


def build_name(**changes: Any) -> AgencyName:
    return AgencyName(**{"agency": Agency.objects.get(name="AFP"), "name": "Wire", **changes})


def test_what_the_database_refuses(desk: Desk) -> None:
    truth_table("agency_has_name", build_agency, [({}, True), ({"name": " "}, False)])
    truth_table("agency_version_from_one", build_agency, [({"version": 1}, True), ({"version": 0}, False)])
    truth_table("agency_name_unique", build_agency, [({}, True), ({"name": "afp"}, False)])
    truth_table("agency_name_of_one", build_name, [({}, True), ({"name": "reuters"}, False)])
    truth_table(
        "agency_name_says_something",
        build_name,
        [
            ({"name": "A"}, True),
            ({"name": ""}, False),
            ({"name": " Wire"}, False),
            ({"name": "Wire "}, False),
        ],
    )
    afp = Agency.objects.get(name="AFP")
    truth_table(
        "source_agency_is_one",
        build_source,
        [({}, True), ({"is_agency": True, "agency": afp}, True), ({"agency": afp}, False)],
    )
