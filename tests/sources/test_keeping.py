"""What supervisors keep of sources: particulars with versions, domains, and who may know of a source."""

import pytest

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted, Stale, VersionMissing
from casework.sources.keeping import add_domain, drop_domain, save_source
from casework.sources.models import Source, SourceDomain
from tests.sources.builders import build_source, make_document, make_source
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def test_a_change_counts_a_version_and_is_recorded(sira: User) -> None:
    source = make_source(name="Sahel News")
    source.owner = "Delta Presse"

    save_source(source, by=sira, seen=1)

    entry = Entry.objects.get(verb="sources.change_source")
    assert Source.objects.get().version == 2
    assert (entry.before, entry.after) == ({"owner": ""}, {"owner": "Delta Presse"})


def test_a_stale_change_is_refused_and_names_who_was_quicker(sira: User, olek: User) -> None:
    source = make_source()
    quick, slow = Source.objects.get(pk=source.pk), Source.objects.get(pk=source.pk)
    quick.owner, slow.owner = "Quick", "Slow"
    save_source(quick, by=olek, seen=1)

    with pytest.raises(Stale, match="Olek changed this source"):
        save_source(slow, by=sira, seen=1)
    with pytest.raises(VersionMissing):
        save_source(slow, by=sira)
    assert Source.objects.get().owner == "Quick"


def test_what_changes_nothing_leaves_no_trace(sira: User) -> None:
    source = make_source()

    save_source(source, by=sira, seen=1)

    assert (Source.objects.get().version, Entry.objects.count()) == (1, 0)


def test_a_domain_is_given_and_taken(sira: User) -> None:
    source = make_source()

    row = add_domain(source.pk, " WWW.Example.org ", by=sira)
    drop_domain(row.pk, by=sira)

    assert row.domain == "example.org"
    assert [each.verb for each in Entry.objects.order_by("pk")] == [
        "sources.add_domain",
        "sources.drop_domain",
    ]
    with pytest.raises(NotFound):
        drop_domain(row.pk, by=sira)


def test_a_domain_belongs_to_one_source_and_a_hidden_one_is_not_named(sira: User, boris: User) -> None:
    source, known, hidden = make_source(), make_source(name="Known"), make_source(name="Secret", tlp="RED")
    for other, domain in ((known, "known.example"), (hidden, "secret.example"), (source, "own.example")):
        SourceDomain.objects.create(source=other, domain=domain)

    said = []
    for domain in ("known.example", "secret.example", "own.example", "https://a.example/"):
        with pytest.raises(BadInput) as refused:
            add_domain(source.pk, domain, by=sira)
        said.append(refused.value.message)

    assert "Known" in said[0]
    assert "Secret" not in said[1]
    assert "already" in said[2]
    assert "without http" in said[3]
    with pytest.raises(NotPermitted):
        add_domain(source.pk, "new.example", by=boris)


@pytest.mark.parametrize(
    ("mark", "who"),
    [
        ("CLEAR", ["boris", "sira", "olek"]),
        ("GREEN", ["boris", "sira", "olek"]),
        ("AMBER", ["boris", "sira"]),
        ("AMBER+STRICT", ["boris", "sira"]),
        ("RED", ["sira"]),
    ],
)
def test_a_narrow_source_is_known_through_its_documents(
    mark: str, who: list[str], boris: User, sira: User, olek: User, nadia: User, desk: Desk
) -> None:
    make_document(desk, source=make_source(tlp=mark))

    people = (boris, sira, olek, nadia)
    assert [each.username for each in people if Source.objects.visible_to(each)] == who


def test_who_added_a_narrow_source_sees_it_before_it_has_documents(sira: User, olek: User) -> None:
    source = save_source(build_source(tlp="RED"), by=sira)

    assert list(Source.objects.visible_to(sira)) == [source]
    assert not Source.objects.visible_to(olek)


def test_versions_count_from_one_and_no_source_is_merged_into_itself() -> None:
    source = make_source()

    truth_table("source_version_from_one", build_source, [({"version": 1}, True), ({"version": 0}, False)])
    truth_table(
        "source_merged_into_another",
        build_source,
        [({"merged_into": source}, True), ({"id": source.pk, "merged_into": source}, False)],
    )
