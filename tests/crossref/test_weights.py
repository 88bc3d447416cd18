"""The documented table of weights is the one that counts."""

from pathlib import Path

from casework.crossref.aspects import ELSE
from casework.crossref.weights import ASPECTS, START

PAGE = Path("docs/reference/pairs.md")


def rows() -> list[str]:
    """The table as the page has to show it."""
    found = [
        "| compared | level | holds where | points |",
        "|---|---|---|---|",
        f"| to begin with | | near in time and place | {START:+g} |",
    ]
    for aspect in ASPECTS:
        for number, level in enumerate(aspect.levels):
            label = str(aspect.label) if number == 0 else ""
            rule = "otherwise" if level.rule == ELSE else f"`{level.rule}`"
            found.append(f"| {label} | {level.code} | {rule} | {level.points:+g} |")
    return found


def test_the_page_shows_the_weights_that_count() -> None:
    text = PAGE.read_text("utf-8")

    shown = text.split("<!-- weights -->\n")[1].split("\n<!-- /weights -->")[0]

    assert shown.splitlines() == rows()
