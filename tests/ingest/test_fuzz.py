"""A few hundred files by chance, the same every time; `python -m tests.fuzz` tries as many others as there is time for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.fuzzing import TARGETS, Target


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@settings(max_examples=80, derandomize=True, deadline=None, database=None, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_a_file_by_chance_is_refused_or_read_soundly_and_always_alike(target: Target, data: st.DataObject) -> None:
    target.check(data.draw(st.one_of(*target.contents)))
