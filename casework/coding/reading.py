"""What the pages show: the three lists, the sources without anybody's marks, and two codings side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Role, User
from casework.coding import values
from casework.coding.fields import FIELDS, Field
from casework.coding.forms import VerdictForm
from casework.coding.models import Coding, Verdict
from casework.coding.policies import may_decide
from casework.coding.queues import comparable_by, to_decide_by, waiting_for
from casework.core.decision import Decision
from casework.core.paging import NEWEST, CappedCount, Column, Order, Page, capped_counts, page_of
from casework.core.refusal import Refusal
from casework.core.sentences import sentences
from casework.core.tlp import Tlp
from casework.incidents.content import content_of
from casework.incidents.passages import Block, blocks_of
from casework.sources.models import Document, Snapshot

# All texts lie on one page, so that nothing typed is lost by turning to another: each is cut here.
SHOWN_OF_EACH = 100_000
# Who waits longest comes first.
OLDEST = Order("oldest", _("Oldest first"), (Column("pk"),))
TABS = {
    "waiting": _("To code"),
    "mine": _("Mine"),
    "decide": _("To decide"),
    "decided": _("Compared"),
    "open": _("Being coded"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One of the lists, and how many rows each of them has."""

    shown: str
    tabs: list[tuple[str, Any, CappedCount, bool]]
    page: Page[Any]


def listing_of(user: User, asked: QueryDict) -> Listing:
    """Return the list that was asked for. Three queries, whatever its size."""
    lists = _lists(user)
    shown = asked.get("show", "")
    shown = shown if shown in lists else "waiting"
    counts = dict(zip(lists, capped_counts(list(lists.values())), strict=True))
    order = OLDEST if shown in ("waiting", "decide") else NEWEST
    page: Page[Any] = page_of(lists[shown], asked, count=counts[shown], order=order)
    tabs = [(name, TABS[name], counts[name], name == shown) for name in lists]
    return Listing(shown, tabs, page)


def _lists(user: User) -> dict[str, QuerySet[Any]]:
    shown = ("coder", "draw__desk", "draw__incident")
    lists: dict[str, QuerySet[Any]] = {
        "waiting": waiting_for(user).select_related("desk").annotate(texts=Count("snapshots")),
        "mine": Coding.objects.filter(coder=user, ended_at__isnull=True).select_related("draw__desk"),
        "decide": to_decide_by(user).select_related(*shown),
        "decided": comparable_by(user).select_related(*shown).annotate(decided=Count("verdicts")),
    }
    if supervised := user.desks_with(Role.SUPERVISOR):
        begun = Coding.objects.open().filter(draw__desk__in=supervised)
        lists["open"] = begun.select_related("coder", "draw__desk")
    return lists


@dataclass(frozen=True, slots=True)
class Source:
    """An archived text as the second coder reads it: nothing in it is marked."""

    document: Document
    snapshot: Snapshot
    blocks: list[Block]
    shown: int
    length: int

    @property
    def is_cut(self) -> bool:
        return self.shown < self.length


def sources_of(coding: Coding) -> list[Source]:
    """Return the texts to be coded, oldest document first. One query."""
    return sources_among(coding.draw.snapshots)


def sources_among(snapshots: Any) -> list[Source]:
    """Return some snapshots as texts to be coded, oldest document first. One query."""
    rows = snapshots.select_related("document__source")
    return [_source(each) for each in rows.order_by("document__published_on", "pk")]


def attack_meant(coding: Coding) -> str:
    """Return the sentence that the first coding cited first: a text may tell of several attacks.

    The unit has to be named before it can be coded twice. What the sentence proves is not said.
    """
    cited = [each for each in coding.draw.revision.content["citations"] if each["tlp"] != Tlp.RED]
    first = min(cited, key=lambda each: each["id"], default=None)
    if first is None:
        return ""
    text = (
        coding.draw.snapshots.filter(pk=first["snapshot"]["id"]).values_list("text", flat=True).first() or ""
    )
    spans = (text[start:end].strip() for start, end in sentences(text) if start <= first["start"] < end)
    return next(spans, first["exact"])


def _source(snapshot: Snapshot) -> Source:
    text = snapshot.text[:SHOWN_OF_EACH]
    return Source(snapshot.document, snapshot, blocks_of(text), len(text), len(snapshot.text))


@dataclass(frozen=True, slots=True)
class Line:
    """One field in two codings, what the incident says today, and who decided what."""

    field: Field
    first: str
    second: str
    # What the incident says by now, where that is neither of the two any more, or has changed since.
    now: str
    verdict: Verdict | None
    form: VerdictForm | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two codings of the same sources."""

    lines: list[Line]
    alike: list[Line]
    deciding: Decision


def comparison_of(coding: Coding, user: User, refusal: Refusal | None = None) -> Compared:
    """Put the two codings side by side, field by field. About fifteen queries."""
    first, second = values.of_revision(coding.draw.revision.content), coding.coded
    now = values.of_revision(content_of(coding.draw.incident))
    verdicts = {each.field: each for each in coding.verdicts.select_related("by")}
    deciding = may_decide(user, coding)
    lines = {
        name: _line(field, first, second, now, verdicts.get(name), _form(name, coding, deciding, refusal))
        for name, field in FIELDS.items()
    }
    return Compared(
        [lines[name] for name in coding.differing if name in lines],
        [line for name, line in lines.items() if name not in coding.differing],
        deciding,
    )


def _line(
    field: Field,
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    now: Mapping[str, Any],
    verdict: Verdict | None,
    form: VerdictForm | None,
) -> Line:
    has_changed = field.value(now) != field.value(first)
    return Line(
        field,
        field.words(first),
        field.words(second),
        field.words(now) if has_changed else "",
        verdict,
        form if verdict is None else None,
    )


def _form(name: str, coding: Coding, deciding: Decision, refusal: Refusal | None) -> VerdictForm | None:
    if not deciding or name not in coding.differing:
        return None
    if refusal is not None and refusal.name == name and isinstance(refusal.form, VerdictForm):
        return refusal.form
    return VerdictForm(name)
