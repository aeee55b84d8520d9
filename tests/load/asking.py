"""Clients that ask one question after another, on connections that stay open, as a proxy in front would."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.load.questions import Dialogue

TIMEOUT_S = 60
NO_ANSWER = "no answer"


@dataclass
class Tally:
    """What came back: seconds of every answer with status 200, how many had each status, and what was wrong with refusals."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    without_retry_after: int = 0
    wall_s: float = 0.0

    def note(self, status: int, seconds: float, retry_after: str | None) -> None:
        self.statuses[str(status)] += 1
        if status == 200:
            self.seconds.append(seconds)
        elif status in (429, 503) and not (retry_after or "").isdigit():
            self.without_retry_after += 1


async def ask_all(url: str, asked: Iterator[Dialogue], *, clients: int, seconds: float) -> Tally:
    """So many clients for so long; each begins its next conversation when the last one is answered."""
    tally, began = Tally(), time.perf_counter()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(url, connector=connector, timeout=aiohttp.ClientTimeout(TIMEOUT_S)) as session:
        await asyncio.gather(*(_client(session, asked, tally, until=began + seconds) for _ in range(clients)))
    tally.wall_s = time.perf_counter() - began
    return tally


async def _client(session: aiohttp.ClientSession, asked: Iterator[Dialogue], tally: Tally, *, until: float) -> None:
    while time.perf_counter() < until:
        dialogue = next(asked)
        conversation_id: str | None = None
        for turn in dialogue.turns:
            body = {"company": dialogue.company, "message": turn, "conversation_id": conversation_id}
            answer = await ask(session, body, tally)
            if answer is None:
                break
            conversation_id = answer["conversation_id"]


async def ask(session: aiohttp.ClientSession, body: dict[str, Any], tally: Tally) -> dict[str, Any] | None:
    """The answer, or None for anything else; either is noted."""
    began = time.perf_counter()
    try:
        async with session.post("/api/v1/chat", json=body) as response:
            content = await response.json()
            tally.note(response.status, time.perf_counter() - began, response.headers.get("Retry-After"))
            if response.status != 200:
                await asyncio.sleep(float(response.headers.get("Retry-After", "1")))
                return None
            return dict(content)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        tally.statuses[NO_ANSWER] += 1
        return None
