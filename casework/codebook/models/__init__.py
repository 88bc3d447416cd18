"""The words that incidents are coded in: vocabularies, countries, actors and places."""

from casework.codebook.models.actors import Actor, ActorAlias, ActorKind
from casework.codebook.models.countries import AcledRegion, Country
from casework.codebook.models.places import Place, PlaceFeature, PlaceOrigin
from casework.codebook.models.terms import DisorderType, Edition, Term, Vocabulary

__all__ = [
    "AcledRegion",
    "Actor",
    "ActorAlias",
    "ActorKind",
    "Country",
    "DisorderType",
    "Edition",
    "Place",
    "PlaceFeature",
    "PlaceOrigin",
    "Term",
    "Vocabulary",
]
