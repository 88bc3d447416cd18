"""The Sokolo story from a pasted text to what a program reads, by three people in three browsers.

Every page on the way is captured at the width of a desk and of a phone, by day and by night. The pictures go
to the directory that CASEWORK_SCREENSHOTS names, for a person to look at; else to one that is thrown away.
"""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from django.conf import LazySettings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.accounts.models import User
from casework.codebook.models import Country
from casework.codebook.vocabularies import load_vocabularies
from casework.digests.models import Subscription
from casework.digests.services import subscribe_everybody
from casework.digests.tasks import send_due_digests
from casework.incidents.models import Incident
from casework.sources.keeping import rate_source
from casework.sources.models import Reliability, Source
from tests.browser.conftest import PHONE, Opens
from tests.browser.selecting import select
from tests.builders import PASSWORD
from tests.incidents.builders import make_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = """Army post at Sokolo overrun in the night

Armed men overran an army post next to Sokolo, a village in the region of Ségou, on 26 January, before dawn.

About 20 soldiers lost their lives, the government said. By the evening nobody had said that it was
their work.

Two other attacks are fresh in memory. In November, 24 soldiers died and 29 were hurt when a patrol was
ambushed in the north. In the first days of this month, missiles hit a base that several armies share;
20 people were hurt.
"""
SECOND = """What we know of the night of Sokolo

An officer whom we reached by telephone spoke of at least 19 dead among the men stationed there.
The attackers came on motorcycles, carried rifles and left before it was light, he said.
"""
TITLES = ["Raid on the army camp at Sokolo", "Ambush of a patrol in the north", "Missiles on a shared base"]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    place = Path(os.environ.get("CASEWORK_SCREENSHOTS") or tmp_path / "pictures")
    place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture(autouse=True)
def installation(settings: LazySettings, tmp_path: Path, boris: User, sira: User) -> None:
    """The codebook as it is delivered, and two outlets whose reliability the supervisor has rated."""
    settings.CAPTURES_DIR = tmp_path / "captures"
    load_vocabularies()
    for name, letter in (("Bamako Morning", Reliability.B), ("Courrier du Delta", Reliability.C)):
        source = Source.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        rate_source(source.pk, letter, from_on=date(2019, 1, 1), reason="Names its sources.", by=sira)


def capture(page: Page, place: Path, name: str) -> None:
    """Keep the page as it looks on a desk by day and on a phone by night, and measure it there."""
    page.screenshot(path=place / f"{name}-desktop.png", full_page=True)
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=place / f"{name}-phone.png", full_page=True)
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert too_wide <= 0, f"{name} is {too_wide} px wider than a phone"


def file_document(page: Page, outlet: str, title: str, on: str) -> None:
    page.get_by_label("Outlet").fill(outlet)
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Published on").fill(on)
    page.get_by_role("button", name="File the document").click()


def open_claim(page: Page, words: str, about: str) -> Locator:
    """Select words of the text, say what they are about, and return the form that opens."""
    select(page, words)
    page.get_by_role("menuitem", name=about).click()
    form = page.locator("#new-claim")
    expect(form.get_by_role("heading", name=about)).to_be_visible()
    expect(form.locator("[name=quote]")).to_have_value(words)
    return form


def add_claim(page: Page, words: str, about: str, **fields: str) -> None:
    form = open_claim(page, words, about)
    for name, value in fields.items():
        if name in ("term", "credibility"):
            form.locator(f"[name={name}]").select_option(label=value)
        else:
            form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name="Add the claim").click()
    expect(page.get_by_role("status")).to_contain_text("was added.")


def sign(page: Page, number: str, reason: str = "") -> None:
    section = page.locator(f"section[aria-labelledby=number-{number}]")
    section.locator("summary").first.click()
    section.get_by_label("Reason").fill(reason)
    section.get_by_role("button", name=re.compile("^Sign")).click()
    expect(page.get_by_role("status")).to_contain_text("You signed")


def log(page: Page) -> list[str]:
    """Paste the report, log its three attacks, and return their numbers."""
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("Text", exact=True).fill(REPORT)
    page.get_by_label("Address").fill("https://bamako-morning.example/sokolo")
    file_document(page, "Bamako Morning", "Army post at Sokolo overrun", "2020-01-27")
    address, uids = page.url, []
    for title in TITLES:
        page.goto(address)
        page.get_by_label("Title of the incident").fill(title)
        page.keyboard.press("Enter")
        page.wait_for_url("**/incidents/CW-*/")
        uids.append(page.url.rstrip("/").rsplit("/", 1)[1])
    page.goto(address)
    return uids


def prove_first_report(page: Page) -> None:
    form = open_claim(page, "About 20 soldiers lost their lives", "Killed")
    expect(form.get_by_label("Low")).to_have_value("20")
    expect(form.get_by_label("How it is put")).to_have_value("about")
    expect(form.get_by_label("Whom")).to_have_value("military")
    form.get_by_label("Who says so").fill("Government of Mali")
    form.get_by_label("Credibility").select_option("2")
    form.get_by_role("button", name="Add the claim").click()
    expect(page.get_by_role("status")).to_contain_text("was added.")
    add_claim(page, "on 26 January, before dawn", "Date")
    add_claim(page, "army post", "Target", term="Military")
    add_claim(page, "overran", "Event type", term="Battles")
    add_claim(page, "nobody had said that it was\ntheir work", "Perpetrator")
    form = open_claim(page, "next to Sokolo, a village in the region of Ségou", "Place")
    expect(form.locator("[name=place_name]")).to_have_value("Sokolo")
    form.locator("[name=country]").select_option(label="Mali")
    form.locator("[name=admin1]").fill("Ségou")
    form.locator("[name=latitude]").fill("14.7328")
    form.locator("[name=longitude]").fill("-6.1219")
    form.get_by_role("button", name="Add the claim").click()
    expect(page.get_by_role("status")).to_contain_text("was added.")


