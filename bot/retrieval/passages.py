"""What is embedded of a company: its clauses, their explanations, sample questions, questions for a sum, and near misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.calculators.rules import Rule
from bot.knowledge import Knowledge, text_hash
from bot.models import Clause
from bot.retrieval.names import names_of, without_names

PassageKind = Literal["clause", "kern", "vraag", "som", "buiten", "vreemd", "algemeen", "gangbaar", "bepaling", "klantvraag"]
ASKED: frozenset[PassageKind] = frozenset({"vraag", "som", "buiten", "vreemd", "algemeen", "gangbaar", "klantvraag"})
"""Kinds that are questions, and are embedded as such."""
LONG_CLAUSE = 900
"""Characters above which a clause of several lines is also embedded line by line, because long annexes hide their topics."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that leads to a clause. `passage_id` is unique in its company: the clause id, the kind and a number."""

    passage_id: str
    clause_id: str
    kind: PassageKind
    text: str

    @property
    def digest(self) -> str:
        """A hash of kind and text: the same passage keeps its vector when the index is built again."""
        return text_hash(f"{self.kind} {self.text}")


def make_passages(knowledge: Knowledge) -> tuple[Passage, ...]:
    """Every passage of a company, in reading order of its clauses."""
    clauses = (passage for clause in knowledge.terms.clauses for passage in _clause_passages(knowledge, clause))
    names = names_of(knowledge.terms.company)
    return (*clauses, *(passage for rule in knowledge.rules for passage in _rule_passages(rule, names)))


def _clause_passages(knowledge: Knowledge, clause: Clause) -> list[Passage]:
    annotation = knowledge.annotation(clause.clause_id)
    bodies = [in_context(knowledge, clause)]
    lines = [line for line in clause.text.split("\n") if line.strip()]
    if len(clause.text) > LONG_CLAUSE and len(lines) > 1:
        bodies += [f"{clause.title}: {line}" for line in lines]
    texts: list[tuple[PassageKind, str]] = [("clause", body) for body in bodies]
    texts += [("kern", annotation.kern)] if annotation.kern else []
    names = names_of(knowledge.terms.company)
    texts += [("vraag", without_names(question, names)) for question in annotation.vragen]
    texts += [("buiten", without_names(question, names)) for question in annotation.buiten]
    return [
        Passage(f"{clause.clause_id}#{kind}#{number}", clause.clause_id, kind, text) for number, (kind, text) in enumerate(texts)
    ]


def _rule_passages(rule: Rule, names: Sequence[str]) -> list[Passage]:
    asks = (without_names(ask, names) for ask in rule.asks)
    return [Passage(f"{rule.clause}#som#{rule.id}#{number}", rule.clause, "som", ask) for number, ask in enumerate(asks)]


@lru_cache(maxsize=100_000)
def split_passage_id(passage_id: str) -> tuple[str, ...]:
    """The parts of a passage id: clause id, kind, and what tells passages of one kind apart."""
    return tuple(passage_id.split("#"))


def in_context(knowledge: Knowledge, clause: Clause) -> str:
    """The clause as it is read: article title, lead-in of its parent, own heading, own text."""
    parts = [f"{clause.title}:" if clause.title else "", knowledge.parent_text(clause), clause.heading, clause.text]
    return " ".join(part for part in parts if part)
