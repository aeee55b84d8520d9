from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.retrieval.embeddings import Vectors
from bot.retrieval.lending import LIKENESS, Lenders, first_rows, make_lenders, make_loans

EAST, NORTH, UP = np.eye(3, dtype=np.float32)
PAYING = {"a:1#clause#0": EAST, "a:1#kern#1": EAST, "a:1#vraag#2": NORTH, "a:1#buiten#3": UP}
LEAVING = {"a:2#clause#0": UP, "a:2#clause#1": EAST, "a:2#vraag#2": EAST, "a:2#som#regel#0": EAST}


def lenders_of(*collections: dict[str, Vectors]) -> Lenders:
    return make_lenders([(list(found), np.stack(list(found.values()))) for found in collections])


def borrowed(question: Vectors, clauses: Sequence[Vectors], lenders: Lenders) -> list[float]:
    loans = make_loans(lenders, np.stack(clauses))
    assert loans is not None
    return loans.borrow(question).clauses.tolist()


def test_a_clause_is_as_near_as_the_sample_questions_of_the_clause_that_says_the_same() -> None:
    lenders = lenders_of(PAYING | LEAVING)
    assert borrowed(NORTH, [EAST, UP], lenders) == pytest.approx([1.0, 1.0 - LIKENESS])
    assert borrowed(EAST, [EAST, UP], lenders) == pytest.approx([1.0 - LIKENESS, 1.0])


def test_the_nearest_question_counts_half_and_the_next_ones_a_quarter_each() -> None:
    asked = {"a:1#clause#0": EAST, "a:1#vraag#1": NORTH, "a:1#vraag#2": UP, "a:1#vraag#3": UP}
    assert borrowed(NORTH, [EAST], lenders_of(asked)) == pytest.approx([0.5])


def test_a_question_that_a_lender_does_not_answer_counts_as_one_outside() -> None:
    loans = make_loans(lenders_of(PAYING), np.stack([EAST]))
    assert loans is not None
    assert loans.borrow(UP).outside == pytest.approx(1.0)


def test_only_clauses_with_sample_questions_lend_and_what_is_there_twice_lends_once() -> None:
    silent = {"b:1#clause#0": EAST, "b:1#kern#1": EAST}
    lenders = lenders_of(PAYING, silent, PAYING)
    assert (len(lenders), len(lenders.asked)) == (1, 1)


def test_a_subject_of_all_trades_lends_like_a_clause() -> None:
    subject = {"betalen#bepaling#0": EAST, "betalen#klantvraag#1": NORTH, "openingstijden#algemeen#0": UP}
    assert borrowed(NORTH, [EAST], lenders_of(subject)) == pytest.approx([1.0])


def test_without_lenders_nothing_is_borrowed() -> None:
    assert make_loans(lenders_of(), np.stack([EAST])) is None
    assert make_loans(lenders_of({"b:1#clause#0": EAST}), np.stack([EAST])) is None


def test_what_clauses_usually_come_to_is_measured_by_messages_that_terms_seldom_answer() -> None:
    lenders = lenders_of(PAYING, {"openingstijden#algemeen#0": NORTH, "openingstijden#algemeen#1": UP})
    assert lenders.usual_of(np.stack([EAST, UP])) == pytest.approx(0.5)
    assert lenders.usual_of(np.stack([EAST])) == pytest.approx(0.0)
    assert lenders_of(PAYING).usual_of(np.stack([EAST])) == -1.0


def test_the_whole_text_of_a_clause_stands_for_it() -> None:
    assert first_rows(["a:2#clause#0", "a:2#clause#1", "a:1#clause#0"], ["a:1", "a:2"]) == [2, 0]
