"""The stylesheet is small, runs in both directions, and can be read in both themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
# What extends a page of Django's own admin ends at this template.
FRAME_OF_ADMIN = TEMPLATES / "admin" / "base_site.html"
PHYSICAL = re.compile(
    r"(?:^|[;{\s])("
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)(?:-\w+)?"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height)|overflow-[xy]"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)"
)
# Words on grounds: 4.5 to 1. Edges of controls and marks of focus: 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
READ = [
    *((word, on) for word in ("ink", "quiet", "petrol", "red") for on in ("paper", "surface", "sunken")),
    *((tone, f"{tone}-soft") for tone in ("blue", "violet", "green", "amber", "red")),
    ("petrol-strong", "petrol-soft"),
    ("on-petrol", "petrol"),
    ("on-petrol", "petrol-strong"),
    ("on-bar", "bar"),
    ("on-bar-quiet", "bar"),
]
SEEN = [("edge", "surface"), ("focus", "paper"), ("focus", "surface"), ("focus", "bar"), ("bar-mark", "bar")]


def sheets() -> list[Path]:
    return sorted(CSS.glob("*.css"))


def loaded(template: Path) -> set[str]:
    """Return the sheets that a page of this template asks for, with those of the templates it extends."""
    text = template.read_text("utf-8")
    own = set(re.findall(r"'css/([\w-]+\.css)'", text))
    if base := re.search(r'\{% extends "([^"]+)" %\}', text):
        path = TEMPLATES / base[1]
        if path == template or not path.exists():
            path = FRAME_OF_ADMIN
        return own if template == FRAME_OF_ADMIN else own | loaded(path)
    return own


def pages() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*.html") if "{% extends " in path.read_text("utf-8"))


def test_no_page_loads_more_than_40_kb() -> None:
    """See docs/decisions/0005."""
    weights = {
        str(page.relative_to(TEMPLATES)): sum((CSS / name).stat().st_size for name in loaded(page))
        for page in pages()
    }

    assert len(weights) > 20
    assert {page: weight for page, weight in weights.items() if weight >= 40_000} == {}


def test_every_sheet_is_loaded_by_a_page_or_a_section() -> None:
    named = set().union(*map(loaded, TEMPLATES.rglob("*.html")))

    assert {path.name for path in sheets()} == named


@pytest.mark.parametrize("path", sheets(), ids=lambda path: path.name)
def test_it_names_no_left_and_no_right(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)

    assert [found.group() for found in PHYSICAL.finditer(re.sub(r"@media[^{]*", "", rules))] == []


@pytest.mark.parametrize(
    "rule", ["a { left: 0 }", "a {\n margin-left: 1px; }", "a { text-align: right; }", "a { max-width: 1px }"]
)
def test_a_physical_direction_is_found(rule: str) -> None:
    assert PHYSICAL.search(rule)


@pytest.mark.parametrize(
    "rule", ["a { margin-inline-start: 0; }", "a { text-align: start; }", "a { max-inline-size: 1px; }"]
)
def test_a_logical_direction_is_allowed(rule: str) -> None:
    assert not PHYSICAL.search(rule)


def colours() -> dict[str, tuple[str, str]]:
    """Return light and dark value by name."""
    text = (CSS / "tokens.css").read_text("utf-8")
    both = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    one = re.findall(r"--([\w-]+): (#\w{6});", text)
    return {name: (light, dark) for name, light, dark in both} | {name: (value, value) for name, value in one}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("front", "ground", "least"), [(*pair, 4.5) for pair in READ] + [(*pair, 3.0) for pair in SEEN]
)
def test_words_and_edges_can_be_seen_in_both_themes(front: str, ground: str, least: float) -> None:
    names = colours()

    reached = [contrast(names[front][theme], names[ground][theme]) for theme in (0, 1)]

    assert min(reached) >= least


def test_templates_and_sprite_name_the_same_icons() -> None:
    from casework.core.templatetags.ui import STATES

    sprite = (Path(settings.BASE_DIR) / "static" / "vendor" / "lucide" / "sprite.svg").read_text("utf-8")
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    texts = [path.read_text("utf-8") for path in TEMPLATES.rglob("*.html")]
    named = {name for text in texts for name in re.findall(r'(?:icon |drawing=)"([\w-]+)"', text)}

    assert named | {drawing for _, drawing in STATES.values()} | {"circle"} == drawn
