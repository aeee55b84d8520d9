import numpy as np
import pytest

from bot.retrieval.fusion import fuse


def test_signals_of_different_scale_weigh_by_their_weight_alone():
    one = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    fused = fuse({"a": one, "b": 100 * one[::-1]}, {"a": 1.0, "b": 1.0})
    assert fused.tolist() == pytest.approx([0.0, 0.0, 0.0], abs=1e-6)


def test_a_signal_that_says_nothing_weighs_nothing():
    flat = np.zeros(3, dtype=np.float32)
    rising = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    assert fuse({"a": flat, "b": rising}, {"a": 5.0, "b": 1.0}).argmax() == 2
