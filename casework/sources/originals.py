"""The bytes of a snapshot as they came, to be kept by a browser and never opened inside our pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.accounts.requests import PersonRequest
from casework.audit.services import record
from casework.core.errors import NotNow
from casework.sources import store
from casework.sources.material import HTML, PDF, PLAIN
from casework.sources.models import Document, Snapshot

# A page of a stranger's is kept as text: opened from a disk it could read what lies beside it.
_ENDINGS = {
    PLAIN: "txt",
    HTML: "html.txt",
    PDF: "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
}


@login_required
@require_GET
def original(request: PersonRequest, document_id: int, number: int) -> HttpResponse:
    """Hand out the bytes as a file, and record who took them."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=document_id)
    snapshot = get_object_or_404(document.snapshots.defer("text"), number=number)
    content = _kept(snapshot)
    with transaction.atomic():
        after = {"snapshot": snapshot.number, "sha256": snapshot.sha256}
        record(request.user, "sources.take_original", document, after=after)
    ending = _ENDINGS.get(snapshot.media_type, "bin")
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="document-{document.pk}-{number}.{ending}"'
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
