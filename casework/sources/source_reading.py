"""What the pages of sources show, as far as a person may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from casework.accounts.models import User
from casework.core.decision import Decision
from casework.sources.models import Document, Reliability, Source, SourceMerge, SourceReliability
from casework.sources.policies import may_edit_sources

DOCUMENTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Published:
    """How many documents of a source a person sees, and the day of the newest."""

    documents: int = 0
    newest: date | None = None


def published_by(sources: Sequence[Source], user: User) -> dict[int, Published]:
    """Return what the person sees of each source, by its primary key. One query."""
    rows = Document.objects.visible_to(user).filter(source__in=sources).order_by()
    counted = rows.values_list("source").annotate(Count("pk"), Max("published_on"))
    return {source: Published(documents, newest) for source, documents, newest in counted}


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with everything that its page says."""

    source: Source
    domains: list[str]
    ratings: list[SourceReliability]
    published: Published
    documents: list[Document]
    merges: list[SourceMerge]
    may_edit: Decision

    @property
    def reliability(self) -> Reliability:
        """The rating that holds today."""
        today = date.today()  # noqa: DTZ011 - ratings are days without a zone
        held = next((each.letter for each in self.ratings if each.from_on <= today), Reliability.F)
        return Reliability(held)


def page_of_source(source: Source, user: User) -> SourcePage:
    """Read the page of a source. Five queries."""
    documents = Document.objects.visible_to(user).filter(source=source)
    both = SourceMerge.objects.filter(undone_at__isnull=True, donor__in=Source.objects.visible_to(user))
    return SourcePage(
        source=source,
        domains=list(source.domains.values_list("domain", flat=True)),
        ratings=list(source.reliabilities.select_related("by")),
        published=published_by([source], user).get(source.pk, Published()),
        documents=list(documents.order_by("-pk")[:DOCUMENTS_SHOWN]),
        merges=list(both.filter(survivor=source).select_related("donor", "by").order_by("-pk")),
        may_edit=may_edit_sources(user),
    )
