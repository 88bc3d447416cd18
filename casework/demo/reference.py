"""What another data set says of the attack on Sokolo: one row of UCDP GED (CC BY 4.0)."""

from pathlib import Path

from casework.accounts.models import User
from casework.crossref.imports.loading import import_records
from casework.crossref.imports.matching import decide, match_due_records
from casework.crossref.models import ExternalMatch

FILE = Path(__file__).with_name("reference.csv")


def add_reference() -> None:
    """Bring the row in, and let a verifier say which incident it is about."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        import_records(lines, by=User.objects.get(username="sira"))
    match_due_records()
    likeliest = ExternalMatch.objects.order_by("-score", "pk").first()
    if likeliest is not None:
        decide(likeliest.pk, ExternalMatch.Verdict.SAME, by=User.objects.get(username="aminata"))
