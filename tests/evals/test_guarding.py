"""The guard lets good sentences through: what people wrote, and how a careful model words it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bot.calculators.loading import load_rules
from bot.knowledge import Knowledge
from bot.matching import load_pool, match
from evals.guarding import LEAST_GOOD, Guarded, Passed, explanations, guarded_table, let_through, load_paraphrases, paraphrases
from ingest.terms import load_terms

DATA = Path(__file__).parents[2] / "data"
COMPANIES = sorted(path.name for path in (DATA / "terms").iterdir())
FEWEST = 150
ON_THE_CLAUSE_ALONE = 0.45


@cache
def known() -> dict[str, Knowledge]:
    """What is known of the five companies, from their files."""
    rules = load_rules(DATA)
    found = {}
    for slug in COMPANIES:
        terms, _ = load_terms(DATA / "terms" / slug)
        own = [rule for rule in rules if rule.id.startswith(f"{slug}.")]
        found[slug] = match(terms, load_pool(DATA / "annotations", slug), own).knowledge
    return found


def test_there_are_paraphrases_of_every_company_in_the_form_of_u() -> None:
    said = [text for each in load_paraphrases() for text in each.says]
    assert len(said) >= FEWEST
    assert {each.company for each in load_paraphrases()} == set(COMPANIES)


def test_most_good_paraphrases_pass() -> None:
    passed = let_through("paraphrases", paraphrases(known()))
    assert passed.share >= LEAST_GOOD, passed.stopped


def test_every_explanation_passes_as_its_own_answer() -> None:
    assert let_through("explanations", explanations(known(), composed=True)).stopped == []


def test_many_explanations_pass_on_their_clause_alone() -> None:
    assert let_through("explanations", explanations(known(), composed=False)).share >= ON_THE_CLAUSE_ALONE


@pytest.mark.parametrize(
    ("composed", "worded", "missed", "holds"),
    [
        (Passed("a", 3), Passed("b", 19, [("figure", "x")]), {"negation": ["y"]}, True),
        (Passed("a", 3, [("figure", "x")]), Passed("b", 20), {}, False),
        (Passed("a", 3), Passed("b", 10, [("figure", "x")] * 10), {}, False),
        (Passed("a", 3), Passed("b", 20), {"figure": ["y"]}, False),
    ],
)
def test_the_guard_holds_where_no_sure_lie_and_every_composed_sentence_passes(composed, worded, missed, holds) -> None:
    assert Guarded((composed, worded), Counter({"figure": 3}), missed).holds is holds


def test_the_table_names_what_was_stopped_and_what_got_through() -> None:
    guarded = Guarded((Passed("composed answers", 1, [("figure", "stopped")]),), Counter({"unit": 2}), {"unit": ["got through"]})
    assert "stopped" not in guarded_table(guarded, details=False)
    shown = guarded_table(guarded, details=True)
    assert "[figure] stopped" in shown
    assert "got through" in shown
