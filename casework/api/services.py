"""What programs do that pages need not: the same request again, when the answer was lost on its way."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, User
from casework.api.models import Submission
from casework.core.canonical import fingerprint
from casework.core.errors import BadInput, KeyReused, NotFound
from casework.core.text import storable
from casework.sources.models import Document
from casework.sources.services import add_document

# The first half of the advisory locks of submissions: no other lock of Casework has two halves.
SUBMITTING = 11
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def file_document(*, by: User, desk: Desk, key: str | None, **said: Any) -> tuple[Document, bool]:
    """File a document as `add_document` does, and return it with whether it is new.

    With a `key`, the same request again gives the document of the first one and changes nothing, also when
    both come at the same moment. KeyReused: the key came with something else before. What was refused uses
    no key up.
    """
    if key is None:
        added = add_document(by=by, desk=desk, **said)
        return added.document, added.is_new_document
    if not _KEY.fullmatch(key):
        raise BadInput(
            _("Send an Idempotency-Key of 1 to 255 letters, digits and signs, without spaces."),
            field="Idempotency-Key",
        )
    body = _body(desk, said)
    digest = hashlib.sha256(key.encode()).hexdigest()
    with transaction.atomic():
        _take_turn(by, digest)
        known = Submission.objects.filter(user=by, key=digest).first()
        if known is not None:
            return _known(known, body, by), False
        added = add_document(by=by, desk=desk, **said)
        Submission.objects.create(user=by, key=digest, body=body, document=added.document)
    return added.document, added.is_new_document


def _body(desk: Desk, said: dict[str, Any]) -> str:
    """Return the hash of all that was said, which is the same for JSON and for a form."""
    words = {name: storable(value) if isinstance(value, str) else value for name, value in said.items()}
    words["file"] = hashlib.sha256(said.get("file", b"")).hexdigest()
    return fingerprint({**words, "desk": desk.pk})


def _take_turn(by: User, digest: str) -> None:
    """Let the second of two requests with one key wait until the first has ended, well or badly."""
    number = int(fingerprint([by.pk, digest])[:8], 16) - 2**31
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SUBMITTING, number])


def _known(submission: Submission, body: str, by: User) -> Document:
    if submission.body != body:
        raise KeyReused(
            _("This Idempotency-Key came with other content before. Choose a new key for a new document."),
            field="Idempotency-Key",
        )
    document = Document.objects.visible_to(by).filter(pk=submission.document_id).first()
    if document is None:
        raise NotFound(_("This document is not among those of your desks any more. Ask your supervisor."))
    return document
