"""Numbers as people type them, in whatever digits and with whatever decimal mark."""

from typing import Any

from django import forms

from casework.core.text import plain_decimal, plain_digits


class CountField(forms.IntegerField):
    """A whole number. A browser's own number field would refuse the digits of other scripts."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(plain_digits(value) if isinstance(value, str) else value)


class DegreesField(forms.DecimalField):
    """Degrees, with a point or a comma before the decimals."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "dir": "ltr"})

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_decimal(value) if isinstance(value, str) else value)
