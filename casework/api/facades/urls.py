"""Addresses of the facades, each with and without its last slash: clients follow no redirect of a POST."""

from django.urls import include, path, re_path

from casework.api.facades import acled, ogc, ucdp

ACLED = {
    "deleted": acled.deleted,
    "actor": acled.actors,
    "actortype": acled.actor_types,
    "country": acled.countries,
    "region": acled.regions,
    "cast": acled.cast,
}

acled_patterns = [
    re_path(r"^(?:api/)?acled/read/?$", acled.read, name="read"),
    re_path(r"^(?:api/)?acled/read\.(?P<form>csv|xml|json)$", acled.read, name="read-as"),
    *(re_path(rf"^(?:api/)?{name}/read/?$", view, name=name) for name, view in ACLED.items()),
    re_path(r"^(?:api/)?oauth/token/?$", acled.token, name="token"),
    re_path(r"^(?:api/)?user/login/?$", acled.login, name="login"),
]
ucdp_patterns = [
    re_path(
        r"^api/(?P<name>(?i:gedevents|ucdpprioconflict|dyadic|nonstate|onesided|battledeaths|organizedviolencecy))"
        r"(?:/(?P<version>[0-9A-Za-z.-]{1,40}))?/?$",
        ucdp.resource,
        name="resource",
    ),
]
ogc_patterns = [
    re_path(r"^ogc/?$", ogc.landing, name="landing"),
    re_path(r"^ogc/api/?$", ogc.api, name="api"),
    re_path(r"^ogc/conformance/?$", ogc.conformance, name="conformance"),
    re_path(r"^ogc/collections/?$", ogc.collections, name="collections"),
    re_path(r"^ogc/collections/(?P<name>[a-z]{1,20})/?$", ogc.collection, name="collection"),
    re_path(r"^ogc/collections/(?P<name>[a-z]{1,20})/items/?$", ogc.items, name="items"),
    re_path(
        r"^ogc/collections/(?P<name>[a-z]{1,20})/items/(?P<uid>CW-[0-9]{6,12})/?$", ogc.item, name="item"
    ),
]

export_patterns = [
    re_path(r"^exports/ged(?P<version>[0-9A-Za-z.-]{1,40})-csv\.zip$", ucdp.file, name="ged"),
]

urlpatterns = [
    path("", include((export_patterns, "exports"))),
    path("", include((acled_patterns, "acled"))),
    path("", include((ucdp_patterns, "ucdp"))),
    path("", include((ogc_patterns, "ogc"))),
]
