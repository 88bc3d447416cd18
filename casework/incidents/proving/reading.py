"""What the page shows: one document's text with the passages that were cited, and the others to choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from casework.accounts.models import User
from casework.incidents.models import CasualtyClaim, Citation, Claim, ClaimKind, Incident, IncidentDocument
from casework.incidents.passages import Block, Passage, blocks_of
from casework.incidents.proving.about import About, about_of
from casework.incidents.reading import ClaimGroup, passages_of, remember
from casework.sources.models import Document, Snapshot
from casework.sources.reading import Comparison, Shown, comparison
from casework.sources.reading import opened as opened_text

FOUND = 8


@dataclass(frozen=True, slots=True)
class Table:
    """What lies before a verifier: the incident's documents, one of them open, and what was said of them."""

    documents: list[Document]
    document: Document | None
    is_beside: bool
    snapshots: list[Snapshot]
    shown: Shown | None
    # What changed since another snapshot, where that was asked for.
    comparison: Comparison | None
    blocks: list[Block]
    claims: list[ClaimGroup]
    # Citations that no live claim rests on.
    bare: list[Citation]
    # What the marks in the text prove, each once: the key to their letters and looks.
    legend: list[About]

    @property
    def wholes(self) -> list[CasualtyClaim]:
        """The live numbers, of which another may be a part."""
        live = [claim for group in self.claims for claim in group.live]
        return [claim.casualtyclaim for claim in live if claim.kind == ClaimKind.CASUALTIES]


def table_of(
    incident: Incident, user: User, *, document: str = "", snapshot: str = "", against: str = ""
) -> Table:
    """Read all of it, with the document and the snapshots that were asked for. About ten queries."""
    asked = int(document) if document.isdecimal() and len(document) < 19 else 0
    documents = _documents(incident, user, asked)
    opened = next((each for each in documents if str(each.pk) == document), None)
    opened = opened or next(iter(documents), None)
    claims = remember(incident, user)
    citations = passages_of(incident, user, claims)
    claimed: dict[int, list[Claim]] = {}
    for claim in (claim for group in claims for claim in group.live):
        claimed.setdefault(claim.citation_id, []).append(claim)
    snapshots, text = opened_text(opened, snapshot) if opened else ([], None)
    here = [each for each in citations if text and each.snapshot_id == text.snapshot.pk]
    passages = [_passage(each, claimed.get(each.pk, [])) for each in here]
    return Table(
        documents=documents,
        document=opened,
        is_beside=opened is None or bool(getattr(opened, "is_beside", True)),
        snapshots=snapshots,
        shown=text,
        comparison=comparison(text, snapshots, against),
        blocks=blocks_of(text.text, passages) if text else [],
        claims=claims,
        bare=[each for each in citations if each.pk not in claimed],
        legend=_proved(claim for each in here for claim in claimed.get(each.pk, [])),
    )


def documents_to_bring(incident: Incident, user: User, words: str) -> list[Document]:
    """Return documents that do not lie beside the incident: those that the words find, or the newest."""
    others = Document.objects.visible_to(user).exclude(pk__in=_known(incident)).select_related("source")
    if words:
        others = others.filter(
            Q(title__icontains=words) | Q(canonical_url__icontains=words) | Q(source__name__icontains=words)
        )
    return list(others.order_by("-pk")[:FOUND])


def _known(incident: Incident) -> QuerySet[Document]:
    """Return the documents that were put beside the incident, or are cited for it."""
    beside = IncidentDocument.objects.filter(incident=incident).values("document")
    cited = Citation.objects.filter(incident=incident).values("snapshot__document")
    return Document.objects.filter(Q(pk__in=beside) | Q(pk__in=cited))


def _documents(incident: Incident, user: User, asked: int) -> list[Document]:
    """Return the documents of the incident, and the one that was asked for, oldest first. One query."""
    visible = Document.objects.visible_to(user).select_related("source")
    beside = Q(pk__in=_known(incident).values("pk"))
    found = visible.annotate(is_beside=ExpressionWrapper(beside, output_field=BooleanField()))
    return list(found.filter(beside | Q(pk=asked)).order_by("published_on", "pk"))


def _passage(citation: Citation, claims: Sequence[Claim]) -> Passage:
    """Return where a citation stands, that its mark leads to the first claim on it, and what they say."""
    proved = _proved(claims)
    return Passage(
        citation.pk,
        citation.start,
        citation.end,
        leads_to=f"claim-{claims[0].pk}" if claims else f"bare-{citation.pk}",
        kind=claims[0].kind if claims else "",
        cues="".join(about.cue for about in proved),
        proves=", ".join(str(about.label) for about in proved),
    )


def _proved(claims: Iterable[Claim]) -> list[About]:
    """Return what the claims are about, each once and in the order of the menu."""
    found = {about_of(claim) for claim in claims}
    return [about for about in About if about in found]
