"""How often one address and one site key may ask, counted in this process or, for several processes together, in Redis."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import texts
from bot.conversations.sites import SiteKey
from bot.errors import TooOften
from bot.web.callers import STATE
from bot.web.error_pages import problem
from bot.web.metrics import Metrics

log = logging.getLogger(__name__)
PATIENCE_S = 0.5
"""Time that a customer waits at most for Redis."""
DEMO = "/demo/gradio_api/queue/join"
DEMO_TIMES = 5
LIMITED = ("/api/v1/chat", "/api/v1/search", "/api/v1/calculators", "/api/v1/feedback", "/v1/chat", "/mcp")
COUNTING = "counting"
"""Where a request finds what counts more of it."""
Limit = tuple[RateLimitItem, tuple[str, str]]
"""A limit, and for whom it is counted."""


class RateLimit:
    """Refuses an address that asks more often than `rate` allows, and a site key that does so more often than its own rate.

    `unlimited` addresses may ask as often as they like; an empty rate is no limit. The demo page may ask `DEMO_TIMES` as often:
    one thing that a visitor does takes several requests. With Redis away every process counts for itself: customers are answered,
    and nobody gets more than `rate` per process.
    """

    def __init__(self, app: ASGIApp, *, rate: str, unlimited: Sequence[str] = (), redis_url: str = "", metrics: Metrics) -> None:
        self._app = app
        self._rate = parse(rate) if rate else None
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
        limits = tuple(self._limits(scope))
        try:
            await self._count(limits, times=1)
        except TooOften as error:
            refusal = problem(429, str(error), headers={"Retry-After": str(error.seconds)})
            await refusal(scope, receive, send)
            return
        if limits:
            scope.setdefault("state", {})[COUNTING] = partial(self._count, limits, besides=1)
        await self._app(scope, receive, send)

    async def _count(self, limits: Sequence[Limit], *, times: int, besides: int = 0) -> None:
        """Count so many questions, or as many as a limit can allow besides those counted before. Raises: TooOften."""
        for limit, who in limits:
            cost = min(times, limit.amount - besides)
            if cost > 0 and (seconds := await self._hold(limit, who, cost)) is not None:
                kind = "key rate" if who[0] == "key" else "rate"
                self._metrics.refused.labels(kind).inc()
                told = texts.get("sites.too_many" if who[0] == "key" else "problem.too_many", seconds=seconds)
                raise TooOften(told, seconds=seconds)

    def _limits(self, scope: Scope) -> Iterator[Limit]:
        """The limits that hold for this request, each with whom it is counted for."""
        if scope["type"] != "http" or scope["method"] == "OPTIONS":
            return
        asks, demo = scope["path"].startswith(LIMITED), scope["path"].startswith(DEMO)
        site: SiteKey | None = scope.get("state", {}).get(STATE)
        if asks and site and site.rate:
            yield parse(site.rate), ("key", site.key)
        address = address_of(scope)
        if self._rate and (asks or demo) and address not in self._unlimited:
            times = DEMO_TIMES if demo else 1
            yield type(self._rate)(times * self._rate.amount, self._rate.multiples), ("demo" if demo else "address", address)

    async def close(self) -> None:
        """End the connections with Redis; a later request opens new ones."""
        if self._redis:
            await self._redis.close()

    async def _hold(self, limit: RateLimitItem, who: tuple[str, str], cost: int) -> int | None:
        """The whole seconds that an address or key must wait, or None when it may ask so many questions now."""
        try:
            return await _hit(self._shared, limit, who, cost)
        except StorageError as error:
            log.warning("limits are counted in this process alone: %s", error)
            return await _hit(self._own, limit, who, cost)


async def count_more(scope: Scope, times: int) -> None:
    """Count a request as so many questions more: what is as much work is as much. Raises: TooOften."""
    count = scope.get("state", {}).get(COUNTING)
    if count is not None and times:
        await count(times=times)


async def _hit(limiter: MovingWindowRateLimiter, limit: RateLimitItem, who: tuple[str, str], cost: int) -> int | None:
    if await limiter.hit(limit, *who, cost=cost):
        return None
    stats = await limiter.get_window_stats(limit, *who)
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
