"""How sources put numbers of people, as tables: which words mean which qualifier, outcome and category.

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
    Bound(r"at least|no fewer than|not less than|a minimum of", "at_least", "n", "n", None),
    Bound(r"more than|over|upwards of|in excess of", "more_than", "n+1", "n+1", None),
    Bound(r"up to|as many as|at most|no more than|a maximum of", "up_to", None, None, "n"),
    Bound(r"fewer than|less than|under", "fewer_than", None, None, "n-1"),
    Bound(
        r"about|around|some|roughly|approximately|an estimated|nearly|almost|close to",
        "about",
        "n",
        "n",
        "n",
    ),
    Bound(r"exactly|", "exactly", "n", "n", "n"),
)
BEHIND_A_NUMBER = (Bound(r"or more|at least", "at_least", "n", "n", None),)
BETWEEN = Bound(r"", "between", "n", None, "m")


class Vague(NamedTuple):
    """Words that stand for a number without giving one."""

    words: str
    qualifier: str
    low: int | None
    best: int | None
    high: int | None


VAGUE = (
    Vague(r"hundreds", "hundreds", 100, 100, None),
    Vague(r"scores", "scores", 20, 20, None),
    Vague(r"dozens", "dozens", 12, 12, None),
    Vague(r"tens", "tens", 10, 10, None),
    Vague(r"several", "several", 3, None, None),
    Vague(
        r"(?:an )?(?:unknown|unspecified|undisclosed|undetermined) number", "unknown_number", None, None, None
    ),
    Vague(r"nobody|no one|no casualties|no (?=\w+ (?:was|were|had been) )|none", "none", 0, 0, 0),
)

OUTCOMES = (
    ("killed", r"kill(?:ed|s|ing)|dead|died|dies|deaths?|slain|lost their lives"),
    ("injured", r"injur(?:ed|ing|y|ies)|wound(?:ed|ing)|hurt"),
    ("missing", r"missing|unaccounted for"),
    ("abducted", r"abduct(?:ed|ing)|kidnapp(?:ed|ing)|taken hostage|taken away"),
)
CATEGORIES = (
    ("peacekeeper", r"(?:u\.?n\.? )?peacekeepers?|blue helmets?"),
    ("humanitarian", r"(?:aid|relief|humanitarian) workers?"),
    ("journalist", r"journalists?|reporters?"),
    ("military", r"soldiers?|troops|servicemen|army personnel"),
    ("police", r"police(?:men|man| officers?)?|gendarmes?|security (?:forces|personnel)"),
    ("perpetrator", r"attackers?|assailants?"),
    ("armed_group", r"militants?|insurgents?|rebels?|jihadists?|fighters?|militiamen|gunmen"),
    ("children", r"children|child|boys?|girls?"),
    ("women", r"wom[ae]n"),
    ("civilian", r"civilians?|villagers?|residents?|passengers?|traders?|farmers?|herders?"),
    ("total", r"people|persons?"),
)

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
ONES = {word: number for number, word in enumerate(_BELOW_TWENTY.split())}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
MULTIPLES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000}
