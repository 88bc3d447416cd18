"""Work on a file of a list, step by step: read it, check its rows, bring them in, or take them back.

A step writes what it did, its counts and how far it came in one transaction. So whoever is killed has either
done a row and counted it, or neither, and the next one goes on behind the last step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from time import monotonic
from typing import Any, cast

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import CaseworkError, NotNow
from casework.crossref.lists.files import read_lines
from casework.crossref.lists.mapping import Columns
from casework.crossref.lists.names import Names, our_names
from casework.crossref.lists.reading import Entry, read_row
from casework.crossref.lists.writing import (
    differences,
    known_of,
    make_incident,
    take_back,
    update_incident,
    why_left,
)
from casework.crossref.models import ListedIncident, ListFile, ListNote, ListRow, OwnList
from casework.sources import store

# Rows in one transaction. Reading is cheap; what is written locks rows that people may want to touch.
CHECKED_AT_ONCE, WRITTEN_AT_ONCE, READ_AT_ONCE = 500, 25, 2_000
# More nobody reads; by then the columns are others than they were taken for.
MOST_NOTES = 20_000
State, Outcome = ListFile.State, ListRow.Outcome


class _Taken(Exception):
    """The time of this worker was over, and another one took the file. The step is rolled back."""


def work_on_next_list(seconds: float) -> bool:
    """Go on with the file that waits longest, for so many seconds; False where none waits.

    Two callers never take the same one. Whoever dies leaves it due again after the lease.
    """
    with transaction.atomic():
        due = ListFile.objects.due().select_for_update(skip_locked=True).order_by("due_at").first()
        if due is None:
            return False
        ListFile.objects.filter(pk=due.pk).update(due_at=Now() + ListFile.LEASE)
    _work_on(due.pk, seconds)
    return True


def work_on_list(file_id: int, seconds: float) -> None:
    """Go on with this file now, unless somebody does already: for who waits for a small one."""
    mine = ListFile.objects.filter(pk=file_id, due_at__lte=Now())
    if mine.update(due_at=Now() + ListFile.LEASE):
        _work_on(file_id, seconds)


def _work_on(file_id: int, seconds: float) -> None:
    file = ListFile.objects.select_related("desk", "own_list__desk", "by", "imported_by").get(pk=file_id)
    until = monotonic() + seconds
    by = file.imported_by or file.by
    try:
        with translation.override(by.language):
            if file.state == State.READING:
                _read(file)
            else:
                _Steps(file, by).run(until)
    except _Taken:
        return
    except CaseworkError as error:
        _stop(file, error.message)
    except (FileNotFoundError, store.Damaged):
        _stop(file, _("The file is no longer kept as it was brought. Bring it again."))


def _read(file: ListFile) -> None:
    """Turn the file into rows of work, all of them or none."""
    headings, lines = read_lines(store.get(file.sha256))
    number = 0
    with transaction.atomic():
        while group := list(islice(lines, READ_AT_ONCE)):
            ListRow.objects.bulk_create(
                ListRow(file=file, number=line.number, cells=line.cells) for line in group
            )
            number += len(group)
        told = {"headings": headings, "lines": number, "state": State.READ, "due_at": None}
        if (known := _list_like(file, headings)) is not None:
            told |= {"own_list": known, "mapping": known.mapping}
        if not _mine(file).update(**told):
            raise _Taken


def _list_like(file: ListFile, headings: Sequence[str]) -> OwnList | None:
    """Return the desk's list that has these columns: the one the file is called after, else the newest."""
    name = file.file_name.rpartition(".")[0].casefold()
    lists = [
        each
        for each in OwnList.objects.filter(desk=file.desk).order_by("-pk")
        if {*Columns.from_json(each.mapping).by_field.values()} <= {*headings}
    ]
    return next((each for each in lists if each.name.casefold() == name), lists[0] if lists else None)


def _mine(file: ListFile) -> QuerySet[ListFile]:
    return ListFile.objects.filter(pk=file.pk, due_at=cast(datetime, file.due_at), position=file.position)


