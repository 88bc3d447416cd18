"""A list costs the same number of queries with one row and with six, and with a desk three times as busy."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.invitations import invite, withdraw_invitation
from casework.accounts.keys import create_key, revoke_key
from casework.accounts.models import Desk, Membership, Role, User
from casework.accounts.programs import end_service
from casework.crossref.models import CandidatePair, ExternalRecord, ListFile, Offer, OwnList, RecordImport
from casework.crossref.tasks import find_new_pairs
from casework.demo.incidents import Player
from casework.incidents.models import Incident, State
from casework.review.models import Lease
from casework.review.services import give_back
from casework.sources.models import Document, Fixity, Snapshot, Soundness
from casework.sources.services import add_document
from tests.accounts.builders import make_service
from tests.codebook.builders import make_edition, make_place, niger
from tests.coding.builders import build_plan
from tests.crossref.builders import build_judgement
from tests.digests.builders import build_digest
from tests.house.access import admin_rows, rows
from tests.house.world import PROGRAM, World
from tests.incidents.builders import build_casualty_claim, make_citation
from tests.publication.builders import build_release
from tests.review.builders import make_incident
from tests.sources.feeds.builders import make_feed, make_rule, make_waiting

FACADES = {
    "acled:actor",
    "acled:actortype",
    "acled:cast",
    "acled:country",
    "acled:deleted",
    "acled:read",
    "acled:region",
    "ogc:collections",
}
LISTS = {
    "account_invitations": "supervisor",
    "account_keys": "viewer",
    "account_services": "supervisor",
    **dict.fromkeys(sorted(FACADES), PROGRAM),
    "api-v1:actor-list": PROGRAM,
    "api-v1:changes": PROGRAM,
    "api-v1:document-list": PROGRAM,
    "api-v1:incident-list": PROGRAM,
    "api-v1:place-list": PROGRAM,
    "api-v1:release-list": PROGRAM,
    "api-v1:source-list": PROGRAM,
    "api-v1:staff-incident-list": PROGRAM,
    "api-v1:vocabularies": PROGRAM,
    "coding:agreement": "supervisor",
    "coding:exercises": "supervisor",
    "coding:list": "supervisor",
    "coding:mine": "supervisor",
    "crossref:imports": "supervisor",
    "crossref:list": "supervisor",
    "crossref:offers": "supervisor",
    "lists:list": "supervisor",
    "digests:mail": "supervisor",
    "digests:notifications": "supervisor",
    "digests:preview": "supervisor",
    "home": "supervisor",
    "incidents:list": "supervisor",
    "review:dashboard": "supervisor",
    "review:queue": "supervisor",
    "review:searches": "supervisor",
    "review:tags": "supervisor",
    "sources:agencies": "supervisor",
    "sources:feeds": "supervisor",
    "sources:fixity": "supervisor",
    "sources:list": "supervisor",
    "sources:sources": "supervisor",
    "sources:rules": "supervisor",
    "sources:triage": "supervisor",
}
A_DAY = timedelta(days=1)
READERS = {label: may["list"] for label, may in admin_rows()}
NO_LISTS = {
    "account_change_password",
    "account_reauthenticate",
    "account_sessions",
    "mfa_index",
    "account_habits",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "admin:index",
    "admin:jsi18n",
    "admin:logout",
    "api-v1:schema",
    "ogc:api",
    "ogc:conformance",
    "ogc:landing",
    "codebook:places",
    "codebook:towns",
    "health-live",
    "health-ready",
    "health-metrics",
    "incidents:date",
    "incidents:point",
    "sources:add",
    "sources:agency-add",
    "sources:rule-add",
}


def opened(world: World, role: str, url: str) -> tuple[int, Any]:
    """Return how many queries the list costs when it is opened again, and the page."""
    world.ask(role, "GET", url)
    with CaptureQueriesContext(connection) as captured:
        answer = world.ask(role, "GET", url)
    assert answer.status_code == 200
    return len(captured), answer


def queries(world: World, role: str, url: str) -> int:
    return opened(world, role, url)[0]


def test_every_page_is_a_list_or_not(world: World) -> None:
    found = {address for address, method, answers in rows() if method == "GET" and {200, 401} & {*answers}}

    assert {name for name in found if not world.addresses[name].arguments} == LISTS.keys() | NO_LISTS


def file_documents(desk: Desk, number: int) -> None:
    """Let somebody of the desk file three texts of outlets that are new."""
    by = User.objects.get(username="aminata")
    for each in range(3):
        name = f"Outlet {number}-{each}"
        add_document(by=by, desk=desk, text=f"{name} says so.", outlet=name, title=name)


def lose_bytes(number: int) -> None:
    """Let the bytes of so many snapshots be found missing."""
    hashes = list(dict.fromkeys(Snapshot.objects.order_by("-pk").values_list("sha256", flat=True)))[:number]
    lost = [Fixity(sha256=sha256, state=Soundness.MISSING, bad_since=Now()) for sha256 in hashes]
    Fixity.objects.bulk_create(lost, ignore_conflicts=True)


def make_keys() -> None:
    """Let the viewer make three keys more, and revoke one."""
    vera = User.objects.get(username="vera")
    made = [create_key(vera, name="Map", scopes=["read"], lasts_for=A_DAY, by=vera)[0] for _ in range(4)]
    revoke_key(made[0].pk, by=vera)


def invite_three(desk: Desk) -> None:
    """Let a supervisor invite three people more, and withdraw one invitation."""
    sira = User.objects.get(username="sira")
    for each in range(3):
        made = invite(f"{each}@example.org", desk=desk, role=Role.VIEWER, by=sira)
    withdraw_invitation(made.pk, by=sira)


def make_services(desk: Desk) -> None:
    """Let a supervisor make three services more, and end one."""
    sira = User.objects.get(username="sira")
    for each in range(3):
        made = make_service(sira, desk, name=f"Map {each}")
    end_service(made.pk, by=sira)


def offer_everywhere(desk: Desk, place: int) -> None:
    """Offer one of the desk's documents to all incidents there are."""
    document = Document.objects.filter(desks=desk).order_by("pk")[place]
    offers = [Offer(incident=each, document=document, score="0.5") for each in Incident.objects.all()]
    Offer.objects.bulk_create(offers, ignore_conflicts=True)


