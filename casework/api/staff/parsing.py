"""From what a program sent to what the service takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.core.errors import BadInput, NotPermitted
from casework.core.tlp import Tlp
from casework.sources.material import refuse_too_large


def said(values: dict[str, Any]) -> dict[str, Any]:
    """Return what `add_document` takes besides the desk. BadInput: the file is empty or too large."""
    words = {name: value for name, value in values.items() if name not in {"desk", "file", "tlp"}}
    file = values.get("file")
    return {
        **words,
        "file": _content(file) if file is not None else b"",
        "tlp": Tlp(values["tlp"]) if values["tlp"] else None,
    }


def _content(file: UploadedFile[bytes]) -> bytes:
    # Asked before reading, so that the bytes of something huge never fill the memory.
    refuse_too_large(file.size or 0, "file")
    content = bytes(file.read())
    if not content:
        # Beside an address nothing would be left of it, and the address would be fetched instead.
        raise BadInput(_("The file is empty. Choose another one."), field="file")
    return content


def desk_of(person: User, slug: str) -> Desk:
    """Return the desk that was named, or the only one at which the person files documents."""
    desks = Desk.objects.filter(pk__in=person.desks_with(Role.VIEWER)).order_by("slug")
    if slug:
        named = next((desk for desk in desks if desk.slug == slug), None)
        if named is None:
            raise BadInput(
                _("You have no desk of this name. Your desks are: %(desks)s.") % {"desks": _listed(desks)},
                field="desk",
            )
        # Whether the person's role there is enough is the service's to say.
        return named
    filing = [desk for desk in desks if desk.pk in person.desks_with(Role.LOGGER)]
    if not filing:
        raise NotPermitted(_("Only loggers and those above them add documents. Ask for a role at a desk."))
    if len(filing) > 1:
        raise BadInput(_("Say for which desk this is: %(desks)s.") % {"desks": _listed(filing)}, field="desk")
    return filing[0]


def _listed(desks: Iterable[Desk]) -> str:
    return ", ".join(desk.slug for desk in desks) or _("none")
