"""Triggers of this layer's tables."""

import pgtrigger


def items_come_with_their_release() -> pgtrigger.Trigger:
    """Refuse an item of another incident, or one that comes later than its release, which is whole at once.

    `created_at` of the release is the start of the transaction that made it, so only that transaction
    sees its own now() there; an xmin would differ under savepoints.
    """
    return pgtrigger.Trigger(
        name="items_come_with_release",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        declare=[("made_at", "TIMESTAMPTZ")],
        func="""
            SELECT created_at INTO made_at FROM publication_release WHERE id = NEW.release_id;
            IF made_at IS DISTINCT FROM now() THEN
                RAISE EXCEPTION 'A release is complete when it is made. Make a new one.'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            IF NEW.incident_id IS DISTINCT FROM (
                SELECT incident_id FROM publication_publishedrevision WHERE id = NEW.published_revision_id
            ) THEN
                RAISE EXCEPTION 'The item names another incident than its published revision.'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        """,
    )
