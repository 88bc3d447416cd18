"""Strict names: an unknown parameter is an error, for an ignored filter returns too much.

So is an unknown field: whoever misspells a mark must not learn of it from what became public.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from django.utils.datastructures import MultiValueDict
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


def refuse_unknown_fields(request: Request, known: Iterable[str]) -> None:
    """Raise ValidationError for each field of the body that is not among `known`, or that is sent twice."""
    names = sorted(known)
    sent = request.data
    if not isinstance(sent, Mapping):
        return
    errors = {name: [_unknown_field(name, names)] for name in sent if name not in names}
    if isinstance(sent, MultiValueDict):
        for name, values in sent.lists():
            if len(values) > 1:
                errors[name] = [_("This field came %(count)d times. Send it once.") % {"count": len(values)}]
    if errors:
        raise ValidationError(errors, code="unknown_field")


def _unknown(name: str, names: list[str]) -> str:
    nearest = _nearest(name, names)
    if nearest:
        return _("There is no parameter of this name. Did you mean “%(nearest)s”?") % {"nearest": nearest[0]}
    return _("There is no parameter of this name. Known are: %(names)s.") % {"names": ", ".join(names)}


def _unknown_field(name: str, names: list[str]) -> str:
    nearest = _nearest(name, names)
    if nearest:
        return _("There is no field of this name. Did you mean “%(nearest)s”?") % {"nearest": nearest[0]}
    return _("There is no field of this name. Known are: %(names)s.") % {"names": ", ".join(names)}


def _nearest(name: str, names: list[str]) -> list[str]:
    return get_close_matches(name, names, n=1, cutoff=0.4)
