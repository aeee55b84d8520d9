"""Whether everything between quotation marks stands literally in a clause that is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.answering.grounding import is_literal
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence

NAME: Final = "quote"
_PAIRS: Final = (
    ("«", "»"), ("»", "«"), ("“”„‟", "“”"), ('"', '"'), ("‹", "›"), ("「", "」"), ("『", "』"), ("＂", "＂"), ("〝", "〞〟"),
)  # fmt: skip
_SINGLE: Final = re.compile(
    r"(?<!\w)[‘’‚‛'`´](?!s\b|t\b|n\b)(?P<quoted>[^‘’‚‛'`´\s](?:[^‘’‚‛`´']|(?<=\w)['’](?=\w))*)[’‘'`´](?!\w)"
)
_DOUBLE: Final = re.compile("|".join(rf"[{opening}]([^{opening}{closing}]*)[{closing}]" for opening, closing in _PAIRS))
_LONE: Final = re.compile(r"[«»“”„‟\"‹›「」『』＂〝〞〟]")
_SAID_LITERALLY: Final = re.compile(r"(?i)\b(?:letterlijk|woordelijk|citaat|citeer\w*|luidt|ik quote)\b")
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_FEWEST_LETTERS: Final = 2


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Quotes that are not literal, that have no end, and words that are said to be literal without being quoted."""
    quoted = quotes(sentence.text)
    yield from (Fault(NAME, quote) for quote in quoted if not _stands_in(quote, sources))
    rest = without_quotes(sentence.text)
    if lone := _LONE.search(rest):
        yield Fault(NAME, rest[lone.start() :])
    if not quoted and (claim := _SAID_LITERALLY.search(rest)) and not _own_word(claim.group(), sources):
        yield Fault(NAME, claim.group())


@lru_cache(maxsize=1024)
def quotes(text: str) -> tuple[str, ...]:
    """What stands between quotation marks of any kind, in order."""
    doubles = [next(filter(None, found.groups()), "") for found in _DOUBLE.finditer(text)]
    singles = [found["quoted"] for found in _SINGLE.finditer(_DOUBLE.sub(" ", text))]
    return (*doubles, *singles)


def without_quotes(text: str) -> str:
    """The sentence's own words: each quote becomes "…"."""
    return _SINGLE.sub("…", _DOUBLE.sub("…", text))


def own_words(text: str, sources: Sources) -> str:
    """The sentence without its quotes and without the labels and titles of the clauses that it cites."""
    named = {name for clause in sources.clauses for name in (clause.label, clause.title, clause.heading) if name}
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, "…")
    return without_quotes(text)


def _stands_in(quote: str, sources: Sources) -> bool:
    said = quote.translate(_QUOTES).strip()
    bare = said.rstrip(".,;:!?")
    return len(bare) >= _FEWEST_LETTERS and any(is_literal(part, text) for text in _texts(sources) for part in (said, bare))


def _texts(sources: Sources) -> Iterator[str]:
    for text in sources.literal:
        marked = text.translate(_QUOTES)
        yield marked
        yield marked[:1].swapcase() + marked[1:]


def _own_word(word: str, sources: Sources) -> bool:
    return any(word.lower() in text.lower() for text in sources.told)