def bring_second_report(page: Page, file: Path) -> None:
    file.write_text(SECOND, encoding="utf-8")
    page.get_by_text("Bring in another document").click()
    page.get_by_role("link", name="Add a new document").click()
    page.get_by_label("Or a file").set_input_files(file)
    file_document(page, "Courrier du Delta", "What we know of the night", "2020-01-27")
    page.wait_for_url("**/prove/**")
    add_claim(
        page,
        "at least 19 dead among the men",
        "Killed",
        attributed_to="An officer",
        credibility="3: possibly true",
    )
    add_claim(page, "carried rifles", "Weapon", term="Firearms")


def fill_in(page: Page, uid: str) -> None:
    """Take over what the claims say, one press each, and add what no source says."""
    page.goto(f"/incidents/{uid}/edit/")
    for said in ("Battles", "Military", "Firearms", "26 Jan 2020, Before dawn", "Sokolo"):
        page.get_by_role("button", name=re.compile(said)).first.click()
    page.get_by_label("Sub-event type").select_option(label="Armed clash")
    page.get_by_label("Summary").fill("Armed men overran the army post at Sokolo before dawn.")
    page.get_by_label(re.compile("^Fair")).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"{uid} was saved.")


@pytest.fixture
def earlier(installation: None, aminata: User) -> Incident:
    """What else happened in the town on that day: related perhaps, and not the same."""
    return make_incident(
        aminata,
        title="A crowd kills a man at the market of Sokolo",
        date_edtf="2020-01-26",
        date_earliest=date(2020, 1, 26),
        date_latest=date(2020, 1, 26),
        date_precision="day",
        country=Country.objects.get(pk="MLI"),
        place_name="Sokolo",
        latitude="14.7328",
        longitude="-6.1219",
        location_precision="exact",
    )


def verify(page: Page, uid: str, second_report: Path, pictures: Path) -> None:
    page.goto(f"/incidents/{uid}/")
    page.get_by_role("button", name="Take", exact=True).click()
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("link", name="Prove").click()
    prove_first_report(page)
    capture(page, pictures, "2-proved")
    bring_second_report(page, second_report)
    sign(page, "killed-total", "The officer gives a floor, the government an estimate.")
    sign(page, "injured-total")
    capture(page, pictures, "3-assessed")
    fill_in(page, uid)


def relate_and_submit(page: Page, earlier: Incident, pictures: Path) -> None:
    pair = page.get_by_role("article", name=re.compile(earlier.title))
    expect(pair).to_contain_text("Same day; both: Sokolo")
    pair.focus()
    page.keyboard.press("n")
    expect(pair.get_by_role("button", name="Take back")).to_be_visible()
    pair.focus()
    page.keyboard.press("r")
    expect(pair.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("Reprisal")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(earlier.uid)
    capture(page, pictures, "4-ready")
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Submitted")


def agree(page: Page, uid: str, pictures: Path) -> None:
    page.get_by_role("link", name=re.compile("To review")).click()
    page.get_by_role("link", name=re.compile(uid)).click()
    capture(page, pictures, "5-review")
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Reviewed")


def approve(page: Page, uid: str, pictures: Path) -> None:
    capture(page, pictures, "6-approval-queue")
    page.get_by_role("link", name=re.compile(uid)).click()
    capture(page, pictures, "7-decision")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text(f"{uid} is now “Approved”.")


def make_key(page: Page) -> str:
    page.goto("/accounts/keys/")
    page.get_by_label("What it is for").fill("map")
    page.get_by_role("button", name="Make the key").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    return page.locator("#secret").inner_text()


def test_from_paste_to_program(
    opens: Opens, live_server: LiveServer, tmp_path: Path, pictures: Path, earlier: Incident
) -> None:
    aminata, boris, sira = (User.objects.get(username=name) for name in ("aminata", "boris", "sira"))
    page = opens("/documents/", aminata)
    uid = log(page)[0]
    capture(page, pictures, "1-document")
    verify(page, uid, tmp_path / "second.txt", pictures)
    relate_and_submit(page, earlier, pictures)
    agree(opens("/queue/", boris), uid, pictures)
    page = opens("/admin/review/approvalqueue/", sira)
    approve(page, uid, pictures)

    read = published(live_server, uid, make_key(page))
    killed = next(each for each in read["numbers"] if each["outcome"] == "killed")
    assert (killed["low"], killed["best"], killed["high"]) == (19, 20, 20)
    quotes = {claim["citation"]["quote"]["exact"] for claim in read["claims"]}
    assert {"About 20 soldiers lost their lives", "at least 19 dead among the men"} <= quotes
    assert f"{uid}  {TITLES[0]}" in weekly_mail(sira)
    assert "To verify (3)" in weekly_mail(boris)


def published(live_server: LiveServer, uid: str, secret: str) -> dict[str, Any]:
    """Read the incident as a program does that knows its address and a key."""
    address = f"{live_server.url}/api/v1/incidents/{uid}/"
    request = Request(address, headers={"Authorization": f"Bearer {secret}"})  # noqa: S310
    with urlopen(request) as answer:  # noqa: S310 - our own server
        found: dict[str, Any] = json.load(answer)
    return found


def weekly_mail(person: User) -> str:
    """Return the text of the summary that the person gets when it is due."""
    subscribe_everybody()
    Subscription.objects.filter(user=person, kind="summary").update(next_send_at=timezone.now())
    mail.outbox.clear()
    send_due_digests()
    return next(str(sent.body) for sent in mail.outbox if sent.to == [person.email])
