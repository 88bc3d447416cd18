"""What a mail that went out told, and why: read again for whoever looks, from what they may see now."""

from __future__ import annotations

from dataclasses import dataclass

from casework.accounts.models import Role, User
from casework.digests.content import Line, document_line, incident_line
from casework.digests.lists import SEARCH, heading_of, list_of, why_of
from casework.digests.models import Digest
from casework.incidents.models import Incident, SavedSearch
from casework.sources.models import Document


@dataclass(frozen=True, slots=True)
class Told:
    """One section of a mail: what it was called, why its rows came, and those that the viewer may see."""

    heading: str
    why: str
    lines: list[Line]
    # How many were listed that the viewer may not see, or not any more; a stranger is told no number.
    hidden: int
    path: str


def told_to(viewer: User, digest: Digest) -> list[Told]:
    """Return what the mail listed, as far as the viewer may see it now.

    To its reader everything counts; to a supervisor only what is of the desks that they supervise.
    Two queries, whatever the mail held, and one more where it reported on searches.
    """
    is_own = viewer.pk == digest.user_id
    role = Role.VIEWER if is_own else Role.SUPERVISOR
    listed: dict[str, list[int]] = digest.told
    incidents = _incidents(
        viewer, role, [pk for code, pks in listed.items() if code != "parked" for pk in pks]
    )
    documents = _documents(viewer, role, listed.get("parked", []))
    names = _names(viewer, listed)
    found = []
    for code, pks in listed.items():
        lines = [line for pk in pks if (line := (documents if code == "parked" else incidents).get(pk))]
        hidden = len(pks) - len(lines) if is_own else 0
        if lines or hidden:
            found.append(
                Told(names.get(code) or heading_of(code), why_of(code), lines, hidden, list_of(code))
            )
    return found


def _incidents(viewer: User, role: Role, pks: list[int]) -> dict[int, Line]:
    visible = Incident.objects.visible_to(viewer).filter(desk__in=viewer.desks_with(role), pk__in=pks)
    return {row.pk: incident_line(row) for row in visible.only("uid", "title", "tlp")}


def _documents(viewer: User, role: Role, pks: list[int]) -> dict[int, Line]:
    if not pks:
        return {}
    visible = Document.objects.visible_to(viewer).filter(
        pk__in=pks, desk_links__desk__in=viewer.desks_with(role)
    )
    return {row.pk: document_line(row) for row in visible.select_related("source").distinct()}


def _names(viewer: User, listed: dict[str, list[int]]) -> dict[str, str]:
    """Return the names of the searches, of those that the viewer may open."""
    pks = [int(code.removeprefix(SEARCH)) for code in listed if code.startswith(SEARCH)]
    if not pks:
        return {}
    searches = SavedSearch.objects.visible_to(viewer).filter(pk__in=pks)
    return {f"{SEARCH}{pk}": name for pk, name in searches.values_list("pk", "name")}
