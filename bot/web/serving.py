"""Serves the application until it is told to stop, and then finishes what it began.

The first signal makes readiness 503, so that a proxy sends nothing new; after `drain_seconds` no connection is taken any more,
and what is being answered then gets all of its answer, within `shutdown_seconds`. A second signal ends the process at once.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI

from bot.settings import Settings
from bot.web.connections import make_protocol

log = logging.getLogger(__name__)
SPARE_S = 2.0
"""Time for what comes after answers and documents; a thread that hangs then no longer keeps the process."""


class Server(uvicorn.Server):
    """The server of uvicorn, with a way to stop that loses no answer."""

    def __init__(self, config: uvicorn.Config, *, leaving: threading.Event, drain_seconds: float) -> None:
        super().__init__(config)
        self._leaving = leaving
        self._drain_seconds = drain_seconds
        self._stops_at = float("inf")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop at the first signal, and end at once at the second."""
        if self._leaving.is_set():
            log.warning("signal %s once more: ending at once", sig)
            logging.shutdown()
            os._exit(128 + sig)
        self._leaving.set()
        log.info("signal %s: finishing what was begun", sig)
        self._stops_at = time.monotonic() + self._drain_seconds
        end_after(self._drain_seconds + 2 * (self.config.timeout_graceful_shutdown or 0) + SPARE_S)

    async def on_tick(self, counter: int) -> bool:
        """Whether it is time to take no more connections."""
        self.should_exit = self.should_exit or time.monotonic() >= self._stops_at
        return await super().on_tick(counter)


def end_after(seconds: float) -> threading.Timer:
    """A timer that ends this process, whatever it is doing."""
    timer = threading.Timer(seconds, os._exit, (1,))
    timer.daemon = True
    timer.start()
    return timer


def serve(app: FastAPI, settings: Settings, *, host: str, port: int, **more: Any) -> None:
    """Serve this application until a signal; `more` goes to uvicorn.

    Whom the headers of a proxy are believed from is a setting: only then is the address of a customer known and limited.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=settings.shutdown_seconds,
        http=make_protocol(settings),
        **more,
    )
    Server(config, leaving=app.state.leaving, drain_seconds=settings.drain_seconds).run()
    log.info("stopped")
