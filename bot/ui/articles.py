"""The articles of a company's terms, each with its clauses, and what a reader looks for in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.calculators.rules import Rule
from bot.knowledge import Knowledge
from bot.models import Clause
from bot.ui.pieces import Piece, cut, spans_of_words
from bot.understanding.folding import fold

_ROOT = re.compile(r"(?:.*:)?[^.:]*")
_BELOW = re.compile(r"(?: lid | sub |\.\d).*$")
_WORD = re.compile(r"\w+(?:\.\w+)*")


@dataclass(frozen=True, slots=True)
class Article:
    """Clauses that stand under one number and heading, in reading order."""

    label: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A clause as a reader sees it: how deep it lies, its text by paragraph, and the rules that hang on it."""

    path: str
    label: str
    heading: str
    depth: int
    paragraphs: tuple[tuple[Piece, ...], ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """An article with the clauses that are shown of it; `open` where there is something to see in it."""

    label: str
    title: str
    leaves: tuple[Leaf, ...]
    rules: int
    open: bool = False


def articles_of(clauses: Sequence[Clause]) -> tuple[Article, ...]:
    """The clauses by article, in reading order."""
    groups = (tuple(group) for _, group in groupby(clauses, key=lambda clause: root_of(clause.path)))
    return tuple(Article(_BELOW.sub("", group[0].label), group[0].title, group) for group in groups)


def root_of(path: str) -> str:
    """The path of the article that a clause belongs to: "6" for "6.3", "vo:7" for "vo:7.1.a"."""
    found = _ROOT.match(path)
    return found.group() if found else path


def tree(knowledge: Knowledge, wanted: str = "") -> tuple[Branch, ...]:
    """Every article with its clauses; where something is looked for, only the clauses that have all of its words."""
    search = _WORD.findall(fold(wanted))
    branches = (_branch(article, knowledge, search) for article in articles_of(knowledge.terms.clauses))
    return tuple(branch for branch in branches if branch.leaves)


def these(knowledge: Knowledge, clauses: Sequence[Clause]) -> tuple[Branch, ...]:
    """These clauses, each under its article, in the order given."""
    rules = rules_by_clause(knowledge)
    leaves = [(clause, _leaf(clause, knowledge, rules, [])) for clause in clauses]
    return tuple(
        Branch(_BELOW.sub("", clause.label), clause.title, (leaf,), len(leaf.rules), open=True) for clause, leaf in leaves
    )


def rules_by_clause(knowledge: Knowledge) -> Mapping[str, tuple[Rule, ...]]:
    """The rules that a clause carries, by its id."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in knowledge.rules:
        found[rule.clause] = (*found.get(rule.clause, ()), rule)
    return found


def _branch(article: Article, knowledge: Knowledge, search: Sequence[str]) -> Branch:
    rules = rules_by_clause(knowledge)
    shown = [clause for clause in article.clauses if has_words(clause, search)]
    leaves = tuple(_leaf(clause, knowledge, rules, search) for clause in shown)
    return Branch(article.label, article.title, leaves, sum(len(leaf.rules) for leaf in leaves), open=bool(search))


def has_words(clause: Clause, search: Sequence[str]) -> bool:
    """Whether the clause has every word, at the beginning of one of its own, or bears the number that is looked for."""
    own = set(_WORD.findall(fold(f"{clause.path} {clause.label} {clause.title} {clause.heading} {clause.text}")))
    return all(any(word.startswith(wanted) for word in own) for wanted in search)


def _leaf(clause: Clause, knowledge: Knowledge, rules: Mapping[str, tuple[Rule, ...]], search: Sequence[str]) -> Leaf:
    paragraphs = (line for line in clause.text.split("\n") if line.strip())
    return Leaf(
        clause.path,
        clause.label,
        clause.heading,
        _depth(clause, knowledge),
        tuple(cut(line, spans_of_words(line, search), clause.references) for line in paragraphs),
        rules.get(clause.clause_id, ()),
    )


def _depth(clause: Clause, knowledge: Knowledge) -> int:
    depth, parent = 0, knowledge.clauses.get(clause.parent_id or "")
    while parent is not None and depth < 5:
        depth, parent = depth + 1, knowledge.clauses.get(parent.parent_id or "")
    return depth
