"""Bring documents in."""

import datetime
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.text import slugify
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.audit.services import record
from casework.core.canonical import fingerprint
from casework.core.difference import difference
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.core.statements import Also, add, columns_of, rows_of
from casework.core.text import storable
from casework.core.tlp import Tlp
from casework.sources import store
from casework.sources.addresses import canonical, domain
from casework.sources.fetching.guard import Guard
from casework.sources.fetching.reading import extracted
from casework.sources.keeping import supervised
from casework.sources.material import Material, pasted, uploaded
from casework.sources.merging import follow_merge
from casework.sources.models import (
    Collected,
    Document,
    DocumentDesk,
    FetchState,
    Snapshot,
    Source,
    SourceDomain,
    Watch,
)
from casework.sources.outcomes import Outcome
from casework.sources.policies import (
    may_add_document,
    may_add_text,
    may_edit_document,
)

OF_A_DOCUMENT = ("source_id", "title", "byline", "published_on", "language", "tlp")
_OF_DOCUMENT = "FROM sources_snapshot WHERE document_id = %s ORDER BY number"
# What a new text brings with it. Cited passages are looked for in it, and a task finds out what it repeats:
# the row is the work.
FOLLOWS = Also("""
cited AS (
    UPDATE sources_watch SET current_id = added.id, anchor_due_at = statement_timestamp()
      FROM added WHERE sources_watch.document_id = added.document_id AND added.text <> ''
), print AS (
    INSERT INTO sources_textprint (snapshot_id, document_id, runs)
    SELECT id, document_id, '{}' FROM added WHERE text <> ''
)
""")
# BCP 47 as far as it names a language and where it is spoken.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,4})?")


@dataclass(frozen=True, slots=True)
class Added:
    """What `add_document` found or made. An address alone has no snapshot until it was fetched."""

    document: Document
    snapshot: Snapshot | None
    is_new_document: bool
    is_new_snapshot: bool


@dataclass(frozen=True, slots=True)
class Described:
    """What a person says about a document, ready for the database."""

    url: str
    outlet: str
    title: str
    byline: str
    published_on: datetime.date | None
    language: str
    tlp: Tlp | None
    submission: str | None
    # Neither text nor file came with it.
    is_address_alone: bool


def add_document(
    *,
    by: User,
    desk: Desk,
    text: str = "",
    file: bytes = b"",
    url: str = "",
    outlet: str = "",
    title: str = "",
    byline: str = "",
    published_on: datetime.date | None = None,
    language: str = "",
    tlp: Tlp | None = None,
    token: str = "",
) -> Added:
    """File a pasted text, an uploaded file, or an address alone as a document of `desk`. Safe to run twice.

    An address alone is fetched by a task within seconds, and needs neither title nor outlet: until they are
    known, the address and its domain stand for them.
    A page or a PDF that is uploaded fills what is left empty with what was read from it.
    An address that is known gives the document that has it: a new snapshot where the content differs, and
    otherwise the old one; its title and other particulars stay. A text without address is a new document,
    unless the same was sent with the same `token`, as a double click does. `outlet` names the source, and is
    needed unless the address is of a known domain; an unknown name becomes a new source. BadInput and
    NotPermitted say why nothing was filed.
    """
    if not (decision := may_add_document(by, desk)):
        raise NotPermitted(decision.reason)
    material, collected = _material(text, file, url.strip())
    described = Described(
        url=url.strip(),
        outlet=_line(outlet, 160),
        title=_line(title, 500) or (material.title if material else ""),
        byline=_line(byline, 300) or (material.byline if material else ""),
        published_on=published_on or (material.published_on if material else None),
        language=_language(language) or (material.language if material else ""),
        tlp=tlp,
        submission=_submission(token, by, desk, material, outlet, title),
        is_address_alone=material is None,
    )
    address = canonical(described.url) if described.url else None
    return _added(described, address, material, collected, by, desk)


def add_text(document_id: int, *, by: User, text: str) -> Added:
    """Paste the text of a document that is there, where a file or an address gave none. Safe to run twice.

    What was collected before stays: this is one more snapshot. BadInput, NotFound and NotPermitted say why
    it was not kept.
    """
    material = pasted(text)
    sha256 = store.put(material.content)
    with transaction.atomic():
        document = (
            Document.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=document_id).first()
        )
        if document is None:
            raise NotFound(_("This document does not exist. Choose one from the list."))
        if not (decision := may_add_text(by, document)):
            raise NotPermitted(decision.reason)
        snapshot, is_new = keep_snapshot(document, material, sha256, Collected.PASTED, by)
        added = Added(document, snapshot, False, is_new)
        if is_new:
            desks = document.desks.filter(pk__in=by.desks_with(Role.LOGGER))
            _record(added, by, desks.order_by("pk")[0])
    return added


