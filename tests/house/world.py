"""The demo as an example of everything, and one signed-in browser for each role."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from casework.accounts.invitations import invite, link_secret
from casework.accounts.keys import create_key
from casework.accounts.models import ApiKey, Desk, Invitation, Membership, Role, Service, User
from casework.codebook.models import Place
from casework.coding.models import Coding, Draw, Exercise, Task
from casework.crossref.models import (
    ExternalMatch,
    Judgement,
    Link,
    ListFile,
    MergeJournal,
    Offer,
    OwnList,
    RecordImport,
)
from casework.crossref.tasks import find_new_pairs
from casework.digests.models import Digest, Subscription
from casework.digests.services import subscribe_everybody
from casework.incidents.models import CitationCheck, Incident, SavedSearch, Tag
from casework.incidents.services.searches import save_search
from casework.review.models import Batch, Comment
from casework.review.services.batches import Row, action_named, carry_out
from casework.sources.feeds.triage import decide_several
from casework.sources.models import (
    Agency,
    Document,
    Feed,
    KeywordRule,
    Source,
    Triaged,
    TriageItem,
    TriageStep,
)
from tests.accounts.builders import make_service
from tests.crossref.builders import build_external_match, build_judgement, build_link, build_pair
from tests.digests.builders import build_digest
from tests.house.access import BODIES, SUBJECTS
from tests.house.addresses import addresses
from tests.publication.builders import build_notice, build_release
from tests.sources.stamping.builders import make_stamp

FORM = "application/x-www-form-urlencoded"
_PASSWORD = "eight fishes in a boat"
# Which row stands for a model, where the first one would be a special case.
EXAMPLES: dict[str, dict[str, Any]] = {
    "audit.Entry": {"subject_kind": "incident"},
    "review.ApprovalQueue": {"review_state": "reviewed", "desk__slug": "sahel"},
}
# What stands for an argument whatever there is; the first two are what other data sets' clients ask.
FIXED: dict[str, Any] = {
    "form": "csv",
    "version": "26.0.1",
    "content_type_id": 1,
    "key": "set-password",
    "number": 1,
    "object_id": 1,
    "token": "not-a-token",
    "uidb36": "1",
    "url": "nowhere/",
}
# Whoever has a key that reads.
PROGRAM = "program"
# What coding twice has of its own.
IN_CODING: dict[str, Callable[[], Any]] = {
    "exercise_id": lambda: Exercise.objects.earliest("pk").pk,
    "task_id": lambda: Task.objects.earliest("pk").pk,
    "draw_id": lambda: Draw.objects.get(incident__title__startswith="Ambush of a patrol").pk,
    "coding_id": lambda: Coding.objects.earliest("pk").pk,
}
PEOPLE = {
    "viewer": "vera",
    "logger": "lamine",
    "verifier": "aminata",
    "reviewer": "boris",
    "supervisor": "sira",
    "outsider": "olek",
    "operator": "nadia",
}


class World:
    """The demo's desk Sahel, seen by each role."""

    def __init__(self, passwords: dict[str, str]) -> None:
        self.desk = Desk.objects.get(slug="sahel")
        for role, name in ((Role.VIEWER, "vera"), (Role.LOGGER, "lamine")):
            user = User.objects.create_user(name, f"{name}@example.org", _PASSWORD, name=name.title())
            Membership.objects.create(user=user, desk=self.desk, role=role)
        subscribe_everybody()
        _add_what_the_demo_lacks(self.subject(""), vera=User.objects.get(username="vera"))
        find_new_pairs()
        # The demo makes no key: it would be one more secret on the screen.
        vera = User.objects.get(username="vera")
        life = timedelta(days=1)
        self.key = create_key(vera, name="Reading", scopes=["read"], lasts_for=life, by=vera)[1]
        # A first start loads the gazetteer beside the demo.
        Place.objects.create(name="Sokolo", country_id="MLI", latitude="14.7328", longitude="-6.1219")
        # One for all roles: making one loads every middleware.
        self.browser = Client()
        self.cookies = {role: _sign_in(name, passwords.get(name, _PASSWORD)) for role, name in PEOPLE.items()}
        self.addresses = {each.name: each for each in addresses(get_resolver().url_patterns)}

    def ask(self, role: str, method: str, url: str, body: str = "") -> HttpResponseBase:
        """Send a form as the person of that role, or as their program; nothing outlives the request."""
        headers = {"Authorization": f"Bearer {self.key}"} if role == PROGRAM else None
        self.browser.cookies = SimpleCookie(self.cookies.get(role, ""))
        with transaction.atomic():
            answer = self.browser.generic(method, url, body, content_type=FORM, headers=headers)
            transaction.set_rollback(True)
        return answer

    def subject(self, address: str) -> Incident:
        """Return the incident that an address is about."""
        return Incident.objects.get(title__startswith=SUBJECTS.get(address, "Raid on the army camp"))

    def other_than(self, subject: Incident) -> Incident:
        """Return another incident of the desk."""
        other = Incident.objects.filter(desk=self.desk).exclude(pk=subject.pk).order_by("pk").first()
        assert other is not None
        return other

    def body(self, address: str) -> str:
        """Return what is sent to an address."""
        if address not in BODIES:
            return ""
        subject = self.subject(address)
        values = {
            "version": subject.version,
            **self.pair_values(),
            "other_version": self.other_than(subject).version,
            "document": subject.citations.values_list("snapshot__document", flat=True).first(),
        }
        return BODIES[address].format(**values)

    def pair_values(self) -> dict[str, Any]:
        """Return what a page of the judged pair, and of the merge, would send."""
        judgement, merge = Judgement.objects.earliest("pk"), MergeJournal.objects.earliest("pk")
        return {
            "judgement": judgement.pk,
            "left_version": judgement.pair.left.version,
            "right_version": judgement.pair.right.version,
            "donor_version": merge.donor.version,
            "survivor_version": merge.survivor.version,
        }

    def url(self, address: str) -> str:
        """Return the address with the example's values for its arguments."""
        found = self.addresses[address]
        values = {name: self.value(address, name) for name in found.arguments}
        if found.name != found.route:
            return reverse(address, kwargs=values)
        return "/" + re.sub(r"[<(].*?(\w+)>(\.\*\))?\$?", lambda match: str(values[match[1]]), found.route)

    def value(self, address: str, argument: str) -> Any:
        """Return what stands for an argument in an address."""
        if address.startswith("api-v1:") and argument == "key":
            return "gn-1" if address == "api-v1:place-detail" else "1"
        if argument in IN_CODING:
            return IN_CODING[argument]()
        if argument == "name" and address.startswith(("ogc:", "ucdp:")):
            return "incidents" if address.startswith("ogc:") else "gedevents"
        if address == "digests:unsubscribe":
            return Subscription.objects.latest("pk").token
        if argument in FIXED:
            return FIXED[argument]
        # Only the one asked for is looked up.
        examples: dict[str, Callable[[], Any]] = {
            "app_label": lambda: "accounts",
            "batch_id": lambda: Batch.objects.earliest("pk").pk,
            "tag_id": lambda: Tag.objects.filter(desk=self.desk).earliest("pk").pk,
            "search_id": lambda: SavedSearch.objects.earliest("pk").pk,
            "check_id": lambda: CitationCheck.objects.open().latest("pk").pk,
            "claim_id": lambda: next(iter(self.subject(address).claims.values_list("pk", flat=True)), 0),
            "comment_id": lambda: Comment.objects.earliest("pk").pk,
            "invitation_id": lambda: Invitation.objects.earliest("pk").pk,
            "secret": lambda: link_secret(Invitation.objects.earliest("pk")),
            "judgement_id": lambda: Judgement.objects.earliest("pk").pk,
            "pair_id": lambda: Judgement.objects.earliest("pk").pair_id,
            "merge_id": lambda: MergeJournal.objects.earliest("pk").pk,
            "match_id": lambda: ExternalMatch.objects.earliest("pk").pk,
            "file_id": lambda: ListFile.objects.filter(desk=self.desk).earliest("pk").pk,
            "import_id": lambda: RecordImport.objects.earliest("pk").pk,
            "offer_id": lambda: Offer.objects.earliest("pk").pk,
            "agency_id": lambda: Agency.objects.earliest("pk").pk,
            "feed_id": lambda: Feed.objects.earliest("pk").pk,
            "item_id": lambda: TriageItem.objects.waiting().filter(desk=self.desk).latest("pk").pk,
            "rule_id": lambda: KeywordRule.objects.earliest("pk").pk,
            "step_id": lambda: TriageStep.objects.earliest("pk").pk,
            "link_id": lambda: Link.objects.earliest("pk").pk,
            "name": lambda: "claims" if address == "incidents:prove-section" else "history",
            "notification_id": lambda: User.objects.get(username="aminata").notifications.earliest("pk").pk,
            "other": lambda: self.other_than(self.subject(address)).uid,
            "slug": lambda: Source.objects.get(slug="bamako-morning").slug,
            "user_id": lambda: User.objects.get(username="boris").pk,
            "uid": lambda: self.subject(address).uid,
            "digest_id": lambda: Digest.objects.get(user__username="vera").pk,
            "document_id": lambda: Document.objects.filter(desks=self.desk).latest("pk").pk,
            "service_id": lambda: Service.objects.earliest("pk").pk,
            "key_id": lambda: ApiKey.objects.get(user__username="vera").pk,
            "pk": lambda: Document.objects.filter(desks=self.desk).latest("pk").pk,
        }
        return examples[argument]()

    def example(self, label: str) -> models.Model:
        """Return a row of the model that belongs to the desk Sahel, where rows belong to desks."""
        model = apps.get_model(label)
        wanted = dict(EXAMPLES.get(label, {}))
        if any(field.name == "desk" for field in model._meta.fields):
            wanted["desk"] = self.desk
        row = model._default_manager.filter(**wanted).order_by("pk").first()
        assert isinstance(row, models.Model), f"The demo has no {label}."
        return row

    def admin_answers(self, label: str, role: str) -> set[str]:
        """Return what a role may do with a model in the admin, in the words of the table."""
        name = f"admin:{label.lower().replace('.', '_')}"
        row = [self.example(label).pk]
        page = self.ask(role, "GET", reverse(f"{name}_change", args=row))
        is_form = isinstance(page, HttpResponse) and b'name="_save"' in page.content
        answers = {
            "list": self.ask(role, "GET", reverse(f"{name}_changelist")).status_code,
            "open": page.status_code,
            "add": self.ask(role, "GET", reverse(f"{name}_add")).status_code,
            "change": page.status_code if is_form else None,
            "delete": self.ask(role, "GET", reverse(f"{name}_delete", args=row)).status_code,
        }
        return {word for word, answer in answers.items() if answer == HTTPStatus.OK}


