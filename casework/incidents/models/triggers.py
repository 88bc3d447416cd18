"""Rules that a CHECK cannot hold, because they look at another row.

They refuse as a constraint does: with an IntegrityError that carries the rule's name.
"""

import pgtrigger

from casework.incidents.models.choices import ClaimKind

QUOTE_IS_IN_SNAPSHOT = """
IF (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
    FROM sources_snapshot WHERE id = NEW.snapshot_id) IS DISTINCT FROM NEW.exact THEN
    RAISE EXCEPTION 'The quoted words are not at that place in the snapshot.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_quote_is_in_snapshot';
END IF;
RETURN NEW;
"""
TERMS_FIT = """
IF EXISTS (
    SELECT 1 FROM written i
      JOIN codebook_term t ON t.id IN (i.event_type_id, i.sub_event_type_id, i.target_type_id)
     WHERE (t.id = i.event_type_id AND t.vocabulary_id <> 'event_type')
        OR (t.id = i.sub_event_type_id
            AND (t.vocabulary_id <> 'sub_event_type' OR t.parent_id IS DISTINCT FROM i.event_type_id))
        OR (t.id = i.target_type_id AND t.vocabulary_id <> 'target_type')
) THEN
    RAISE EXCEPTION 'A term is of another vocabulary, or below another event type.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_terms_fit';
END IF;
RETURN NULL;
"""
KIND_FITS = """
IF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'KIND' THEN
    RAISE EXCEPTION 'This claim is of another kind.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';
END IF;
RETURN NEW;
"""


def quote_is_in_snapshot() -> pgtrigger.Trigger:
    """A citation's words are the snapshot's words between its offsets, which count code points from 0."""
    return pgtrigger.Trigger(
        name="quote_is_in_snapshot",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=QUOTE_IS_IN_SNAPSHOT,
    )


def terms_fit() -> list[pgtrigger.Trigger]:
    """Event type, sub-event type and target come from their vocabularies, the second from below the first.

    Asked afterwards: with a trigger before each update, PostgreSQL reckons that the number in `uid` could be
    another one, and every save keeps out whoever only points at the incident. Asked once for all rows of a
    statement: once for each row, many rows would take the square of their number.
    """
    return [
        pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            operation=operation,
            when=pgtrigger.After,
            referencing=pgtrigger.Referencing(new="written"),  # type: ignore[no-untyped-call]  # has no types
            func=TERMS_FIT,
        )
        for name, operation in (("terms_fit", pgtrigger.Insert), ("terms_still_fit", pgtrigger.Update))
    ]


def kind_fits(kind: ClaimKind) -> pgtrigger.Trigger:
    """A row in the table of one kind belongs to a claim of that kind."""
    return pgtrigger.Trigger(
        name="kind_fits",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=KIND_FITS.replace("KIND", kind.value),
    )
