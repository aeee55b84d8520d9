"""What an answer says about the version of the terms that it follows from."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot import texts
from bot.dutch import MONTHS, format_date
from bot.models import Question, Terms

UNDATED = "ongedateerd"
"""The name of a version whose document prints no day and no month."""
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def version_in_words(name: str) -> str:
    """The version as a reader expects it: "versie 12 oktober 2018", "versie september 2019", "ongedateerde versie"."""
    if DAY.fullmatch(name):
        return texts.get("answer.version.named", version=format_date(date.fromisoformat(name)))
    if month := MONTH.fullmatch(name):
        return texts.get("answer.version.named", version=f"{MONTHS[int(month[2]) - 1]} {month[1]}")
    if name == UNDATED:
        return texts.get("answer.version.undated")
    return texts.get("answer.version.named", version=name)


def held_in_words(terms: Terms) -> str:
    """From when until when this version holds: "geldig van 1 mei 2024 tot en met 30 juni 2025"; empty where no day is known."""
    first, last = terms.version.starts_on, last_day(terms)
    if first and last:
        return texts.get("answer.version.from_to", first=format_date(first), last=format_date(last))
    if first:
        return texts.get("answer.version.from", first=format_date(first))
    return texts.get("answer.version.to", last=format_date(last)) if last else ""


def last_day(terms: Terms) -> date | None:
    """The last day on which this version holds; None for the newest."""
    names = [version.name for version in terms.company.versions]
    later = terms.company.versions[names.index(terms.version.name) + 1 :] if terms.version.name in names else ()
    following = next((version.starts_on for version in later if version.starts_on), None)
    return following - timedelta(days=1) if following else None


def version_note(terms: Terms, question: Question) -> str:
    """Which version an answer follows from, and what is not known of the day of the contract.

    Empty where nobody gave a day of a contract and the company has one version.
    """
    versions, used = terms.company.versions, version_in_words(terms.version.name)
    if question.contract_date is None and len(versions) == 1:
        return ""
    if doubt := version_doubt(terms, question.governed_on):
        return doubt
    if question.contract_date is not None:
        return texts.get("answer.version.on_contract", version=_with_days(terms, used), day=format_date(question.contract_date))
    key = "now_older" if terms.version.name != versions[0].name else "now"
    return texts.get(f"answer.version.{key}", version=_with_days(terms, used))


def version_doubt(terms: Terms, day: date) -> str:
    """That these terms may not have held on a day: they came later, or print no day; empty where they surely held."""
    used, first = version_in_words(terms.version.name), terms.version.starts_on
    if first is None:
        key = "no_day" if len(terms.company.versions) == 1 else "no_first_day"
        return texts.get(f"answer.version.{key}", version=_with_days(terms, used), day=format_date(day))
    if day < first:
        return texts.get("answer.version.before_all", version=used, first=format_date(first), day=format_date(day))
    return ""


def _with_days(terms: Terms, used: str) -> str:
    """The version with the days on which it holds that its name does not tell already."""
    first, last = terms.version.starts_on, last_day(terms)
    if first and terms.version.name == first.isoformat():
        return f"{used} ({texts.get('answer.version.to', last=format_date(last))})" if last else used
    held = held_in_words(terms)
    return f"{used} ({held})" if held else used
