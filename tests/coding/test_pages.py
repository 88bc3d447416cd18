"""The pages: what waits, coding blind, and two codings side by side."""

from typing import Any

import pytest
from django.urls import reverse

from casework.accounts.models import User
from casework.coding.models import Coding
from casework.incidents.models import Incident
from tests.coding.builders import make_draw, make_submitted
from tests.review.builders import make_term
from tests.signing_in import Browser

pytestmark = pytest.mark.django_db

TITLE = "Attack on the camp at Sokolo"


@pytest.fixture
def coding(aminata: User, boris: User) -> Coding:
    draw = make_draw(aminata)
    Incident.objects.update(summary="Twenty soldiers died at the camp.", place_as_reported="Sokolo camp")
    draw.incident.blind_people.add(boris)
    return Coding.objects.create(draw=draw, coder=boris)


def form(**changes: Any) -> dict[str, Any]:
    said = {
        "date_edtf": "26 January 2020",
        "place_name": "Sokolo",
        "event_type": make_term("event_type", "battles").pk,
        "killed_best": "20",
        "perpetrator": "nobody",
        "is_blind": "yes",
        "do": "submit",
    }
    return {**said, **changes}


def test_what_waits_names_no_incident(client: Browser, aminata: User, boris: User) -> None:
    draw = make_draw(aminata)
    client.force_login(boris)

    page = client.get(reverse("coding:list")).content.decode()

    assert f"Draw {draw.pk}" in page
    assert TITLE not in page
    assert draw.incident.uid not in page


def test_taking_leads_to_the_sources(client: Browser, aminata: User, boris: User) -> None:
    draw = make_draw(aminata)
    client.force_login(boris)

    answer = client.post(reverse("coding:take", args=[draw.pk]))

    assert answer["Location"] == reverse("coding:code", args=[Coding.objects.get().pk])


def test_the_page_shows_the_sources_and_nothing_of_the_first_coding(
    client: Browser, coding: Coding, boris: User
) -> None:
    client.force_login(boris)

    page = client.get(reverse("coding:code", args=[coding.pk])).content.decode()

    assert "Before dawn on Sunday armed men attacked the army camp" in page
    assert "<mark" not in page
    assert '<q dir="auto">Nobody has claimed the attack.</q>' in page
    for hidden in (TITLE, coding.draw.incident.uid, "Twenty soldiers", "Sokolo camp", 'value="2020-01-26"'):
        assert hidden not in page


def test_no_other_door_shows_it(client: Browser, coding: Coding, boris: User) -> None:
    client.force_login(boris)
    incident, document = coding.draw.incident, coding.draw.snapshots.get().document

    for name in ("detail", "history", "prove", "edit"):
        assert client.get(reverse(f"incidents:{name}", args=[incident.uid])).status_code == 404
    for url in (
        f"{reverse('incidents:list')}?q=Sokolo",
        reverse("home"),
        f"{reverse('review:queue')}?queue=to_review",
        reverse("sources:detail", args=[document.pk]),
        reverse("digests:notifications"),
    ):
        page = client.get(url)
        assert page.status_code == 200
        assert incident.uid not in page.content.decode(), url


def test_only_its_coder_opens_it(client: Browser, coding: Coding, aminata: User, sira: User) -> None:
    for person in (aminata, sira):
        client.force_login(person)

        assert client.get(reverse("coding:code", args=[coding.pk])).status_code == 404


def test_a_draft_is_kept_however_it_reads(client: Browser, coding: Coding, boris: User) -> None:
    client.force_login(boris)
    url = reverse("coding:code", args=[coding.pk])

    answer = client.post(url, form(do="draft", date_edtf="some day", killed_best="many"))

    assert answer.status_code == 303
    page = client.get(url).content.decode()
    assert 'value="some day"' in page
    assert 'value="many"' in page
    assert Coding.objects.open().exists()


def test_what_stands_in_the_form_is_kept_while_somebody_types(
    client: Browser, coding: Coding, boris: User
) -> None:
    client.force_login(boris)
    url = reverse("coding:code", args=[coding.pk])

    answer = client.post(url, form(do="keep", date_edtf="some day"))

    assert answer.json()["sentence"].startswith("Your words were kept at ")
    assert 'value="some day"' in client.get(url).content.decode()
    client.post(url, form())
    late = client.post(url, form(do="keep", date_edtf="too late"))
    assert late.status_code == 303
    assert Coding.objects.get().typed["date_edtf"] == ["26 January 2020"]


