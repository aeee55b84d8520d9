"""Whether a sentence denies what its sources say, says what they deny, or drops what they limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from bot.generation.checks.parts import NEGATORS, Kindred, Part, kindred, parts_of
from bot.generation.checks.phrases import likewise, pattern
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "polarity"
_HARD: Final = re.compile(rf"\b(?:{'|'.join(sorted(NEGATORS))})\b")
_FIRM: Final = 0.7
"""The share of a part's words from which another part speaks of the same, so that a denial there is one here."""
_TELLING: Final = 3
"""Words below which a part is too short to tell what it is about."""
_TWICE: Final = re.compile(r"\bniet\b(?:(?!\b(?:als|die|dat|en|of|ook|wie|zolang|waar\w*)\b)[^,;.])*\bniet\b")
_ANY_WORD: Final = re.compile(r"\w+")
_OPENS: Final = "als|indien|wanneer|zodra|bent|is|zijn|hebt|heeft|komt|doet|betaalt|meldt|wordt|kunt|kan|krijgt|levert|geeft|lukt"
_CONDITION: Final = re.compile(rf"^\W*(?:{_OPENS})\b")
_WITHOUT: Final = re.compile(r"\bzonder (?:(?:een|de|het|enige?|\w+e) ){0,2}(?P<thing>[a-z]{4,})")


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """A negation that no source has there, one that was dropped, and words that allow no exception where the sources do."""
    text = without_quotes(sentence.text)
    folded, said = fold(plain(text)), fold(plain("\n".join(sources.told)))
    for part in parts_of(text):
        alike = kindred(part, sources.told)
        if alike.near and not _agree(part, alike, said):
            yield Fault(NAME, part.text)
    yield from (Fault(NAME, missing) for missing in _without(folded, said))
    for absolute, same in likewise("absolute"):
        if (found := absolute.search(folded)) and not same.search(said):
            yield Fault(NAME, found.group())


def _agree(part: Part, alike: Kindred, said: str) -> bool:
    """Whether a part as negative as this one is among those that say the same; a short part may be about anything told."""
    if alike.twins:
        return any(_turn_alike(part.text, twin.text) for twin in _closest(part, alike.twins))
    if _TWICE.search(part.text) and not any(_TWICE.search(other.text) for other in alike.near):
        return False
    if _denials(part.text):
        loose = alike.best < _FIRM or len(part.words) < _TELLING or _CONDITION.search(part.text) is not None
        return any(_excludes(other.sentence) for other in alike.near) or (loose and _excludes(said))
    if alike.best >= _FIRM and not _is_negative(part.sentence):
        return any(not _denials(other.text) for other in alike.near)
    return True


def _closest(part: Part, twins: Sequence[Part]) -> Sequence[Part]:
    """Those of its twins that have most of all words, small ones among them, in common with a part."""
    shared = [_shared(part.text, twin.text) for twin in twins]
    return [twin for twin, share in zip(twins, shared, strict=True) if share == max(shared)]


def _shared(text: str, twin: str) -> float:
    """The share of the words of both that both have, without those that deny or count one."""
    here, there = (frozenset(_ANY_WORD.findall(each)) - NEGATORS - {"een"} for each in (text, twin))
    return len(here & there) / max(1, len(here | there))


def _turn_alike(text: str, twin: str) -> bool:
    """Whether two texts of the same words deny as often, or limit otherwise."""
    return _denials(text) == _denials(twin) or len(_limits(text)) != len(_limits(twin))


def _without(text: str, said: str) -> Iterator[str]:
    """What the sentence does "without", where the sources have it and nowhere without it."""
    for found in _WITHOUT.finditer(text):
        thing = re.escape(found["thing"])
        if re.search(rf"\b{thing}", said) and not re.search(rf"\b(?:zonder|geen|niet|nooit|noch)\b[^.;]{{0,60}}\b{thing}", said):
            yield found.group()


@lru_cache(maxsize=8192)
def _denials(text: str) -> int:
    """How many words deny."""
    return len(_HARD.findall(text))


@lru_cache(maxsize=8192)
def _limits(text: str) -> frozenset[str]:
    """The words that limit or exclude."""
    return frozenset(found.group() for group in ("limits", "excludes") for found in pattern(group).finditer(text))


def _excludes(text: str) -> bool:
    """Whether a text denies or excludes something, so that a denial may say what it says."""
    return bool(_denials(text) or pattern("excludes").search(text) or "niet-" in text)


def _is_negative(text: str) -> bool:
    return bool(_denials(text) or _limits(text) or "niet-" in text)
