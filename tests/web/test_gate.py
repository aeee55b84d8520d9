"""More requests than the server can work on: some wait, the rest is told to come back, and health still answers."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from bot.web.gate import Gate
from bot.web.metrics import Metrics


class Workshop:
    """An application whose work goes on until it is told to finish."""

    def __init__(self, *, at_once: int, waiting: int, patience: float = 30) -> None:
        self.metrics, self.done, self.busy = Metrics(), asyncio.Event(), 0
        app = FastAPI()

        @app.get("/api/v1/work")
        async def work() -> str:
            self.busy += 1
            await self.done.wait()
            return "klaar"

        @app.get("/api/v1/health/live")
        async def live() -> str:
            return "ok"

        @app.get("/api/v1/broken")
        async def broken() -> str:
            raise RuntimeError

        app.add_middleware(Gate, at_once=at_once, waiting=waiting, patience=patience, metrics=self.metrics)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://test")

    async def start(self, count: int) -> list[asyncio.Task[httpx.Response]]:
        """So many requests at the same time, as far as they come."""
        tasks = [asyncio.create_task(self.client.get("/api/v1/work")) for _ in range(count)]
        for _ in range(50):
            await asyncio.sleep(0)
        return tasks


async def test_what_does_not_fit_is_told_to_come_back() -> None:
    shop = Workshop(at_once=2, waiting=1)
    tasks = await shop.start(5)
    assert shop.busy == 2
    refused = [task.result() for task in tasks if task.done()]
    assert [answer.status_code for answer in refused] == [503, 503]
    assert all(answer.headers["retry-after"] == "1" for answer in refused)
    assert "druk" in refused[0].json()["detail"]
    assert b'requests_refused_total{reason="full"} 2.0' in shop.metrics.text()
    shop.done.set()
    statuses = sorted(answer.status_code for answer in await asyncio.gather(*tasks))
    assert (statuses, shop.busy) == ([200, 200, 200, 503, 503], 3)


async def test_nobody_stands_in_line_for_ever() -> None:
    shop = Workshop(at_once=1, waiting=5, patience=0.01)
    first, second = await shop.start(2)
    answer = await second
    assert answer.status_code == 503
    assert b'requests_refused_total{reason="waited"} 1.0' in shop.metrics.text()
    shop.done.set()
    assert (await first).status_code == 200


async def test_health_answers_while_the_server_is_full() -> None:
    shop = Workshop(at_once=1, waiting=0)
    await shop.start(1)
    assert (await shop.client.get("/api/v1/work")).status_code == 503
    assert (await shop.client.get("/api/v1/health/live")).status_code == 200
    shop.done.set()


@pytest.mark.parametrize("count", [1, 7])
async def test_a_place_is_free_again_after_an_error(count: int) -> None:
    shop = Workshop(at_once=1, waiting=0)
    shop.done.set()
    for _ in range(count):
        assert (await shop.client.get("/api/v1/broken")).status_code == 500
    assert (await shop.client.get("/api/v1/work")).status_code == 200


async def test_a_place_is_free_again_when_a_client_leaves() -> None:
    shop = Workshop(at_once=1, waiting=1)
    working, waiting = await shop.start(2)
    for task in (waiting, working):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    shop.done.set()
    assert (await shop.client.get("/api/v1/work")).status_code == 200
