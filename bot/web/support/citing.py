"""A clause as staff put it into an e-mail: its label, its version and its literal text."""

from __future__ import annotations

import re
from datetime import date

from bot import texts
from bot.dutch import MONTHS, format_date
from bot.models import Clause, TermsVersion

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def version_in_words(name: str) -> str:
    """The version as a reader expects it: "versie 12 oktober 2018", "versie september 2019", "ongedateerde versie"."""
    if DAY.fullmatch(name):
        return texts.get("support.clause.version", version=format_date(date.fromisoformat(name)))
    if month := MONTH.fullmatch(name):
        return texts.get("support.clause.version", version=f"{MONTHS[int(month[2]) - 1]} {month[1]}")
    if name == "ongedateerd":
        return texts.get("support.clause.undated")
    return texts.get("support.clause.version", version=name)


def citation(clause: Clause, version: TermsVersion) -> str:
    """ "Artikel 6 lid 3, versie 12 oktober 2018: «…»"."""
    return f"{clause.label}, {version_in_words(version.name)}: «{clause.text}»"
