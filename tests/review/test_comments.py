"""Talking about an incident, and telling those who are named."""

import pytest

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.core.tlp import Tlp
from casework.review.services import add_comment, reopen_comment, resolve_comment
from casework.review.services.comments import people_to_name
from tests.review.builders import make_comment, make_incident


def test_a_comment_changes_nothing_but_is_recorded(aminata: User) -> None:
    incident = make_incident(aminata)

    comment = add_comment(incident.pk, by=aminata, text=" Is this the same camp? ", field="place")

    incident.refresh_from_db()
    assert (comment.text, comment.field, incident.version) == ("Is this the same camp?", "place", 1)
    assert Entry.objects.get().after == {"comment": comment.pk, "field": "place"}


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_an_empty_comment_is_refused(aminata: User, text: str) -> None:
    with pytest.raises(BadInput, match="Write something first"):
        add_comment(make_incident(aminata).pk, by=aminata, text=text)


def test_readers_do_not_comment(aminata: User, vera: User, lamine: User) -> None:
    incident = make_incident(aminata)

    with pytest.raises(NotPermitted, match="Only loggers of Sahel"):
        add_comment(incident.pk, by=vera, text="Hm.")
    assert add_comment(incident.pk, by=lamine, text="Hm.")


def test_strangers_do_not_comment(aminata: User, olek: User) -> None:
    with pytest.raises(NotFound):
        add_comment(make_incident(aminata).pk, by=olek, text="Hm.")


@pytest.mark.parametrize(
    "text",
    ["@boris please look.", "See above, @Boris.", "(@boris)", "@boris @boris", "Not so,\n@boris: 20."],
)
def test_a_name_after_an_at_sign_is_told(aminata: User, boris: User, text: str) -> None:
    comment = add_comment(make_incident(aminata).pk, by=aminata, text=text)

    assert [mention.user for mention in comment.mentions.all()] == [boris]


@pytest.mark.parametrize("text", ["boris", "write to press@boris.example", "@@boris", "a@boris"])
def test_other_words_tell_nobody(aminata: User, boris: User, text: str) -> None:
    comment = add_comment(make_incident(aminata).pk, by=aminata, text=text)

    assert not comment.mentions.exists()


@pytest.mark.parametrize("name", ["aminata", "olek", "nadia", "borisov"])
def test_a_name_of_somebody_who_cannot_see_it_is_refused_like_one_of_nobody(
    sira: User, aminata: User, boris: User, olek: User, nadia: User, name: str
) -> None:
    incident = make_incident(sira, tlp=Tlp.RED)
    incident.named_people.add(boris)

    with pytest.raises(BadInput, match=f"Nobody called “@{name}” can see this incident"):
        add_comment(incident.pk, by=sira, text=f"@boris and @{name}, please look.")

    assert not incident.comments.exists()
    assert add_comment(incident.pk, by=sira, text="@boris @sira").mentions.count() == 2


def test_people_who_left_are_not_called(aminata: User, boris: User) -> None:
    User.objects.filter(pk=boris.pk).update(is_active=False)

    with pytest.raises(BadInput, match="Nobody called “@boris”"):
        add_comment(make_incident(aminata).pk, by=aminata, text="@boris")


def test_names_are_offered_of_those_who_can_see_it(
    sira: User, aminata: User, boris: User, olek: User
) -> None:
    User.objects.filter(pk=boris.pk).update(name="Boris Sanou")
    incident = make_incident(sira)

    assert people_to_name(incident, "bo") == people_to_name(incident, "SAN") == [boris]
    assert people_to_name(incident, "ole") == []
    assert {*people_to_name(incident, "")} == {sira, aminata, boris}


def test_resolving_names_the_first_who_did(aminata: User, boris: User) -> None:
    comment = make_comment(make_incident(aminata), aminata)

    resolve_comment(comment.pk, by=boris)
    resolved = resolve_comment(comment.pk, by=aminata)

    assert (resolved.resolved_by, resolved.resolved_at is None) == (boris, False)
    assert [entry.verb for entry in Entry.objects.all()] == ["review.resolve_comment"]


def test_a_resolved_comment_can_be_reopened(aminata: User) -> None:
    comment = resolve_comment(make_comment(make_incident(aminata), aminata).pk, by=aminata)

    for _ in range(2):
        comment = reopen_comment(comment.pk, by=aminata)

    assert (comment.resolved_at, comment.resolved_by) == (None, None)
    assert Entry.objects.filter(verb="review.reopen_comment").count() == 1


def test_strangers_and_readers_do_not_resolve(aminata: User, vera: User, olek: User) -> None:
    comment = make_comment(make_incident(aminata), aminata)

    with pytest.raises(NotPermitted, match="Only loggers of Sahel"):
        resolve_comment(comment.pk, by=vera)
    with pytest.raises(NotFound, match="no such comment, or it belongs to another desk"):
        resolve_comment(comment.pk, by=olek)
