"""What somebody types into the search field: words, the number of a clause, the name of a company, or several of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge import Knowledge
from bot.models import Clause, Company
from bot.retrieval.names import names_of
from bot.understanding.articles import find_articles
from bot.understanding.folding import fold

DOTTED = re.compile(r"(?<![\w.,€])\d{1,2}(?:\.\d{1,2}){1,3}(?:\.?[a-z])?(?![\w.,]|\s*(?:euro|%))")
LETTER = re.compile(r"(?<=\d)(?=[a-z]\b)")
COMMA = re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for. `companies` are the slugs that the text names; `words` is the text without these names.

    `paths` are numbers of clauses in the text, and `only_number` says that it holds nothing else.
    """

    words: str
    companies: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    only_number: bool = False


def read_wish(text: str, companies: Iterable[Company]) -> Wish:
    """The wish in a text, given the companies that it may name."""
    words, named = text, []
    for company in companies:
        rest = _without(words, names_of(company))
        if rest != words:
            named.append(company.slug)
            words = rest
    words = " ".join(words.split()).strip(" ,.:;")
    paths, only_number = _numbers(words)
    return Wish(words, tuple(named), paths, only_number)


def _without(text: str, names: Sequence[str]) -> str:
    """The text without these names; it stays as it is where it has none of them."""
    pattern = "|".join(re.escape(fold(name)) for name in names)
    spans = [match.span() for match in re.finditer(rf"(?<!\w)(?:van |bij )?(?:{pattern})(?!\w)", fold(text))]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text


def _numbers(words: str) -> tuple[tuple[str, ...], bool]:
    """The numbers of clauses in a text, and whether it holds nothing else: "6 lid 3", "art. 6.3", "10.3a", "rente 7.10"."""
    whole = _mentions(f"artikel {words}") if words[:1].isdigit() else _mentions(words)
    if whole.covered:  # "14 dagen" is no number of a clause
        return whole.paths, True
    return _mentions(words).paths or tuple(
        path for dotted in DOTTED.findall(words) for path in _mentions(f"artikel {dotted}").paths
    ), False


@dataclass(frozen=True, slots=True)
class _Mentions:
    paths: tuple[str, ...]
    covered: bool


def _mentions(text: str) -> _Mentions:
    readable = LETTER.sub(".", COMMA.sub(".", text))
    found = find_articles(readable)
    covered = bool(found) and sum(mention.end - mention.start for mention in found) >= len(readable)
    return _Mentions(tuple(mention.path for mention in found), covered)


def named_documents(words: str, documents: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the documents that the words name, by key or by name; the terms themselves have no name."""
    said = fold(words)
    return tuple(
        key
        for key, name in documents.items()
        if key and re.search(rf"(?<!\w)(?:{re.escape(fold(name))}|{re.escape(key)})(?!\w)", said)
    )


def clauses_with(paths: Iterable[str], documents: Iterable[str], knowledge: Knowledge) -> tuple[Clause, ...]:
    """The clauses with these numbers in the documents with these keys: all its parts for an article without text of its own."""
    keys = tuple(documents)
    found = (clause for path in paths for key in keys for clause in _at(f"{key}:{path}" if key else path, knowledge))
    return tuple(dict.fromkeys(found))


def clauses_labelled(words: str, knowledge: Knowledge) -> tuple[Clause, ...]:
    """The clauses whose label is just these words: "Slotbepaling"."""
    said = fold(words)
    return tuple(clause for clause in knowledge.terms.clauses if fold(clause.label) == said)


def _at(path: str, knowledge: Knowledge) -> Sequence[Clause]:
    exact = knowledge.clauses.get(f"{knowledge.terms.company.slug}:{path}")
    return [exact] if exact else [clause for clause in knowledge.terms.clauses if clause.path.startswith(f"{path}.")]
