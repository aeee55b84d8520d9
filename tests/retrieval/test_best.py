from collections.abc import Mapping

import numpy as np
import pytest

from bot.retrieval.best import Owners, PassageTable, make_kinds, make_table


def tabled(similarities: Mapping[str, float], rules: tuple[str, ...] = ()) -> tuple[PassageTable, np.ndarray]:
    table = make_table(similarities, clause_ids=["a:1", "a:2"], rule_ids=rules)
    return table, table.in_order(table.places(list(similarities)), np.array(list(similarities.values()), dtype=np.float32))


def test_the_best_passage_of_a_kind_counts_per_clause():
    table, cosines = tabled({"a:1#vraag#1": 0.2, "a:1#vraag#2": 0.9, "a:2#vraag#1": 0.5, "a:2#kern#0": 0.1})
    assert table.best_of_clauses(cosines)["vraag"].tolist() == pytest.approx([0.9, 0.5])


def test_the_second_and_third_sample_question_count_too_where_there_are_any():
    found = {
        "a:1#vraag#1": 0.2,
        "a:1#vraag#2": 0.9,
        "a:1#vraag#3": 0.4,
        "a:1#vraag#4": 0.3,
        "a:2#vraag#1": 0.5,
        "a:2#clause#0": 0.1,
    }
    best = tabled(found)[0].best_of_clauses(tabled(found)[1])
    assert best["vraag"].tolist() == pytest.approx([0.9, 0.5])
    assert best["vraag_2"].tolist() == pytest.approx([0.4, 0.1])
    assert best["vraag_3"].tolist() == pytest.approx([0.3, 0.1])


def test_a_clause_without_an_explanation_is_judged_by_its_own_text_there():
    table, cosines = tabled({"a:1#kern#0": 0.7, "a:1#clause#1": 0.5, "a:2#clause#0": 0.6})
    assert table.best_of_clauses(cosines)["kern"].tolist() == pytest.approx([0.7, 0.6])


def test_a_clause_without_near_misses_is_far_from_any():
    table, cosines = tabled({"a:1#buiten#0": 0.7, "a:1#clause#1": 0.5, "a:2#clause#0": 0.6})
    assert table.best_of_clauses(cosines)["buiten"].tolist() == pytest.approx([0.7, -1.0])


def test_a_question_for_a_sum_counts_for_its_rule_and_for_its_clause():
    table, cosines = tabled({"a:1#som#a.rente#0": 0.4, "a:1#som#a.rente#1": 0.8, "a:2#clause#0": 0.6}, ("a.kosten", "a.rente"))
    assert table.best_of_rules(cosines).tolist() == pytest.approx([-1.0, 0.8])
    assert table.best_of_clauses(cosines)["vraag"].tolist() == pytest.approx([0.8, 0.6])


def test_a_passage_that_was_not_found_is_far_away():
    table = make_table(["a:1#clause#0", "a:2#clause#0"], clause_ids=["a:1", "a:2"], rule_ids=())
    assert table.in_order(table.places(["a:2#clause#0"]), np.array([0.3], dtype=np.float32)).tolist() == pytest.approx(
        [-1.0, 0.3]
    )


def test_the_best_of_each_kind_is_kept_apart():
    best = make_kinds(["x#vreemd#0", "z#algemeen#0", "y#vreemd#1"]).best(np.array([0.1, 0.3, 0.4], dtype=np.float32))
    assert best == pytest.approx({"vreemd": 0.4, "algemeen": 0.3})


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_the_best_of_an_owner_are_those_that_sorting_gives(depth: int):
    chance = np.random.default_rng(1)
    cosines, rows = chance.random(40, dtype=np.float32), chance.permutation(40)[:25]
    owner = chance.integers(0, 9, 25)
    best = Owners(rows, owner).best(cosines, 10, depth=depth)
    for who in range(10):
        expected = sorted(cosines[rows[owner == who]], reverse=True)[:depth]
        assert best[:, who].tolist() == pytest.approx([*expected, *[-np.inf] * (depth - len(expected))])


def test_where_most_clauses_have_questions_the_text_of_one_without_is_raised_to_them():
    found = {f"a:{number}#clause#0": 0.5 for number in range(1, 4)} | {"a:1#vraag#1": 0.7, "a:2#vraag#1": 0.6}
    table = make_table(found, clause_ids=["a:1", "a:2", "a:3"], rule_ids=())
    cosines = table.in_order(table.places(list(found)), np.array(list(found.values()), dtype=np.float32))
    assert table.best_of_clauses(cosines)["vraag"].tolist() == pytest.approx([0.7, 0.6, 0.65])
