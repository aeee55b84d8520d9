"""Companies by name: the own name stands in every question and tells no clause apart, another one leads to other terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.errors import BrokenData
from bot.models import Company, Terms
from bot.understanding.frequencies import zipf
from bot.words import WORD, fold

WELL_KNOWN = "bekende_bedrijven.yaml"
_ADDRESSED = re.compile(r"(?<!\w)(?:jullie|u|uw|hier)(?!\w)", re.IGNORECASE)
_NOTHING = r"(?!)"
_RUN = re.compile(r"\w+")
# On the Zipf scale: words like "de" and "mijn" lie above the first, "garage" and "fiets" above the second, "rijschool" below it.
_SMALL_WORD, _EVERYDAY = 6.0, 4.25
_GROUPS = TypeAdapter(dict[str, list[str]])


def load_well_known(folder: Path) -> tuple[str, ...]:
    """Names of companies that everybody knows, from the file in this folder; none without it. Raises: BrokenData."""
    path = folder / WELL_KNOWN
    if not path.exists():
        return ()
    try:
        groups = _GROUPS.validate_python(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error
    return tuple(name for names in groups.values() for name in names)


def not_mentioned(names: Sequence[str], terms: Terms) -> tuple[str, ...]:
    """Those of these names that stand nowhere in the terms."""
    text = "\n".join(clause.text for clause in terms.clauses)
    lowered = text.lower()
    return tuple(name for name in names if name.lower() not in lowered or not _finds((name,), text))


class NameTable:
    """Names by their first word, so that a message is compared with the few that it may hold, however many there are."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: pairs of a name and whose it is."""
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        for name, whose in names:
            self._by_word.setdefault(_first_word(name), []).append((name, whose))

    def near(self, message: str) -> Iterator[tuple[str, str]]:
        """The names whose first word stands in the message, and whose they are."""
        for word in dict.fromkeys(("", *_RUN.findall(message.lower()))):
            yield from self._by_word.get(word, ())


def _first_word(name: str) -> str:
    """The first run of letters and digits; empty for a name without."""
    found = _RUN.search(name.lower())
    return found.group() if found else ""


def names_of(company: Company) -> tuple[str, ...]:
    """What customers call the company, longest first."""
    return tuple(sorted({company.name, company.slug, *company.aliases}, key=len, reverse=True))


def without_names(question: str, names: Sequence[str]) -> str:
    """The question with "jullie" for the company's own names, which stand in every question and tell no clause apart."""
    there = _standing_in(question, names)
    return _pattern(there).sub("jullie", question) if there else question


def names_only_others(message: str, own: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the message names one of these other companies, and neither this one nor who is written to."""
    return _finds(others, message) and not _finds(own, message) and not _ADDRESSED.search(message)


def is_everyday(name: str) -> bool:
    """Whether a name is a word that everybody uses ("Plus", "De Fiets"), so that the word alone names no company."""
    shares = [zipf(word) for word in WORD.findall(fold(name))]
    telling = [share for share in shares if share < _SMALL_WORD]
    return bool(shares) and len(telling) <= 1 and all(share >= _EVERYDAY for share in telling)


def _finds(names: Sequence[str], text: str) -> bool:
    there = _standing_in(text, names)
    return bool(there) and _pattern(there).search(text) is not None


def _standing_in(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that stand somewhere in the text, be it within a word: a pattern of all of them takes long to make."""
    lowered = text.lower()
    return tuple(name for name in names if name.lower() in lowered)


@lru_cache(maxsize=4096)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these names as a word of its own; an everyday one only as it is printed, with a capital amid a sentence."""
    return re.compile("|".join(_alternative(name) for name in names))


def _alternative(name: str) -> str:
    written = re.escape(name)
    if not is_everyday(name):
        return rf"(?<!\w)(?i:{written})(?!\w)"
    return rf"(?<=[^\s.?!:] ){written}(?!\w)" if name != name.lower() else _NOTHING