def _add_what_the_demo_lacks(incident: Incident, *, vera: User) -> None:
    """A judgement, a link, a notice, a tag, a release and a digest: the demo has no reason for them."""
    Tag.objects.create(desk=incident.desk, name="photos", created_by=incident.created_by)
    others = Incident.objects.filter(desk=incident.desk).exclude(review_state="merged")
    other = others.exclude(pk=incident.pk).first()
    assert other is not None
    pair = build_pair(*sorted([incident, other], key=lambda each: each.pk))
    pair.save()
    build_judgement(pair, incident.created_by).save()
    ferry = Incident.objects.get(title__startswith=SUBJECTS["crossref:unlink"])
    build_link(ferry, incident, incident.created_by).save()
    build_external_match(incident).save()
    sira = User.objects.get(username="sira")
    invite("awa@example.org", desk=incident.desk, role=Role.LOGGER, by=sira)
    make_service(sira, incident.desk)
    _bring_files(incident.desk, sira)
    document = Document.objects.filter(desks=incident.desk).latest("pk")
    make_stamp(document.snapshots.get(number=1))
    Offer.objects.create(incident=ferry, document=document, score="0.5")
    build_notice(other).save()
    build_release(incident.created_by).save()
    build_digest(vera).save()
    carry_out(
        action_named("tag", sira),
        [Row(other.pk, other.version)],
        by=sira,
        details={"tag": "to call back"},
        token=uuid.uuid4(),
    )
    dropped = TriageItem.objects.waiting().filter(desk=incident.desk).earliest("pk")
    decide_several([dropped.pk], Triaged.DROP, by=sira, token=uuid.uuid4())
    save_search(by=sira, name="Of this week", query="due=week", queue="to_verify", desk=incident.desk)
    _change_a_source(Incident.objects.get(title__startswith=SUBJECTS["incidents:source-change"]))


def _bring_files(desk: Desk, sira: User) -> None:
    """A file of another data set, and one of a list of the desk's own, each checked."""
    RecordImport.objects.create(
        file_name="ged.csv",
        sha256="0" * 64,
        size=1,
        by=sira,
        state="checked",
        due_at=None,
        dataset="ucdp_ged",
    )
    own_list = OwnList.objects.create(desk=desk, name="Diary", outlet="Desk", created_by=sira)
    ListFile.objects.create(
        desk=desk,
        own_list=own_list,
        file_name="diary.csv",
        sha256="0" * 64,
        size=1,
        by=sira,
        state="checked",
        due_at=None,
        headings=["Title"],
        mapping={"columns": {"title": "Title"}},
    )


def _change_a_source(incident: Incident) -> None:
    """Let a document that the incident cites say something else now."""
    cited = incident.citations.select_related("snapshot").earliest("pk")
    CitationCheck.objects.create(citation=cited, snapshot=cited.snapshot, fate="vanished", before=cited.exact)


def _sign_in(username: str, password: str) -> str:
    """Sign in through the page, and return the cookies of the session."""
    client = Client()
    client.post(reverse("account_login"), {"login": username, "password": password})
    return client.cookies.output(attrs=[], header="", sep=";")
