"""Strict query strings: an unknown parameter is an error, for an ignored filter returns too much."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Raise ValidationError for each parameter that is not among `known`, or that is given twice.

    Each sentence names the nearest known one.
    """
    names = sorted(known)
    errors = {}
    for name, values in request.query_params.lists():
        if name not in names:
            errors[name] = [_unknown(name, names)]
        elif len(values) > 1:
            errors[name] = [_("This parameter came %(count)d times. Send it once.") % {"count": len(values)}]
    if errors:
        raise ValidationError(errors, code="unknown_parameter")


def _unknown(name: str, names: list[str]) -> str:
    nearest = get_close_matches(name, names, n=1, cutoff=0.4)
    if nearest:
        return _("There is no parameter of this name. Did you mean “%(nearest)s”?") % {"nearest": nearest[0]}
    return _("There is no parameter of this name. Known are: %(names)s.") % {"names": ", ".join(names)}
