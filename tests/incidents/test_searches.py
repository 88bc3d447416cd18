"""Saved searches: a question under a name, with an address that stays."""

import pytest
from django.http import QueryDict
from django.test import Client

from casework.accounts.models import Desk, User
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.incidents.models import SavedSearch
from casework.incidents.services import searches
from casework.incidents.services.searches import (
    canonical,
    change_search,
    delete_search,
    found_by,
    save_search,
)
from tests.review.builders import make_incident
from tests.truth_tables import truth_table


def test_a_search_keeps_what_was_asked_in_one_way_of_writing(aminata: User) -> None:
    search = save_search(
        by=aminata,
        name=" Urgent  ones ",
        query="priority=3&q=&before=99&sort=due&x=y&state=new&state=returned",
    )

    assert (search.name, search.query) == ("Urgent ones", "priority=3&sort=due&state=new&state=returned")
    assert canonical(QueryDict("sort=due&priority=3&state=new&state=returned")) == search.query


def test_who_asks_gets_what_they_may_see(aminata: User, olek: User, desk: Desk) -> None:
    urgent = make_incident(aminata, priority=3)
    make_incident(aminata)
    theirs = make_incident(olek, priority=5)
    search = save_search(by=aminata, name="Urgent", query="priority=3", desk=desk)

    assert set(found_by(search, aminata)) == {urgent}
    assert set(found_by(search, olek)) == {theirs}


def test_it_is_seen_by_its_owner_or_by_the_desk(
    aminata: User, boris: User, olek: User, nadia: User, desk: Desk
) -> None:
    search = save_search(by=aminata, name="Urgent", query="priority=3")
    assert [SavedSearch.objects.visible_to(user).exists() for user in (aminata, boris)] == [True, False]

    change_search(search.pk, by=aminata, name="Urgent", desk=desk)

    seen = [SavedSearch.objects.visible_to(user).exists() for user in (aminata, boris, olek, nadia)]
    assert seen == [True, True, False, False]


def test_only_its_owner_changes_it(aminata: User, boris: User, olek: User, desk: Desk) -> None:
    search = save_search(by=aminata, name="Urgent", query="", desk=desk)

    for act in (
        lambda by: change_search(search.pk, by=by, name="Mine now", desk=None),
        lambda by: delete_search(search.pk, by=by),
    ):
        with pytest.raises(NotPermitted, match="Only Aminata changes this search"):
            act(boris)
        with pytest.raises(NotFound):
            act(olek)
    assert SavedSearch.objects.get().name == "Urgent"


def test_a_search_is_not_shared_with_strangers(aminata: User, other_desk: Desk) -> None:
    with pytest.raises(BadInput):
        save_search(by=aminata, name="Urgent", query="", desk=other_desk)


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_search_has_a_name(aminata: User, name: str) -> None:
    with pytest.raises(BadInput):
        save_search(by=aminata, name=name, query="")


def test_names_are_once_per_person(aminata: User, boris: User) -> None:
    save_search(by=aminata, name="Urgent", query="")
    save_search(by=boris, name="Urgent", query="")

    with pytest.raises(BadInput, match="You have a search of this name"):
        save_search(by=aminata, name="urgent", query="")


def test_there_is_an_end_to_searches(aminata: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "MOST_SEARCHES", 1)
    save_search(by=aminata, name="One", query="")

    with pytest.raises(BadInput, match="Delete one first"):
        save_search(by=aminata, name="Two", query="")
    with pytest.raises(BadInput, match="too long"):
        save_search(by=aminata, name="Long", query="q=" + "x" * 3000)


def test_saved_search_once_per_owner(aminata: User, boris: User) -> None:
    save_search(by=aminata, name="Urgent", query="")

    truth_table(
        "saved_search_once_per_owner",
        lambda **changes: SavedSearch(**changes),
        [
            ({"owner": aminata, "name": "Urgent"}, False),
            ({"owner": aminata, "name": "URGENT"}, False),
            ({"owner": aminata, "name": "Old"}, True),
            ({"owner": boris, "name": "Urgent"}, True),
        ],
    )


def test_saved_search_name_said(aminata: User) -> None:
    truth_table(
        "saved_search_name_said",
        lambda **changes: SavedSearch(owner=aminata, **changes),
        [({"name": "Urgent"}, True), ({"name": ""}, False), ({"name": "  "}, False)],
    )


# --- The pages ---------------------------------------------------------------------------------------


def save(client: Client, user: User, **sent: str) -> str:
    client.force_login(user)
    answer = client.post("/searches/", sent)
    return f"{answer.status_code} {answer.get('Location', answer.content.decode())}"


def test_a_search_is_saved_from_the_queue_and_opened_with_one_press(client: Client, aminata: User) -> None:
    make_incident(aminata, priority=3)
    client.force_login(aminata)
    page = client.get("/queue/?queue=to_verify&priority=3").content.decode()
    assert '<input type="hidden" name="query" value="priority=3">' in page

    saved = save(client, aminata, name="Urgent", query="priority=3", queue="to_verify", desk="")

    assert saved == "303 /queue/?priority=3&queue=to_verify"
    search = SavedSearch.objects.get()
    opened = client.get(f"/searches/{search.pk}/")
    assert opened["Location"] == "/queue/?priority=3&queue=to_verify"
    page = client.get(opened["Location"]).content.decode()
    assert f'href="/searches/{search.pk}/" aria-current="page"' in page
    assert "Save this search" not in page


def test_a_search_of_the_list_opens_the_list(client: Client, aminata: User) -> None:
    assert save(client, aminata, name="New", query="state=new", queue="") == "303 /incidents/?state=new"
    assert save(client, aminata, name="Odd", query="", queue="odd").startswith("303 /incidents/")


def test_a_refused_name_keeps_the_search(client: Client, aminata: User) -> None:
    page = save(client, aminata, name=" ", query="priority=3", queue="to_verify")

    assert page.startswith("400")
    assert 'name="query" value="priority=3"' in page
    assert 'name="queue" value="to_verify"' in page


def test_the_address_stays_when_the_name_changes(
    client: Client, aminata: User, boris: User, desk: Desk
) -> None:
    save(client, aminata, name="Urgent", query="priority=3", queue="")
    pk = SavedSearch.objects.get().pk

    client.post(f"/searches/{pk}/change/", {"name": "Very urgent", "desk": desk.pk})

    client.force_login(boris)
    assert "Very urgent" in client.get("/searches/").content.decode()
    assert "Shared by Aminata" in client.get("/incidents/").content.decode()
    assert client.get(f"/searches/{pk}/")["Location"] == "/incidents/?priority=3"


def test_a_search_is_deleted(client: Client, aminata: User) -> None:
    save(client, aminata, name="Urgent", query="", queue="")
    pk = SavedSearch.objects.get().pk

    page = client.post(f"/searches/{pk}/delete/", follow=True).content.decode()

    assert "The search “Urgent” was deleted." in page
    assert client.get(f"/searches/{pk}/").status_code == 404


def test_the_queue_counts_what_is_asked(client: Client, aminata: User) -> None:
    make_incident(aminata, priority=3)
    make_incident(aminata)
    client.force_login(aminata)

    page = client.get("/queue/?queue=to_verify&priority=3").content.decode()

    assert 'To verify<span class="count">1</span>' in page
    assert 'href="?queue=pending&amp;priority=3"' in page
