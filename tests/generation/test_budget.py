"""Calls of one company on one day, counted here or together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.errors import ChatFailed
from bot.generation.budget import Budget
from tests.servers import free_port, redis_on


def test_a_companys_calls_run_out_and_come_back_the_next_day() -> None:
    today = [date(2026, 3, 16)]
    budget = Budget(2, day=lambda: today[0])
    budget.take("kge")
    budget.take("kge")
    budget.take("tenrok")
    with pytest.raises(ChatFailed, match="budget"):
        budget.take("kge")
    today[0] = date(2026, 3, 17)
    budget.take("kge")


def test_processes_count_together(tmp_path: Path) -> None:
    port = free_port()
    with redis_on(port, tmp_path):
        one, other = (Budget(2, redis_url=f"redis://127.0.0.1:{port}/0") for _ in range(2))
        one.take("samen")
        other.take("samen")
        with pytest.raises(ChatFailed, match="budget"):
            one.take("samen")


def test_without_redis_each_process_counts_for_itself() -> None:
    budget = Budget(1, redis_url=f"redis://127.0.0.1:{free_port()}/0")
    budget.take("kge")
    with pytest.raises(ChatFailed, match="budget"):
        budget.take("kge")
