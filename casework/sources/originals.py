"""The bytes of a snapshot as they came, to be kept by a browser and never opened inside our pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.audit.services import record
from casework.core.errors import NotNow
from casework.sources import store
from casework.sources.material import HTML, PDF, PLAIN
from casework.sources.models import Document, Snapshot, TimeStamp
from casework.sources.warc import warc_of

# A page of a stranger's is kept as text: opened from a disk it could read what lies beside it.
_ENDINGS = {
    PLAIN: "txt",
    HTML: "html.txt",
    PDF: "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
}


def ending(snapshot: Snapshot) -> str:
    """Return how the name of a file with these bytes ends."""
    return _ENDINGS.get(snapshot.media_type, "bin")


@login_required
@require_GET
def original(request: PersonRequest, document_id: int, number: int) -> HttpResponse:
    """Hand out the bytes as a file, and record who took them."""
    snapshot, content = _taken(request, document_id, number, "sources.take_original")
    name = f"document-{document_id}-{number}.{ending(snapshot)}"
    return _file(content, name, "application/octet-stream")


@login_required
@require_GET
def warc(request: PersonRequest, document_id: int, number: int) -> HttpResponse:
    """Hand out a snapshot as a web archive, for the field’s own players, and record who took it."""
    snapshot, content = _taken(request, document_id, number, "sources.export")
    name = f"document-{document_id}-{number}.warc.gz"
    return _file(b"".join(warc_of(snapshot, content)), name, "application/warc")


@login_required
@require_GET
def stamp(request: PersonRequest, document_id: int, number: int) -> HttpResponse:
    """Hand out a time stamp as it came. It tells no more of the document than its page: the hash."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=document_id)
    kept = get_object_or_404(TimeStamp, snapshot__document=document, snapshot__number=number)
    name = f"document-{document_id}-{number}.tsr"
    return _file(bytes(kept.answer), name, "application/timestamp-reply")


def _taken(request: PersonRequest, document_id: int, number: int, verb: str) -> tuple[Snapshot, bytes]:
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=document_id)
    snapshots = document.snapshots.select_related("document", "collected_by")
    snapshot = get_object_or_404(snapshots, number=number)
    content = _kept(snapshot)
    desks = document.desks.filter(pk__in=request.user.desks_with(Role.VIEWER))
    with transaction.atomic():
        after = {"snapshot": snapshot.number, "sha256": snapshot.sha256}
        record(request.user, verb, document, after=after, desk=desks.order_by("pk").first())
    return snapshot, content


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    # Should a browser show it after all, nothing in it runs and nothing is fetched.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _kept(snapshot: Snapshot) -> bytes:
    try:
        return store.get(snapshot.sha256)
    except FileNotFoundError as error:
        raise NotNow(
            _("The file is not kept here any more. Its hash and its text stay; ask your operator.")
        ) from error
    except store.Damaged as error:
        raise NotNow(
            _("The kept file is damaged, so it is not handed out. Tell your operator, who has backups.")
        ) from error
