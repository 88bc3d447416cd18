"""How the press names days, in English and in French, as tables. Words are regular expressions."""

_ENGLISH = "january february march april may june july august september october november december"
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_PLAIN_FRENCH = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
MONTHS = {
    name: number
    for names in (_ENGLISH, _FRENCH, _PLAIN_FRENCH)
    for number, name in enumerate(names.split(), 1)
}
# Short forms are months only before a full stop or a space, for “mar” begins “mardi”.
SHORT_MONTHS = {name[:3]: number for number, name in enumerate(_ENGLISH.split(), 1)} | {"sept": 9}

_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
)
# 0 is Monday, as in Python's dates.
WEEKDAYS = {name: number for names in _DAYS for number, name in enumerate(names.split())}

# Days counted back from the day of publication.
DAYS_BACK = (
    (2, r"the day before yesterday|avant-hier"),
    (1, r"yesterday|last night|overnight on the eve|hier"),
    (0, r"today|this (?:morning|afternoon|evening)|tonight|aujourd[’']hui|ce (?:matin|soir)"),
)
# Whole stretches before the publication, or up to it.
LAST_WEEK = r"last week|the (?:past|previous) week|la semaine (?:dernière|passée|derniere|passee)"
THIS_WEEK = r"(?:earlier |later )?this week|cette semaine"
WEEKEND = r"(?:at|over|on|during) (?:the|last) weekend|le week-end(?: dernier)?"
LAST_MONTH = r"last month|the (?:past|previous) month|le mois (?:dernier|passé|passe)"
THIS_MONTH = (
    r"(?:earlier |later )?this month|(?:at |in |since )?the (?:beginning|start|middle) of (?:the|this) month"
    r"|ce mois(?:-ci)?|(?:au |en )?(?:début|debut|milieu) (?:du|de ce) mois"
)
LAST_YEAR = r"last year|l[’']an(?:née)? (?:dernier|dernière|passé|passée)"
THIS_YEAR = r"(?:earlier )?this year|cette année"

# A number of days that is said in words.
FEW = {
    word: number
    for words in ("one two three four five six seven", "un deux trois quatre cinq six sept")
    for number, word in enumerate(words.split(), 1)
}
TIMES_OF_DAY = (
    (
        "before_dawn",
        r"before (?:dawn|sunrise|daybreak)|(?:last|small) hours of (?:darkness|the night)|avant l[’']aube",
    ),
    ("dawn", r"(?:at|around) (?:dawn|daybreak|sunrise)|à l[’']aube"),
    ("overnight", r"overnight|dans la nuit"),
    ("morning", r"morning|matin|matinée"),
    ("midday", r"midday|noon|midi"),
    ("afternoon", r"afternoon|après-midi"),
    ("evening", r"evening|at dusk|soir|soirée"),
    ("night", r"night|nuit"),
)
