"""Take a file of another data set from somebody's hands: check it, then bring it in, both by a task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO, TextIOWrapper
from time import monotonic
from typing import Any, cast

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, CaseworkError, NotFound, NotNow, NotPermitted
from casework.core.text import storable
from casework.crossref.imports.loading import Report, import_records
from casework.crossref.models import Dataset, RecordImport
from casework.crossref.policies import may_import_records
from casework.sources import store

# A year of a whole data set has less. What is larger comes in by `manage.py import_records`.
LARGEST = 50 * 1024 * 1024
State = RecordImport.State


class _Taken(Exception):
    """The time of this worker was over, and another one took the import. The step is rolled back."""


def bring_file(name: str, content: bytes, *, by: User) -> RecordImport:
    """Keep a file and have it checked. Nothing of it is written before somebody says so.

    Raises NotPermitted, BadInput for a file that is empty or too large, and Unavailable.
    """
    if not (decision := may_import_records(by)):
        raise NotPermitted(decision.reason)
    if not content:
        raise BadInput(_("Choose a CSV file that is not empty."), field="file")
    if len(content) > LARGEST:
        sentence = _("The file is larger than %(most)d MB. Ask an operator to bring it in by a command.")
        raise BadInput(sentence % {"most": LARGEST // 1024 // 1024}, field="file")
    sha256 = store.put(content)
    with transaction.atomic():
        brought = RecordImport.objects.create(
            file_name=storable(name)[:255] or "file.csv", sha256=sha256, size=len(content), by=by
        )
        told = {"import": brought.pk, "file": brought.file_name, "sha256": sha256}
        record(by, "crossref.bring_file", None, after=told)
    return brought


def confirm_import(import_id: int, *, by: User) -> RecordImport:
    """Have a checked file brought in. Safe to send twice. Raises NotFound, NotPermitted and NotNow."""
    if not (decision := may_import_records(by)):
        raise NotPermitted(decision.reason)
    with transaction.atomic():
        brought = RecordImport.objects.select_for_update().filter(pk=import_id).first()
        if brought is None:
            raise NotFound(_("There is no such import."))
        if brought.state in (State.IMPORTING, State.IMPORTED):
            return brought
        if brought.state != State.CHECKED:
            raise NotNow(
                _("Only a file that was checked can be brought in. Wait for the check, or look at it.")
            )
        _start_over(brought, State.IMPORTING)
        brought.imported_by = by
        brought.save(update_fields=["state", "due_at", "counts", "flags", "refusals", "imported_by"])
        record(by, "crossref.start_import", None, after={"import": brought.pk, "file": brought.file_name})
    brought.refresh_from_db()
    return brought


def work_on_next(seconds: float) -> bool:
    """Go on with the import that waits longest, for so many seconds; False where none waits.

    Two callers never take the same one. Whoever dies leaves it due again after the lease, and the next one
    goes on behind the last step that was written.
    """
    with transaction.atomic():
        due = RecordImport.objects.due().select_for_update(skip_locked=True).order_by("due_at").first()
        if due is None:
            return False
        RecordImport.objects.filter(pk=due.pk).update(due_at=Now() + RecordImport.LEASE)
        due.refresh_from_db()
    try:
        _work_on(due, until=monotonic() + seconds)
    except _Taken:
        return True
    except CaseworkError as error:
        _refuse(due, error.message)
    except (FileNotFoundError, store.Damaged):
        _refuse(due, _("The file is no longer kept as it was brought. Bring it again."))
    return True


def _work_on(brought: RecordImport, *, until: float) -> None:
    lease = cast(datetime, brought.due_at)
    is_dry = brought.state == State.CHECKING

    mine = RecordImport.objects.filter(pk=brought.pk, due_at=lease)

    def keep(report: Report) -> bool:
        if not mine.update(**_told(report)):
            raise _Taken
        return monotonic() < until

    by = brought.imported_by
    with _lines_of(brought) as lines:
        report = import_records(lines, by=by, is_dry=is_dry, so_far=_so_far(brought, is_dry), keep=keep)
    if not report.is_whole:
        mine.update(due_at=Now())
        return
    changes = {**_told(report), "due_at": None, "lines": report.rows}
    if is_dry:
        mine.update(**changes, state=State.CHECKED)
    else:
        mine.update(**changes, state=State.IMPORTED, finished_at=Now())


@contextmanager
def _lines_of(brought: RecordImport) -> Iterator[TextIOWrapper]:
    with TextIOWrapper(BytesIO(store.get(brought.sha256)), encoding="utf-8", newline="") as lines:
        yield lines


def _so_far(brought: RecordImport, is_dry: bool) -> Report | None:
    """Return the report of the steps that were written already; None at the beginning."""
    if not brought.dataset or not brought.counts:
        return None
    return Report(
        Dataset(brought.dataset),
        is_dry,
        **brought.counts,
        flags=Counter(brought.flags),
        refusals=[(line, sentence) for line, sentence in brought.refusals],
    )


def _told(report: Report) -> dict[str, Any]:
    counts = {name: getattr(report, name) for name in ("new", "changed", "unchanged", "refused")}
    return {
        "dataset": report.dataset,
        "counts": counts,
        "flags": dict(report.flags),
        "refusals": report.refusals,
    }


def _start_over(brought: RecordImport, state: State) -> None:
    brought.state, brought.due_at = state, Now()
    brought.counts, brought.flags, brought.refusals = {}, {}, []


def _refuse(brought: RecordImport, sentence: str) -> None:
    RecordImport.objects.filter(pk=brought.pk).exclude(state=State.IMPORTED).update(
        state=State.REFUSED, refused_because=sentence, due_at=None, finished_at=Now()
    )
