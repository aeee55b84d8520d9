"""The Dutch sentence that gives a result: the rule's own template, a verdict on the day, and for whom it holds."""

from __future__ import annotations

from datetime import date

from bot import texts
from bot.calculators.deadline_rules import NoticeRule
from bot.calculators.given import Given
from bot.calculators.outcomes import Found
from bot.calculators.rules import Rule
from bot.dutch import format_amount, format_count, format_date, format_moment, format_weekday

SOON_DAYS = 60


def answer_for(rule: Rule, found: Found, given: Given, *, audience_known: bool) -> str:
    """The answer of a rule, filled in. A deadline gets a verdict: by the day of the question, or of the act."""
    values = {**{name: given.show(name) for name in given.values}, **found.values, **_result_values(found, given.reference_date)}
    own = _own_template(rule, found, given)
    sentences = [found.answer or own.format(**values)]
    if found.on is not None and (found.answer or own == rule.answer):
        sentences += _verdict(rule, found, found.on, given)
    sentences += [found.remark, rule.general if found.answer else ""]
    if not audience_known:
        sentences += _only_for(rule)
    return " ".join(sentence for sentence in sentences if sentence)


def _result_values(found: Found, today: date) -> dict[str, str]:
    if found.on is None:
        return {"amount": format_amount(found.amount)} if found.amount is not None else {}
    days = (found.on - today).days
    return {
        "deadline": format_moment(found.at) if found.at else format_date(found.on),
        "weekday": format_weekday(found.on),
        "days_left": format_count(max(days, 0), "dag", "dagen"),
        "days_late": format_count(max(-days, 0), "dag", "dagen"),
    }


def _own_template(rule: Rule, found: Found, given: Given) -> str:
    """The template for this situation, where the rule has one; else the ordinary answer."""
    if isinstance(rule, NoticeRule) and rule.answer_given and given.has(rule.notice.given):
        return rule.answer_given
    if found.on is None or _acted_on(rule, given):
        return rule.answer
    if given.reference_date == found.on:
        return rule.answer
    is_past = given.reference_date > (found.not_late_until or found.on)
    return (rule.answer_past if is_past else rule.answer_open) or rule.answer


def _acted_on(rule: Rule, given: Given) -> date | None:
    return given.find_date(rule.acted_on) if rule.acted_on else None


def _verdict(rule: Rule, found: Found, on: date, given: Given) -> list[str]:
    acted_on = _acted_on(rule, given)
    if acted_on is not None:
        return [_verdict_on_act(acted_on, on, found.not_late_until or on)]
    return _verdict_today((given.reference_date - on).days, in_doubt=given.reference_date <= (found.not_late_until or on))


def _verdict_on_act(acted_on: date, on: date, not_late_until: date) -> str:
    day = format_date(acted_on)
    if acted_on <= not_late_until:
        return texts.get("calculators.verdict.in_time", day=day)
    return texts.get("calculators.verdict.late", day=day, days=format_count((acted_on - on).days, "dag", "dagen"))


def _verdict_today(days_past: int, *, in_doubt: bool) -> list[str]:
    """How far away the day is; nothing about a day that is far off, or whose end is open to doubt."""
    days = format_count(abs(days_past), "dag", "dagen")
    if days_past == 0:
        return [texts.get("calculators.verdict.today")]
    if days_past > 0:
        return [] if in_doubt else [texts.get("calculators.verdict.past", days=days)]
    return [texts.get("calculators.verdict.open", days=days)] if -days_past <= SOON_DAYS else []


def _only_for(rule: Rule) -> list[str]:
    if rule.audience == "consument":
        return [texts.get("calculators.audience.only_consument")]
    return [texts.get("calculators.audience.only_zakelijk")] if rule.audience == "zakelijk" else []
