"""Deterministic graders: each looks at one side of an answer and says whether it holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.dutch import format_date
from bot.models import Reply
from evals.cases import Case

QUOTES = str.maketrans({"’": "'", "‘": "'", "‑": "-"})
MARKS = re.compile(r"[*_`>#]")
SPACE = re.compile(r"\s+")
NO_WORD = re.compile(r"\W+")
CENT = Decimal("0.01")
CHECKS = ("status", "cite_first", "cite_any", "content", "date", "amount", "no_wrong")
ASIDE = frozenset({"cite_first"})
"""Graders that are reported, but do not make an answer wrong."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What the graders that apply to a case say of its last answer."""

    case: Case
    status: str
    checks: Mapping[str, bool]

    @property
    def correct(self) -> bool:
        """Whether every check that counts holds."""
        return all(held for name, held in self.checks.items() if name not in ASIDE)


def grade(case: Case, reply: Reply) -> Grade:
    """The grade of a reply. An accepted other status is judged by its own rules."""
    wanted = reply.status if reply.status in case.also_ok_status else case.expected_status
    checks: dict[str, bool] = {"status": reply.status in {case.expected_status, *case.also_ok_status}}
    if wanted == "answered":
        checks |= _citations(case, reply) | _figures(case, reply)
        checks["content"] = _says(case, reply)
    if case.must_not_include:
        checks["no_wrong"] = not any(normalise(text) in normalise(reply.answer) for text in case.must_not_include)
    return Grade(case, reply.status, checks)


def normalise(text: str) -> str:
    """The text in lower case, one kind of quote, no markup, single spaces."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(QUOTES)
    return SPACE.sub(" ", MARKS.sub("", plain)).strip()


def squash(text: str) -> str:
    """The letters and digits of a text alone."""
    return NO_WORD.sub("", normalise(text))


def path_matches(path: str, golds: Iterable[str]) -> bool:
    """Whether a path is one of these, or the parent or a child of one."""
    path = path.lower()
    return any(path == gold or path.startswith(f"{gold}.") or gold.startswith(f"{path}.") for gold in map(str.lower, golds))


def _citations(case: Case, reply: Reply) -> dict[str, bool]:
    if not case.golds:
        return {}
    hits = [path_matches(citation.clause_id.split(":", 1)[1], case.golds) for citation in reply.citations]
    return {"cite_any": any(hits), "cite_first": hits[:1] == [True]}


def _says(case: Case, reply: Reply) -> bool:
    said = f"{reply.answer} {' '.join(citation.quote for citation in reply.citations)}"
    plain, tight = normalise(said), squash(said)

    def holds(text: str) -> bool:
        return normalise(text) in plain or squash(text) in tight

    return all(holds(text) for text in case.must_include) and all(any(map(holds, group)) for group in case.must_include_any)


def _figures(case: Case, reply: Reply) -> dict[str, bool]:
    checks = {}
    result = reply.calculation.result if reply.calculation else None
    answer = normalise(reply.answer)
    if case.expected_date:
        right = {case.expected_date, *case.also_ok_dates}
        checks["date"] = bool(result and result.date in right) or any(form in answer for day in right for form in date_forms(day))
    if case.expected_amount is not None:
        same = bool(result and result.amount is not None and abs(result.amount - case.expected_amount) < CENT / 2)
        checks["amount"] = same or any(normalise(form) in answer for form in amount_forms(case.expected_amount))
    return checks


def date_forms(day: date) -> frozenset[str]:
    """The ways in which a day is written."""
    return frozenset({day.isoformat(), f"{day:%d-%m-%Y}", f"{day.day}-{day.month}-{day.year}", format_date(day)})


def amount_forms(amount: Decimal) -> frozenset[str]:
    """The ways in which an amount is written; a whole one needs its currency, so that no other number counts."""
    whole, _, cents = format(amount.quantize(CENT, ROUND_HALF_UP), "f").partition(".")
    dutch = f"{int(whole):,}".replace(",", ".")
    forms = {f"{dutch},{cents}", f"{whole},{cents}", f"{whole}.{cents}"}
    if cents == "00":
        forms |= {form for number in (dutch, whole) for form in (f"€ {number}", f"{number} euro", f"{number},-")} | {f"€{dutch}"}
    return frozenset(forms)
