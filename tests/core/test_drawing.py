"""What is drawn without Django's templates is what they draw."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from casework.core.drawing import QuickRenderer
from casework.core.widgets import DayInput

CHOICES = [
    ("", "–"),
    ("a&b", 'Fish & "chips" <b>'),
    (1234567, gettext_lazy("Approved")),
    (None, mark_safe("<i>as it is</i>")),
    ("It's one", [("x", "Within"), (2, 1234567)]),
    ("", [("none", "Without a name")]),
]
WIDGETS = [
    (forms.Select(choices=CHOICES), ""),
    (forms.Select(choices=CHOICES), "a&b"),
    (forms.Select(attrs={"required": True, "disabled": False, "data-x": 1234567}, choices=CHOICES), 1234567),
    (forms.SelectMultiple(attrs={"title": "<“it's”>"}, choices=CHOICES), ["x", "2"]),
    (forms.NullBooleanSelect(), True),
    (forms.Select(), ""),
    (forms.TextInput(attrs={"dir": "auto", "title": '"&'}), 'said "no" & left <quickly>'),
    (forms.TextInput(), None),
    (forms.NumberInput(attrs={"min": 0, "step": 0.5}), 1234.5),
    (forms.TextInput(attrs={"list": mark_safe("a&amp;b")}), mark_safe("&amp;")),
    (forms.HiddenInput(), 1234567),
    (forms.EmailInput(), "a@example.org"),
    (forms.PasswordInput(), "secret"),
    (forms.CheckboxInput(attrs={"form": "several"}), True),
    (forms.CheckboxInput(), "y"),
    (forms.CheckboxInput(), False),
    (forms.Textarea(), "<b>"),
    (forms.Textarea(attrs={"dir": "auto", "rows": 1234}), None),
    (forms.Textarea(), 1234567),
    (forms.Textarea(attrs={"required": True}), "\n two\nlines & more"),
    (forms.CheckboxSelectMultiple(choices=[("a", "A")]), ["a"]),
    (DayInput(), "2026-01-02"),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_control_is_drawn_as_django_draws_it(widget: forms.Widget, value: object, language: str) -> None:
    with override(language):
        attrs = {"id": "id_it's"}
        ours = widget.render("na<me", value, attrs, QuickRenderer())
        assert ours == widget.render("na<me", value, attrs, DjangoTemplates())


def test_an_option_with_a_template_of_its_own_keeps_it() -> None:
    class Marked(forms.Select):
        option_template_name = "django/forms/widgets/checkbox_option.html"

    widget = Marked(choices=[("a", "A")])
    assert widget.render("x", "a", {}, QuickRenderer()) == widget.render("x", "a", {}, DjangoTemplates())
