"""What a chat model writes, piece by piece and no longer than somebody waits for it."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langsmith import tracing_context

from bot.errors import ChatFailed
from bot.generation.prompts import Prompt, Schema

log = logging.getLogger(__name__)
MOST_CHARACTERS = 8000
"""Characters that a model may write in one call."""


class Background:
    """An event loop in a thread of its own, started when it is first needed: what runs there can be given up at any moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        """Begin this work; cancelling what comes back ends it and its connections."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="chat-model", daemon=True)
                self._thread.start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """End the loop; work that comes later gets a new one."""
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is not None and thread is not None:
            asyncio.run_coroutine_threadsafe(_settle(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


@dataclass
class LangChainModel:
    """A chat model of LangChain.

    `options` are what a call has besides the messages, given the schema to hold to; a server that refuses them is asked without
    from then on. `closes` end its connections.
    """

    name: str
    model: BaseChatModel = field(repr=False)  # some show their key
    options: Callable[[Schema], Mapping[str, Any]] | None = None
    background: Background = field(default_factory=Background)
    clock: Callable[[], float] = time.monotonic
    closes: Sequence[Callable[[], Awaitable[None]]] = ()

    def stream(self, prompt: Prompt, until: float) -> Generator[str]:
        """What it writes, in pieces. Raises: ChatFailed."""
        written: queue.SimpleQueue[str | ChatFailed | None] = queue.SimpleQueue()
        reading = self.background.run(self._read(prompt, written))
        try:
            while (piece := self._take(written, until)) is not None:
                yield piece
        finally:
            reading.cancel()

    def close(self) -> None:
        """End its connections and its loop."""
        self.background.run(self._close()).result()
        self.background.close()

    async def _close(self) -> None:
        for close in self.closes:
            await close()

    def _take(self, written: queue.SimpleQueue[str | ChatFailed | None], until: float) -> str | None:
        try:
            piece = written.get(timeout=max(0.0, until - self.clock()))
        except queue.Empty:
            raise ChatFailed("timeout") from None
        if isinstance(piece, ChatFailed):
            raise piece
        return piece

    async def _read(self, prompt: Prompt, written: queue.SimpleQueue[str | ChatFailed | None]) -> None:
        size = 0
        options = self.options(prompt.schema) if self.options else {}
        messages = [("system", prompt.instructions), ("human", prompt.message)]
        try:
            with tracing_context(enabled=False):  # nobody else reads along, whatever the environment says
                async with aclosing(cast("AsyncGenerator[AIMessageChunk]", self.model.astream(messages, **options))) as chunks:
                    async for chunk in chunks:
                        size += len(chunk.text)
                        if size > MOST_CHARACTERS:
                            raise ChatFailed("too_long")
                        written.put(chunk.text)
            written.put(None)
        except Exception as error:  # noqa: BLE001  # whatever a provider's library raises means that there is no more to read
            log.warning("the chat model failed: %s", type(error).__name__)
            written.put(self._failure(error, begun=size > 0))

    def _failure(self, error: Exception, *, begun: bool) -> ChatFailed:
        failed = failure_of(error, begun=begun)
        if self.options and status_of(error) in (400, 422):
            self.options = None
            return ChatFailed("refused", again=True)
        return failed


async def _settle() -> None:
    """Let what was cancelled end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()
    await asyncio.sleep(0)  # connections that are closing are closed in the next round


def failure_of(error: Exception, *, begun: bool) -> ChatFailed:
    """Why nothing more came, and whether to try again. What the error says is not kept: it may hold the question or the key."""
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, ChatFailed):
            return cause
    status = status_of(error)
    if status == 429:
        return ChatFailed("busy", again=True, wait=_wait_of(error))
    if status is not None and status >= 500:
        return ChatFailed("server_error", again=True, wait=_wait_of(error))
    if status is not None:
        return ChatFailed("refused")
    names = " ".join(type(cause).__name__ for cause in causes)
    if "Timeout" in names:
        return ChatFailed("timeout")
    if begun:
        return ChatFailed("cut_off")
    return ChatFailed("connection", again="Connect" in names or "Protocol" in names or "Read" in names)


def status_of(error: Exception) -> int | None:
    """The HTTP status behind an error, whichever library raised it."""
    for cause in _causes(error):
        found = getattr(cause, "status_code", None) or getattr(getattr(cause, "response", None), "status_code", None)
        if isinstance(found, int) and found >= 400:
            return found
    return None


def _wait_of(error: Exception) -> float | None:
    told = getattr(getattr(error, "response", None), "headers", {}).get("retry-after", "")
    return float(told) if told.isdecimal() else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__
