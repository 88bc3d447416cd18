"""Who reads which entries, and that nobody changes any."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Desk, User
from casework.audit.chain import seal_new_entries
from casework.audit.models import Entry
from casework.audit.services import record
from casework.audit.verbs import AREAS, VERBS

pytestmark = pytest.mark.django_db

LIST = "admin:audit_entry_changelist"


@pytest.fixture
def trail(desk: Desk, other_desk: Desk, aminata: User, nadia: User) -> dict[str, Entry]:
    """An entry of each kind, by what it is about."""
    return {
        "account": record(nadia, "accounts.deactivate", aminata),
        "role": record(nadia, "accounts.give_role", aminata.memberships.get()),
        "failure": record(None, "accounts.sign_in_unknown", None),
        "content": Entry.objects.create(
            actor=aminata,
            verb="review.approve",
            subject_kind="incident",
            subject_id=12,
            subject_label="CW-000012",
            desk=desk,
            after={"title": "Attack near Sokolo"},
        ),
        "content elsewhere": Entry.objects.create(
            verb="review.approve",
            subject_kind="incident",
            subject_id=13,
            subject_label="CW-000013",
            desk=other_desk,
        ),
        "content of no desk": Entry.objects.create(
            verb="review.approve", subject_kind="source", subject_id=1, subject_label="A source"
        ),
    }


@pytest.mark.parametrize(
    ("who", "visible"),
    [
        ("vera", set()),
        ("lamine", set()),
        ("aminata", {"content"}),
        ("boris", set()),
        ("sira", {"role", "content"}),
        ("olek", {"content elsewhere"}),
        ("nadia", {"account", "role", "failure"}),
    ],
)
def test_each_person_sees_the_entries_that_are_theirs_to_see(
    who: str, visible: set[str], trail: dict[str, Entry], request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    seen = set(Entry.objects.visible_to(person))

    assert {name for name, entry in trail.items() if entry in seen} == visible


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 302), ("aminata", 302), ("boris", 302), ("sira", 200), ("nadia", 200)]
)
def test_supervisors_and_operators_open_the_trail(
    who: str, status: int, client: Client, trail: dict[str, Entry], request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(LIST)).status_code == status


def test_a_supervisor_of_another_desk_cannot_open_an_entry(
    client: Client, trail: dict[str, Entry], sira: User, olek: User
) -> None:
    url = reverse("admin:audit_entry_change", args=[trail["content"].pk])

    client.force_login(sira)
    assert "Attack near Sokolo" in client.get(url).content.decode()
    client.force_login(olek)
    assert "Attack near Sokolo" not in client.get(url, follow=True).content.decode()


def test_an_operator_sees_no_content(client: Client, trail: dict[str, Entry], nadia: User) -> None:
    client.force_login(nadia)

    page = client.get(reverse(LIST)).content.decode()

    assert "Nadia deactivated Aminata." in page
    assert "CW-0000" not in page


@pytest.mark.parametrize(("words", "found"), [("CW-000012", 1), ("aminata", 1), ("CW-000013", 0)])
def test_the_trail_is_searched(
    client: Client, trail: dict[str, Entry], sira: User, words: str, found: int
) -> None:
    client.force_login(sira)

    page = client.get(reverse(LIST), {"q": words}).content.decode()

    assert ("CW-000012" in page.split("<tbody>")[-1]) is (found == 1)


def labels_in(page: str) -> list[str]:
    """Return what the rows of the list are about."""
    return re.findall(r"CW-\d{6}", page.partition("<tbody>")[2].partition("</tbody>")[0])


@pytest.fixture
def told(desk: Desk, aminata: User, sira: User) -> None:
    """Three entries of a desk: who did what, with which note, in which request, how many days ago."""
    for number, (actor, verb, note, request_id, days) in enumerate(
        [
            (aminata, "review.submit", "", "a1", 400),
            (sira, "review.return", "The market is in Niono.", "b2", 20),
            (sira, "sources.fetch", "", "c3", 0),
        ],
        start=1,
    ):
        Entry.objects.create(
            at=timezone.now() - timedelta(days=days),
            actor=actor,
            verb=verb,
            subject_kind="incident",
            subject_id=number,
            subject_label=f"CW-{number:06}",
            desk=desk,
            note=note,
            request_id=request_id,
        )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["CW-000003", "CW-000002", "CW-000001"]),
        ({"q": "niono"}, ["CW-000002"]),
        ({"q": "b2"}, ["CW-000002"]),
        ({"q": "b"}, []),
        ({"q": "cw-2"}, ["CW-000002"]),
        ({"q": "Sira"}, ["CW-000003", "CW-000002"]),
        ({"area": "review"}, ["CW-000002", "CW-000001"]),
        ({"area": "review", "verb": "review.submit"}, ["CW-000001"]),
        ({"verb__in": "review.submit,sources.fetch"}, ["CW-000003", "CW-000001"]),
        ({"within": "1"}, ["CW-000003"]),
        ({"within": "31"}, ["CW-000003", "CW-000002"]),
        ({"within": "366"}, ["CW-000003", "CW-000002"]),
        ({"within": "x"}, ["CW-000003", "CW-000002", "CW-000001"]),
        ({"desk": "x", "actor": "y"}, ["CW-000003", "CW-000002", "CW-000001"]),
    ],
)
def test_the_trail_is_narrowed(
    client: Client, told: None, sira: User, asked: dict[str, str], found: list[str]
) -> None:
    client.force_login(sira)

    page = client.get(reverse(LIST), asked).content.decode()

    assert labels_in(page) == found


def test_the_verbs_of_an_area_are_offered_once_it_is_chosen(client: Client, told: None, sira: User) -> None:
    client.force_login(sira)

    def offered(**asked: str) -> set[str]:
        page = client.get(reverse(LIST), asked).content.decode()
        return set(re.findall(r"[?&;]verb=(\w+)\.", page))

    assert offered() == set()
    assert offered(area="review") == {"review"}
    assert offered(verb="sources.fetch") == {"sources"}


def test_every_verb_is_in_an_area() -> None:
    assert {verb.partition(".")[0] for verb in VERBS} == set(AREAS)


@pytest.mark.parametrize("who", ["vera", "aminata", "sira", "olek", "nadia"])
def test_the_list_holds_the_newest_of_what_a_person_sees(
    who: str, trail: dict[str, Entry], told: None, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    seen = sorted((entry.pk for entry in Entry.objects.visible_to(person)), reverse=True)

    for most in (1, 2, 100):
        assert list(Entry.objects.keys_of_newest_visible_to(person, most)) == seen[:most]


def test_filters_offer_no_names_from_another_desk(
    client: Client, trail: dict[str, Entry], olek: User
) -> None:
    client.force_login(olek)

    page = client.get(reverse(LIST)).content.decode()

    assert "Aminata" not in page
    assert "Sahel" not in page


def test_an_entry_says_whether_it_is_sealed(client: Client, trail: dict[str, Entry], sira: User) -> None:
    client.force_login(sira)
    url = reverse("admin:audit_entry_change", args=[trail["content"].pk])

    assert "Not sealed yet." in client.get(url).content.decode()
    seal_new_entries()
    assert "Not sealed yet." not in client.get(url).content.decode()


def test_nobody_changes_the_trail_through_the_admin(
    client: Client, trail: dict[str, Entry], sira: User
) -> None:
    client.force_login(sira)
    change = reverse("admin:audit_entry_change", args=[trail["content"].pk])
    delete = reverse("admin:audit_entry_delete", args=[trail["content"].pk])

    assert [client.post(url, {"note": "x"}).status_code for url in (change, delete)] == [403, 403]
    assert client.get(reverse("admin:audit_entry_add")).status_code == 403
    client.post(reverse(LIST), {"action": "delete_selected", "_selected_action": [trail["content"].pk]})
    assert Entry.objects.filter(note="", pk=trail["content"].pk).exists()


def test_the_list_asks_the_database_as_often_for_six_rows_as_for_one(
    client: Client, nadia: User, aminata: User
) -> None:
    client.force_login(nadia)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse(LIST))
        return len(seen)

    record(nadia, "accounts.deactivate", aminata)
    with_one = queries()
    for _ in range(5):
        record(nadia, "accounts.deactivate", aminata)

    assert queries() == with_one
