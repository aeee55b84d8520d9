"""Cue words in a message: where they stand, how they are inflected, and how near they are to a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.understanding.canonical import canonical
from bot.understanding.folding import fold
from bot.understanding.spelling import Speller, build_speller

_NEVER: Final = re.compile(r"(?!)")
_BETWEEN: Final = r"\s+(?:[^\s.?!;,]+\s+){0,8}?"
# A preposition belongs to the word behind it ("per uur"); a verb and its prefix may stand apart ("liep op 3 mei af").
_CLOSE_TO_NEXT: Final = frozenset(("per", "van", "in", "na", "te", "om", "de", "het", "p"))
# What came in stands right after the verb; behind "voor" or "over" stands what it was about.
_BETWEEN_OBJECT: Final = r"\s+(?:(?!(?:voor|over|wegens|van)\s)[^\s.?!;,]+\s+){0,8}?"
# Ways to say that something came in. They say nothing of what came in, so alone they tell little, and in a cue of two words
# ("factuur ontvangen") one stands for all, before or after the thing.
_RECEIPT: Final = (
    "ontvangen",
    "ontving",
    "gekregen",
    "kreeg",
    "kregen",
    "binnen",
    "binnengekomen",
    "binnengekregen",
    "in de bus",
    "bezorgd",
    "kwam",
    "kwamen",
    "gekomen",
    "toegekomen",
    "aangekomen",
    "gearriveerd",
    "arriveerde",
    "op de mat",
)
_GOODS: Final = frozenset(("pakket ontvangen", "geleverd", "afgeleverd"))
# A "betalingstermijn" is no payment.
_NO_TERM: Final = r"(?!s?termijn|s?herinnering)"
_RECEIVED: Final = rf"\b(?:{'|'.join(_RECEIPT)})\b"
_RECEIPT_WEIGHT: Final = 0.5
_CUE_WORD: Final = re.compile(r"[\w'*/-]+")
_LONG_WORD: Final = re.compile(r"[a-z]{6,}")
_NO_TYPING_ERROR: Final = (
    "bepaling",
    "bepaald",
    "bepaalde",
    "gezocht",
    "gekeurd",
    "betaalt",
    "verteld",
    "vermeld",
    "gelegd",
    "verdeling",
    "vergoed",
    "genomen",
    "gegeten",
    "gezegd",
    "gelezen",
    "geboden",
    "stopt",
)


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at `text[start:end]`. `weight`: 1 for a word, more for several, less for a word that goes with anything."""

    start: int
    end: int
    weight: float = 1.0


@lru_cache(maxsize=16_384)
def cue_pattern(cue: str) -> re.Pattern[str]:
    """What finds a cue in canonical text: its words in order, inflected, with a few words between them."""
    words = _CUE_WORD.findall(canonical(cue).text)
    if len(words) == 2 and words[1] in _RECEIPT:
        thing = _inflected(words[0])
        return re.compile(f"{thing}{_BETWEEN}{_RECEIVED}|{_RECEIVED}{_BETWEEN_OBJECT}{thing}")
    if not words:
        return _NEVER
    close = words[0] in _CLOSE_TO_NEXT or words[-1].isdigit()
    between = r"\s+" if close else rf"\s+(?:(?!{words[0]}\b)[^\s.?!;]+\s+){{0,8}}?"
    return re.compile(between.join(map(_inflected, words)))


def _inflected(word: str) -> str:
    """ "ontvangen" also finds "ontvangst", "aanmaning" also "betalingsaanmaning"; "betaald" finds no "terugbetaald"."""
    if word.isdigit():
        return rf"\b{word}\b(?![.,]\d)"
    head = r"\b\w*" if word.endswith(("ing", "factuur", "brief", "datum")) and len(word) > 4 else r"\b"
    stem = word.rstrip("*")
    if stem != word:
        return rf"{head}{re.escape(stem)}\w*"
    if len(stem) >= 6 and stem.endswith("en"):
        return rf"{head}{re.escape(stem[:-2])}\w*"
    return rf"{head}(?:{re.escape(stem)}{_open_syllable(stem)})" + (rf"{_NO_TERM}\w*" if len(stem) >= 5 else r"\b")