def save_document(document: Document, *, by: User) -> Document:
    """Keep what a supervisor changed about a document's particulars, after validation by a form."""
    with transaction.atomic():
        before = (
            Document.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=document.pk).first()
        )
        if before is None:
            raise NotFound(_("This document does not exist. Choose one from the list."))
        if not (decision := may_edit_document(by, before)):
            raise NotPermitted(decision.reason)
        document.save(update_fields=[name.removesuffix("_id") for name in OF_A_DOCUMENT])
        change = difference(before, document, OF_A_DOCUMENT)
        record(by, "sources.change_document", document, desk=supervised(by), **change)
    return document


def _added(
    described: Described,
    address: str | None,
    material: Material | None,
    collected: Collected,
    by: User,
    desk: Desk,
) -> Added:
    # Before the transaction: bytes without a row harm nobody, a row without bytes would.
    sha256 = store.put(material.content) if material else ""
    with transaction.atomic():
        document, is_new_document = _document(described, address, by, desk)
        _link, is_new_here = DocumentDesk.objects.get_or_create(
            document=document, desk=desk, defaults={"added_by": by}
        )
        if is_new_document:
            follow_merge(document)
        added = Added(document, document.snapshots.order_by("-number").first(), is_new_document, False)
        if material:
            kept, is_new_snapshot = keep_snapshot(document, material, sha256, collected, by)
            added = Added(document, kept, is_new_document, is_new_snapshot)
        elif document.fetch_state == FetchState.PARKED:
            put_in_queue(document)
        if is_new_here or added.is_new_snapshot:
            _record(added, by, desk)
    return added


def _material(text: str, file: bytes, url: str) -> tuple[Material | None, Collected]:
    """Return what was given, and how; None where it is an address alone."""
    if text and file:
        raise BadInput(_("Paste the text or upload the file, not both."), field="text")
    if file:
        given = uploaded(file)
        material = given if given.text else extracted(file, given.media_type)
        if material.flaw in (Outcome.TOO_LARGE, Outcome.BAD_TYPE):
            raise BadInput(
                _("This image is damaged or far too large. Save it anew, smaller, and upload that."),
                field="file",
            )
        return material, Collected.UPLOADED
    if url and not text.strip():
        return None, Collected.FETCHED
    return pasted(text), Collected.PASTED


def _line(text: str, longest: int) -> str:
    """Return `text` as one line of at most `longest` characters."""
    return " ".join(storable(text).split())[:longest].rstrip()


def _language(code: str) -> str:
    if code and not _LANGUAGE.fullmatch(code):
        raise BadInput(_("Write the language as a code, such as fr or pt-BR."), field="language")
    return code


def _document(described: Described, address: str | None, by: User, desk: Desk) -> tuple[Document, bool]:
    """Return the one document with this address, locked against other snapshots, or a new one."""
    if address and (known := Document.objects.filter(canonical_url=address).first()):
        return _shared(known, desk, by), False
    if described.is_address_alone:
        Guard.from_settings().refuse_at_sight(address or "")
    elif not described.title:
        raise BadInput(_("Give the document a title."), field="title")
    fields = {
        "url": described.url,
        "source": _source(described, address, by),
        "title": described.title or (address or "")[:500],
        "byline": described.byline,
        "published_on": described.published_on,
        "language": described.language,
        "tlp": described.tlp,
        "created_by": by,
    }
    if described.is_address_alone:
        fields |= {"fetch_state": FetchState.DUE, "next_attempt_at": Now()}
    if address is None:
        return _without_address(described.submission, fields)
    # Somebody may file the same address at this moment; the unique index makes us wait for them.
    document, is_new = Document.objects.get_or_create(canonical_url=address, defaults=fields)
    return (document, True) if is_new else (_shared(document, desk, by), False)


def _without_address(submission: str | None, fields: dict[str, Any]) -> tuple[Document, bool]:
    """Make a document, or return the one that the same form made a moment ago, locked."""
    if submission is None:
        return Document.objects.create(**fields), True
    # The second of two clicks waits here for the first one's commit.
    document, is_new = Document.objects.get_or_create(submission=submission, defaults=fields)
    return (document, True) if is_new else (_locked(document), False)


def _submission(token: str, by: User, desk: Desk, material: Material | None, *said: str) -> str | None:
    """Return the hash by which a form that is sent twice is known; another text in it is another document."""
    if not token or material is None:
        return None
    content = hashlib.sha256(material.content).hexdigest()
    return fingerprint([storable(token), by.pk, desk.pk, content, *map(storable, said)])


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("source").get(pk=document.pk)


