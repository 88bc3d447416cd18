"""What the database refuses, in the sentence of the rule that refused it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casework.core.errors import BadInput


@contextmanager
def refused_in_words() -> Iterator[None]:
    """Turn what validation or a constraint refuses inside the block into BadInput with its sentence.

    The block is a savepoint: after a refusal the transaction around it goes on, without the block's changes.
    """
    try:
        with transaction.atomic():
            yield
    except ValidationError as error:
        raise _first_of(error) from error
    except IntegrityError as error:
        raise BadInput(sentence_of(error)) from error


def sentence_of(error: IntegrityError) -> str:
    """Return the sentence of the constraint that was broken; for a trigger, its own message."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    return str(getattr(diagnosis, "message_primary", "") or _("The database refused these values."))


def _first_of(error: ValidationError) -> BadInput:
    if not hasattr(error, "error_dict"):
        return BadInput(error.messages[0])
    field, errors = next(iter(error.error_dict.items()))
    return BadInput(errors[0].messages[0], field="" if field == "__all__" else field)
