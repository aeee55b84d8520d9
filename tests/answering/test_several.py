"""Several questions answered as one: what is said of each, and what a model may not rest on."""

from __future__ import annotations

from bot.answering.compose import Draft
from bot.answering.several import Part, together, without_questions
from bot.models import Citation, Status


def part(question: str, status: Status, clause: str = "") -> Part:
    """A part that cites this clause and tells its question's own answer."""
    cited = (Citation(clause, clause, "", "", "2026-01-01", ""),) if clause else ()
    return Part(question, Draft(status, f"Antwoord op {question}.", cited, lead=f"Antwoord op {question}."))


def test_what_is_answered_comes_first_and_keeps_its_lead() -> None:
    joined = together([part("a", "out_of_scope"), part("b", "not_in_terms"), part("c", "answered", "x:1")], (), company="X")
    assert (joined.status, joined.lead) == ("answered", "Antwoord op c.")
    assert joined.answer.startswith("Antwoord op c.")
    assert "«b» vond ik in de voorwaarden van X geen duidelijk antwoord" in joined.answer
    assert "Met uw andere vraag kan ik u niet helpen." in joined.answer


def test_what_asks_back_stays_before_what_is_answered_later() -> None:
    joined = together([part("a", "clarify", "x:1"), part("b", "answered", "x:2")], (), company="X")
    assert (joined.status, [citation.clause_id for citation in joined.citations]) == ("clarify", ["x:1", "x:2"])
    assert "Over uw vraag «b»: Antwoord op b." in joined.answer


def test_the_same_clause_is_told_once() -> None:
    joined = together([part("a", "answered", "x:1"), part("b", "answered", "x:1")], (), company="X")
    assert "Antwoord op b" not in joined.answer
    assert "Bij uw vraag «b» hoort dezelfde bepaling." in joined.answer


def test_one_question_is_answered_as_it_is() -> None:
    assert together([part("a", "answered", "x:1")], (), company="X") == part("a", "answered", "x:1").draft


def test_nothing_rests_on_what_the_customer_asked() -> None:
    joined = together([part("a", "answered", "x:1"), part("krijg ik 900 euro", "not_in_terms")], ["is 7 te laat"], company="X")
    told = without_questions(joined.answer)
    assert "900" in joined.answer
    assert "900" not in told
    assert "7" not in told
    assert "staat hier nog niet bij" in told
