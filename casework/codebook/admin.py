"""Screens for supervisors: actors and places to keep, vocabularies and countries to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from casework.codebook import services
from casework.codebook.models import Actor, ActorAlias, Country, Edition, Place, Term, Vocabulary

if TYPE_CHECKING:
    from django.forms import ModelForm

    from casework.accounts.models import User
    from casework.codebook.models.terms import TermQuerySet


class ReadOnly:
    """Rows that come from files of the codebook: shown, never changed by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Country)
class CountryAdmin(ReadOnly, admin.ModelAdmin[Country]):
    list_display = ("name", "iso3", "iso_numeric", "acled_name", "acled_region", "gw_number")
    list_filter = ("acled_region",)
    search_fields = ("name", "acled_name", "iso3")


@admin.register(Edition)
class EditionAdmin(ReadOnly, admin.ModelAdmin[Edition]):
    list_display = ("number", "published_on", "note")


@admin.register(Vocabulary)
class VocabularyAdmin(ReadOnly, admin.ModelAdmin[Vocabulary]):
    list_display = ("name", "slug", "parent", "origin")
    list_select_related = ("parent",)


class EditionFilter(admin.SimpleListFilter):
    """The edition of the codebook: which words could be chosen in it, and which can be today."""

    title = gettext_lazy("could be chosen in")
    parameter_name = "edition"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [
            ("now", gettext_lazy("the edition of today")),
            *((each.pk, str(each)) for each in Edition.objects.all()),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Term]) -> QuerySet[Term]:
        terms, edition = cast("TermQuerySet", queryset), self.value() or ""
        if edition == "now":
            return terms.current()
        # No edition has a longer number, and the column would refuse one.
        return terms.in_edition(int(edition)) if edition.isdecimal() and len(edition) < 5 else terms


@admin.register(Term)
class TermAdmin(ReadOnly, admin.ModelAdmin[Term]):
    list_display = ("label", "code", "vocabulary", "parent", "description", "since", "retired")
    list_filter = ("vocabulary", EditionFilter)
    list_select_related = ("vocabulary", "parent", "since", "retired")
    search_fields = ("label", "code")


class ActorAliasInline(admin.TabularInline[ActorAlias, Actor]):
    model = ActorAlias
    extra = 1


@admin.register(Actor)
class ActorAdmin(admin.ModelAdmin[Actor]):
    list_display = ("name", "kind", "country", "parent", "active_from", "active_to")
    list_filter = ("kind", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("country", "parent")
    search_fields = ("name", "acled_label", "aliases__name")
    autocomplete_fields = ("country", "parent")
    inlines = (ActorAliasInline,)

    def save_model(self, request: HttpRequest, obj: Actor, form: ModelForm[Actor], change: bool) -> None:
        services.save_actor(obj, by=cast("User", request.user))


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin[Place]):
    list_display = ("name", "country", "admin1", "population", "latitude", "longitude", "origin")
    list_filter = ("origin", "feature")
    list_select_related = ("country",)
    search_fields = ("name",)
    search_help_text = "A name in any language; small slips are forgiven."
    autocomplete_fields = ("country",)
    readonly_fields = ("origin", "geonames_id", "admin1_code")
    # A quarter of a million rows: nobody waits for them to be counted.
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Place], search_term: str
    ) -> tuple[QuerySet[Place], bool]:
        """Search as everywhere: through the trigram index, in any of a place's names."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=Place.objects.named_like(search_term).values("pk")[:200]), False

    def save_model(self, request: HttpRequest, obj: Place, form: ModelForm[Place], change: bool) -> None:
        services.save_place(obj, by=cast("User", request.user))
