"""What a text tells of attacks: which places, days and numbers stand together."""

from datetime import date

from casework.crossref.offers.told import Told, gathered, names_of, read_sentences

PUBLISHED = date(2020, 1, 28)
SINCE = date(2019, 12, 28)


def told(text: str, *places: str, title: str = "") -> list[Told]:
    read = read_sentences(title, text, PUBLISHED)
    return gathered(read, dict.fromkeys(places), SINCE)


def test_what_happened_long_ago_takes_nothing_from_the_news() -> None:
    news, past = told(
        "Men attacked Sokolo. Four soldiers were killed. On 31 May 2013 men came. Nine were killed.",
        "Sokolo",
    )

    assert (news.place, news.day, news.killed) == ("Sokolo", None, (4, 4, 4))
    assert (past.place, past.day, past.killed) == ("", (date(2013, 5, 31), date(2013, 5, 31)), (9, 9, 9))


def test_a_day_of_the_news_dates_what_was_told_before_it() -> None:
    (only,) = told(
        "Men attacked Sokolo. Four soldiers were killed. It happened on 26 January 2020.", "Sokolo"
    )

    assert (only.place, only.day) == ("Sokolo", (date(2020, 1, 26), date(2020, 1, 26)))


def test_an_attack_of_long_ago_that_the_text_is_about_keeps_its_place() -> None:
    (only,) = told(
        "On 31 May 2013 men attacked the town. Nine were killed.", "Sokolo", title="Sokolo, years on"
    )

    assert (only.place, only.killed) == ("Sokolo", (9, 9, 9))


def test_a_number_at_the_beginning_of_a_sentence_is_no_place() -> None:
    read = read_sentences("", "Nine people were killed. Vingt personnes ont fui vers Niono.", PUBLISHED)

    assert names_of(read) == ["Niono"]
