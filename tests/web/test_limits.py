"""A body that is too large gets its answer, however much of it there is."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot.web.limits import DRAINED, BodyLimit

LIMIT = 1000
PIECE = b"a" * 65_536


def make_client() -> tuple[httpx.AsyncClient, list[int]]:
    """A client of an application that counts what reaches it."""
    app, seen = FastAPI(), []

    @app.post("/api/size")
    async def size(body: dict[str, str]) -> int:
        seen.append(len(body))
        return len(body)

    app.add_middleware(BodyLimit, limit=LIMIT)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test"), seen


class Pieces:
    """A body in pieces, which counts how many of them were read."""

    def __init__(self, count: int) -> None:
        self.left = count

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.left:
            self.left -= 1
            yield PIECE


@pytest.mark.parametrize("size", [LIMIT + 1, 5_000_000])
async def test_a_large_body_is_read_to_its_end_and_refused(size: int) -> None:
    client, seen = make_client()
    pieces = Pieces(size // len(PIECE) + 1)
    answer = await client.post("/api/size", content=pieces)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert (pieces.left, seen) == (0, [])


async def test_a_body_without_end_is_cut_off() -> None:
    client, _ = make_client()
    pieces = Pieces(2 * DRAINED // len(PIECE))
    answer = await client.post("/api/size", content=pieces)
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"
    assert pieces.left > 0


async def test_a_small_body_goes_through() -> None:
    client, seen = make_client()
    assert (await client.post("/api/size", json={"a": "b"})).status_code == 200
    assert seen == [1]
