"""A sample of the same over real connections, and every way in which a server can fail: the composed answer comes in time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from pydantic import SecretStr

from bot.assembly import Parts
from bot.generation.providers import make_model
from bot.settings import Settings
from evals.cases import Case
from evals.lies.measuring import HONEST, Liar, Told, composed_last, look_at
from evals.lies.server import FAILING, lying_server
from evals.lies.telling import LIES

SECONDS = 1.5
SPARE = 0.7


@dataclass(frozen=True, slots=True)
class Served:
    """What came of one answer over a connection, and how long it took."""

    told: Told
    seconds: float

    @property
    def is_late(self) -> bool:
        """Whether somebody waited longer than was allowed."""
        return self.seconds > SECONDS + SPARE


def tell_over_http(cases: Sequence[Case], parts: Parts, liar: Liar, settings: Settings) -> Iterator[Served]:
    """Each lie and each failure about one case that is answered, over real connections."""
    with lying_server() as server:
        liar.served = lambda mode: make_model(_settings(settings, server.url, mode))
        answered = [(case, found) for case in cases if (found := composed_last(case, parts.assistant)).lead]
        for lie, (case, composed) in zip((HONEST, *LIES, *FAILING), cycle(answered), strict=False):
            liar.lie = lie
            began = time.monotonic()
            answering = parts.assistant.give(composed, until=began + SECONDS)
            answering.whole()
            yield Served(look_at(case, lie, composed, answering, liar.planted), time.monotonic() - began)
        liar.served = None


def _settings(settings: Settings, url: str, mode: str) -> Settings:
    own = {"chat_model": mode, "chat_base_url": url, "chat_api_key": SecretStr("none"), "chat_seconds": SECONDS}
    return settings.model_copy(update=own)


def late(served: Sequence[Served]) -> str:
    """How many came over a connection, how long the longest took, and which were late."""
    slowest = max(each.seconds for each in served)
    names = ", ".join(each.told.lie for each in served if each.is_late) or "none"
    return f"over real connections: {len(served)}; slowest {slowest:.1f} s of {SECONDS} s allowed; late: {names}"
