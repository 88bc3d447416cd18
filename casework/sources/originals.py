<<<<<<< HEAD
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
=======
"""Hand out the bytes of a snapshot, and write into the trail who took them."""

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.audit.services import record
from casework.core.errors import NotNow
from casework.sources import store
from casework.sources.models import Snapshot

# What a file of each type is called. Anything else is a file of bytes.
ENDINGS = {
    "text/plain": "txt",
    "text/html": "html",
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
>>>>>>> 8360f3c (Hand evidence out as a file that anybody can check; look at every kept byte each night)
    "image/webp": "webp",
}


<<<<<<< HEAD
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
=======
def ending(snapshot: Snapshot) -> str:
    """Return how the name of a file with these bytes ends."""
    return ENDINGS.get(snapshot.media_type, "bin")


def opened(snapshot: Snapshot, *, by: User, as_archive: bool = False) -> bytes:
    """Return the kept bytes of a snapshot that the person may see. NotNow: they are gone or damaged."""
    try:
        content = store.get(snapshot.sha256)
    except (FileNotFoundError, store.Damaged) as error:
        raise NotNow(
            _("The kept bytes of this snapshot are damaged or missing. Ask an operator to restore them.")
        ) from error
    desks = Desk.objects.filter(document_links__document=snapshot.document_id)
    desk = desks.filter(pk__in=by.desks_with(Role.VIEWER)).order_by("pk").first()
    after = {"snapshot": snapshot.number, "sha256": snapshot.sha256}
    verb = "sources.export" if as_archive else "sources.view_original"
    with transaction.atomic():
        record(by, verb, snapshot.document, after=after, desk=desk)
    return content
>>>>>>> 8360f3c (Hand evidence out as a file that anybody can check; look at every kept byte each night)
