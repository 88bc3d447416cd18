"""What a browser would send of a form, read from its page."""

from __future__ import annotations

from html.parser import HTMLParser

BOXES = ("checkbox", "radio")


def values_of(page: str, action: str = "/edit/") -> dict[str, list[str]]:
    """Return name and values of every control of the form whose address ends with `action`."""
    reader = _Form(action)
    reader.feed(page)
    return reader.values


class _Form(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.inside = False
        self.values: dict[str, list[str]] = {}
        self.select = self.area = ""
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.inside = (given.get("action") or "").endswith(self.action)
        if not self.inside:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.values.setdefault(self.select, []).append(value)
        elif tag == "textarea":
            self.area, self.text = name, []
        elif tag == "input" and name and (given.get("type") not in BOXES or "checked" in given):
            self.values.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            # A browser drops the line end with which a text begins.
            self.values[self.area] = ["".join(self.text).removeprefix("\n")]
            self.area = ""
        elif tag == "form":
            self.inside = False
