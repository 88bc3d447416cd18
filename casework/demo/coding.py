"""Coding twice in the demo: sira lets everything be drawn for a day, and boris codes one from its sources."""

from typing import Any

from casework.accounts.models import Desk, User
from casework.codebook.models import Country, Term
from casework.coding.models import Draw
from casework.coding.services import add_task, answer, make_exercise, open_exercise, set_share, submit, take
from casework.sources.models import Document

# The share that the desk has from then on.
SHARE = 20
CODED = "Missiles on a shared base in the north"


def draw_everything() -> None:
    """Let every incident of the desk Sahel be drawn until `code_one`: a demo has no time for chance."""
    set_share(_sahel(), 100, by=User.objects.get(username="sira"))


def code_one() -> None:
    """Let boris code one incident blind. He reads another target than aminata did, and a number killed."""
    boris = User.objects.get(username="boris")
    coding = take(Draw.objects.get(incident__title=CODED).pk, by=boris)
    fields = {**_known(), "target_type": _term("target_type", "2"), "killed_best": 0}
    submit(coding.pk, fields, is_blind=True, by=boris, typed={})
    set_share(_sahel(), SHARE, by=User.objects.get(username="sira"))


def make_one_exercise() -> None:
    """Let sira make an exercise on the text about the missiles, and open it to the desk."""
    sira = User.objects.get(username="sira")
    exercise = make_exercise(_sahel(), "One text, several attacks", by=sira)
    text = Document.objects.filter(incident_links__incident__title=CODED) | Document.objects.filter(
        snapshots__citations__incident__title=CODED
    )
    about = "the missiles on the shared base"
    task = add_task(exercise.pk, text.values_list("pk", flat=True), by=sira, about=about)
    explanation = (
        "The text tells of three attacks. The one at the beginning of the month is the last of them: "
        "20 people were hurt, and it says nothing of anybody killed, which is unknown and not 0."
    )
    answer(task.pk, _known(), explanation=explanation, by=sira, typed={})
    open_exercise(exercise.pk, by=sira)


def _known() -> dict[str, Any]:
    """Return what the text about the missiles says."""
    return {
        "date_edtf": "2020-01",
        "country": Country.objects.get(pk="MLI"),
        "location_precision": "region",
        "event_type": _term("event_type", "explosions_remote_violence"),
        "sub_event_type": _term("sub_event_type", "shelling_artillery_missile_attack"),
        "target_type": _term("target_type", "4"),
        "weapon_types": [_term("weapon_type", "6")],
        "killed_low": None,
        "killed_best": None,
        "killed_high": None,
        "perpetrators": [],
        "basis": "unidentified",
    }


def _sahel() -> Desk:
    return Desk.objects.get(slug="sahel")


def _term(vocabulary: str, code: str) -> Term:
    return Term.objects.get(vocabulary=vocabulary, code=code)
