"""Everything that is recorded, with the sentence that a reader of the trail sees.

A verb is "app.what_was_done". Verbs are added, never removed or given another meaning: old entries have them.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "review.comment": _("%(actor)s commented on %(subject)s."),
    "review.resolve_comment": _("%(actor)s resolved a comment on %(subject)s."),
    "review.reopen_comment": _("%(actor)s reopened a comment on %(subject)s."),
}
