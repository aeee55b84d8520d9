"""Whether the sentences that are left together say what the composed answer must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot import texts
from bot.dutch import format_amount, format_date
from bot.generation.checks.figure_reading import Key, figures_of, known_figures
from bot.generation.checks.parts import overlap, parts_of
from bot.generation.checks.plain import plain
from bot.generation.checks.verdicts import TIME, verdicts_in
from bot.generation.drafts import Fault, Ground
from bot.models import CalculationResult
from bot.understanding.folding import fold

NAME: Final = "omission"
_BOLD: Final = re.compile(r"\*\*([^*\n]+)\*\*")
_RESULT_KINDS: Final = frozenset(("datum", "bedrag", "percentage", "termijn"))
_ACTED: Final = re.compile(r"\bdat is op tijd\b|\b\d+ (?:dag|dagen) te laat\b|\b\d+ (?:dag|dagen) geleden\b")
_SAYS: Final = r"staa[nt]|zeg(?:t|gen)|regel(?:t|en)|noem(?:t|en)|geven|vermeld\w*|bevatten|bepalen"
_REFUSES: Final = re.compile(rf"\b(?:{_SAYS})\b[^.]*\b(?:niet|niets|geen)\b|\bniet in de voorwaarden\b")
_ASKS_SAME: Final = 0.5


def left_out(text: str, ground: Ground) -> Iterator[Fault]:
    """What is missing from the text of all sentences."""
    said = known_figures(plain(text))
    yield from (Fault(NAME, name) for name, keys in _results(ground) if not said & keys)
    yield from _verdicts_left_out(text, ground)
    for audience in ("consument", "zakelijk"):
        if texts.get(f"calculators.audience.only_{audience}") in ground.reply.answer and audience not in fold(text):
            yield Fault(NAME, audience)
    refusal = texts.get("answer.not_in_terms", company=ground.company.name)
    if refusal in ground.reply.answer and not _REFUSES.search(fold(text)):
        yield Fault(NAME, refusal)
    asked = [part for part in parts_of(text) if part.sentence.rstrip().endswith("?")]
    for missing in ground.reply.missing:
        if missing.question in ground.reply.answer and not any(
            overlap(wanted, part) >= _ASKS_SAME for wanted in parts_of(missing.question) for part in asked
        ):
            yield Fault(NAME, missing.question)


def _results(ground: Ground) -> Iterator[tuple[str, frozenset[Key]]]:
    """Every outcome of the sum, as the composed answer stresses them, with the keys by which each is known."""
    if ground.reply.calculation is None:
        return
    name = _shown(ground.reply.calculation.result)
    for stressed in dict.fromkeys((name, *_BOLD.findall(ground.composed))):
        keys = [key for figure in figures_of(plain(stressed)) for key in figure.keys if key[0] in _RESULT_KINDS]
        if keys:
            yield stressed, known_figures(plain(stressed)) & (frozenset(keys) | _days(keys))


def _days(keys: list[Key]) -> frozenset[Key]:
    """The same days without their year."""
    return frozenset(("dag", value[5:]) for kind, value in keys if kind == "datum")


def _shown(result: CalculationResult) -> str:
    if result.date is not None:
        return format_date(result.date)
    return "" if result.amount is None else format_amount(result.amount)


def _verdicts_left_out(text: str, ground: Ground) -> Iterator[Fault]:
    """A verdict on what the customer did or was told; how far off a day is need not be said."""
    answer = fold(plain(ground.composed))
    if ground.reply.calculation is None:
        return
    acted = _ACTED.search(answer)
    if acted and not verdicts_in(text) & TIME:
        yield Fault(NAME, acted.group())
    claim = re.search(r"\bdat is (?:hetzelfde bedrag|€ [\d.,]+ (?:meer|minder) dan deze som)", answer)
    if claim and not verdicts_in(text) - TIME:
        yield Fault(NAME, claim.group())
