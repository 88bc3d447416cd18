"""Names compared as people read them: without case and accents, and with room for a slip."""

from django.db.models import CharField, FloatField, Func


class Folded(Func):
    """The text in lower case without accents: “Ségou” → “segou”.

    `casework_fold` is made by this app's first migration. It wraps `unaccent`, which PostgreSQL only lets
    into an index or a generated column behind a function that promises never to change its answer.
    """

    function = "casework_fold"
    output_field = CharField()


class Likeness(Func):
    """How much the first text is like a part of the second, from 0 to 1 (pg_trgm's word_similarity)."""

    function = "word_similarity"
    arity = 2
    output_field = FloatField()


class Spaced(Func):
    """The words of the text with one space around each, so that a whole name can be found in it."""

    template = "' ' || btrim(regexp_replace(%(expressions)s, '[[:space:][:punct:]]+', ' ', 'g')) || ' '"
    arity = 1
    output_field = CharField()
