"""The Dutch words of the calendar that the grammars share. All folded: lower case, no accents."""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
SHORT_WEEKDAYS: Final = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
DAYPARTS: Final = ("ochtend", "vroeg", "morgen", "middag", "namiddag", "avond", "nacht")

MONTH_PATTERN: Final = (
    r"(?:jan(?:uari)?|feb(?:r(?:uari)?)?|ma{1,3}rt|mrt|apr(?:ill?)?|mei|june?|juni|jul[iy]?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?"
    r"|oct|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY_PATTERN: Final = rf"(?:{'|'.join(WEEKDAYS)})"
SHORT_WEEKDAY_PATTERN: Final = rf"(?:{'|'.join(SHORT_WEEKDAYS)})\b\.?"

UNITS: Final = {
    "uur": "hours",
    "uren": "hours",
    "uurtje": "hours",
    "dag": "days",
    "dagen": "days",
    "daagjes": "days",
    "dgn": "days",
    "dg": "days",
    "werkdag": "working_days",
    "werkdagen": "working_days",
    "week": "weeks",
    "weken": "weeks",
    "weekje": "weeks",
    "weekjes": "weeks",
    "wk": "weeks",
    "wkn": "weeks",
    "maand": "months",
    "maanden": "months",
    "maandje": "months",
    "maandjes": "months",
    "mnd": "months",
    "mnden": "months",
    "mndn": "months",
    "kwartaal": "quarters",
    "kwartalen": "quarters",
    "jaar": "years",
    "jaren": "years",
    "jaartje": "years",
    "jr": "years",
}
UNIT_PATTERN: Final = rf"(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})\b"

_MONTH_STARTS: Final = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {"mrt": 3, "oct": 10}

CORRECTABLE: Final = (
    *WEEKDAYS,
    *MONTHS,
    "gisteren",
    "eergisteren",
    "vandaag",
    "overmorgen",
    "geleden",
    "afgelopen",
    "aanstaande",
)
LOOKALIKES: Final = ("gelezen", "gelden", "gereden", "gebeden", "vandaan", "vandaar", "zondags", *(f"{day}s" for day in WEEKDAYS))


def month_number(name: str) -> int:
    """1 to 12 for a month that `MONTH_PATTERN` found, also where it is shortened."""
    letters = name.rstrip(".")
    return 3 if letters.startswith("ma") else _MONTH_STARTS[letters[:3]]


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for a weekday or its two-letter form."""
    return SHORT_WEEKDAYS.index(name[:2])