def _shared(document: Document, desk: Desk, by: User) -> Document:
    """Lock a known document, unless its mark keeps it from this desk, or at it from this person."""
    locked = _locked(document)
    is_narrow = locked.effective_tlp in (Tlp.RED, Tlp.AMBER_STRICT, Tlp.AMBER)
    known_here = Document.objects.visible_to(by).filter(pk=locked.pk, desk_links__desk=desk)
    if is_narrow and not known_here.exists():
        raise NotPermitted(_("This address cannot be filed at your desk. Ask your supervisor."))
    return locked


def _source(described: Described, address: str | None, by: User) -> Source:
    """Return the source with the name that was given, or that owns the domain; make one for a new name.

    For an address alone a new source gets the domain as its name, until a supervisor gives it a better one.
    """
    if described.outlet:
        return _source_named(described.outlet, by)
    host = domain(address or "")
    owned = SourceDomain.objects.select_related("source").filter(domain=host).first()
    if owned is None and described.is_address_alone and "." in host:
        owned, _is_new = SourceDomain.objects.get_or_create(
            domain=host, defaults={"source": _source_named(host[:160], by)}
        )
    if owned is None:
        raise BadInput(_("Say who published it: the name of the outlet."), field="outlet")
    return owned.source


def _source_named(name: str, by: User) -> Source:
    slug = slugify(name)[:70]
    if not slug or Source.objects.filter(slug=slug).exists():
        slug = f"{slug or 'source'}-{fingerprint(name)[:8]}"
    # Two people may name the same new outlet at once: the name is unique, so that both get one row.
    made = {"name": name, "slug": slug, "created_by": by}
    return Source.objects.get_or_create(name__iexact=name, defaults=made)[0]


def keep_snapshot(
    document: Document,
    material: Material,
    sha256: str,
    collected: Collected,
    by: User | None,
) -> tuple[Snapshot, bool]:
    """Return the document's snapshot with this content, or add the next one. The document must be locked.

    A text that a person brings ends the trouble with the address: the document is no longer parked.
    """
    if material.text and collected != Collected.FETCHED:
        Document.objects.filter(pk=document.pk, fetch_state=FetchState.PARKED).update(
            fetch_state=FetchState.BY_HAND, outcome=""
        )
    snapshot = next_snapshot(document, material, sha256, collected, by, kept=snapshots_of(document))
    if snapshot._state.adding:
        return add(snapshot, beside=[FOLLOWS]), True
    return snapshot, False


def next_snapshot(
    document: Document,
    material: Material,
    sha256: str,
    collected: Collected,
    by: User | None,
    *,
    kept: Sequence[Snapshot],
    final_url: str = "",
) -> Snapshot:
    """Return the one of `kept` with this content, or the next one, which is still to be added with `FOLLOWS`.

    `kept` are the snapshots of the document in their order.
    """
    text_sha256 = hashlib.sha256(material.text.encode()).hexdigest()
    for same in kept:
        if (same.sha256, same.text_sha256) == (sha256, text_sha256):
            _says_now(same)
            return same
    return Snapshot(
        document=document,
        number=kept[-1].number + 1 if kept else 1,
        sha256=sha256,
        size=len(material.content),
        media_type=material.media_type,
        text=material.text,
        text_sha256=text_sha256,
        extractor=material.extractor,
        found=material.found,
        collected=collected,
        collected_by=by,
        final_url=final_url,
    )


def snapshots_of(document: Document) -> list[Snapshot]:
    """Return the snapshots in their order, without what weighs: their texts. One query."""
    heavy = ("text", "found")
    statement = f"SELECT {columns_of(Snapshot, without=heavy)} {_OF_DOCUMENT}"
    return rows_of(Snapshot, statement, [document.pk], without=heavy)


def _says_now(snapshot: Snapshot) -> None:
    """Where the document is cited, have the passages looked for in the text that it has now."""
    if snapshot.text:
        cited = Watch.objects.filter(document=snapshot.document_id).exclude(current=snapshot)
        cited.update(current=snapshot, anchor_due_at=Now())


def put_in_queue(document: Document) -> None:
    """Let a task fetch the document as soon as one looks, with all attempts before it. Safe to run twice."""
    Document.objects.filter(pk=document.pk).update(
        fetch_state=FetchState.DUE, next_attempt_at=Now(), attempts=0, outcome=""
    )


def _record(added: Added, by: User, desk: Desk) -> None:
    verb = "sources.add_document" if added.is_new_document else "sources.add_to_document"
    after = {
        "address": added.document.canonical_url,
        "snapshot": added.snapshot.number if added.snapshot else None,
        "sha256": added.snapshot.sha256 if added.snapshot else "",
        "is_new_snapshot": added.is_new_snapshot,
    }
    record(by, verb, added.document, after=after, desk=desk)
