"""The documentation names what there is: settings, commands, moves, files."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import get_commands

from casework.core.dates import parse_edtf
from casework.core.dates_in_words import as_edtf
from casework.incidents.models import State
from casework.review.workflow import TRANSITIONS
from tests.house.reading import ROOT, modules

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


def rows(page: str) -> list[list[str]]:
    """The cells of every table on a page, without heads and rules."""
    lines = [line for line in (DOCS / page).read_text("utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if "|---" not in line]


def test_settings_are_listed_in_their_order() -> None:
    code = (ROOT / "casework" / "settings.py").read_text("utf-8")
    read = re.findall(r'env\.\w+\(\s*"(\w+)"', code)

    listed = [cells[0] for cells in rows("reference/settings.md")][1:]

    assert [name for name in listed if name in read] == list(dict.fromkeys(read))


def test_every_environment_variable_is_listed() -> None:
    text = "".join(module.text for module in modules(ROOT, "casework"))
    read = set(re.findall(r'env\.(?:text|secret|flag|number|words|networks)\(\s*"(\w+)"', text))

    assert read - {cells[0] for cells in rows("reference/settings.md")} == set()


def test_every_command_is_listed() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith("casework")}

    assert ours - {cells[0] for cells in rows("reference/commands.md")} == set()


def test_every_move_is_listed_with_its_states() -> None:
    listed = {name: (sources, target) for name, sources, target, *_ in rows("reference/states.md")[1:]}

    assert set(listed) == set(TRANSITIONS)
    for name, (sources, target) in listed.items():
        assert _states(sources) == TRANSITIONS[name].sources, name
        assert (None if target == "as before" else State(target)) == TRANSITIONS[name].target, name


def test_every_date_means_what_the_reference_says() -> None:
    listed = rows("reference/dates.md")[1:]

    read = [(written, parse_edtf(as_edtf(written))) for written, *_ in listed]

    assert listed == [
        [written, _day(found.earliest), _day(found.latest), found.precision.label.lower()]
        for written, found in read
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else "–"


def _states(text: str) -> set[State]:
    """Read “new, pending”, “any” and “any but merged”."""
    if text.startswith("any"):
        return set(State) - {State(word) for word in text.split()[2:]}
    return {State(word) for word in text.split(", ")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))

    inside = [link for link in links if "://" not in link]

    assert [link for link in inside if not (page.parent / link).exists()] == []
