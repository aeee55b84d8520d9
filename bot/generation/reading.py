"""A limit on what a model's server may send: nobody holds ten megabytes in memory to find out that they are no answer."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from typing import Any

import httpx
import httpx2

from bot.errors import ChatFailed

MOST_BYTES = 1_000_000
"""Bytes of one response at most; each word of a streamed answer takes some 300 of them."""
PLAIN = {"Accept-Encoding": "identity"}
"""What is asked for: a response that unpacks to more than it is can't be counted."""


class LimitedBody(httpx.AsyncByteStream, httpx2.AsyncByteStream):
    """A body of at most `most` bytes. Raises: ChatFailed on the first one beyond them."""

    def __init__(self, body: Any, most: int) -> None:
        self._body: AsyncIterable[bytes] = body
        self._close = body.aclose
        self._most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self._body:
            size += len(part)
            if size > self._most:
                raise ChatFailed("too_long")
            yield part

    async def aclose(self) -> None:
        """End the connection with it."""
        await self._close()


async def limit_body(response: Any) -> None:
    """A response hook for httpx and httpx2. Raises: ChatFailed for a response that was packed although nobody asked."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ChatFailed("refused")
    response.stream = LimitedBody(response.stream, MOST_BYTES)


def make_client(seconds: float) -> httpx2.AsyncClient:
    """A client whose responses are limited; proxies are those of the environment, and nothing is followed elsewhere."""
    return httpx2.AsyncClient(timeout=seconds, headers=PLAIN, event_hooks={"response": [limit_body]}, follow_redirects=False)
