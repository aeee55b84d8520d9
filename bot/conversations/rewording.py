"""What a person changed in the words of a document: a quote must be literal, so nobody may do that unseen. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_OUTER = ".,;:!?()[]{}\"'“”‘’«»`*_#-–—•…"
_NAMED = re.compile(r"(?:A(?:rtikel|RTIKEL|rt|RT)|H(?:oofdstuk|OOFDSTUK)|P(?:aragraaf|ARAGRAAF)|B(?:ijlage|IJLAGE)|§)")
_COUNTED = re.compile(r"[a-z]|[ivxl]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?", re.IGNORECASE)
_CLOSED = re.compile(r".*[.):]\W*|.*\d\.\d.*")
_JOINING = re.compile(r"[\s\-\u00ad]")
_MOST_PAIRS = 4_000_000
_MOST_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words that became others; `before` or `after` may be empty. `line` is where it happened.

    `number`: only the number at the start of a line is another one, which is no part of what is quoted.
    """

    before: str
    after: str
    line: str
    number: bool


@dataclass(frozen=True, slots=True)
class _Word:
    shown: str
    key: str
    line: str
    marks: bool


def rewordings(before: str, after: str) -> tuple[Rewording, ...]:
    """What is different in the words of two texts; how they are split over lines, and marks around words, do not count."""
    old, new = _lines(before), _lines(after)
    old_keys, new_keys = ([tuple(word.key for word in line) for line in side] for side in (old, new))
    found: list[Rewording] = []
    for kind, a, b, c, d in SequenceMatcher(None, old_keys, new_keys).get_opcodes():
        if kind != "equal":
            found += _changes([word for line in old[a:b] for word in line], [word for line in new[c:d] for word in line])
    return tuple(found)


def _changes(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[Rewording]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield from _change(old, new)
        return
    matcher = SequenceMatcher(None, [word.key for word in old], [word.key for word in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from _change(old[a:b], new[c:d])


def _change(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[Rewording]:
    """Nothing where the same letters are written with other spaces or hyphens."""
    if _JOINING.sub("", "".join(word.key for word in old)) == _JOINING.sub("", "".join(word.key for word in new)):
        return
    line, number = (new or old)[0].line, all(word.marks for word in (*old, *new))
    yield Rewording(_shown(old), _shown(new), line[:_MOST_SHOWN], number)


def _shown(words: Sequence[_Word]) -> str:
    return " ".join(word.shown for word in words)[:_MOST_SHOWN]


def _lines(text: str) -> list[list[_Word]]:
    found = (list(_words(" ".join(line.replace("\\", "").split()))) for line in text.splitlines())
    return [words for words in found if words]


def _words(line: str) -> Iterator[_Word]:
    """The words of a line; `marks` holds for those of the number it starts with: "Artikel 3", "3.1", "a)", but not "30 dagen"."""
    marking, named = True, False
    for shown in line.split():
        key = shown.strip(_OUTER)
        if not key:
            continue
        counts = _COUNTED.fullmatch(key) is not None and (named or _CLOSED.fullmatch(shown) is not None)
        named = marking and _NAMED.fullmatch(key) is not None
        marking = marking and (named or counts)
        yield _Word(shown, key, line, marking)
