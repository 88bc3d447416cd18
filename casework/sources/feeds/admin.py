"""The screen on which supervisors follow feeds, and see how each is doing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Desk, Role
from casework.core.errors import CaseworkError
from casework.sources.feeds import following
from casework.sources.models import Feed, Source

if TYPE_CHECKING:
    from django.forms import ModelForm

    from casework.accounts.models import User

    FeedModelForm = ModelForm[Feed]
else:
    FeedModelForm = forms.ModelForm


def _signed_in(request: HttpRequest) -> User:
    return cast("User", request.user)


class FeedForm(FeedModelForm):
    """A feed to follow, and the desk that follows it. `by` is whoever sends it."""

    by: User
    desk = forms.ModelChoiceField(
        label=gettext_lazy("Desk"),
        queryset=Desk.objects.order_by("name"),
        help_text=gettext_lazy("Its people see what the feed lists. Another desk may follow it too."),
    )

    class Meta:
        model = Feed
        fields = ("source", "address")

    def clean(self) -> dict[str, Any]:
        """Ask the service, which knows the rules; its sentence stands at the field that it is about."""
        said = dict(super().clean() or {})
        if not self.errors:
            try:
                with transaction.atomic():
                    self.follow(said)
                    transaction.set_rollback(True)
            except CaseworkError as error:
                self.add_error(error.field if error.field in self.fields else None, error.message)
        return said

    def follow(self, said: dict[str, Any]) -> Feed:
        source: Source = said["source"]
        return following.add_feed(source.pk, said["address"], desk=said["desk"], by=self.by)

    def validate_unique(self) -> None:
        """A feed that another desk follows is followed by both, so the address may be there."""


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin[Feed]):
    list_display = ("__str__", "source", "state", "next_visit_at", "why_then", "new_at", "failures")
    list_filter = ("outcome", "pace", "kind")
    list_select_related = ("source",)
    search_fields = ("address", "title", "source__name")
    autocomplete_fields = ("source",)
    shown = (
        "source",
        "address",
        "title",
        "kind",
        "followed_by",
        "state",
        "detail",
        "visited_at",
        "next_visit_at",
        "why_then",
        "every_minutes",
        "new_at",
        "listed",
        "unusable",
        "failures",
        "failing_since",
        "created_by",
        "created_at",
    )
    actions = ("look_now", "stop", "leave")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feed]:
        return Feed.objects.visible_to(_signed_in(request)).prefetch_related("desks")

    def get_fields(self, request: HttpRequest, obj: Feed | None = None) -> tuple[str, ...]:
        return self.shown if obj else ("source", "address", "desk")

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> tuple[str, ...]:
        return self.shown if obj else ()

    def get_form(
        self, request: HttpRequest, obj: Feed | None = None, change: bool = False, **kwargs: Any
    ) -> type[FeedModelForm]:
        """Offer the desks that the person supervises, and let the form know who sends it."""
        if obj is not None:
            return super().get_form(request, obj, change=change, **kwargs)
        user = _signed_in(request)
        form = cast(
            "type[FeedForm]", super().get_form(request, obj, change=change, **{**kwargs, "form": FeedForm})
        )
        form.by = user
        field = cast("forms.ModelChoiceField[Desk]", form.base_fields["desk"])
        field.queryset = Desk.objects.filter(pk__in=user.desks_with(Role.SUPERVISOR)).order_by("name")
        field.initial = field.queryset.first()
        return form

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Feed:
        """Follow the feed by the service."""
        feed: Feed = form.follow(form.cleaned_data)
        form.instance, form.save_m2m = feed, lambda: None
        return feed

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        """The service has saved it."""

    @admin.display(description=gettext_lazy("Last look"))
    def state(self, feed: Feed) -> str:
        return _("Stopped.") if feed.is_stopped else str(feed.sentence or feed.why_then)

    @admin.display(description=gettext_lazy("Why then"))
    def why_then(self, feed: Feed) -> str:
        return "" if feed.is_stopped else str(feed.why_then)

    @admin.display(description=gettext_lazy("Followed by"))
    def followed_by(self, feed: Feed) -> str:
        return ", ".join(map(str, feed.desks.all()))

    @admin.action(description=gettext_lazy("Look now, or start again"), permissions=["view"])
    def look_now(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._each(request, feeds, following.look_now)

    @admin.action(description=gettext_lazy("Stop"), permissions=["view"])
    def stop(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._each(request, feeds, following.stop_feed)

    @admin.action(description=gettext_lazy("Follow no more at my desks"), permissions=["view"])
    def leave(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        for desk in Desk.objects.filter(pk__in=_signed_in(request).desks_with(Role.SUPERVISOR)):
            self._each(request, feeds.filter(desks=desk), partial(following.leave_feed, desk=desk))

    def _each(self, request: HttpRequest, feeds: QuerySet[Feed], do: Callable[..., object]) -> None:
        for feed in feeds:
            try:
                do(feed.pk, by=_signed_in(request))
            except CaseworkError as error:
                self.message_user(request, f"{feed}: {error.message}", messages.WARNING)
            else:
                self.message_user(request, _("Done: %(feed)s.") % {"feed": feed})
