"""Triggers that keep rows as they were written, whoever asks and however."""

from collections.abc import Sequence

import pgtrigger

# restrict_violation reaches Django as an IntegrityError, like every other rule of the database.
REFUSE = """
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never {done}: they are a record.',
    HINT = '{hint}';
"""


def append_only(*, may_change: Sequence[str] = (), follows: Sequence[str] = ()) -> list[pgtrigger.Trigger]:
    """Return triggers for `Meta.triggers` that refuse UPDATE, DELETE and TRUNCATE with a sentence.

    `may_change` names fields that an UPDATE may change all the same, such as the end of a validity.
    `follows` names generated fields: PostgreSQL computes them after this trigger has looked at the rest.
    Tests of tables made by them see an IntegrityError.
    """
    if may_change:
        condition: pgtrigger.Condition | None = pgtrigger.AnyChange(exclude=[*may_change, *follows])
        hint = f"Only {', '.join(may_change)} may change."
    else:
        condition, hint = None, "Add a new row instead."
    return [
        _refuse("never_changed", pgtrigger.Update, "changed", hint, condition),
        _refuse("never_deleted", pgtrigger.Delete, "deleted", "Add a row that says what is no longer true."),
        _refuse("never_emptied", pgtrigger.Truncate, "deleted", "Add rows that say what is no longer true."),
    ]


def _refuse(
    name: str,
    operation: pgtrigger.Operation,
    done: str,
    hint: str,
    condition: pgtrigger.Condition | None = None,
) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        level=pgtrigger.Statement if operation is pgtrigger.Truncate else pgtrigger.Row,
        condition=condition,
        func=REFUSE.format(done=done, hint=hint),
    )
