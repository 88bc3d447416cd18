"""What a person does with a file of a list: bring it, choose its columns, have it checked and brought in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.refusals import refused_in_words
from casework.core.text import storable
from casework.core.tlp import Tlp
from casework.crossref.lists.mapping import Columns, propose
from casework.crossref.models import ListedIncident, ListFile, OwnList
from casework.crossref.policies import may_import_list, may_undo_list
from casework.sources import store

# A list of 200,000 rows has some 40 MB as CSV; the whole file is held in memory while it is read.
LARGEST = 50 * 1024 * 1024
State = ListFile.State


def bring_list(name: str, content: bytes, *, by: User, desk: Desk) -> ListFile:
    """Keep a file and have it read. Nothing of it becomes an incident before somebody says so.

    Raises NotPermitted, BadInput for a file that is empty or too large, and Unavailable.
    """
    _refuse_others(by, desk)
    if not content:
        raise BadInput(_("Choose a CSV or XLSX file that is not empty."), field="file")
    if len(content) > LARGEST:
        raise BadInput(
            _("The file is larger than %(most)d MB. Split it.") % {"most": LARGEST // 1024 // 1024},
            field="file",
        )
    sha256 = store.put(content)
    with transaction.atomic():
        file = ListFile.objects.create(
            desk=desk,
            file_name=storable(name)[:255] or "list.csv",
            sha256=sha256,
            size=len(content),
            by=by,
        )
        told = {"file": file.pk, "name": file.file_name, "sha256": sha256}
        record(by, "crossref.bring_list", None, after=told, desk=desk)
    return file


def columns_of(file: ListFile) -> Columns:
    """Return the columns that were chosen for the file, or else those that its headings name."""
    if file.mapping:
        return Columns.from_json(file.mapping)
    return propose(file.headings)


def choose_columns(file_id: int, *, by: User, name: str, outlet: str, tlp: str, columns: Columns) -> ListFile:
    """Say which list of the desk the file is of, and how its columns are read; both are kept by that name.

    A list of that name is the one whose rows are known already. Nothing is checked yet. Raises NotFound,
    NotPermitted, NotNow once the file was brought in, and BadInput at the field that cannot stay.
    """
    said = {name: " ".join(storable(value).split()) for name, value in (("name", name), ("outlet", outlet))}
    with _held(file_id, by) as file:
        if file.state not in (State.READ, State.CHECKED, State.CHECKING):
            raise NotNow(_("The columns of this file cannot be chosen any more. Bring the file again."))
        columns.refuse_unusable(file.headings)
        if "priority" in columns.by_field and not by.has_role(Role.REVIEWER, file.desk_id):
            raise BadInput(
                _("Only reviewers set priorities. Leave the column out, or ask one to bring the list."),
                field="priority",
            )
        own_list = (
            OwnList.objects.select_for_update().filter(desk=file.desk, name__iexact=said["name"]).first()
        )
        before = own_list.mapping if own_list else {}
        own_list = own_list or OwnList(desk=file.desk, created_by=by)
        own_list.name, own_list.outlet, own_list.tlp = said["name"], said["outlet"], tlp
        own_list.mapping = columns.as_json()
        with refused_in_words():
            own_list.clean_fields()
            own_list.save()
        file.own_list, file.mapping, file.state = own_list, columns.as_json(), State.READ
        file.due_at, file.position, file.counts = None, 0, {}
        file.save()
        if before != own_list.mapping:
            told = {"list": own_list.name, **own_list.mapping}
            record(by, "crossref.map_list", None, before=before, after=told, desk=file.desk)
    return file


def check_list(file_id: int, *, by: User) -> ListFile:
    """Have every row of a mapped file read, without writing any. Safe to send twice."""
    with _held(file_id, by) as file:
        if file.state == State.CHECKING:
            return file
        if file.state not in (State.READ, State.CHECKED) or file.own_list is None:
            raise NotNow(_("Choose the columns of the file first."))
        _start(file, State.CHECKING)
    return file


def import_list(file_id: int, *, by: User) -> ListFile:
    """Have a checked file brought in, in the person's name. Safe to send twice."""
    with _held(file_id, by) as file:
        if file.state in (State.IMPORTING, State.IMPORTED):
            return file
        if file.state != State.CHECKED:
            raise NotNow(_("Only a file that was checked can be brought in. Have it checked first."))
        file.imported_by = by
        _start(file, State.IMPORTING)
        _record(by, "crossref.import_list", file)
    return file


def undo_list(file_id: int, *, by: User) -> ListFile:
    """Have the incidents that a file made taken back, those that nobody has touched. Safe to send twice.

    They are rejected as entered by mistake, by the ordinary move; their rows can be brought in anew.
    """
    with _held(file_id, by) as file:
        if file.state in (State.UNDOING, State.UNDONE):
            return file
        if not (decision := may_undo_list(by, file.desk)):
            raise NotPermitted(decision.reason)
        if not can_be_undone(file):
            raise NotNow(_("Nothing of this file was brought in, so there is nothing to take back."))
        file.imported_by, file.refused_because = by, ""
        _start(file, State.UNDOING)
        _record(by, "crossref.undo_list", file)
    return file


def can_be_undone(file: ListFile) -> bool:
    """Say whether incidents stand that the file made. One query where the state leaves it open."""
    if file.state not in (State.IMPORTED, State.REFUSED):
        return False
    return ListedIncident.objects.filter(file=file, ended_at__isnull=True).exists()


@contextmanager
def _held(file_id: int, by: User) -> Iterator[ListFile]:
    """Lock a file that the person may bring in, until the block is done; raises NotFound for others'."""
    with transaction.atomic():
        rows = ListFile.objects.kept_by(by).select_for_update(of=("self",)).select_related("desk")
        file = rows.filter(pk=file_id).first()
        if file is None:
            raise NotFound(_("There is no such file of a list, or you cannot see it."))
        yield file


def _refuse_others(by: User, desk: Desk) -> None:
    if not (decision := may_import_list(by, desk)):
        raise NotPermitted(decision.reason)


def _start(file: ListFile, state: State) -> None:
    changes: dict[str, Any] = {"state": state, "due_at": Now(), "position": 0, "counts": {}}
    for name, value in changes.items():
        setattr(file, name, value)
    file.notes.all().delete()
    file.finished_at = None
    file.save()
    file.refresh_from_db(fields=["due_at"])


def _record(by: User, verb: str, file: ListFile) -> None:
    told = {"file": file.pk, "name": file.file_name, "list": str(file.own_list)}
    record(by, verb, None, after=told, desk=file.desk)


def sharing_of(file: ListFile) -> str:
    """Return the mark that the list's rows get: what was chosen, or what an incident has by itself."""
    return file.own_list.tlp if file.own_list else Tlp.CLEAR.value
