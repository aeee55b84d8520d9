"""How often one address may ask, counted in this process or, for several processes together, in Redis."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import texts
from bot.web.metrics import Metrics
from bot.web.problems import problem

log = logging.getLogger(__name__)
PATIENCE_S = 0.5
"""Time that a customer waits at most for Redis."""
LIMITED = ("/api/v1/chat", "/api/v1/search", "/api/v1/calculators", "/api/v1/feedback")


class RateLimit:
    """Refuses an address that asks more often than `rate` allows; `unlimited` addresses may ask as often as they like.

    With Redis away every process counts for itself: customers are answered, and nobody gets more than `rate` per process.
    """

    def __init__(self, app: ASGIApp, *, rate: str, unlimited: Sequence[str] = (), redis_url: str = "", metrics: Metrics) -> None:
        self._app = app
        self._rate: RateLimitItem = parse(rate)
        self._unlimited = frozenset(unlimited)
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._redis = Counters(redis_url) if redis_url else None
        self._shared = MovingWindowRateLimiter(self._redis.storage) if self._redis else self._own
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            await self.close()
            return
        address = address_of(scope)
        limited = scope["type"] == "http" and scope["path"].startswith(LIMITED) and scope["method"] != "OPTIONS"
        if not limited or address in self._unlimited:
            await self._app(scope, receive, send)
            return
        if (seconds := await self._hold(address)) is None:
            await self._app(scope, receive, send)
            return
        self._metrics.refused.labels("rate").inc()
        refusal = problem(429, texts.get("problem.too_many", seconds=seconds), headers={"Retry-After": str(seconds)})
        await refusal(scope, receive, send)

    async def close(self) -> None:
        """End the connections with Redis; a later request opens new ones."""
        if self._redis:
            await self._redis.close()

    async def _hold(self, address: str) -> int | None:
        """The whole seconds that this address must wait, or None when it may ask now."""
        try:
            return await self._count(self._shared, address)
        except StorageError as error:
            log.warning("limits are counted in this process alone: %s", error)
            return await self._count(self._own, address)

    async def _count(self, limiter: MovingWindowRateLimiter, address: str) -> int | None:
        if await limiter.hit(self._rate, "address", address):
            return None
        stats = await limiter.get_window_stats(self._rate, "address", address)
        return max(1, int(stats.reset_time - time.time()) + 1)


class Counters:
    """Counters in the Redis at this address, which need not be there yet."""

    def __init__(self, url: str) -> None:
        from redis.asyncio import ConnectionPool  # only where there is one

        self._connections = ConnectionPool.from_url(url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)
        options: dict[str, Any] = {"connection_pool": self._connections}
        self.storage: Storage = RedisStorage(f"async+{url}", wrap_exceptions=True, implementation="redispy", **options)

    async def close(self) -> None:
        """End all connections."""
        await self._connections.disconnect()


def address_of(scope: Scope) -> str:
    """The address that asks, as the server knows it: behind a proxy that it trusts, that of the customer."""
    client = scope.get("client")
    return str(client[0]) if client else ""
