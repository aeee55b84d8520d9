"""Which of the offered choices a message takes, by label or synonym."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from bot.understanding.canonical import Canonical, respelled
from bot.understanding.cues import CueHit, cue_pattern, cue_speller, find_cues
from bot.understanding.folding import fold
from bot.understanding.spans import Span
from bot.understanding.vocabulary import Choice

_DENIED: Final = re.compile(r"\b(?:niet|geen|nooit|zonder|nog niet)\s+(?:\w+\s+){0,2}$")
# What "moet worden" is not done yet.
_DENIED_AFTER: Final = re.compile(
    r"\s+(?:nog\s+)?(?:niet|nooit)\b(?!\s+(?:alleen|enkel))|\s+(?:moet|moeten|dient|dienen)\s+(?:nog\s+)?worden\b"
)
YES: Final = re.compile(
    r"^\W*(?:ja+|jep|jawel|yes|klopt|inderdaad|zeker|uiteraard|tuurlijk|natuurlijk|dat klopt"
    r"|ja hoor)\b(?!\s*(?:maar|het dat|dat ik|dit))"
)
NO: Final = re.compile(r"^\W*(?:nee+|neen|nope|nee hoor|geen|niet|nooit|no)\b")
_SMALL_WORDS: Final = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "of",
        "is",
        "zijn",
        "van",
        "voor",
        "in",
        "op",
        "aan",
        "met",
        "er",
        "ik",
        "wij",
        "we",
        "u",
        "dat",
        "die",
        "nog",
    ]
)


def find_choice(
    source: Canonical, choices: tuple[Choice, ...], *, asked: bool, keep: Collection[str] = ()
) -> tuple[str, Span] | None:
    """The value that the message takes and the words that told; None where no choice or more than one is told.

    `asked`: the message answers the question for this choice, so that a plain "ja" or "optie 2" counts too. `keep`: words that
    are no typing errors.
    """
    cues = tuple(word for choice in choices for word in choice.words)
    source = respelled(source, cue_speller(cues), keep)
    told = {choice.value: span for choice in choices if (span := _told(source, choice))}
    told = told or {choice.value: span for choice in choices if (span := _told_freely(source, choice))}
    if len(told) > 1:
        told = _longest(told)
    if len(told) == 1:
        return next(iter(told.items()))
    return _plain_answer(source, choices) if asked and not told else None


def _told(source: Canonical, choice: Choice) -> Span | None:
    text = source.text
    hits = [hit for hit in find_cues(text, choice.words) if not _is_denied(text, hit.start, hit.end, choice)]
    if not hits:
        return None
    longest = max(hits, key=lambda hit: hit.end - hit.start)
    return source.span(longest.start, longest.end)


def _told_freely(source: Canonical, choice: Choice) -> Span | None:
    """Where the words of a label stand in another order; only where no choice is told as it is written."""
    hits = _by_content(source.text, choice)
    return source.span(hits[0].start, hits[0].end) if hits else None


def _is_denied(text: str, start: int, end: int, choice: Choice) -> bool:
    if any(re.search(r"\b(?:niet|geen|nooit|niks|niets|zonder|nee)\b", fold(word)) for word in choice.words):
        return False
    if re.search(r"\b(?:niet|geen|nooit|niks|niets)\b", text[start:end]):
        return True
    return _DENIED.search(text[:start]) is not None or _DENIED_AFTER.match(text, end) is not None


def _by_content(text: str, choice: Choice) -> list[CueHit]:
    """All content words of a label of several words, in any order."""
    for label in choice.words:
        words = [word for word in re.findall(r"\w+", fold(label)) if word not in _SMALL_WORDS]
        found = [cue_pattern(word).search(text) for word in words]
        if len(words) > 1 and all(found):
            hits = [CueHit(match.start(), match.end()) for match in found if match]
            return [] if any(_is_denied(text, hit.start, hit.end, choice) for hit in hits) else hits[:1]
    return []


def _longest(told: dict[str, Span]) -> dict[str, Span]:
    """The one that was told in most words where it covers the others ("niet begonnen" covers "begonnen")."""
    value, span = max(told.items(), key=lambda entry: len(entry[1].text))
    covered = all(span.start <= other.start and other.end <= span.end for other in told.values())
    alone = sum(len(other.text) == len(span.text) for other in told.values()) == 1
    return {value: span} if covered and alone else told


def _plain_answer(source: Canonical, choices: tuple[Choice, ...]) -> tuple[str, Span] | None:
    whole = Span(0, len(source.message), source.message)
    values = {fold(choice.value): choice.value for choice in choices}
    for pattern, names in ((YES, ("ja", "true", "yes", "wel")), (NO, ("nee", "false", "no", "niet"))):
        if pattern.search(source.text):
            return next(((values[name], whole) for name in names if name in values), None)
    number = re.fullmatch(r"\W*(?:optie|keuze|nummer|antwoord|de)?\s*(\d)e?\W*", source.text)
    if number and 1 <= int(number[1]) <= len(choices):
        return choices[int(number[1]) - 1].value, whole
    return None
