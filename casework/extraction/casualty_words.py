"""How sources put numbers of people, in English and in French, as tables: which words mean what.

Words are regular expressions in lower case. In the bounds, `n` is the number that stands beside the words
(for between: `n` and `m`); None is open or not known. Vague words have the value that ACLED's codebook gives
them (tens 10, dozens 12, hundreds 100).
"""

from typing import NamedTuple


class Bound(NamedTuple):
    """A qualifier before (or behind) a number, and what it makes of that number."""

    words: str
    qualifier: str
    low: str | None
    best: str | None
    high: str | None


BEFORE_A_NUMBER = (
    Bound(
        r"at least|no fewer than|not less than|a minimum of|au moins|un minimum de",
        "at_least",
        "n",
        "n",
        None,
    ),
    Bound(r"more than|over|upwards of|in excess of|plus de", "more_than", "n+1", "n+1", None),
    Bound(r"up to|as many as|at most|no more than|a maximum of|jusqu[’']à|au plus", "up_to", None, None, "n"),
    Bound(r"fewer than|less than|under|moins de", "fewer_than", None, None, "n-1"),
    Bound(
        r"about|around|some|roughly|approximately|an estimated|nearly|almost|close to"
        r"|environ|quelque|près de|autour de",
        "about",
        "n",
        "n",
        "n",
    ),
    Bound(r"exactly|", "exactly", "n", "n", "n"),
)
BEHIND_A_NUMBER = (Bound(r"or more|at least|ou plus|au moins", "at_least", "n", "n", None),)
BETWEEN = Bound(r"", "between", "n", None, "m")


class Vague(NamedTuple):
    """Words that stand for a number without giving one."""

    words: str
    qualifier: str
    low: int | None
    best: int | None
    high: int | None


VAGUE = (
    Vague(r"hundreds|(?:des |plusieurs )centaines", "hundreds", 100, 100, None),
    Vague(r"scores", "scores", 20, 20, None),
    Vague(r"dozens|(?:des |plusieurs )douzaines", "dozens", 12, 12, None),
    Vague(r"tens|(?:des |plusieurs )dizaines", "tens", 10, 10, None),
    Vague(r"several|plusieurs", "several", 3, None, None),
    Vague(
        r"(?:an )?(?:unknown|unspecified|undisclosed|undetermined) number|un nombre (?:inconnu|indéterminé)",
        "unknown_number",
        None,
        None,
        None,
    ),
    Vague(
        r"nobody|no one|no casualties|no (?=\w+ (?:was|were|had been) )|none|aucun mort|aucune victime",
        "none",
        0,
        0,
        0,
    ),
)

OUTCOMES = (
    (
        "killed",
        r"kill(?:ed|s|ing)|dead|died|dies|deaths?|slain|lost their lives"
        r"|tué(?:e|s|es)?|morts?|péri|décédé(?:e|s|es)?|tuant|perdu la vie",
    ),
    ("injured", r"injur(?:ed|ing|y|ies)|wound(?:ed|ing)|hurt|blessé(?:e|s|es)?|blessant"),
    ("missing", r"missing|unaccounted for|disparu(?:e|s|es)?|portés disparus"),
    (
        "abducted",
        r"abduct(?:ed|ing)|kidnapp(?:ed|ing)|taken hostage|taken away"
        r"|enlevé(?:e|s|es)?|kidnappé(?:e|s|es)?|pris en otage",
    ),
)
CATEGORIES = (
    ("peacekeeper", r"(?:u\.?n\.? )?peacekeepers?|blue helmets?|casques bleus"),
    ("humanitarian", r"(?:aid|relief|humanitarian) workers?|(?:travailleurs )?humanitaires"),
    ("journalist", r"journalistes?|journalists?|reporters?"),
    ("military", r"soldiers?|troops|servicemen|army personnel|soldats?|militaires?"),
    ("police", r"police(?:men|man| officers?)?|gendarmes?|security (?:forces|personnel)|policiers?"),
    ("perpetrator", r"attackers?|assailants?|assaillants?"),
    (
        "armed_group",
        r"militants?|insurgents?|rebels?|jihadists?|fighters?|militiamen|gunmen"
        r"|djihadistes?|jihadistes?|combattants?|rebelles?|insurgés?|terroristes?",
    ),
    ("children", r"children|child|boys?|girls?|enfants?"),
    ("women", r"wom[ae]n|femmes?"),
    (
        "civilian",
        r"civilians?|villagers?|residents?|passengers?|traders?|farmers?|herders?"
        r"|civils?|villageois|habitants?|passagers?|éleveurs?|cultivateurs?|commerçants?",
    ),
    ("total", r"people|persons?|personnes?"),
)

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
# French counts on from these: “soixante-quinze” is 60 and 15. What stands for 80 is read as one word.
_FRENCH_BELOW_TWENTY = (
    "zéro . deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
ONES = {
    word: number
    for words in (_BELOW_TWENTY, _FRENCH_BELOW_TWENTY)
    for number, word in enumerate(words.split())
    if word != "."
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "vingts": 20,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "quatre-vingts": 80,
    "quatre-vingt": 80,
}
MULTIPLES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1000,
    "cents": 100,
    "cent": 100,
    "mille": 1000,
    # Round numbers, which mean about so many.
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
}
# Beside these words a number counts some of those who were counted before.
PART_BEFORE = (
    r"including|among them|among whom|amongst them|of whom|of them|of which|dont|parmi lesquels|parmi eux"
)
PART_BEHIND = r"(?:of|among) (?:them|whom|those|these)|d[’']entre eux"
