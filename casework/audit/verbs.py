"""Everything that is recorded, with the sentence that a reader of the trail sees.

A verb is "app.what_was_done". Verbs are added, never removed or given another meaning: old entries have them.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

VERBS: dict[str, Promise | str] = {
    "accounts.sign_in": _("%(actor)s signed in."),
    "accounts.sign_in_failed": _("Somebody tried to sign in as %(subject)s and failed."),
    "accounts.sign_in_unknown": _("Somebody tried to sign in under a name that nobody has."),
    "accounts.sign_out": _("%(actor)s signed out."),
    "accounts.first_operator": _("%(actor)s set up this installation as its first operator."),
    "accounts.create_person": _("%(actor)s added %(subject)s."),
    "accounts.change_person": _("%(actor)s changed the account of %(subject)s."),
    "accounts.deactivate": _("%(actor)s deactivated %(subject)s."),
    "accounts.reactivate": _("%(actor)s reactivated %(subject)s."),
    "accounts.offer_password_link": _("%(actor)s made a link with which %(subject)s can set a password."),
    "accounts.change_password": _("%(subject)s set a new password."),
    "accounts.create_desk": _("%(actor)s opened the desk %(subject)s."),
    "accounts.change_desk": _("%(actor)s changed the desk %(subject)s."),
    "accounts.give_role": _("%(actor)s gave a role: %(subject)s."),
    "accounts.change_role": _("%(actor)s changed a role: %(subject)s."),
    "accounts.end_role": _("%(actor)s ended a role: %(subject)s."),
    "accounts.create_key": _("%(actor)s made the API key %(subject)s."),
    "accounts.revoke_key": _("%(actor)s revoked the API key %(subject)s."),
    "incident.create": _("%(actor)s logged %(subject)s."),
    "incident.add_document": _("%(actor)s put a document beside %(subject)s."),
    "incident.edit": _("%(actor)s changed %(subject)s."),
    "incident.cite": _("%(actor)s cited a passage for %(subject)s."),
    "incident.rate_citation": _("%(actor)s judged a citation of %(subject)s anew."),
    "incident.claim": _("%(actor)s added a claim to %(subject)s."),
    "incident.supersede_claim": _("%(actor)s corrected a claim of %(subject)s."),
    "incident.retract_claim": _("%(actor)s retracted a claim of %(subject)s."),
    "incident.assess": _("%(actor)s assessed a number of %(subject)s."),
    "incident.source_changed": _("A document that %(subject)s cites says something else now."),
    "review.revise": _("%(actor)s changed %(subject)s, which goes back to be verified."),
    "sources.add_document": _("%(actor)s filed %(subject)s."),
    "sources.add_to_document": _("%(actor)s brought %(subject)s again."),
    "sources.fetch_document": _("%(subject)s was fetched from its address."),
    "sources.ask_again": _("%(actor)s asked for %(subject)s to be fetched again."),
    "sources.change_source": _("%(actor)s changed the source %(subject)s."),
    "sources.rate": _("%(actor)s rated the source %(subject)s."),
    "sources.change_document": _("%(actor)s changed the particulars of %(subject)s."),
    "codebook.change_actor": _("%(actor)s changed the actor %(subject)s."),
    "codebook.change_place": _("%(actor)s changed the place %(subject)s."),
    "review.start": _("%(actor)s started to verify %(subject)s."),
    "review.wait": _("%(actor)s put %(subject)s aside to wait for something."),
    "review.submit": _("%(actor)s submitted %(subject)s."),
    "review.take_back": _("%(actor)s took %(subject)s back."),
    "review.agree": _("%(actor)s agreed to %(subject)s."),
    "review.return": _("%(actor)s returned %(subject)s."),
    "review.approve": _("%(actor)s approved %(subject)s."),
    "review.reject": _("%(actor)s rejected %(subject)s."),
    "review.reopen": _("%(actor)s reopened %(subject)s."),
    "review.withdraw": _("%(actor)s withdrew %(subject)s."),
    "review.merge": _("%(actor)s merged %(subject)s into another incident."),
    "review.unmerge": _("%(actor)s took %(subject)s out of a merge."),
    "review.undo": _("%(actor)s undid the last move of %(subject)s."),
    "review.hold_released": _("%(actor)s gave %(subject)s back."),
    "review.hold_expired": _("%(actor)s came after a hold on %(subject)s had expired."),
    "review.hold_broken": _("%(actor)s ended somebody else’s hold on %(subject)s."),
    "review.assign": _("%(actor)s assigned %(subject)s to somebody."),
    "review.skip": _("%(actor)s skipped %(subject)s for now."),
    "review.postpone": _("%(actor)s put %(subject)s aside for later."),
    "review.comment": _("%(actor)s commented on %(subject)s."),
    "review.resolve_comment": _("%(actor)s resolved a comment on %(subject)s."),
    "review.reopen_comment": _("%(actor)s reopened a comment on %(subject)s."),
    "crossref.judge": _("%(actor)s judged whether %(subject)s is the same as another incident."),
    "crossref.take_back": _("%(actor)s took a judgement about %(subject)s back."),
    "crossref.link": _("%(actor)s linked %(subject)s to another incident."),
    "crossref.unlink": _("%(actor)s ended a link of %(subject)s."),
    "publication.publish": _("%(actor)s published %(subject)s."),
    "publication.restore": _("%(actor)s made %(subject)s public again, as it was."),
    "publication.end": _("%(actor)s took %(subject)s from the public."),
    "publication.release": _("%(actor)s made the release %(subject)s."),
}

# What a person does many times in a row, as one sentence with the number. A reader of the trail wants the
# steps of the work; each entry stays in the trail by itself.
OFTEN = {
    "incident.cite": ngettext_lazy(
        "%(actor)s cited a passage for %(subject)s.",
        "%(actor)s cited %(times)d passages for %(subject)s.",
        "times",
    ),
    "incident.claim": ngettext_lazy(
        "%(actor)s added a claim to %(subject)s.",
        "%(actor)s added %(times)d claims to %(subject)s.",
        "times",
    ),
    "incident.assess": ngettext_lazy(
        "%(actor)s assessed a number of %(subject)s.",
        "%(actor)s assessed %(times)d numbers of %(subject)s.",
        "times",
    ),
}
