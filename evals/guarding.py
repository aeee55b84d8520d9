"""How the guard does: how many good sentences it lets through, and how many lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.answering.compose import Composer, Draft
from bot.answering.several import without_questions
from bot.calculators.evaluation import evaluate
from bot.calculators.loading import parse_facts
from bot.errors import BrokenData
from bot.generation.drafts import Ground, NamesIn, Sentence, no_names
from bot.generation.guard import faults_of
from bot.knowledge import Knowledge
from bot.models import Audience, Clause, Reply
from evals.mutations import Kind, lies

SENTENCE_END = re.compile(r"(?<=[^\d][.?!])\s+(?=[A-ZÀ-ÖØ-Þ])")
PARAPHRASES = Path(__file__).with_name("paraphrases.yaml")


class Paraphrased(BaseModel):
    """Good sentences about one clause, or about the outcome of one rule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: tuple[str, ...]
    clause: str = ""
    rule: str = ""
    facts: Mapping[str, str] = {}
    audience: Audience | None = None
    day: date = date(2026, 3, 16)

    @property
    def company(self) -> str:
        """The slug of the company that it is about."""
        return self.clause.partition(":")[0] or self.rule.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Answered:
    """A composed answer with its question; `names_in` gives the names of other companies that a text may hold."""

    company: str
    question: str
    reply: Reply
    names_in: NamesIn = no_names


Said = tuple[Sentence, Ground]
"""A sentence with what it rests on."""