def _open_syllable(stem: str) -> str:
    """The other spelling of a long vowel: "betaal" also stands in "betalen", "stop" in "stoppen"."""
    long = re.fullmatch(r"(\w*[^aeou])([aeou])\2([bdfgklmnprst])", stem)
    if long and len(stem) >= 4:
        return f"|{long[1]}{long[2]}{long[3]}en"
    short = re.fullmatch(r"\w*[^aeiou][aeiou]([bdfgklmnprst])", stem)
    return f"|{stem}{short[1]}en" if short and len(stem) >= 4 else ""


@lru_cache(maxsize=1024)
def brings_receipts(cues: tuple[str, ...]) -> bool:
    """Whether these are cues of a document or message that came in ("factuur ontvangen")."""
    return any(len(words) == 2 and words[1] in _RECEIPT for words in map(str.split, cues))


def names_receipt(text: str, cues: tuple[str, ...]) -> bool:
    """Whether the canonical text tells that the very thing of one of these cues came in ("aanmaning ontvangen")."""
    of_things = tuple(cue for cue in cues if len(words := cue.split()) == 2 and words[1] in _RECEIPT)
    return bool(of_things) and bool(find_cues(text, of_things))


@lru_cache(maxsize=1024)
def tells_of_receipt(cues: tuple[str, ...]) -> bool:
    """Whether these are cues of anything that came in."""
    return brings_receipts(cues) or not set(_RECEIPT).isdisjoint(cues)


@lru_cache(maxsize=1024)
def tells_of_goods(cues: tuple[str, ...]) -> bool:
    """Whether these are cues of what was ordered coming in, not of a document or of the first of several deliveries."""
    return not set(_RECEIPT).isdisjoint(cues) and not _GOODS.isdisjoint(cues)


def find_receipts(text: str) -> tuple[CueHit, ...]:
    """Every place in the canonical text where something is said to have come in."""
    return find_cues(text, _RECEIPT)


@lru_cache(maxsize=1024)
def find_cues(text: str, cues: tuple[str, ...]) -> tuple[CueHit, ...]:
    """Every place in the canonical text where one of the cues stands."""
    hits = []
    for cue in cues:
        if _holds(cue) in text:
            weight = _weight(cue)
            hits += [CueHit(match.start(), match.end(), weight) for match in cue_pattern(cue).finditer(text)]
    return tuple(hits)


@lru_cache(maxsize=16_384)
def _holds(cue: str) -> str:
    """What stands in every text in which the cue does: so much of its first word as no inflection changes."""
    words = _CUE_WORD.findall(canonical(cue).text)
    if not words:
        return ""
    stem: str = words[0].rstrip("*")
    if stem == words[0] and len(stem) >= 6 and stem.endswith("en"):
        return stem[:-2]
    return stem[:-2] if _open_syllable(stem) else stem


def _weight(cue: str) -> float:
    return _RECEIPT_WEIGHT if cue in _RECEIPT else 1 + 0.5 * (len(cue.split()) - 1)


@lru_cache(maxsize=256)
def cue_speller(cues: tuple[str, ...]) -> Speller:
    """A speller towards the words of the cues."""
    return build_speller(_words_of(cues), real=_NO_TYPING_ERROR)


@lru_cache(maxsize=4096)
def wider_cue_speller(cues: tuple[str, ...], more: tuple[str, ...]) -> Speller:
    """A speller towards the words of both; that of the first ones is made once, whatever comes with them."""
    return cue_speller(cues).with_words(_words_of(more))


def _words_of(cues: tuple[str, ...]) -> set[str]:
    return {word for cue in cues for word in _LONG_WORD.findall(fold(cue))}
