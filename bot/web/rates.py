"""How often one address may ask, counted in this process or, for several processes together, in Redis."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import texts
from bot.web.metrics import Metrics
from bot.web.problems import problem

log = logging.getLogger(__name__)
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
        self._shared = MovingWindowRateLimiter(open_storage(redis_url)) if redis_url else self._own
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
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


def open_storage(redis_url: str) -> Storage:
    """Counters in the Redis at this address; it need not be there yet."""
    return RedisStorage(f"async+{redis_url}", wrap_exceptions=True, implementation="redispy")


def address_of(scope: Scope) -> str:
    """The address that asks, as the server knows it: behind a proxy that it trusts, that of the customer."""
    client = scope.get("client")
    return str(client[0]) if client else ""
