"""Rules that look at another row, or at what a row was before."""

import pgtrigger

from casework.audit.triggers import REFUSE

_BY_ANOTHER = """
IF NEW.coder_id = ANY((SELECT first_ids FROM coding_draw WHERE id = NEW.draw_id)::bigint[]) THEN
    RAISE EXCEPTION 'Whoever worked on the first coding does not make the second.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'coding_by_another';
END IF;
RETURN NEW;
"""
_BY_A_THIRD = """
IF EXISTS (
    SELECT 1 FROM coding_coding c JOIN coding_draw d ON d.id = c.draw_id
    WHERE c.id = NEW.coding_id AND (c.coder_id = NEW.by_id OR NEW.by_id = ANY(d.first_ids))
) THEN
    RAISE EXCEPTION 'Whoever made one of the two codings does not decide between them.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_by_a_third';
END IF;
RETURN NEW;
"""


def by_another() -> pgtrigger.Trigger:
    """The second coder had no part in the first coding."""
    return pgtrigger.Trigger(
        name="by_another",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=_BY_ANOTHER,
    )


def by_a_third() -> pgtrigger.Trigger:
    """Who decides between two codings made neither of them."""
    return pgtrigger.Trigger(
        name="by_a_third",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=_BY_A_THIRD,
    )


def final_once_submitted() -> pgtrigger.Trigger:
    """A coding that was submitted never changes: what is compared is what was coded."""
    return pgtrigger.Trigger(
        name="final_once_submitted",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Q(old__submitted_at__isnull=False),
        func=REFUSE.format(done="changed once submitted", hint="Add a verdict instead."),
    )
