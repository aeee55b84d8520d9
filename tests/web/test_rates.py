"""How often one address may ask."""

from __future__ import annotations

import logging

import httpx
import pytest
from fastapi import FastAPI
from pydantic import ValidationError

from bot.settings import Settings
from bot.web.metrics import Metrics
from bot.web.rates import RateLimit


def make_app(metrics: Metrics, **options: object) -> FastAPI:
    app = FastAPI()

    @app.api_route("/api/v1/chat", methods=["POST", "OPTIONS"])
    async def chat() -> str:
        return "antwoord"

    @app.get("/api/v1/companies")
    async def companies() -> str:
        return "bedrijven"

    app.add_middleware(RateLimit, rate="2/minute", metrics=metrics, **options)
    return app


def client_of(app: FastAPI, address: str = "203.0.113.7") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(address, 1234)), base_url="http://test")


async def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    metrics = Metrics()
    client = client_of(make_app(metrics))
    statuses = [(await client.post("/api/v1/chat")).status_code for _ in range(2)]
    refused = await client.post("/api/v1/chat")
    assert (*statuses, refused.status_code) == (200, 200, 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 61
    assert refused.headers["retry-after"] in refused.json()["detail"]
    assert b'requests_refused_total{reason="rate"} 1.0' in metrics.text()


async def test_every_address_counts_for_itself() -> None:
    app = make_app(Metrics())
    for address in ("203.0.113.7", "203.0.113.8"):
        assert [(await client_of(app, address).post("/api/v1/chat")).status_code for _ in range(3)] == [200, 200, 429]


async def test_reading_and_asking_beforehand_are_not_counted() -> None:
    client = client_of(make_app(Metrics()))
    assert {(await client.get("/api/v1/companies")).status_code for _ in range(5)} == {200}
    assert {(await client.options("/api/v1/chat")).status_code for _ in range(5)} == {200}


async def test_an_address_can_be_free() -> None:
    client = client_of(make_app(Metrics(), unlimited=["203.0.113.7"]))
    assert {(await client.post("/api/v1/chat")).status_code for _ in range(5)} == {200}


async def test_without_redis_each_process_counts_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    client = client_of(make_app(Metrics(), redis_url="redis://127.0.0.1:1/0"))
    with caplog.at_level(logging.WARNING):
        assert [(await client.post("/api/v1/chat")).status_code for _ in range(3)] == [200, 200, 429]
    assert "in this process alone" in caplog.text


@pytest.mark.parametrize("rate", ["veel", "0/minute", "10/fortnight", "10"])
def test_a_rate_that_says_nothing_is_refused_at_the_start(rate: str) -> None:
    with pytest.raises(ValidationError, match="rate_per_address"):
        Settings(rate_per_address=rate)
