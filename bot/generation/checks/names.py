"""Whether a sentence names nobody but the company, and no law but those that its sources name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.generation.checks.plain import without_lookalikes
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.checks.support import is_among, stems_of
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold
from bot.understanding.frequencies import zipf
from bot.understanding.lexicon import MONTHS, WEEKDAYS
from bot.understanding.numbers import parse_word

NAME: Final = "name"
_NAME: Final = re.compile(r"(?<![\w.])(?=[^\s]*[A-ZÀ-ÖØ-Þ])[^\W_][\w.&+'’-]*\w|(?<!\w)[A-ZÀ-ÖØ-Þ](?!\w)")
_SENTENCE_START: Final = re.compile(r"(?:^|[.?!:…\"“«(]\s*|-\s+)$")
_LAW: Final = re.compile(r"(?i)\b(?:\w+wet|wetboek|wet|verordening|richtlijn|besluit|grondwet)\b")
_ROOT: Final = 6
_ALWAYS: Final = frozenset(("u", "uw", "artikel", "€", "nederlands", "nederlandse", "nederland", "kvk", "btw"))
_EVERYDAY: Final = 3.0
"""On the Zipf scale: a word that is used so often may begin a sentence with a capital and is no name."""


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Names and laws that neither the sources have nor, but for other companies, the customer."""
    text = without_lookalikes(without_quotes(sentence.text))
    own = _words("\n".join((*sources.told, ground.company.slug)))
    asked = _words(sources.asked)
    stems = stems_of("\n".join((*sources.told, sources.asked)))
    for match in _NAME.finditer(text):
        word = fold(match.group()).rstrip(".'’")
        starts = _SENTENCE_START.search(text[: match.start()]) is not None
        if word in own or word in asked or _is_own(word, own | _ALWAYS) or word in WEEKDAYS or word in MONTHS:
            continue
        if starts and _opens_a_sentence(word, stems):
            continue
        if not _are_initials(match.group(), sources):
            yield Fault(NAME, match.group())
    others = [name for name in ground.names_in(text) if fold(name) not in own]
    yield from (Fault(NAME, name) for name in others if re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(text)))
    for law in _LAW.finditer(text):
        if not any(law.group().lower() in told.lower() for told in sources.told):
            yield Fault(NAME, law.group())


def _is_own(word: str, own: frozenset[str]) -> bool:
    """Whether all parts of a hyphenated or possessive word are known: "Comcepts", "KGE-klant"."""
    if len(word) >= _ROOT and any(other.startswith(word) for other in own):
        return True
    parts = [part for part in re.split(r"[-'’]", word) if part]
    return all(part in own or part.removesuffix("s") in own or zipf(part) >= _EVERYDAY for part in parts) and any(
        part in own or part.removesuffix("s") in own for part in parts
    )


def _are_initials(word: str, sources: Sources) -> bool:
    """Whether a word of capitals shortens words of the sources: "AVG" for "Algemene verordening gegevensbescherming"."""
    if not (word.isalpha() and word.isupper() and len(word) > 1):
        return False
    spelled = re.compile(r"\b" + r"\s+".join(rf"{letter}\w+" for letter in word), re.IGNORECASE)
    return any(spelled.search(told) for told in sources.told)


def _opens_a_sentence(word: str, stems: frozenset[str]) -> bool:
    """Whether a word has its capital from where it stands: one that everybody uses, a number, or one of the sources' own."""
    return zipf(word) >= _EVERYDAY or parse_word(word) is not None or is_among(word, stems)


@lru_cache(maxsize=512)
def _words(told: str) -> frozenset[str]:
    folded = fold(told)
    whole = re.findall(r"[^\W_][\w.&+'’-]*\w|\w", folded)
    return frozenset(part for word in whole for part in (word.rstrip(".'’"), *re.split(r"[-'’/]", word)) if part)
