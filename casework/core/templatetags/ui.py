"""Small words for templates. Loaded everywhere."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.db.models import Model
from django.forms import BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.template.defaultfilters import date
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casework.core import toasts, wording
from casework.core.languages import language_name
from casework.core.pages import THEME_COOKIE, THEMES, draft_to_keep, what_was_typed
from casework.core.paging import CappedCount
from casework.core.panels import ShownPanel, marks_for, panels_for

register = template.Library()

# How a state looks: its tone, and a drawing, because a colour alone tells nothing to some readers.
STATES = {
    "new": ("blue", "circle-dashed"),
    "verifying": ("blue", "search"),
    "pending": ("amber", "hourglass"),
    "submitted": ("violet", "send"),
    "reviewed": ("violet", "user-check"),
    "approved": ("green", "badge-check"),
    "returned": ("amber", "corner-up-left"),
    "rejected": ("red", "ban"),
    "withdrawn": ("red", "eye-off"),
    "merged": ("plain", "merge"),
}
_NO_TOTAL = mark_safe('<span class="quiet">–</span>')
# Drawings that point along the line of reading; they are mirrored where it runs from right to left.
POINTING = {
    "arrow-left",
    "arrow-right",
    "chevron-left",
    "chevron-right",
    "corner-up-left",
    "log-out",
    "send",
    "undo-2",
}


# Which icon is where in the sprite does not change while the program runs; a page draws a hundred of them.
@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite. It is decoration: the words beside it must say the same."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " icon-flips" if name in POINTING else "",
        static("vendor/lucide/sprite.svg"),
        name,
    )


@register.filter
def choice(row: Model, name: str) -> str:
    """Return the words for what a field with choices holds: `get_…_display`, made for long lists."""
    value = getattr(row, name)
    return str(_words_of(type(row), name).get(value, value))


@cache
def _words_of(model: type[Model], name: str) -> dict[Any, Any]:
    """Return the words of a field's choices, not yet in any language."""
    return dict(getattr(model._meta.get_field(name), "flatchoices", ()))


@register.filter
def tone(state: str) -> str:
    """Return the tone in which a state is shown."""
    return STATES.get(state, ("plain", ""))[0]


@register.filter
def drawing(state: str) -> str:
    """Return the name of the icon of a state."""
    return STATES.get(state, ("", "circle"))[1]


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Return the person's choice of theme: light, dark, or an empty string to follow the system."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag(takes_context=True)
def here(context: Context, *url_names: str) -> str:
    """Mark a link of the navigation when the page shown is one of these, or below the first of them."""
    request: HttpRequest | None = context.get("request")
    match = request.resolver_match if request else None
    if match is None:
        return ""
    if match.view_name == url_names[0]:
        return "page"
    return "true" if match.view_name in url_names else ""


@register.filter
def ago(at: Any) -> str:
    """Return how long ago a moment was, in the largest whole unit: "3 h", "12 d"; a dash for none."""
    if at is None:
        return "–"
    seconds = max(0, int((timezone.now() - at).total_seconds()))
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return _("%(count)d min") % {"count": seconds // 60}
    if seconds < 86400:
        return _("%(count)d h") % {"count": seconds // 3600}
    return _("%(count)d d") % {"count": seconds // 86400}


# Lists draw these for each row, where an include costs more than what it draws.


@register.simple_tag
def state_sign(state: str, label: Any) -> SafeString:
    """Show a state by its tone, its drawing and its words."""
    drawn = icon(drawing(state))
    return format_html('<span class="state tone-{}">{}{}</span>', tone(state), drawn, label)


@register.simple_tag
def moment(at: datetime | None, relative: bool = False) -> str:
    """Show a moment in the person's own time, or how long ago it was; nothing for none."""
    if not at:
        return ""
    here = localtime(at)
    said = ago(at) if relative else date(here, "j M Y, H:i")
    return format_html(
        '<time datetime="{}" title="{}"><bdi>{}</bdi></time>', date(here, "c"), date(here, "j F Y, H:i"), said
    )


@register.simple_tag
def total(assessments: Any, outcome: str) -> SafeString:
    """Show the assessed number of one outcome; a dash where there is none."""
    found = of_outcome(assessments, outcome)
    return format_html("<bdi>{}</bdi>", number(found)) if found else _NO_TOTAL


@dataclass(frozen=True, slots=True)
class Left:
    """How long until a moment, or how long since it, in words."""

    is_over: bool
    words: str


@register.filter
def until(at: datetime) -> Left:
    """Return how much time is left until a moment, or by how much it is over: "3 h", "12 d"."""
    now = timezone.now()
    return Left(at <= now, ago(at if at <= now else now - (at - now)))


@register.filter
def initials(name: Any) -> str:
    """Return up to two initials of a person's name."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


@register.filter
def days(dated: Any) -> str:
    """Return the date of an incident, or of a claim about one, in words; a dash where there is none."""
    return wording.date_in_words(dated.date_edtf, dated.date_earliest, dated.date_latest) or "–"


@register.filter
def language(code: str) -> str:
    """Return the name of a language; a dash where there is no code."""
    return language_name(code) if code else "–"


@register.filter
def number(counted: Any) -> str:
    """Return the low and high of an assessment, or of a claim, in words; a dash where there is none."""
    return wording.number_in_words(counted.low, counted.best, counted.high) if counted else "–"


@register.filter
def counted(number: int) -> str:
    """Return a number as lists write theirs: how many there are, as far as anybody counts."""
    return str(CappedCount(number))


@register.filter
def of_outcome(assessments: Any, outcome: str) -> Any:
    """Return the first of the assessments that is about the outcome, or nothing."""
    return next((each for each in assessments or [] if each.outcome == outcome), None)


@register.filter
def at(cells: Any, key: Any) -> Any:
    """Return the entry of a mapping, or nothing."""
    return cells.get(key, "")


@register.filter
def as_it_was(field: BoundField) -> SafeString:
    """Return the hidden inputs with what a field held when the page was made, where it is drawn by hand."""
    return field.as_hidden(only_initial=True)


@register.filter
def toast(message: Any) -> toasts.Undo | None:
    """Return the way back that a message carries, if it does."""
    return toasts.undo_of(message)


@register.simple_tag(takes_context=True)
def panels(context: Context, page: str, subject: Any = None, place: str = "main") -> list[ShownPanel]:
    """Return the sections that the layers have hung into this page, ready to include."""
    return panels_for(page, context["request"], subject, place=place)


@register.inclusion_tag("components/marks.html", takes_context=True)
def marks(context: Context, page: str, subject: Any, part: str) -> dict[str, Any]:
    """Show the signs that the layers put beside a part of this page."""
    return {"part": part, "marks": marks_for(page, context["request"], subject, part)}


@register.simple_tag(takes_context=True)
def typed_text(context: Context) -> list[tuple[str, str]]:
    """Return what the person typed into the form that was refused, to be shown for copying."""
    request: HttpRequest | None = context.get("request")
    return what_was_typed(request) if request else []


@register.simple_tag(takes_context=True)
def kept_draft(context: Context) -> dict[str, str]:
    """Return what the browser keeps of the form that was refused, until the person has signed in again."""
    request: HttpRequest | None = context.get("request")
    return draft_to_keep(request) if request else {}
