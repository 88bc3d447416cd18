"""Rules for passwords that Django does not bring."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MaximumLengthValidator:
    """Refuse a password so long that hashing it would be an attack."""

    LONGEST = 256

    def validate(self, password: str, user: object | None = None) -> None:
        if len(password) > self.LONGEST:
            raise ValidationError(
                _("This password has %(length)d characters. Use at most %(longest)d."),
                code="password_too_long",
                params={"length": len(password), "longest": self.LONGEST},
            )

    def get_help_text(self) -> str:
        return _("Your password has at most %(longest)d characters.") % {"longest": self.LONGEST}
