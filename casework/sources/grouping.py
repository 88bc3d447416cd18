"""Find out, once for each text, which other documents it repeats and which agency it credits.

And keep what people say about it: a split is never undone by what is found later, and a join holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from time import time
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.core.statements import planned_once
from casework.core.text import storable
from casework.sources.agencies import credited, credited_names
from casework.sources.models import Document, Snapshot, TextPrint, Tie, TieKind
from casework.sources.policies import may_part_documents
from casework.sources.shingles import COMPARED, COPIED_FROM, FEWEST_RUNS, containment, kept_runs, runs_of

# So many texts that share a run are looked at. More share it only where it is boilerplate, or a story that
# everybody prints; what most of them share is then left out of the search.
MOST_FOUND = 200
# Of those found, the ones with most in common are compared word by word.
COMPARED_WHOLE = 20
# A copy shares half of its runs, and so nearly always more than this part of those by which it is found.
WORTH_COMPARING = 0.2
# The key of the lock under which texts are compared.
_ONE_AT_A_TIME = 7_203_114_911
# Texts that nobody has compared yet, each with its beginning. Who has such a row waits for all others that
# compare: of two at once, neither would see the other, and a copy would stay unknown. And the searches go by
# the index: the planner takes a fifth of all texts to be alike, for each of some ninety runs may be a
# frequent one, and would read through the whole table.
_WAITING = f"""
SELECT waiting.*, current_setting('enable_seqscan'), set_config('enable_seqscan', 'off', true),
       pg_advisory_xact_lock({_ONE_AT_A_TIME})
  FROM (
    SELECT print.id, print.document_id, byline, left(text, {COMPARED})
      FROM sources_textprint AS print
      JOIN sources_snapshot ON sources_snapshot.id = snapshot_id
      JOIN sources_document ON sources_document.id = print.document_id
     WHERE computed_at IS NULL {{which}} ORDER BY print.id {{most}} FOR UPDATE OF print {{others}}
  ) AS waiting
"""  # noqa: S608 - a number of ours
_NEXT = _WAITING.format(which="", most="LIMIT 1", others="SKIP LOCKED")
_OF_DOCUMENT = _WAITING.format(which="AND print.document_id = %(document)s", most="", others="")
_BEGINNINGS = f"SELECT id, left(text, {COMPARED}) FROM sources_snapshot WHERE id = ANY (%(snapshots)s)"  # noqa: S608 - the same
# The part of the runs, of whichever text has fewer, that each text found has in common with ours.
_ALIKE = """
SELECT snapshot_id, document_id,
       (SELECT count(*) FROM unnest(runs) AS run WHERE run = ANY (%(all)s::bigint[]))::float
       / least(cardinality(runs), cardinality(%(all)s::bigint[]))
  FROM sources_textprint
 WHERE runs && %(wanted)s::bigint[] AND document_id <> %(other_than)s
 LIMIT %(most)s
"""
_SHARED = """
SELECT run, count(*) FROM sources_textprint, unnest(runs) AS run
 WHERE snapshot_id = ANY (%(found)s) AND run = ANY (%(wanted)s::bigint[]) GROUP BY run
"""
# What was found is written, whose copies they are can be looked for among the incidents that rest on them,
# and the planner is left as it was.
_DONE = """
WITH compared AS (
    UPDATE sources_textprint SET runs = %(runs)s::bigint[], computed_at = statement_timestamp()
     WHERE id = %(print)s
), tied AS (
    INSERT INTO sources_tie (left_id, right_id, kind, agency, share, reason)
    SELECT least(%(document)s, other), greatest(%(document)s, other), 'copy', '', share, ''
      FROM unnest(%(others)s::bigint[], %(shares)s::smallint[]) AS found (other, share)
     UNION ALL
    SELECT %(document)s, NULL, 'credit', %(agency)s, 0, '' WHERE %(agency)s <> ''
    ON CONFLICT DO NOTHING
), looked_for AS (
    UPDATE sources_document SET match_due_at = statement_timestamp() WHERE id = %(document)s
)
SELECT set_config('enable_seqscan', %(seqscan)s, true)
"""
_FREQUENT = """
SELECT most_common_elems::text::bigint[] FROM pg_stats
 WHERE schemaname = current_schema() AND tablename = 'sources_textprint' AND attname = 'runs'
