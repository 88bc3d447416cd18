from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.core.errors import BadInput
from casework.sources.addresses import canonical, domain


@pytest.mark.parametrize(
    ("given_address", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("  https://example.org/a \n", "https://example.org/a"),
        ("HTTPS://Example.ORG/Camp", "https://example.org/Camp"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y", "https://example.org/a?id=7"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
        ("https://example.org/a?b=&c", "https://example.org/a?b=&c"),
        ("https://example.org/%7euser/%2fx", "https://example.org/~user/%2Fx"),
        ("https://example.org/Ségou", "https://example.org/S%C3%A9gou"),
        ("https://example.org/S%c3%a9gou", "https://example.org/S%C3%A9gou"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/a/..", "https://example.org/"),
        ("https://example.org/%2e%2e/a", "https://example.org/a"),
        ("https://example.org/a//b", "https://example.org/a//b"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://مثال.example/", "https://xn--mgbh0fb.example/"),
        ("http://192.0.2.7/a", "http://192.0.2.7/a"),
        ("http://[2001:DB8:0::1]/a", "http://[2001:db8::1]/a"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ],
)
def test_an_address_has_one_spelling(given_address: str, expected: str) -> None:
    assert canonical(given_address) == expected


@pytest.mark.parametrize(
    ("given_address", "said"),
    [
        ("", "The address is empty"),
        (" \n", "The address is empty"),
        ("ftp://example.org/a", "begin with http"),
        ("javascript:alert(1)", "begin with http"),
        ("file:///etc/passwd", "begin with http"),
        ("example.org/a", "begin with http"),
        ("//example.org/a", "begin with http"),
        ("https://user@example.org/", "user name or password"),
        ("https://user:secret@example.org/", "user name or password"),
        ("https://@example.org/", "user name or password"),
        ("https://example.org\\@evil.example/", "backslash"),
        ("https://example.org/a b", "cannot be seen"),
        ("https://example.org/a\tb", "cannot be seen"),
        ("https://exam\nple.org/", "cannot be seen"),
        ("https://example.org/\x00", "cannot be seen"),
        ("https://example.org/\ud800", "cannot be seen"),
        ("https://example.org/\x85", "cannot be seen"),
        ("https://", "no valid host"),
        ("https:///a", "no valid host"),
        ("https://exa mple.org/", "cannot be seen"),
        ("https://-example.org/", "no valid host"),
        ("https://exa..mple.org/", "no valid host"),
        ("https://example.org%2fevil/", "no valid host"),
        ("https://" + "a" * 64 + ".org/", "no valid host"),
        ("https://127.1/", "no valid host"),
        ("https://0x7f000001/", "no valid host"),
        ("https://2130706433/", "no valid host"),
        ("https://0177.0.0.1/", "no valid host"),
        ("https://[::1/", "not a web address"),
        ("https://[::g]/", "not a web address|no valid host"),
        ("https://[fe80::1%25eth0]/", "not a web address|no valid host"),
        ("https://example.org:99999/", "not a web address"),
        ("https://example.org:port/", "not a web address"),
        ("https://example.org/" + "a" * 2000, "longer than 2000"),
    ],
)
def test_what_cannot_be_filed_is_refused_with_a_sentence(given_address: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        canonical(given_address)

    assert refusal.value.field == "url"


# Written out, because all of Unicode would take seconds to prepare: letters that are escapes, separators,
# of two and four bytes, from right to left, without width, and half of a pair.
LETTERS = "abzAZ019%/.?&=#;:@+~-_ \\[]'\"<>\x00\x7f\x85é\u0661ßＡ\u200f\u202e\u2028🚑\ud800"
PIECES = st.text(LETTERS, max_size=30)


@settings(deadline=None)
@given(
    scheme=st.sampled_from(["http", "https", "HTTP", "ftp", ""]),
    host=st.one_of(st.sampled_from(["example.org", "Bücher.example", "192.0.2.7", "[2001:db8::1]"]), PIECES),
    rest=PIECES,
    query=PIECES,
)
def test_spelling_an_address_twice_changes_nothing(scheme: str, host: str, rest: str, query: str) -> None:
    try:
        once = canonical(f"{scheme}://{host}/{rest}?{query}")
    except BadInput:
        return

    assert canonical(once) == once
    assert once.isascii()
    assert once.startswith(("http://", "https://"))
    assert "#" not in once


@settings(deadline=None)
@given(st.text(LETTERS, max_size=60))
def test_any_text_is_spelled_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert canonical(text)


def test_a_domain_is_the_host_without_www() -> None:
    assert domain("https://www.example.org:8443/a") == "example.org"
    assert domain("") == ""
