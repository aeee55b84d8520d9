"""Whether a sentence tells again what one sentence of the composed answer or of a cited clause tells, and adds nothing to it.

The other checks look for what is wrong in words that the sources have; this one lets nothing through that none of them says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.answering.grounding import FIGURE, figures
from bot.generation.checks.parts import NEGATORS
from bot.generation.checks.phrases import likewise
from bot.generation.checks.plain import plain, sentences
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.roles import COMPANY, by_role, names_of, roles_in
from bot.generation.checks.sources import Sources
from bot.generation.checks.support import is_among, stems_of, telling_words, weight
from bot.generation.checks.verdicts import verdicts_in
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "retelling"
LEAST: Final = 0.7
"""The share of a sentence's telling words, by weight, that the one sentence has."""
LITTLE: Final = 1.2
"""Weight of telling words below which a sentence says so little that it must have all of its words from the other."""
_GETS: Final = re.compile(r"\b(?:krijgt|ontvangt)\b")
_WORD: Final = re.compile(r"[a-z]+")
_TURNS: Final[tuple[frozenset[str], ...]] = (
    frozenset(NEGATORS),
    frozenset(("tenzij", "behalve", "uitgezonderd", "uitzondering")),
    *(frozenset((word,)) for word in ("zonder", "altijd", "alleen", "uitsluitend", "mits", "ook", "alsnog", "toch", "daarnaast")),
    *(frozenset((word,)) for word in ("bovendien", "deel", "eerst", "direct", "meteen")),
    frozenset(("moet", "moeten", "moest", "verplicht", "dient", "dienen")),
    frozenset(("mag", "mogen", "kan", "kunnen", "kunt", "kon", "recht", "toegestaan")),
    frozenset(("hoeft", "hoeven", "hoef", "hoefde")),
    frozenset(("minstens", "minimaal", "minimum", "minste")),
    frozenset(("maximaal", "maximum", "hoogstens", "hoogste", "uiterlijk", "laatste")),
)
"""Words that turn what a sentence says; those of one group say the same."""


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Each sentence that no sentence of the sources tells, but for what only leads in a quote."""
    answer = sentences(plain(ground.composed))
    told = [*answer, *(each for clause in sources.clauses for each in sentences(plain(clause.text)))]
    own, names = without_quotes(sentence.text), names_of(ground.company)
    for each in sentences(own):
        leads_in = own != sentence.text and not any(map(weight, telling_words(each)))
        if not leads_in and not any(_retells(each, other) and _names_the_same(each, other, names) for other in told):
            yield Fault(NAME, each)


def _retells(text: str, told: str) -> bool:
    """Whether a sentence has next to no telling words, no figure and no turn that the one told has not."""
    often, known_often = Counter(FIGURE.findall(text)), Counter(FIGURE.findall(told))
    if figures(text) - figures(told) or any(times > max(1, known_often[figure]) for figure, times in often.items()):
        return False
    said, known = set(_WORD.findall(fold(text))), set(_WORD.findall(fold(told)))
    if any(group & said and not group & known for group in _TURNS):
        return False
    verdicts, known_verdicts = verdicts_in(text), verdicts_in(told)
    if verdicts and known_verdicts and not verdicts & known_verdicts:
        return False
    if any(side.search(fold(text)) and not same.search(fold(told)) for side, same in likewise("sides")):
        return False
    stems = stems_of(told)
    weights = [(weight(word), is_among(word, stems)) for word in telling_words(text)]
    total = sum(counts for counts, _ in weights)
    if total < LITTLE:
        return said <= known
    return sum(counts for counts, among in weights if among) >= LEAST * total


def _names_the_same(text: str, told: str, names: tuple[str, ...]) -> bool:
    """Whether two sentences that name as many parties name the same ones, and the company stands twice only where it does there.

    Who gets something stands for who gives it.
    """
    here, there = (roles_in(by_role(fold(each), names)) for each in (text, told))
    if here.count(COMPANY) > max(1, there.count(COMPANY)):
        return False
    gets = len(here) == 1 and _GETS.search(fold(text)) is not None
    return gets or len(here) != len(there) or sorted(here) == sorted(there)