"""


def group_next() -> bool:
    """Compare the text that waited longest with all others; say whether there was one. Safe to run twice."""
    with transaction.atomic():
        return _group(_rows(_NEXT, {}))


def group_document(document_id: int) -> None:
    """Compare the texts of a document now, where no task has done so yet. Safe to run twice."""
    with transaction.atomic():
        _group(_rows(_OF_DOCUMENT, {"document": document_id}))


def leave_uncompared(snapshot: Snapshot) -> None:
    """Say that a new text is no article: a row of a list repeats its other rows, and is no copy of them."""
    TextPrint.objects.filter(snapshot=snapshot, computed_at__isnull=True).update(runs=[], computed_at=Now())


def _group(waiting: Sequence[tuple[Any, ...]]) -> bool:
    """Compare texts whose prints are locked with all others; say whether there were any."""
    for number, (print_id, document_id, byline, beginning, *_set) in enumerate(waiting):
        found = _found(document_id, byline, beginning)
        # The first row says how the planner was set. After the last it is as it was.
        after = "off" if number + 1 < len(waiting) else waiting[0][4]
        _rows(_DONE, {"print": print_id, "document": document_id, "seqscan": after, **found})
    return bool(waiting)


def _found(document_id: int, byline: str, beginning: str) -> dict[str, Any]:
    """Return the runs of a text, what it repeats and what it credits, as they are written down."""
    runs = runs_of(beginning)
    kept = kept_runs(runs) if len(set(runs)) >= FEWEST_RUNS else []
    copies = _copies(document_id, beginning, kept)
    return {
        "runs": _array(kept),
        "others": list(copies),
        "shares": list(copies.values()),
        "agency": credited(byline, beginning, credited_names()),
    }


def _copies(document_id: int, text: str, kept: Sequence[int]) -> dict[int, int]:
    """Return the documents that the text repeats, or that repeat it, each with the share in per cent."""
    alike = candidates(kept, other_than=document_id)
    texts = dict(_rows(_BEGINNINGS, {"snapshots": list(alike)})) if alike else {}
    shares: dict[int, float] = {}
    for snapshot, other in alike.items():
        shares[other] = max(shares.get(other, 0.0), containment(text, texts[snapshot]))
    return {other: int(share * 100) for other, share in shares.items() if share >= COPIED_FROM}


def candidates(kept: Sequence[int], *, other_than: int) -> dict[int, int]:
    """Return the texts that may be copies, as snapshot → document, those with most in common first."""
    wanted = sorted(set(kept) - _frequent_runs()) or sorted(set(kept))
    found: dict[int, tuple[int, float]] = {}
    while wanted:
        asked = {"all": _array(kept), "wanted": _array(wanted)}
        rows = _rows(_ALIKE, {**asked, "other_than": other_than, "most": MOST_FOUND})
        found |= {snapshot: (document, part) for snapshot, document, part in rows}
        if len(rows) < MOST_FOUND:
            break
        # What very many texts share tells nothing: look again by the rest.
        shared = _rows(_SHARED, {"wanted": asked["wanted"], "found": [row[0] for row in rows]})
        rarer = sorted(set(wanted) - {run for run, count in shared if count > len(rows) // 4})
        if len(rarer) == len(wanted):
            break
        wanted = rarer
    likeliest = sorted(
        (each for each in found if found[each][1] >= WORTH_COMPARING), key=lambda s: -found[s][1]
    )
    return {snapshot: found[snapshot][0] for snapshot in likeliest[:COMPARED_WHOLE]}


def _frequent_runs() -> frozenset[int]:
    """Return the runs that the database's own statistics know as frequent, from an hour ago at most."""
    return _frequent_in(int(time() / 3600))


@lru_cache(maxsize=1)
def _frequent_in(hour: int) -> frozenset[int]:
    rows = _rows(_FREQUENT, {})
    return frozenset(rows[0][0] or ()) if rows else frozenset()


def _array(numbers: Iterable[int]) -> str:
    """Spell an array for the database: to adapt hundreds of numbers one by one takes long."""
    return f"{{{','.join(map(str, numbers))}}}"


def _rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with planned_once() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def join_documents(document_id: int, others: Iterable[int], *, by: User, reason: str) -> int:
    """Say that a document is one voice with others, whatever is found; return how many pairs that made."""
    return _say(TieKind.JOINED, document_id, others, by, reason)


def part_documents(document_id: int, others: Iterable[int], *, by: User, reason: str) -> int:
    """Say that a document speaks for itself beside others, whatever is found now or later."""
    return _say(TieKind.APART, document_id, others, by, reason)


def _say(kind: TieKind, document_id: int, others: Iterable[int], by: User, reason: str) -> int:
    """Add a person's word for each pair; saying again what holds adds nothing."""
    others = sorted(set(others) - {document_id})
    with transaction.atomic():
        visible = Document.objects.visible_to(by).filter(pk__in=[document_id, *others])
        rows = {each.pk: each for each in visible.select_for_update(of=("self",)).order_by("pk")}
        if len(rows) < len(others) + 1:
            raise NotFound(_("There is no such document, or you cannot see it."))
        if not (decision := may_part_documents(by, rows[document_id])):
            raise NotPermitted(decision.reason)
        if not others:
            raise BadInput(_("This document counts as one with no other. Choose two that it is about."))
        if not (reason := storable(reason).strip()):
            raise BadInput(_("Say in a few words why."), field="reason")
        said = latest_word(Tie.objects.among(rows.keys()))
        pairs = [(min(document_id, other), max(document_id, other)) for other in others]
        new = [pair for pair in pairs if pair not in said or said[pair].kind != kind]
        for left, right in new:
            Tie.objects.create(left_id=left, right_id=right, kind=kind, by=by, reason=reason)
        if new:
            verb = "sources.join_documents" if kind == TieKind.JOINED else "sources.part_documents"
            desks = Desk.objects.filter(
                document_links__document=document_id, pk__in=by.desks_with(Role.VERIFIER)
            )
            record(
                by,
                verb,
                rows[document_id],
                after={"documents": others},
                note=reason,
                desk=desks.order_by("pk")[0],
            )
    return len(new)


def latest_word(ties: Iterable[Tie]) -> dict[tuple[int, int], Tie]:
    """Return what people said last of each pair, by the pair. The ties must be in order of their age."""
    said = (TieKind.JOINED, TieKind.APART)
    return {(each.left_id, each.right_id): each for each in ties if each.kind in said and each.right_id}
