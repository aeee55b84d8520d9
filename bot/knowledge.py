"""What is known of one company: its terms with the annotations and rules that still fit them, as the index stores it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.calculators.rules import Rule
from bot.errors import BrokenData, UnknownClause
from bot.models import Clause, Terms
from bot.words import WORD, Tokenizer, fold

SPACE = re.compile(r"\s+")


def text_hash(text: str) -> str:
    """Twelve hex digits that stay the same when only white space changes."""
    return hashlib.sha256(SPACE.sub(" ", text).strip().encode()).hexdigest()[:12]


class Annotation(BaseModel):
    """What a person wrote about one clause.

    `kern` says in plain Dutch what the clause means, `vragen` are ways in which customers ask for it, `buiten` are questions
    on the same subject that these terms do not answer. `hash` is the `text_hash` of the clause that it was written for, `aanhef`
    that of the text above a sub-item.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    hash: str = ""
    aanhef: str = ""
    kern: str = ""
    vragen: tuple[str, ...] = ()
    buiten: tuple[str, ...] = ()


class AnnotationFile(BaseModel):
    """One file of `data/annotations`: annotations by the path of their clause."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    company: str
    clauses: Mapping[str, Annotation]


def load_annotations(path: Path) -> AnnotationFile:
    """The annotations in one file.

    Raises: BrokenData when the file is no YAML or does not fit the schema.
    """
    try:
        return AnnotationFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error


@dataclass(frozen=True)
class Knowledge:
    """One version of a company's terms with its usable annotations by clause id, and its rules in force."""

    terms: Terms
    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Clauses by id, in reading order."""
        return {clause.clause_id: clause for clause in self.terms.clauses}

    @cached_property
    def children(self) -> Mapping[str, tuple[Clause, ...]]:
        """Clauses by the id of their parent."""
        found: dict[str, list[Clause]] = {}
        for clause in self.terms.clauses:
            if clause.parent_id:
                found.setdefault(clause.parent_id, []).append(clause)
        return {parent: tuple(clauses) for parent, clauses in found.items()}

    @cached_property
    def tokenize(self) -> Tokenizer:
        """Turns texts into stems, with compounds split by the words of these terms."""
        return Tokenizer.learn(clause.text for clause in self.terms.clauses)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the terms, of what was written about them, and of the company's names; folded."""
        company = self.terms.company
        texts = [company.slug, company.name, *company.aliases]
        texts += [f"{clause.title} {clause.heading} {clause.text}" for clause in self.terms.clauses]
        texts += [" ".join((note.kern, *note.vragen, *note.buiten)) for note in self.annotations.values()]
        texts += [" ".join((rule.title, rule.general, *rule.asks)) for rule in self.rules]
        return frozenset(word for text in texts for word in WORD.findall(fold(text)))

    def find_rule(self, rule_id: str | None) -> Rule | None:
        """The rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def get_clause(self, path: str) -> Clause:
        """The clause at this path. Raises: UnknownClause."""
        clause = self.clauses.get(f"{self.terms.company.slug}:{path}")
        if clause is None:
            raise UnknownClause(f"{self.terms.company.name} heeft geen bepaling met nummer {path!r} in deze voorwaarden.")
        return clause

    def annotation(self, clause_id: str) -> Annotation:
        """What was written about this clause; an empty annotation where nothing was."""
        return self.annotations.get(clause_id, Annotation())

    def parent_text(self, clause: Clause) -> str:
        """The lead-in above a sub-item, or an empty text."""
        parent = self.clauses.get(clause.parent_id or "")
        return parent.text if parent else ""


class _Stored(BaseModel):
    terms: Terms
    annotations: dict[str, Annotation]
    rules: tuple[Rule, ...]


_STORED = TypeAdapter(_Stored)


def dump_knowledge(knowledge: Knowledge) -> bytes:
    """The knowledge as JSON."""
    return _STORED.dump_json(
        _Stored(terms=knowledge.terms, annotations=dict(knowledge.annotations), rules=knowledge.rules), by_alias=True
    )


def parse_knowledge(data: bytes) -> Knowledge:
    """The knowledge that `dump_knowledge` wrote. Raises: BrokenData."""
    try:
        stored = _STORED.validate_json(data)
    except ValidationError as error:
        raise BrokenData("De opgeslagen voorwaarden zijn beschadigd. Bouw de index opnieuw: python -m ingest build") from error
    return Knowledge(stored.terms, stored.annotations, stored.rules)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a clause in order, each a literal part of it; bullets count as sentences."""
    for line in text.split("\n"):
        yield from (part for part in re.split(r"(?<=[.;!?])\s+(?=[A-Z(‘'\"«–-])", line.strip()) if part)
