import numpy as np
import pytest

from bot.retrieval.search import best_by_kind, best_of_kind, fuse


def test_the_best_passage_of_a_kind_counts_per_clause():
    table = best_by_kind(["a:1", "a:2"], {"a:1#vraag#1": 0.2, "a:1#vraag#2": 0.9, "a:2#vraag#1": 0.5, "a:2#kern#0": 0.1})
    assert table["vraag"].tolist() == pytest.approx([0.9, 0.5])


def test_a_clause_without_an_explanation_is_judged_by_its_own_text_there():
    table = best_by_kind(["a:1", "a:2"], {"a:1#kern#0": 0.7, "a:1#clause#1": 0.5, "a:2#clause#0": 0.6})
    assert table["kern"].tolist() == pytest.approx([0.7, 0.6])


def test_a_clause_without_near_misses_is_far_from_any():
    table = best_by_kind(["a:1", "a:2"], {"a:1#buiten#0": 0.7, "a:1#clause#1": 0.5, "a:2#clause#0": 0.6})
    assert table["buiten"].tolist() == pytest.approx([0.7, -1.0])


def test_best_of_kind_keeps_kinds_apart():
    assert best_of_kind({"x#vreemd#0": 0.1, "y#vreemd#1": 0.4, "z#algemeen#0": 0.3}) == {"vreemd": 0.4, "algemeen": 0.3}


def test_signals_of_different_scale_weigh_by_their_weight_alone():
    one = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    fused = fuse({"a": one, "b": 100 * one[::-1]}, {"a": 1.0, "b": 1.0})
    assert fused.tolist() == pytest.approx([0.0, 0.0, 0.0], abs=1e-6)


def test_a_signal_that_says_nothing_weighs_nothing():
    flat = np.zeros(3, dtype=np.float32)
    rising = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    assert fuse({"a": flat, "b": rising}, {"a": 5.0, "b": 1.0}).argmax() == 2
