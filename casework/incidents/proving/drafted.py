"""Unsaved words about claims, beside what a colleague made of the same claim meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.incidents.drafted import Done, Meeting, as_filled, compare_with, compared, kept_before
from casework.incidents.models import Claim, ClaimStatus, Draft, Incident
from casework.incidents.proving.about import About, about_of
from casework.incidents.proving.forms import OF_A_CORRECTION, OF_THE_PASSAGE, ProofForm, RateForm
from casework.incidents.proving.opening import open_correction
from casework.incidents.reading import claims_visible_to

# What decides what a list offers says nothing by itself.
_NOT_SAID = {*OF_A_CORRECTION, *OF_THE_PASSAGE, "about", "citation", "find", "part_of"}
_RATED = ("attributed_to", "credibility")


def _correction(draft: Draft, which: str, incident: Incident, user: User) -> Meeting | None:
    """Compare a correction with the one that a colleague made first; it goes on from there."""
    old = _claim(which, incident, user)
    if old is None or old.status == ClaimStatus.LIVE:
        return None
    new = _stands_now(old, incident, user)
    if new is None:
        return _taken_back()
    was, form = open_correction(incident, user, old.pk).form, open_correction(incident, user, new.pk).form
    names = _said_by(form)
    done = Done(new.created_by, new.created_at)
    meeting = compared(form, draft, was=as_filled(was, names), now=as_filled(form, names), done=done)
    return replace(meeting, form=f"correct-{new.pk}")


def _new_claim(draft: Draft, _which: str, incident: Incident, user: User) -> Meeting | None:
    """Compare a claim with one that a colleague made of the very same words."""
    other = _same_words(draft, incident, user)
    if other is None:
        return None
    form = open_correction(incident, user, other.pk).form
    names = _said_by(form)
    done = Done(other.created_by, other.created_at)
    return compared(form, draft, was={}, now=as_filled(form, names), done=done)


def _same_words(draft: Draft, incident: Incident, user: User) -> Claim | None:
    """Return a colleague's live claim on the passage of the draft, about the same thing."""
    said = {name: "".join(values[:1]) for name, values in draft.fields.items()}
    about = said.get("about", "")
    kind = About(about).kind if about in About.values else None
    found = claims_visible_to(user, incident).filter(status=ClaimStatus.LIVE, kind=kind or "")
    if (cited := said.get("citation", "")).isdecimal():
        found = found.filter(citation=int(cited))
    else:
        found = found.filter(citation__exact=said.get("quote", "").strip())
    found = found.exclude(created_by=user).select_related("created_by")
    return next((each for each in found if about_of(each).value == about), None)


def _judgement(draft: Draft, which: str, incident: Incident, user: User) -> Meeting | None:
    """Compare a judgement of a passage with the one that a colleague gave meanwhile."""
    claim = _claim(which, incident, user)
    if claim is None:
        return None
    now = claim if claim.status == ClaimStatus.LIVE else _stands_now(claim, incident, user)
    if now is None:
        return _taken_back()
    was = kept_before(draft, _RATED)
    meeting = (
        compared(RateForm(now), draft, was=was, now=as_filled(RateForm(now), _RATED)) if was else Meeting()
    )
    return replace(meeting, form=f"rate-{now.pk}", fields=meeting.fields or draft.fields)


def _withdrawal(draft: Draft, which: str, incident: Incident, user: User) -> Meeting | None:
    """Say where the claim that somebody wanted to take back stands now."""
    claim = _claim(which, incident, user)
    if claim is None or claim.status == ClaimStatus.LIVE:
        return None
    now = _stands_now(claim, incident, user)
    return Meeting(fields=draft.fields, form=f"retract-{now.pk}") if now else _taken_back()


def _taken_back() -> Meeting:
    return Meeting(ended=_("The claim was taken back meanwhile. Copy what you need, then throw this away."))


def _said_by(form: ProofForm) -> list[str]:
    return [name for name in form.fields if name not in _NOT_SAID or name == "as_reported"]


def _claim(which: str, incident: Incident, user: User) -> Claim | None:
    found = claims_visible_to(user, incident).select_related("created_by")
    return found.filter(pk=int(which)).first() if which.isdecimal() and len(which) < 19 else None


def _stands_now(claim: Claim, incident: Incident, user: User) -> Claim | None:
    """Return the live claim at the end of the corrections of one, if the person sees it."""
    after = {
        each.supersedes_id: each for each in claims_visible_to(user, incident).select_related("created_by")
    }

    def later() -> Iterator[Claim]:
        each: Claim | None = claim
        while each := after.get(each.pk if each else 0):
            yield each

    return next((each for each in later() if each.status == ClaimStatus.LIVE), None)


def hang() -> None:
    """Compare what the forms of claims hold."""
    compare_with("correct", _correction)
    compare_with("prove", _new_claim)
    compare_with("rate", _judgement)
    compare_with("retract", _withdrawal)