def load_paraphrases() -> tuple[Paraphrased, ...]:
    """All good sentences, in the order of their file."""
    loaded = yaml.load(PARAPHRASES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return TypeAdapter(tuple[Paraphrased, ...]).validate_python(loaded)


def paraphrases(known: Mapping[str, Knowledge]) -> Iterator[Said]:
    """Every good sentence with the composed answer that it words anew."""
    for each in load_paraphrases():
        knowledge = known[each.company]
        draft = _composed(each, knowledge)
        cited = tuple(citation.clause_id for citation in draft.citations)
        ground = ground_of(draft, knowledge)
        yield from ((Sentence(text, cited[:1] if each.clause else cited), ground) for text in each.says)


def explanations(known: Mapping[str, Knowledge], *, composed: bool) -> Iterator[Said]:
    """What people wrote about every clause, by sentence, on the clause alone; with `composed` also on the answer that it is."""
    for knowledge in known.values():
        for name, note in knowledge.annotations.items():
            if note.kern:
                clause = knowledge.clauses[name]
                draft = Composer(knowledge).explain([clause], question="")
                answer = draft.answer if composed else ""
                ground = ground_of(Draft("answered", answer, draft.citations), knowledge)
                yield from ((Sentence(text, (name,)), ground) for text in in_sentences(note.kern))


def composed_sentences(answered: Answered, knowledge: Knowledge) -> Iterator[Said]:
    """The sentences of one composed answer, each citing all that it cites; not those that name the customer's question."""
    reply = answered.reply
    draft = Draft(reply.status, reply.answer, reply.citations, reply.calculation, reply.missing)
    ground = replace(ground_of(draft, knowledge), question=answered.question, names_in=answered.names_in)
    yield from (
        (Sentence(text, tuple(ground.clauses)), ground) for text in in_sentences(reply.answer) if without_questions(text) == text
    )


def ground_of(draft: Draft, knowledge: Knowledge) -> Ground:
    """What a model's wording of this answer may rest on."""
    computed = draft.calculation.clause_ids if draft.calculation else ()
    names = dict.fromkeys((*(citation.clause_id for citation in draft.citations), *computed))
    clauses: dict[str, Clause] = {name: knowledge.clauses[name] for name in names}
    reply = Reply(draft.status, draft.answer, 0.9, draft.citations, draft.calculation, draft.missing)
    return Ground("", knowledge.terms.company, clauses, reply)


def in_sentences(text: str) -> Iterator[str]:
    """The sentences of an answer in order, without bullets."""
    for line in filter(None, (line.strip().removeprefix("- ") for line in text.split("\n"))):
        yield from SENTENCE_END.split(line)


def _composed(each: Paraphrased, knowledge: Knowledge) -> Draft:
    composer = Composer(knowledge, each.audience)
    if each.clause:
        return composer.explain([knowledge.clauses[each.clause]], question="")
    rule = knowledge.find_rule(each.rule)
    if rule is None:
        raise BrokenData(f"{PARAPHRASES.name}: er is geen regel {each.rule!r}.")
    outcome = evaluate(rule, parse_facts(rule, each.facts), audience=each.audience, reference_date=each.day)
    return composer.rule(rule, outcome, (), general=False, question=rule.title)


@dataclass
class Passed:
    """How many sentences were let through, and of the others which checks found fault with which."""

    name: str
    passed: int = 0
    stopped: list[tuple[str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share that was let through (0..1)."""
        return self.passed / (self.passed + len(self.stopped))


def let_through(name: str, said: Iterable[Said]) -> Passed:
    """How many of these good sentences the guard lets through."""
    counted = Passed(name)
    for sentence, ground in said:
        faults = faults_of(sentence, ground)
        if faults:
            counted.stopped.append((", ".join(sorted({fault.check for fault in faults})), sentence.text))
        else:
            counted.passed += 1
    return counted


def lies_let_through(said: Iterable[Said]) -> tuple[Counter[Kind], dict[Kind, list[str]]]:
    """How many lies were told of each kind, and those that the guard let through. Only sentences that pass are lied about."""
    told: Counter[Kind] = Counter()
    missed: dict[Kind, list[str]] = {}
    for sentence, ground in said:
        if faults_of(sentence, ground):
            continue
        for lie in lies(sentence, ground):
            told[lie.kind] += 1
            if not faults_of(lie.sentence, ground):
                missed.setdefault(lie.kind, []).append(lie.sentence.text)
    return told, missed


SURE: frozenset[Kind] = frozenset(
    ("figure", "figure in words", "foreign clause", "quote", "link", "phone", "instruction", "law", "subject", "yes or no")
)
"""Kinds of lies of which none may get through."""
LEAST_GOOD = 0.55
"""The share of good paraphrases that must get through."""


@dataclass(frozen=True)
class Guarded:
    """How the guard did: what it let through of good sentences, and of lies about the composed answers."""

    good: tuple[Passed, ...]
    told: Mapping[Kind, int]
    missed: Mapping[Kind, list[str]]

    @property
    def holds(self) -> bool:
        """Whether no sure lie got through, every composed sentence did, and paraphrases often enough."""
        composed, *_, worded = self.good
        return not SURE & self.missed.keys() and not composed.stopped and worded.share >= LEAST_GOOD


def measure(answers: Iterable[Answered], known: Mapping[str, Knowledge], *, most: int) -> Guarded:
    """How the guard does on these answers; lies are told about their first `most` different sentences."""
    said = [each for answered in answers for each in composed_sentences(answered, known[answered.company])]
    good = (
        let_through("composed answers", said),
        let_through("explanations, on clause and composed answer", explanations(known, composed=True)),
        let_through("explanations, on the clause alone", explanations(known, composed=False)),
        let_through("good paraphrases", paraphrases(known)),
    )
    different = {sentence.text: (sentence, ground) for sentence, ground in said}
    told, missed = lies_let_through(list(different.values())[:most])
    return Guarded(good, told, missed)


def guarded_table(guarded: Guarded, *, details: bool) -> str:
    """A line for each kind of good sentence and of lie; with `details` what was stopped and what got through."""
    lines = [f"{'good sentences':46} {'number':>6} {'passed':>7}"]
    for each in guarded.good:
        lines.append(f"{each.name:46} {each.passed + len(each.stopped):6} {each.share:7.3f}")
        lines += [f"  [{checks}] {text}" for checks, text in each.stopped] if details else []
    lines.append(f"{'lies about composed answers':46} {'told':>6} {'passed':>7}")
    for kind, told in sorted(guarded.told.items()):
        missed = guarded.missed.get(kind, [])
        lines.append(f"{kind:46} {told:6} {len(missed):7}")
        lines += [f"  {text}" for text in missed] if details else []
    return "\n".join(lines)
