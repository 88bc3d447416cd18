"""Quote the passage that proves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import BadInput, NotFound
from casework.core.text import storable
from casework.incidents.anchoring import Anchor, anchor, code_points, context
from casework.incidents.models import Citation, Credibility, Incident
from casework.incidents.models.citation import CONTEXT_LENGTH
from casework.incidents.services.changing import changing
from casework.sources.grouping import group_document
from casework.sources.models import Document, Snapshot
from casework.sources.watching import watch


def cite(
    incident_id: int,
    *,
    by: User,
    snapshot: Snapshot,
    quote: str = "",
    prefix: str = "",
    suffix: str = "",
    utf16_hint: int | None = None,
    start: int | None = None,
    end: int | None = None,
    attributed_to: str = "",
    credibility: str = Credibility.UNJUDGED,
    tlp: str = "",
) -> Citation:
    """Cite a passage of the snapshot for the incident: the words of `quote`, or from `start` to `end`.

    The server finds the quote itself; prefix, suffix and the browser's offset only help where it occurs more
    than once. `start` and `end` are code points. Needs no seen version: it overwrites nothing. Citing the
    same passage in the same way again returns the first citation. Without `tlp` the document's mark is taken.
    Raises BadInput, NotFound (incident or document hidden), NotPermitted and NotNow.
    """
    if not Document.objects.visible_to(by).filter(pk=snapshot.document_id).exists():
        raise NotFound(_("There is no such document, or you cannot see it."))
    hint = None if utf16_hint is None else code_points(snapshot.text, utf16_hint)
    place = _given(snapshot.text, start, end) if not quote and start is not None else None
    place = place or anchor(snapshot.text, quote, prefix=prefix, suffix=suffix, hint=hint)
    with changing(incident_id, by=by, seen=None, verb="incident.cite") as change:
        citation = _citation(change.incident, snapshot, place)
        citation.attributed_to = storable(attributed_to).strip()
        citation.credibility = credibility
        citation.tlp = tlp or snapshot.document.effective_tlp
        if existing := _same(citation):
            return existing
        citation.created_by = by
        citation.clean_fields()
        citation.save()
        watch(snapshot.document_id, cited=snapshot)
        group_document(snapshot.document_id)
        change.tell(after={"citation": citation.pk, "snapshot": snapshot.pk})
    return citation


def rate_citation(
    citation_id: int,
    *,
    by: User,
    seen: int,
    attributed_to: str | None = None,
    credibility: str | None = None,
    tlp: str | None = None,
    note: str = "",
) -> Citation:
    """Correct who is speaking in a passage, how credible it is, or who may see it. The words stay."""
    citation = _of_visible_incident(citation_id, by)
    wanted = {"attributed_to": attributed_to, "credibility": credibility, "tlp": tlp}
    with changing(citation.incident_id, by=by, seen=seen, verb="incident.rate_citation", note=note) as change:
        for name, value in wanted.items():
            old = getattr(citation, name)
            if value is not None and value != old:
                setattr(citation, name, storable(value).strip())
                change.tell(before={name: old}, after={name: value, "citation": citation.pk})
        citation.clean_fields()
        citation.save(update_fields=list(wanted))
    return citation


def _given(text: str, start: int, end: int | None) -> Anchor:
    if end is None or not 0 <= start < end <= len(text):
        raise BadInput(_("The passage has to begin before it ends, within the text."), field="start")
    return Anchor(start, end)


def _citation(incident: Incident, snapshot: Snapshot, place: Anchor) -> Citation:
    prefix, suffix = context(snapshot.text, place, CONTEXT_LENGTH)
    return Citation(
        incident=incident,
        snapshot=snapshot,
        start=place.start,
        end=place.end,
        exact=snapshot.text[place.start : place.end],
        prefix=prefix,
        suffix=suffix,
    )


def _same(citation: Citation) -> Citation | None:
    """Return a citation that says all of it already: a form that was sent twice makes one."""
    return Citation.objects.filter(
        incident=citation.incident,
        snapshot=citation.snapshot,
        start=citation.start,
        end=citation.end,
        attributed_to=citation.attributed_to,
        credibility=citation.credibility,
        tlp=citation.tlp,
    ).first()


def _of_visible_incident(citation_id: int, by: User) -> Citation:
    rows = Citation.objects.filter(incident__in=Incident.objects.visible_to(by))
    try:
        return rows.get(pk=citation_id)
    except Citation.DoesNotExist as error:
        raise NotFound(_("There is no such citation, or you cannot see it.")) from error
