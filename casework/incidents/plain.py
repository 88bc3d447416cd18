"""What the codebook holds, days, times and coordinates in JSON's own types."""

import datetime
from decimal import Decimal
from typing import Any

from casework.codebook.models import Actor, Country, Place, Term

Data = dict[str, Any]


def term_data(term: Term | None) -> Data | None:
    """Return a term with the vocabulary that gives its code a meaning."""
    if term is None:
        return None
    return {"id": term.pk, "vocabulary": term.vocabulary_id, "code": term.code, "label": term.label}


def country_data(country: Country | None) -> Data | None:
    """Return a country with the names and numbers of the data sets we speak to."""
    if country is None:
        return None
    return {
        "iso3": country.iso3,
        "iso_numeric": country.iso_numeric,
        "name": country.name,
        "acled_name": country.acled_name,
        "acled_region": country.acled_region,
        "gw_number": country.gw_number,
    }


def place_data(place: Place | None) -> Data | None:
    """Return a place of the gazetteer."""
    if place is None:
        return None
    return {"id": place.pk, "name": place.name, "geonames_id": place.geonames_id}


def actor_data(actor: Actor | None) -> Data | None:
    """Return an actor with the names and numbers of the data sets we speak to."""
    if actor is None:
        return None
    return {
        "id": actor.pk,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country_id,
        "acled_label": actor.acled_label,
        "ucdp_id": actor.ucdp_id,
        "gtd_name": actor.gtd_name,
    }


def day_text(day: datetime.date | None) -> str | None:
    """Return a day as 2020-01-26."""
    return day.isoformat() if day else None


def moment_text(moment: datetime.datetime) -> str:
    """Return a moment in UTC as 2020-01-26T05:00:00Z."""
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def degrees_text(degrees: Decimal | None) -> str | None:
    """Return degrees with five decimal places, about a metre."""
    return None if degrees is None else f"{degrees:.5f}"