def bring_files() -> None:
    """Let a supervisor bring three files of other data sets."""
    sira = User.objects.get(username="sira")
    for each in range(3):
        RecordImport.objects.create(file_name=f"{each}.csv", sha256="0" * 64, size=1, by=sira)
        desk = next(iter(sira.desks_with(Role.VERIFIER)))
        own_list = OwnList.objects.create(desk_id=desk, name=f"Diary {each}", outlet="Desk", created_by=sira)
        ListFile.objects.create(
            desk_id=desk, own_list=own_list, file_name=f"{each}.csv", sha256="0" * 64, size=1, by=sira
        )


@pytest.fixture(scope="module")
def grown(demo: World) -> dict[str, tuple[int, int]]:
    """The queries of each list with the incidents of the demo, and with three times as many."""
    with transaction.atomic():
        lose_bytes(1)
        offer_everywhere(demo.desk, 0)
        before = {name: queries(demo, role, reverse(name)) for name, role in LISTS.items()}
        make_keys()
        invite_three(demo.desk)
        make_services(demo.desk)
        player = Player(
            {each.document.url.rsplit("/", 1)[1]: each for each in Snapshot.objects.order_by("-number")}
        )
        for number in range(2):
            file_documents(demo.desk, number)
            make_waiting(demo.desk, title="An attack")
            make_rule(demo.desk, feed=make_feed(demo.desk))
            player.play_all()
            for lease in Lease.objects.open():
                give_back(lease.incident_id, by=lease.holder)
        find_new_pairs()
        offer_everywhere(demo.desk, 1)
        bring_files()
        lose_bytes(4)
        found = {name: (before[name], queries(demo, role, reverse(name))) for name, role in LISTS.items()}
        # At once, for other lists are counted in this file too.
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_costs_the_same_with_more_rows(name: str, grown: dict[str, tuple[int, int]]) -> None:
    before, after = grown[name]

    assert before == after


@pytest.fixture(scope="module")
def doubled(demo: World) -> None:
    """A second row of what there is once: beside a single row no list can cost more."""
    aminata, boris, lamine = (User.objects.get(username=name) for name in ("aminata", "boris", "lamine"))
    reviewed = make_incident(aminata, State.REVIEWED, reviewed_by=boris, desk=demo.desk)
    for snapshot in Snapshot.objects.with_text().filter(number=1).order_by("pk")[:2]:
        citation = make_citation(reviewed, quote=snapshot.text[:12].strip(), snapshot=snapshot)
        build_casualty_claim(reviewed, citation=citation).save()
    *_, left, right = Incident.objects.filter(desk=demo.desk).order_by("pk")
    pair, _ = CandidatePair.objects.get_or_create(left=left, right=right, defaults={"score": "0.5"})
    build_judgement(pair, boris).save()
    offered = Offer.objects.exclude(incident=left).latest("pk")
    Offer.objects.get_or_create(incident=left, document=offered.document, defaults={"score": "0.5"})
    first = ExternalRecord.objects.earliest("pk")
    ExternalRecord.objects.create(
        dataset="ucdp_ged", external_id="900002", row={}, row_sha256="0", reach_km=1, space=3,
        first_day=first.first_day, last_day=first.last_day, time=0,
        place_names=[], place_sounds=[], actors=[], documents=[],
    )  # fmt: skip
    build_release(boris, name="26.0.2").save()
    build_digest(lamine, message_id="<two@casework.test>").save()
    create_key(lamine, name="Table", scopes=["read"], lasts_for=A_DAY, by=lamine)
    make_edition(2)
    make_feed(demo.desk, created_by=boris)
    make_place(country=niger())
    second = Desk.objects.create(name="Second", slug="second")
    sira = User.objects.get(username="sira")
    Membership.objects.create(user=sira, desk=second, role=Role.SUPERVISOR)
    build_plan(desk=second).save()
    make_service(sira, second, name="Second map")


@pytest.mark.usefixtures("doubled")
@pytest.mark.parametrize("label", sorted(model._meta.label for model in admin.site._registry))
def test_a_list_of_the_admin_costs_the_same_with_more_rows(
    label: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = "supervisor" if "supervisor" in READERS[label] else "operator"
    screen = next(each for model, each in admin.site._registry.items() if model._meta.label == label)
    url = reverse(f"admin:{label.lower().replace('.', '_')}_changelist")

    counts, shown = [], []
    for size in (1, 6):
        monkeypatch.setattr(screen, "list_per_page", size)
        count, page = opened(world, role, url)
        counts.append(count)
        shown.append(len(page.context["cl"].result_list))

    assert shown[0] < shown[1]
    assert counts[0] == counts[1]
