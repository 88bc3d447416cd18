"""Opens the form of a new claim, or of a correction, with what it proposes and offers to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import BadInput, NotFound
from casework.core.text import storable
from casework.incidents import reading
from casework.incidents.mapping import Map, map_of
from casework.incidents.models import Citation, CitationCheck, Claim, ClaimKind, Incident
from casework.incidents.proving import forms
from casework.incidents.proving.about import About, about_of
from casework.incidents.proving.prefill import proposal
from casework.incidents.services.claiming import SAYS
from casework.sources.models import Document

_FORMS: dict[ClaimKind | None, type[forms.ProofForm]] = {
    None: forms.ProofForm,
    ClaimKind.CASUALTIES: forms.NumbersForm,
    ClaimKind.ATTRIBUTION: forms.ActorForm,
    ClaimKind.DATE: forms.DayForm,
    ClaimKind.PLACE: forms.PlaceForm,
    ClaimKind.TERM: forms.WordForm,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """The form at the top of the page, and what it is about: a citation that is there, a claim to correct."""

    form: forms.ProofForm
    address: str
    citation: Citation | None = None
    correcting: Claim | None = None
    # Where a place that is in no list is put by hand.
    map: Map | None = None


def open_new(
    incident: Incident, user: User, asked: Mapping[str, str], sent: Mapping[str, str] | None = None
) -> Opened:
    """Open a claim about selected words, or on a citation that is there: as it was sent, or proposed.

    What was sent to search again is no answer yet, so it is not judged. Raises BadInput for what no menu
    offers, and NotFound for a citation that the person does not see.
    """
    item = _item(asked.get("about", ""))
    citation = _citation(incident, user, asked.get("citation", ""))
    without = forms.OF_A_CORRECTION + (forms.OF_THE_PASSAGE if citation else ("citation",))
    initial = _kept(sent) if sent else _initial(item, user, asked, citation)
    form = _FORMS[item.kind](item, _answer(sent), initial=initial, without=without)
    _offer(form, incident, user)
    address = reverse("incidents:prove", args=[incident.uid])
    return Opened(form, address, citation, map=_map_for(form, incident))


def open_correction(
    incident: Incident, user: User, claim_id: int, sent: Mapping[str, str] | None = None, change: str = ""
) -> Opened:
    """Open the correction of a claim, with what it says or what was sent. NotFound where it is hidden.

    With `change`, the number of a change of its source, it proposes what the new sentence says.
    """
    claim = reading.claims_visible_to(user, incident).filter(pk=claim_id).first()
    if claim is None:
        raise NotFound(_("There is no such claim, or you cannot see it."))
    item, said = about_of(claim), claim.of_its_kind
    names = SAYS[ClaimKind(claim.kind)][1]
    initial = {name: getattr(said, f"{name}_id", getattr(said, name)) for name in names}
    initial |= {"about": item.value, "as_reported": claim.as_reported, "find": _found_by(said)}
    without = (*forms.OF_THE_PASSAGE, "citation", "part_of")
    initial |= _from_source(item, claim, user, change) | _kept(sent)
    form = _FORMS[item.kind](item, _answer(sent), initial=initial, without=without)
    _offer(form, incident, user)
    address = reverse("incidents:correct", args=[incident.uid, claim.pk])
    return Opened(form, address, claim.citation, claim, _map_for(form, incident))


def _map_for(form: forms.ProofForm, incident: Incident) -> Map | None:
    return (map_of(incident) or Map([])) if isinstance(form, forms.PlaceForm) else None


def _from_source(item: About, claim: Claim, user: User, change: str) -> dict[str, Any]:
    """Return what the passage says now, where its source changed."""
    found = CitationCheck.objects.open().visible_to(user).filter(citation=claim.citation_id)
    check = found.filter(pk=int(change)).select_related("snapshot").first() if change.isdecimal() else None
    if check is None or check.start is None:
        return {}
    words = check.snapshot.text[check.start : check.end]
    said = proposal(item, words, claim.citation.snapshot.document.published_on)
    known = {name: value for name, value in said.items() if value not in (None, "")}
    note = _("The source now says: “%(sentence)s”") % {"sentence": check.after[:300]}
    return {**known, "as_reported": words[:400], "change": check.pk, "note": note}


def _answer(sent: Mapping[str, str] | None) -> Mapping[str, str] | None:
    return None if is_search(sent) else sent


def _kept(sent: Mapping[str, str] | None) -> dict[str, str]:
    """Return what was typed when somebody searched for another name."""
    return {name: text for name, text in (sent or {}).items() if text} if is_search(sent) else {}


def is_search(sent: Mapping[str, str] | None) -> bool:
    """Say whether the button was pressed that only looks for other names."""
    return sent is not None and "search" in sent


def _item(name: str) -> About:
    if name not in About.values:
        raise BadInput(_("Choose from the menu what the words are about."))
    return About(name)


def _citation(incident: Incident, user: User, number: str) -> Citation | None:
    if not number:
        return None
    rows = reading.citations_of(incident, user)
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise NotFound(_("There is no such citation, or you cannot see it."))
    return found


def _initial(item: About, user: User, asked: Mapping[str, str], citation: Citation | None) -> dict[str, Any]:
    """Return what was selected, and what it seems to say."""
    document = citation.snapshot.document if citation else _document(user, asked.get("document", ""))
    words = citation.exact if citation else storable(asked.get("quote", "")).strip()
    passage = {name: storable(asked.get(name, "")) for name in ("document", "snapshot", "before", "after")}
    passage["document"] = str(document.pk) if document else passage["document"]
    return {
        **passage,
        "about": item.value,
        "citation": citation.pk if citation else "",
        "hint": asked.get("hint", ""),
        "quote": words,
        "as_reported": words[:400],
        **proposal(item, words, document.published_on if document else None),
        **({"find": storable(asked["find"])} if "find" in asked else {}),
    }


def _document(user: User, number: str) -> Document | None:
    rows = Document.objects.visible_to(user)
    return rows.filter(pk=int(number)).first() if number.isdecimal() else None


def _found_by(said: Claim) -> str:
    """Return the name under which what was chosen is found again."""
    return str(getattr(said, "place_name", "") or getattr(said, "actor", None) or "")


def _offer(form: forms.ProofForm, incident: Incident, user: User) -> None:
    match form:
        case forms.NumbersForm():
            form.offer(reading.live_numbers(incident, user))
        case forms.PlaceForm():
            form.offer(incident)
        case forms.ActorForm() | forms.WordForm():
            form.offer()
