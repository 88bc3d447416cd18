"""Draws the controls that pages hold many of without Django's templates for them.

Django renders a template for each option of a choice, and another for its attributes: a list of the world's
countries took a quarter of the time of a page. What comes out is the same, character by character.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData

_OF_DJANGO = "django/forms/widgets/"
_SELECT, _OPTION = f"{_OF_DJANGO}select.html", f"{_OF_DJANGO}select_option.html"
_TEXTAREA = f"{_OF_DJANGO}textarea.html"
# Those of Django's templates that are one input and nothing else.
_INPUTS = {
    f"{_OF_DJANGO}{name}.html"
    for name in (
        "input",
        "text",
        "number",
        "email",
        "url",
        "password",
        "hidden",
        "date",
        "search",
        "checkbox",
    )
}


class QuickRenderer(DjangoTemplates):
    """Django's own way to draw forms, but for choices, inputs and longer texts."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget")
        if template_name in _INPUTS and widget:
            return _input(widget)
        if template_name == _TEXTAREA and widget:
            return _textarea(widget)
        if template_name == _SELECT and widget and _has_plain_options(widget):
            return _select(widget)
        return str(super().render(template_name, context, request))


def _has_plain_options(widget: Mapping[str, Any]) -> bool:
    return all(
        each["template_name"] == _OPTION for _name, group, _at in widget["optgroups"] for each in group
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    kind, name = _shown(widget["type"]), _shown(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    text = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_shown(widget["name"])}"{_attributes(widget["attrs"])}>\n{text}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    parts = [f'<select name="{_shown(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, group, _at in widget["optgroups"]:
        if name:
            parts.append(f'\n  <optgroup label="{_shown(name)}">')
        parts += map(_option, group)
        if name:
            parts.append("\n  </optgroup>")
    return "".join((*parts, "\n</select>"))


def _option(option: Mapping[str, Any]) -> str:
    value, label = _text(option["value"]), _shown(option["label"])
    return f'\n  <option value="{value}"{_attributes(option["attrs"])}>{label}</option>\n'


def _attributes(attrs: Mapping[str, Any]) -> str:
    """Return the attributes of a tag. True is one without a value, False is none."""
    parts = []
    for name, value in attrs.items():
        if value is True:
            parts.append(f" {_shown(name)}")
        elif value is not False:
            parts.append(f' {_shown(name)}="{_text(value)}"')
    return "".join(parts)


def _text(value: Any) -> str:
    """Return a value as it is sent, and not as a reader of the language would write it."""
    return value if isinstance(value, SafeData) and isinstance(value, str) else escape(str(value))


def _shown(value: Any) -> str:
    return conditional_escape(localize(value))