def test_submitting_leads_to_the_comparison(client: Browser, coding: Coding, boris: User) -> None:
    client.force_login(boris)

    answer = client.post(reverse("coding:code", args=[coding.pk]), form())

    assert answer["Location"] == reverse("coding:compare", args=[coding.pk])
    page = client.get(answer["Location"]).content.decode()
    assert TITLE in page
    assert "You made one of the two codings" in page
    assert Coding.objects.get().coded["date_edtf"] == "2020-01-26"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"is_blind": ""}, "Say whether you had known it"),
        ({"date_edtf": "some day"}, "is not a date we can read"),
        ({"killed_low": "30"}, "Write low ≤ best ≤ high"),
        ({"killed_best": "many"}, "Enter a whole number"),
        ({"location_precision": "exact"}, "An exact place needs coordinates"),
        ({"perpetrator": "999999"}, "Choose one of the listed values"),
        ({"place": "999999"}, "There is no such place in the list"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(
    client: Browser, coding: Coding, boris: User, changes: dict[str, str], sentence: str
) -> None:
    client.force_login(boris)
    url = reverse("coding:code", args=[coding.pk])

    answer = client.post(url, form(**changes))

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert Coding.objects.open().get().typed["place_name"] == ["Sokolo"]


def test_a_third_decides_on_the_page(client: Browser, aminata: User, boris: User, sira: User) -> None:
    coding = make_submitted(make_draw(aminata), boris, time_of_day="dawn")
    client.force_login(sira)
    url = reverse("coding:compare", args=[coding.pk])
    assert "The second is right" in client.get(url).content.decode()

    sent = {"field": "time_of_day", "choice": "second", "reason": "It says dawn.", "seen": "1"}
    answer = client.post(reverse("coding:decide", args=[coding.pk]), sent)

    assert answer["Location"] == url
    assert Incident.objects.get().time_of_day == "dawn"
    assert "It says dawn." in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"seen": "7"}, 412),
        ({"reason": ""}, 400),
        ({"choice": "x"}, 400),
        ({"seen": ""}, 428),
        ({"field": "x"}, 400),
    ],
)
def test_a_refused_decision_keeps_what_was_typed(
    client: Browser, aminata: User, boris: User, sira: User, changes: dict[str, str], status: int
) -> None:
    coding = make_submitted(make_draw(aminata), boris, time_of_day="dawn")
    client.force_login(sira)

    sent = {"field": "time_of_day", "choice": "second", "reason": "It says dawn.", "seen": "1", **changes}
    answer = client.post(reverse("coding:decide", args=[coding.pk]), sent)

    assert answer.status_code == status
    assert "This was not decided." in answer.content.decode()
    if changes.get("field") is None and "reason" not in changes:
        assert "It says dawn." in answer.content.decode()


def test_another_desk_sees_nothing(client: Browser, aminata: User, boris: User, olek: User) -> None:
    coding = make_submitted(make_draw(aminata), boris)
    client.force_login(olek)

    assert (
        coding.draw.incident.uid not in client.get(f"{reverse('coding:list')}?show=decided").content.decode()
    )
    assert client.get(reverse("coding:compare", args=[coding.pk])).status_code == 404


def test_the_home_page_says_what_waits(client: Browser, aminata: User, boris: User) -> None:
    make_draw(aminata)
    client.force_login(boris)

    assert "Coding twice" in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("show", ["waiting", "mine", "decide", "decided", "open", "nonsense"])
def test_every_list_opens(client: Browser, aminata: User, boris: User, sira: User, show: str) -> None:
    make_submitted(make_draw(aminata), boris, time_of_day="dawn")
    make_submitted(make_draw(aminata), boris, is_blind=False)
    Coding.objects.create(draw=make_draw(aminata), coder=boris)
    for person in (boris, sira):
        client.force_login(person)

        assert client.get(f"{reverse('coding:list')}?show={show}").status_code == 200
