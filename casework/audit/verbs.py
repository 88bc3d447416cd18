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
}
