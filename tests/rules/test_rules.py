"""Every rule: a case on both sides of every boundary, its figures, and every clause with a figure accounted for.

The cases stand in `<company>.yaml`: rule, facts, who asks, the day of the question, what must come out (a date, an amount, the
facts that are asked for, `cannot` where there is no sum, `refused` where the input makes no sense) and why. What must come out
was worked out by hand from the clause. `boundaries.py` says what counts as a boundary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml

from bot import texts
from bot.calculators.deadline_rules import NoticeRule
from bot.calculators.loading import load_rules, missing_figures
from bot.calculators.outcomes import CannotCompute, Computed, Missing
from bot.calculators.rules import Rule
from bot.dutch import format_count, format_date
from bot.models import Clause
from ingest.terms import load_terms
from tests.rules.boundaries import open_sides
from tests.rules.figures import has_figure, numbers_without_figure
from tests.rules.trying import DATA, Tried, read_cases, try_case

COMPANIES = sorted(path.name for path in (DATA / "terms").iterdir())
RULES = {rule.id: rule for rule in load_rules(DATA)}


@cache
def clauses(company: str) -> dict[str, Clause]:
    terms, _ = load_terms(DATA / "terms" / company)
    return {clause.clause_id: clause for clause in terms.clauses}


@cache
def tried_cases() -> tuple[tuple[dict[str, Any], Tried], ...]:
    """Every case with what comes of it."""
    return tuple((case, try_case(RULES[case["rule"]], case)) for company in COMPANIES for case in read_cases(company))


def cases(*, with_date: bool = False) -> Iterator[Any]:
    for number, (case, tried) in enumerate(tried_cases()):
        if not with_date or ("date" in case["expect"] and not _has_own_words(tried)):
            yield pytest.param(case, tried, id=f"{case['rule']}-{number}")


def _has_own_words(tried: Tried) -> bool:
    """Whether the rule has one sentence for a given day of notice, whatever day it is."""
    return isinstance(tried.form, NoticeRule) and bool(tried.form.answer_given) and tried.given.has(tried.form.notice.given)


@pytest.mark.parametrize(("case", "tried"), list(cases()))
def test_a_case_gives_what_was_worked_out_by_hand(case: dict[str, Any], tried: Tried) -> None:
    expected = case["expect"]
    match tried.outcome:
        case Computed(calculation, answer):
            got: dict[str, Any] = {"date": str(calculation.result.date), "amount": str(calculation.result.amount)}
            assert {name: got.get(name) for name in expected} == {name: str(value) for name, value in expected.items()}, answer
        case Missing():
            assert {"missing": list(tried.missing)} == expected
        case CannotCompute(reason):
            assert expected == {"cannot": True}, reason
        case None:
            assert expected == {"refused": True}


@pytest.mark.parametrize(("case", "tried"), list(cases(with_date=True)))
def test_an_answer_says_in_time_or_too_late_by_the_day_that_was_worked_out_by_hand(case: dict[str, Any], tried: Tried) -> None:
    """By the day of the act where it is known, else by the day of the question.

    `in_doubt_until` is the day up to which nobody may be told that it is too late, where the law leaves that open.
    """
    on = date.fromisoformat(str(case["expect"]["date"]))
    until = date.fromisoformat(str(case.get("in_doubt_until", on)))
    assert isinstance(tried.outcome, Computed)
    assert _verdict(tried, tried.outcome.answer) == _wanted_verdict(tried, on, until), tried.outcome.answer


def _wanted_verdict(tried: Tried, on: date, until: date) -> str:
    acted_on = tried.given.find_date(tried.form.acted_on) if tried.form.acted_on else None
    if acted_on is not None:
        days = format_count((acted_on - on).days, "dag", "dagen")
        key = "in_time" if acted_on <= until else "late"
        return texts.get(f"calculators.verdict.{key}", day=format_date(acted_on), days=days)
    if tried.today == on:
        return texts.get("calculators.verdict.today")
    return "past" if tried.today > until else ""


def _verdict(tried: Tried, answer: str) -> str:
    """What the answer says of the day: a sentence on the act or on today, "past", or nothing."""
    said = re.search(r"U deed dat op [^.;]+; dat is [^.]+\.|Dat is vandaag\.", answer)
    if said:
        return said.group()
    past = (texts.get_template("calculators.verdict.past"), tried.form.answer_past)
    patterns = [r"[\s\S]+?".join(map(re.escape, re.split(r"\{\w+\}", template.strip()))) for template in past if template]
    return "past" if any(re.search(pattern, answer) for pattern in patterns) else ""


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_case_stands_on_both_sides_of_every_boundary_of_a_rule(rule: Rule) -> None:
    own = [tried for case, tried in tried_cases() if case["rule"] == rule.id]
    assert open_sides(rule, own) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_clauses_and_figures_of_a_rule_stand_in_the_terms(rule: Rule) -> None:
    texts = {clause_id: clause.text for clause_id, clause in clauses(rule.company).items()}
    assert missing_figures(rule, texts) == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_number_that_a_rule_computes_with_stands_in_its_figures(rule: Rule) -> None:
    """So that a new version of the terms with another number puts the rule out of force."""
    assert numbers_without_figure(rule) == []


def test_no_two_rules_share_a_sample_question() -> None:
    asked = [(rule.company, ask.casefold().strip(" ?.!")) for rule in RULES.values() for ask in rule.asks]
    doubled = {ask for ask in asked if asked.count(ask) > 1}
    assert not doubled


def _is_computed(clause: Clause) -> bool:
    """Whether a rule that rests on this clause has a figure that stands in it; a clause that is only named beside has none."""
    text = " ".join(clause.text.split())
    forms = [form for rule in RULES.values() for form in (rule, *(variant.rule for variant in rule.variants))]
    figures = [figure for form in forms if clause.clause_id in form.clause_ids for figure in form.figures]
    return any(has_figure(figure) and " ".join(figure.split()) in text for figure in figures)


@pytest.mark.parametrize("company", COMPANIES)
def test_every_clause_with_a_figure_has_a_rule_or_a_reason(company: str) -> None:
    listed = yaml.safe_load((DATA / "uncomputed" / f"{company}.yaml").read_text(encoding="utf-8"))
    reasons = {f"{company}:{path}" for path, reason in listed["clauses"].items() if reason.strip()}
    covered = {clause_id for clause_id, clause in clauses(company).items() if _is_computed(clause)}
    with_figures = {clause_id for clause_id, clause in clauses(company).items() if has_figure(clause.text)}
    assert sorted(with_figures - covered - reasons) == []
    assert sorted(reasons - set(clauses(company))) == []
