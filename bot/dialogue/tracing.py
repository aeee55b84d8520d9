"""How an answer came about, for people who want to see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot import texts
from bot.calculators.facts import FactValue
from bot.calculators.given import AUDIENCE, Given
from bot.calculators.law import load_law
from bot.calculators.periods import NOUNS
from bot.calculators.rules import Rule
from bot.dialogue.subject import Subject
from bot.dialogue.sums import Ruling
from bot.dialogue.turn import Turn
from bot.dutch import format_amount, format_count, format_date, format_percentage
from bot.models import ConsideredClause, ReadFact, Trace
from bot.retrieval.search import Hit
from bot.understanding.reading import Reading

MOST_CLAUSES = 5


def trace_of(turn: Turn, subject: Subject, ruling: Ruling | None) -> Trace:
    """What was read in the message, which clauses came up, strongest first, and the rule that spoke."""
    used = rule_facts(ruling.rule, ruling.facts, turn.question.reference_date) if ruling else ()
    unused = [fact for fact in read_facts(turn.reading) if not any(fact.value in other.value for other in used)]
    return Trace(
        question=subject.findings.question,
        facts=(*who_asks(turn), *used, *unused),
        clauses=considered(subject.findings.hits[:MOST_CLAUSES]),
        rule_id=ruling.rule.id if ruling else "",
        rule_title=ruling.rule.title if ruling else "",
        reading=ruling.rule.reading if ruling else "",
    )


def who_asks(turn: Turn) -> tuple[ReadFact, ...]:
    """For whom the answer holds, where that is known."""
    return (ReadFact(texts.get("trace.audience"), turn.audience),) if turn.audience else ()


def rule_facts(rule: Rule, facts: Mapping[str, FactValue], today: date) -> tuple[ReadFact, ...]:
    """The facts of a rule that were told, by this message or by earlier ones."""
    told = {name: value for name, value in facts.items() if name in rule.needs and name != AUDIENCE}
    given = Given(rule.needs, today, load_law(), told)
    return tuple(ReadFact(given.label(name), given.show(name)) for name in told)


def read_facts(reading: Reading) -> tuple[ReadFact, ...]:
    """Days, amounts, percentages and lengths of time in a message, each of them once."""
    return tuple(dict.fromkeys(ReadFact(texts.get(key), value) for key, value in _mentions(reading)))


def _mentions(reading: Reading) -> Iterator[tuple[str, str]]:
    for day in reading.dates:
        if day.value is not None:
            yield "trace.date", format_date(day.value)
    for amount in reading.amounts:
        yield "trace.amount", format_amount(amount.value)
    for percentage in reading.percentages:
        yield "trace.percentage", format_percentage(percentage.value)
    for duration in reading.durations:
        if duration.role != "date":
            yield "trace.duration", format_count(duration.value, *NOUNS[duration.unit])


def considered(hits: tuple[Hit, ...]) -> tuple[ConsideredClause, ...]:
    """These clauses with their strength beside the first one."""
    top = max(hits[0].score, 1e-9) if hits else 1.0
    return tuple(
        ConsideredClause(hit.clause.clause_id, hit.clause.label, hit.clause.title, min(max(hit.score / top, 0.0), 1.0))
        for hit in hits
    )