def _stop(file: ListFile, sentence: str) -> None:
    ListFile.objects.filter(pk=file.pk).exclude(due_at=None).update(
        state=State.REFUSED, refused_because=sentence, due_at=None, finished_at=Now()
    )


# The document of a row that was brought in has its cells from then on, and can be taken down with it.
_WRITE = """
    UPDATE crossref_listrow r
       SET outcome = v.outcome, key = v.key, incident_id = v.incident,
           cells = CASE WHEN v.is_empty THEN '[]'::jsonb ELSE r.cells END
      FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::boolean[])
           AS v (id, outcome, key, incident, is_empty)
     WHERE r.id = v.id
"""


def _write(rows: Sequence[ListRow]) -> None:
    """Write what became of rows. One statement: Django's bulk_update takes ten times as long."""
    columns: list[list[Any]] = [
        [row.pk for row in rows],
        [row.outcome for row in rows],
        [row.key for row in rows],
        [row.incident_id for row in rows],
        [not row.cells for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, columns)


@dataclass
class _Step:
    """What a step found: notes for the report, and rows with what became of them."""

    notes: list[ListNote] = field(default_factory=list)
    rows: list[ListRow] = field(default_factory=list)

    def settle(self, row: ListRow, outcome: ListRow.Outcome) -> None:
        row.outcome = outcome
        self.rows.append(row)

    def note(self, row: ListRow, sentence: str, field: str = "", value: str = "") -> None:
        self.notes.append(
            ListNote(
                file_id=row.file_id, number=row.number, field=field, value=value[:200], sentence=sentence
            )
        )


class _Steps:
    """The steps of one file in one state, from where it stands."""

    def __init__(self, file: ListFile, by: User) -> None:
        self.file, self.by = file, by
        self.columns = Columns.from_json(file.mapping)
        # A constraint: only a file that is read or being read has none.
        self.own_list = cast(OwnList, file.own_list)
        self.names: Names | None = None if file.state == State.UNDOING else our_names()
        self.counts = Counter(file.counts)
        self.noted = file.notes.count()
        self.act: Callable[[Sequence[ListRow], _Step], None] = {
            State.CHECKING: self._check,
            State.IMPORTING: self._bring,
            State.UNDOING: self._undo,
        }[State(file.state)]
        self.at_once = CHECKED_AT_ONCE if file.state == State.CHECKING else WRITTEN_AT_ONCE

    def run(self, until: float) -> None:
        while rows := self._next_rows():
            with transaction.atomic():
                # Two files of one list bring the same rows: one step at a time.
                OwnList.objects.select_for_update().get(pk=self.own_list.pk)
                step = _Step()
                self.act(rows, step)
                self._keep(step, rows[-1].number)
            if monotonic() >= until:
                _mine(self.file).update(due_at=Now())
                return
        ended = {
            State.CHECKING: State.CHECKED,
            State.IMPORTING: State.IMPORTED,
            State.UNDOING: State.UNDONE,
        }[State(self.file.state)]
        _mine(self.file).update(
            due_at=None, state=ended, finished_at=None if ended == State.CHECKED else Now()
        )

    def _next_rows(self) -> list[ListRow]:
        rows = ListRow.objects.filter(file=self.file, number__gt=self.file.position)
        if self.file.state == State.UNDOING:
            rows = rows.filter(outcome=Outcome.NEW)
        return list(rows.order_by("number")[: self.at_once])

    def _keep(self, step: _Step, position: int) -> None:
        """Write what the step did, unless another worker has taken the file meanwhile."""
        _write(step.rows)
        kept = step.notes[: max(0, MOST_NOTES - self.noted)]
        ListNote.objects.bulk_create(kept)
        self.noted += len(kept)
        self.counts.update(row.outcome for row in step.rows)
        if not _mine(self.file).update(position=position, counts=dict(self.counts)):
            raise _Taken
        self.file.position = position

    def _entries(self, rows: Iterable[ListRow], step: _Step) -> list[tuple[ListRow, Entry]]:
        """Read the rows; what cannot be taken is settled, and what is odd is noted."""
        read: list[tuple[ListRow, Entry]] = []
        names = cast(Names, self.names)
        for row in rows:
            entry = read_row(self.file.headings, row.cells, self.columns, names)
            row.key = entry.key
            read.append((row, entry))
        first = self._first_rows([row for row, _entry in read])
        taken: list[tuple[ListRow, Entry]] = []
        for row, entry in read:
            for problem in entry.problems:
                step.note(row, problem.sentence, problem.field, problem.value)
            if first[row.key] != row.number:
                sentence = _("Row %(row)d has the same key, and was taken.") % {"row": first[row.key]}
                step.note(row, sentence, "key", row.key)
                step.settle(row, Outcome.REFUSED)
            elif not entry.is_taken(self.columns):
                step.settle(row, Outcome.REFUSED)
            else:
                taken.append((row, entry))
        return taken

    def _first_rows(self, rows: Iterable[ListRow]) -> dict[str, int]:
        """Return for each key the number of the first row that has it. One query."""
        first: dict[str, int] = {}
        for row in rows:
            first.setdefault(row.key, row.number)
        before = ListRow.objects.filter(file=self.file, key__in=first, number__lte=self.file.position)
        for key, number in before.order_by("-number").values_list("key", "number"):
            first[key] = number
        return first

    def _check(self, rows: Sequence[ListRow], step: _Step) -> None:
        taken = self._entries(rows, step)
        known = known_of(self.own_list, (entry.key for _row, entry in taken))
        for row, entry in taken:
            listed = known.get(entry.key)
            if listed is None:
                step.settle(row, Outcome.NEW)
            elif listed.content == entry.content:
                step.settle(row, Outcome.UNCHANGED)
            elif left := why_left(listed):
                self._leave(row, entry, listed, left, step)
            else:
                step.settle(row, Outcome.CHANGED)

    def _bring(self, rows: Sequence[ListRow], step: _Step) -> None:
        taken = self._entries(rows, step)
        known = known_of(self.own_list, (entry.key for _row, entry in taken))
        for row, entry in taken:
            listed = known.get(entry.key)
            try:
                # Each way of bringing a row is all or nothing by itself.
                self._bring_one(row, entry, listed, step)
            except (CaseworkError, IntegrityError) as error:
                sentence = error.message if isinstance(error, CaseworkError) else _("A rule refused the row.")
                step.note(row, sentence, getattr(error, "field", ""))
                step.settle(row, Outcome.REFUSED)
            else:
                row.cells = []

    def _bring_one(self, row: ListRow, entry: Entry, listed: ListedIncident | None, step: _Step) -> None:
        if listed is None:
            listed = make_incident(entry, self.own_list, self.file, by=self.by)
            outcome = Outcome.NEW
        elif listed.content == entry.content:
            outcome = Outcome.UNCHANGED
        elif left := why_left(listed):
            self._leave(row, entry, listed, left, step)
            return
        else:
            listed = update_incident(entry, listed, by=self.by)
            outcome = Outcome.CHANGED
        row.incident_id = listed.incident_id
        step.settle(row, outcome)

    def _leave(self, row: ListRow, entry: Entry, listed: ListedIncident, sentence: str, step: _Step) -> None:
        """Report what the row says now and the incident does not: to be taken over by a person, or not."""
        row.incident_id = listed.incident_id
        step.note(row, sentence)
        for name, value in differences(entry, listed):
            step.note(row, _("The list says this now, and the incident something else."), name, value)
        step.settle(row, Outcome.LEFT)

    def _undo(self, rows: Sequence[ListRow], step: _Step) -> None:
        found = ListedIncident.objects.filter(
            file=self.file, incident__in=[row.incident_id for row in rows], ended_at__isnull=True
        )
        listed = {each.incident_id: each for each in found}
        note = _("The import of “%(file)s” was taken back.") % {"file": self.file.file_name}
        for row in rows:
            try:
                with transaction.atomic():
                    if (made := listed.get(cast(int, row.incident_id))) is not None:
                        take_back(made, by=self.by, note=note)
            except NotNow as error:
                step.note(row, error.message)
                step.settle(row, Outcome.LEFT)
            else:
                step.settle(row, Outcome.UNDONE)
