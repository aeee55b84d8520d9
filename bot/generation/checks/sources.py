"""What a sentence may rest on: the clauses that it cites, the sum about them, and what the composed answer says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from bot import texts
from bot.dutch import format_amount, format_date, format_number, format_weekday
from bot.generation.checks.plain import plain, sentences
from bot.generation.drafts import Ground, Sentence
from bot.models import Calculation, Clause
from bot.understanding.instructions import is_instruction, without_instructions
from bot.understanding.numbers import parse_decimal

_BOLD: Final = re.compile(r"\*\*([^*]+)\*\*")
_CHOICE: Final = re.compile(r"^\d+\. .*\((?P<label>[^()]+)\)$")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Sources:
    """The texts behind one sentence, by where they come from.

    `clauses` are the cited ones that were retrieved, `lead_ins` what stands above them. `calculation` and `composed` are empty
    where they are about other clauses. `asked` is the question without orders to the assistant.
    """

    clauses: tuple[Clause, ...]
    lead_ins: tuple[str, ...]
    calculation: tuple[str, ...]
    composed: tuple[str, ...]
    contact: tuple[str, ...]
    asked: str

    @cached_property
    def literal(self) -> tuple[str, ...]:
        """The company's own words: what may be quoted."""
        own = [part for clause in self.clauses for part in (clause.label, clause.title, clause.heading, clause.text) if part]
        return (*own, *self.lead_ins)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """Everything but the question: what the company, the calculator and the people who explain the clauses said.

        Orders to whoever reads a document are no terms, and nothing rests on them.
        """
        documents = (without_orders(text) for text in (*self.literal, *self.composed))
        return (*documents, *self.calculation, *self.contact)


def sources_of(sentence: Sentence, ground: Ground) -> Sources:
    """What this sentence may rest on."""
    clauses = tuple(ground.clauses[name] for name in sentence.clause_ids if name in ground.clauses)
    cited = frozenset(clause.clause_id for clause in clauses)
    parents = (ground.clauses.get(clause.parent_id or "") for clause in clauses)
    calculation = ground.reply.calculation
    return Sources(
        clauses=clauses,
        lead_ins=tuple(parent.text for parent in parents if parent is not None and parent.clause_id not in cited),
        calculation=tuple(_told_by(calculation)) if calculation and cited & {*calculation.clause_ids} else (),
        composed=composed_about(clauses, ground),
        contact=_contact(ground),
        asked=_asked(ground.question),
    )


@lru_cache(maxsize=2048)
def without_orders(text: str) -> str:
    """The text without sentences that order a reader about."""
    if not is_instruction(text):
        return text
    return "\n".join(part for line in text.split("\n") for part in sentences(line) if not is_instruction(part))


def composed_about(clauses: Sequence[Clause], ground: Ground) -> tuple[str, ...]:
    """The paragraphs of the composed answer that are about these clauses, or about no clause at all."""
    labels = {clause.label: clause.clause_id for clause in ground.clauses.values()}
    labels |= {citation.label: citation.clause_id for citation in ground.reply.citations}
    wanted = {clause.clause_id for clause in clauses}
    computed = ground.reply.calculation.clause_ids if ground.reply.calculation else ()
    wanted |= set(computed) if wanted & set(computed) else set()
    return tuple(
        plain(paragraph) for block, named in _blocks(ground, labels) if not named or wanted & named for paragraph in block
    )


def _blocks(ground: Ground, labels: Mapping[str, str]) -> Iterator[tuple[list[str], frozenset[str]]]:
    """Paragraphs of the answer in a row with the clauses that they say they follow from, which stand at the end of them."""
    waiting: list[str] = []
    refusal = texts.get("answer.not_in_terms", company=ground.company.name)
    for paragraph in filter(str.strip, ground.composed.split("\n")):
        if paragraph == refusal:
            yield [paragraph], frozenset()
            continue
        waiting.append(paragraph)
        named = [labels[label] for label in _BOLD.findall(paragraph) if label in labels]
        if choice := _CHOICE.match(paragraph):
            named += [labels[choice["label"]]] if choice["label"] in labels else []
        if named:
            yield waiting, frozenset(named)
            waiting = []
    if waiting:
        yield waiting, frozenset()


def _told_by(calculation: Calculation) -> Iterator[str]:
    result = calculation.result
    if result.date is not None:
        yield f"{format_weekday(result.date)} {format_date(result.date)}"
    if result.amount is not None:
        yield format_amount(result.amount)
    yield from calculation.steps
    yield from calculation.warnings
    yield from calculation.legal_basis
    for part in calculation.parts:
        yield f"{part.name}: {format_amount(part.amount)}"
    yield from map(_input_in_words, calculation.inputs.values())


def _input_in_words(value: str) -> str:
    """An input as an answer shows it; a bare number may be an amount."""
    if _ISO.fullmatch(value[:10]):
        day = date.fromisoformat(value[:10])
        return f"{format_weekday(day)} {format_date(day)}{value[10:].replace('T', ' om ')}"
    number = parse_decimal(value.replace(".", ","))
    return value if number is None else f"{format_number(number)}; {format_amount(number)}"


def _contact(ground: Ground) -> tuple[str, ...]:
    contact = ground.company.contact
    known = (ground.company.name, *ground.company.aliases, contact.email, contact.phone, contact.website, contact.address)
    return tuple(part for part in known if part)


@lru_cache(maxsize=256)
def _asked(question: str) -> str:
    """What the customer asks and tells; nothing of a message that only orders the assistant about."""
    rest = without_instructions(question)
    return "" if is_instruction(rest) else plain(rest)
