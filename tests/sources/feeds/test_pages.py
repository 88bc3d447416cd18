"""The pages of new items, feeds and rules."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Desk, Role, User
from casework.sources.feeds.triage import decide
from casework.sources.models import KeywordRule, Triaged, TriageItem
from tests.builders import make_user
from tests.sources.builders import make_source
from tests.sources.feeds.builders import make_feed, make_rule, make_waiting

pytestmark = pytest.mark.django_db
LIST = "/triage/"


def test_the_list_shows_what_waits_and_the_next_row_of_each(client: Client, lamine: User, desk: Desk) -> None:
    feed = make_feed(desk)
    old, new = (make_waiting(desk, feed=feed, title=each) for each in ("Old raid", "New raid"))
    client.force_login(lamine)

    page = client.get(LIST)

    assert [(line.row, line.next_id) for line in page.context["lines"]] == [(new, old.pk), (old, new.pk)]
    assert 'rel="noopener noreferrer"' in page.content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Raid"]),
        ("?show=kept", ["Camp"]),
        ("?show=dropped", ["Derby"]),
        ("?show=filtered", ["Rice"]),
        ("?q=rai", ["Raid"]),
        ("?q=ford", []),
        ("?show=nonsense&feed=x&desk=%00", ["Raid"]),
    ],
)
def test_tabs_and_words(query: str, titles: list[str], client: Client, lamine: User, desk: Desk) -> None:
    feed = make_feed(desk)
    _raid, camp, derby = (make_waiting(desk, feed=feed, title=each) for each in ("Raid", "Camp", "Derby"))
    decide(camp.pk, Triaged.KEEP, by=lamine)
    decide(derby.pk, Triaged.DROP, by=lamine)
    make_rule(desk)
    make_waiting(desk, feed=feed, title="Rice")
    client.force_login(lamine)

    page = client.get(LIST + query)

    assert [str(line.row) for line in page.context["lines"]] == titles


def test_a_decision_leads_to_the_next_item_with_a_way_back(client: Client, lamine: User, desk: Desk) -> None:
    row = make_waiting(desk)
    client.force_login(lamine)

    answer = client.post(reverse("sources:triage-keep", args=[row.pk]), {"next": "7", "back": "q=raid"})
    page = client.get(LIST).content.decode()
    client.post(reverse("sources:triage-undo", args=[row.pk]), {"seen": "2"})

    assert (answer.status_code, answer["Location"]) == (303, "/triage/?q=raid#item-7")
    assert f'action="/triage/{row.pk}/undo/"' in page
    assert list(TriageItem.objects.waiting()) == [row]


@pytest.mark.parametrize("back", ["//evil.example", "#x", "\\evil", "https://evil.example"])
def test_nobody_is_led_elsewhere(back: str, client: Client, lamine: User, desk: Desk) -> None:
    client.force_login(lamine)
    row = make_waiting(desk)

    answer = client.post(reverse("sources:triage-drop", args=[row.pk]), {"back": back, "next": "7#x"})

    assert answer["Location"].startswith(LIST)


def test_who_comes_second_reads_who_was_first(
    client: Client, lamine: User, aminata: User, desk: Desk
) -> None:
    row = make_waiting(desk)
    decide(row.pk, Triaged.DROP, by=aminata)
    client.force_login(lamine)

    page = client.post(reverse("sources:triage-keep", args=[row.pk]), {"back": "show=dropped"})

    assert page.status_code == 409
    assert "Aminata marked this item as not relevant at" in page.content.decode()
    assert [line.row for line in page.context["lines"]] == [row]


def test_several_are_decided_reported_and_undone(client: Client, lamine: User, desk: Desk) -> None:
    feed = make_feed(desk)
    rows = [make_waiting(desk, feed=feed).pk for _ in range(3)]
    client.force_login(lamine)
    said = {"row": rows[:2], "do": "drop", "token": uuid.uuid4(), "back": "q=title"}

    report = client.post(reverse("sources:triage-several"), said, follow=True)
    undone = client.post(
        reverse("sources:triage-undo-several", args=[report.context["step"].pk]), follow=True
    )

    assert report.context["done"] == 2
    assert report.context["back"] == "/triage/?q=title"
    assert "2 items wait again." in undone.content.decode()
    assert client.post(reverse("sources:triage-several"), {**said, "do": "burn"}).status_code == 400


def test_a_viewer_reads_and_decides_nothing(client: Client, vera: User, desk: Desk) -> None:
    make_waiting(desk)
    client.force_login(vera)

    assert 'data-does="keep"' not in client.get(LIST).content.decode()


def test_feeds_say_how_they_are(client: Client, sira: User, desk: Desk) -> None:
    now = timezone.now()
    trouble = {"outcome": "dns", "visited_at": now, "failures": 2, "failing_since": now, "pace": "trouble"}
    make_feed(desk, title="Healthy")
    ill = make_feed(desk, title="Ill", **trouble)
    client.force_login(sira)

    page = client.get(reverse("sources:feeds"))
    looked = client.post(reverse("sources:feed-look", args=[ill.pk]))
    client.post(reverse("sources:feed-stop", args=[ill.pk]))

    assert [str(line.feed) for line in page.context["lines"]] == ["Ill", "Healthy"]
    assert "waits longer each time" in page.content.decode()
    assert looked.status_code == 303
    ill.refresh_from_db()
    assert ill.is_stopped


def test_an_operator_learns_of_trouble_and_of_no_confidential_name(
    client: Client, desk: Desk, other_desk: Desk
) -> None:
    now = timezone.now()
    trouble = {"outcome": "dns", "visited_at": now, "failures": 2, "failing_since": now}
    make_feed(desk, title="Open feed", **trouble)
    make_feed(other_desk, title="Secret feed", source=make_source(name="Deep Throat", tlp="AMBER"), **trouble)
    nadia = make_user("nadia", is_operator=True)
    client.force_login(nadia)

    page = client.get(reverse("sources:feeds")).content.decode()

    assert "Open feed" in page
    assert "A confidential feed" in page
    assert "Secret feed" not in page
    assert "Deep Throat" not in page
    assert "Feeds in trouble" in client.get("/").content.decode()


def test_a_rule_is_tried_and_then_saved(client: Client, sira: User, desk: Desk) -> None:
    feed = make_feed(desk)
    for title in ("Raid", "Rice"):
        make_waiting(desk, feed=feed, title=title)
    client.force_login(sira)
    said = {"any_of": "raid\nambush", "language": "EN"}

    tried = client.post(reverse("sources:rule-add"), {**said, "preview": "yes"})
    assert not KeywordRule.objects.exists()
    client.post(reverse("sources:rule-add"), said)

    assert "It would have shown 1 of the last 2 items" in tried.content.decode()
    rule = KeywordRule.objects.get()
    assert (rule.any_of, rule.language, rule.changed_by) == (["raid", "ambush"], "en", sira)


def test_a_rule_that_was_changed_meanwhile_keeps_what_was_typed(
    client: Client, sira: User, desk: Desk
) -> None:
    rule = make_rule(desk, version=2, changed_by=make_user("salif", desk, Role.SUPERVISOR))
    client.force_login(sira)

    page = client.post(reverse("sources:rule-edit", args=[rule.pk]), {"any_of": "typed words", "seen": "1"})

    assert page.status_code == 412
    assert "Salif changed this rule meanwhile" in page.content.decode()
    assert "typed words" in page.content.decode()


def test_the_home_page_says_how_much_waits(client: Client, lamine: User, desk: Desk) -> None:
    make_waiting(desk)
    client.force_login(lamine)

    assert 'href="/triage/"><span class="value">1</span>' in client.get("/").content.decode()
