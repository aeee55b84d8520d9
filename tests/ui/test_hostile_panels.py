"""Whatever stands in a clause, a name or an answer, it is text on the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from bot.knowledge import Knowledge
from bot.models import (
    AmountPart,
    Calculation,
    CalculationResult,
    Citation,
    Clause,
    Company,
    ConsideredClause,
    Contact,
    ReadFact,
    Reference,
    Reply,
    Terms,
    TermsVersion,
    Trace,
)
from bot.ui import panels
from bot.ui.chat import marked_up, plain
from tests.hostile import HOSTILE

TODAY = date(2026, 3, 16)
ELEMENTS = frozenset(
    {
        *("div", "h1", "h2", "h3", "h4", "p", "span", "b", "small", "mark", "a", "article", "blockquote", "details", "summary"),
        *("section", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure"),
        *("figcaption", "svg", "title", "desc", "rect", "line", "circle", "text", "defs", "pattern", "button"),
    }
)


class Elements(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def check(page: str) -> None:
    parser = Elements()
    parser.feed(page)
    assert {tag for tag, _ in parser.found} <= ELEMENTS
    for _, attributes in parser.found:
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "/").startswith(("/", "#"))


def hostile_knowledge(text: str) -> Knowledge:
    clause = Clause("x:1", "1", text, text, f"{text} zie lid 1", heading=text, references=(Reference("lid 1", "x:1"),))
    version = TermsVersion(text, "terms.txt")
    return Knowledge(Terms(Company("x", text, "B.V.", Contact(), (version,)), version, (clause,)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text: str) -> None:
    knowledge = hostile_knowledge(text)
    citation = Citation("x:1", text, text, text, text, "/terms/x#1")
    parts = (AmountPart(text, Decimal(1)), AmountPart(text, Decimal(2)))
    for result in (CalculationResult(date=date(2026, 4, 1)), CalculationResult(amount=Decimal(3))):
        calculation = Calculation("x.r", "deadline", result, {text: "2026-03-03"}, (text,), ("x:1",), parts=parts)
        trace = Trace(text, (ReadFact(text, text),), (ConsideredClause("x:1", text, text, 0.5),), "x.r", text, text)
        reply = Reply("answered", text, 0.8, (citation, replace(citation, clause_id="x:9")), calculation, trace=trace)
        check(panels.beside_answer(reply, knowledge, today=TODAY))
    check(panels.terms(knowledge, ""))
    check(panels.terms(knowledge, text[:200], ["x:1"]))
    check(panels.comparison([knowledge], "/demo/vergelijk.csv"))
    check(panels.outcome(None, None, knowledge, today=TODAY, message=text))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_conversation_has_no_markup_left(text: str) -> None:
    for shown in (plain(text), marked_up(text.replace("**", ""))):
        assert "<" not in shown
        assert "![" not in shown.replace("\\!", "")
        assert "](" not in shown.replace("\\]", "").replace("\\(", "")
