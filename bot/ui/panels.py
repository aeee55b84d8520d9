"""What stands beside an answer or a form, as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot import texts
from bot.calculators.outcomes import CannotCompute, Computed, Missing, Outcome
from bot.calculators.rules import Rule
from bot.knowledge import Knowledge
from bot.models import Calculation, Reply
from bot.ui.articles import these, tree
from bot.ui.bars import bar_of
from bot.ui.comparison import Comparison, compare
from bot.ui.confidence import in_words
from bot.ui.forms import Form
from bot.ui.rendering import render
from bot.ui.sources import sources_of
from bot.ui.timeline import Kind, timeline_of

BOLD = re.compile(r"\*\*(.+?)\*\*")


def beside_answer(reply: Reply | None, knowledge: Knowledge | None, *, today: date) -> str:
    """The certainty of an answer, its picture, its clauses and how it came about; a hint before the first answer."""
    if reply is None or knowledge is None:
        return render("answer", reply=None)
    rule = knowledge.find_rule(reply.calculation.rule_id) if reply.calculation else None
    return render(
        "answer",
        reply=reply,
        certainty=in_words(reply.confidence),
        percent=round(100 * reply.confidence),
        picture=picture_of(reply.calculation, rule, today=today, key="vraag"),
        sources=sources_of(reply.citations, knowledge),
        trace=reply.trace,
    )


def picture_of(calculation: Calculation | None, rule: Rule | None, *, today: date, key: str) -> Markup:
    """A timeline of a deadline, or a bar of an amount that has parts; else nothing. `key` keeps apart what is on one page."""
    if calculation is None:
        return Markup()
    needs = rule.needs if rule else {}
    labels = {name: need.label for name, need in needs.items()}
    names: Mapping[Kind, str] = {"today": texts.get("demo.timeline.today"), "last": texts.get("demo.timeline.last")}
    if (line := timeline_of(calculation, labels, today=today, names=names)) is not None:
        return Markup(render("timeline", line=line, today=today, key=key))
    bar = bar_of(calculation.parts)
    return Markup(render("bar", bar=bar, result=calculation.result.amount, key=key)) if bar else Markup()


def form(found: Form | None) -> str:
    """The form of a rule, or the line that there are none."""
    return render("form", form=found)


def outcome(found: Outcome | None, rule: Rule | None, knowledge: Knowledge | None, *, today: date, message: str = "") -> str:
    """What came of a form: a result with its picture and steps, or what is missing, or why there is no sum."""
    clause_ids = _clause_ids(found) if found else (rule.clause,) if rule else ()
    clauses = [knowledge.clauses[name] for name in clause_ids if name in knowledge.clauses] if knowledge else []
    computed = found if isinstance(found, Computed) else None
    return render(
        "calculation",
        calculation=computed.calculation if computed else None,
        answer=bold_parts(computed.answer) if computed else (),
        picture=picture_of(computed.calculation, rule, today=today, key="bereken") if computed else "",
        missing=found.facts if isinstance(found, Missing) else (),
        general=found.general if isinstance(found, CannotCompute) else "",
        message=found.reason if isinstance(found, CannotCompute) else message,
        clauses=clauses,
        terms=knowledge.terms if knowledge else None,
    )


def bold_parts(text: str) -> tuple[tuple[bool, str], ...]:
    """The text in pieces, each with whether it stands between double asterisks."""
    return tuple((at % 2 == 1, piece) for at, piece in enumerate(BOLD.split(text)) if piece)


def comparison(companies: Sequence[Knowledge], csv_url: str) -> str:
    """The table of these companies with the way to its file."""
    table: Comparison = compare(companies)
    return render("comparison", table=table, csv=csv_url)


def terms(knowledge: Knowledge, wanted: str, nearest: Sequence[str] = ()) -> str:
    """The terms as a tree; what has the wanted words, or else the clauses that are nearest, by id."""
    branches = tree(knowledge, wanted)
    number = sum(len(branch.leaves) for branch in branches)
    found = texts.get("demo.terms.all", number=number)
    if wanted:
        found = texts.get("demo.terms.one") if number == 1 else texts.get("demo.terms.some", number=number)
    if not branches and nearest:
        branches = these(knowledge, [knowledge.clauses[clause_id] for clause_id in nearest])
        found = texts.get("demo.terms.by_meaning")
    return render("terms", terms=knowledge.terms, branches=branches, found=found)


def _clause_ids(found: Outcome) -> tuple[str, ...]:
    return found.calculation.clause_ids if isinstance(found, Computed) else found.clause_ids
