"""How often one address may ask."""

from __future__ import annotations

import logging
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import ValidationError

from bot.settings import Settings
from bot.web.metrics import Metrics
from bot.web.rates import RateLimit
from tests.servers import free_port, redis_on


def make_limit(metrics: Metrics | None = None, **options: object) -> RateLimit:
    app = FastAPI()

    @app.api_route("/api/v1/chat", methods=["POST", "OPTIONS"])
    async def chat() -> str:
        return "antwoord"

    @app.get("/api/v1/companies")
    async def companies() -> str:
        return "bedrijven"

    return RateLimit(app, rate="2/minute", metrics=metrics or Metrics(), **options)  # type: ignore[arg-type]


def client_of(app: RateLimit, address: str = "203.0.113.7") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(address, 1234)), base_url="http://test")


async def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    metrics = Metrics()
    client = client_of(make_limit(metrics))
    statuses = [(await client.post("/api/v1/chat")).status_code for _ in range(2)]
    refused = await client.post("/api/v1/chat")
    assert (*statuses, refused.status_code) == (200, 200, 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 61
    assert refused.headers["retry-after"] in refused.json()["detail"]
    assert b'requests_refused_total{reason="rate"} 1.0' in metrics.text()


async def test_every_address_counts_for_itself() -> None:
    app = make_limit()
    for address in ("203.0.113.7", "203.0.113.8"):
        assert [(await client_of(app, address).post("/api/v1/chat")).status_code for _ in range(3)] == [200, 200, 429]


async def test_reading_and_asking_beforehand_are_not_counted() -> None:
    client = client_of(make_limit())
    assert {(await client.get("/api/v1/companies")).status_code for _ in range(5)} == {200}
    assert {(await client.options("/api/v1/chat")).status_code for _ in range(5)} == {200}


async def test_an_address_can_be_free() -> None:
    client = client_of(make_limit(unlimited=["203.0.113.7"]))
    assert {(await client.post("/api/v1/chat")).status_code for _ in range(5)} == {200}


async def test_without_redis_each_process_counts_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    limit = make_limit(redis_url="redis://127.0.0.1:1/0")
    with caplog.at_level(logging.WARNING):
        assert await statuses(limit, limit, limit) == [200, 200, 429]
    assert "in this process alone" in caplog.text
    await limit.close()


@pytest.mark.parametrize("rate", ["veel", "0/minute", "10/fortnight", "10"])
def test_a_rate_that_says_nothing_is_refused_at_the_start(rate: str) -> None:
    with pytest.raises(ValidationError, match="rate_per_address"):
        Settings(rate_per_address=rate)


async def statuses(*limits: RateLimit) -> list[int]:
    """What one address is answered, asking these in order."""
    return [(await client_of(limit).post("/api/v1/chat")).status_code for limit in limits]


async def test_processes_count_together_in_redis_and_alone_while_it_is_away(tmp_path: Path) -> None:
    port = free_port()
    one, other = (make_limit(redis_url=f"redis://127.0.0.1:{port}/0") for _ in range(2))
    with redis_on(port, tmp_path):
        assert await statuses(one, other, one, other) == [200, 200, 429, 429]
    assert await statuses(one, one, one, other) == [200, 200, 429, 200]
    with redis_on(port, tmp_path):
        assert await statuses(one, other, one) == [200, 200, 429]
        await one.close()
        await other.close()
