"""What pages ask of the codebook while somebody types."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from casework.codebook.finding import place_data, places_like, towns_within


@login_required
@require_safe
def towns(request: HttpRequest) -> JsonResponse:
    """Return the largest places of a piece of a map: `box` is its west, south, east and north in degrees."""
    found = [
        {"name": place.name, "latitude": place.latitude, "longitude": place.longitude}
        for place in towns_within(request.GET.get("box", ""))
    ]
    return JsonResponse({"towns": found})


@login_required
@require_safe
def places(request: HttpRequest) -> JsonResponse:
    """Return the places that resemble `q` most, best first; with `country`, those there."""
    found = places_like(request.GET.get("q", ""), request.GET.get("country", ""))
    return JsonResponse({"places": [place_data(place) for place in found]})
