"""Where vectors are kept: Chroma in the index folder, or the Chroma server at an address. The only module that knows chromadb."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import unquote, urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from bot import texts
from bot.errors import IndexAway, IndexMissing
from bot.retrieval.manifest import REBUILD

log = logging.getLogger(__name__)
Given = TypeVar("Given")
READING_S, WRITING_S = 5.0, 60.0
"""Longest wait for one answer of a Chroma server: while a customer waits, and while an index is built."""
REACHING_S = 2.0
AWAY_S = 2.0
"""Time after a failure in which the server is not asked again, so that customers don't wait for it one after the other."""
PAGE: Final = 500
DISK = re.compile(r"disk|read-?only", re.IGNORECASE)
"""What SQLite says of a disk that is full, broken or not to be written: the index itself is sound."""
HEARTBEAT = "/api/v2/heartbeat"


class Chroma:
    """One Chroma, embedded without a `url`; `https://TOKEN@host:port` sends the token with every request.

    Nothing between companies rests on it: each has collections of its own, and their names come from the manifest.
    """

    def __init__(self, folder: Path, url: str = "", *, patience: float = READING_S) -> None:
        self._folder = folder
        self._url = url
        self._patience = patience
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None
        self._away_until = 0.0

    @property
    def is_shared(self) -> bool:
        """Whether others may keep collections in it too."""
        return bool(self._url)

    def ask(self, work: Callable[[ClientAPI], Given]) -> Given:
        """What this work gives. Raises: IndexMissing for a collection that is not there; IndexAway where the server is away."""
        if self._url:
            return self._ask_server(work)
        try:
            return work(self._open())
        except NotFoundError as error:
            raise IndexMissing(f"De index mist een verzameling. {REBUILD}") from error
        except ChromaError as error:
            if DISK.search(str(error)):
                raise IndexAway(texts.get("problem.index_disk", reason=error)) from error
            raise IndexMissing(f"De index is beschadigd. {REBUILD}") from error

    def check(self) -> None:
        """Returns when it can be asked. Raises: IndexAway."""
        if self._url:
            self.ask(lambda client: client.heartbeat())

    def pages(self, collection: str, include: list[str]) -> Iterator[chromadb.GetResult]:
        """Everything in a collection, in parts that are each answered in time. Raises: as `ask`."""
        start, more = 0, True
        while more:
            offset = start
            page = self.ask(
                lambda client: client.get_collection(collection, embedding_function=None).get(
                    include=include,  # type: ignore[arg-type]
                    limit=PAGE,
                    offset=offset,  # noqa: B023 - asked at once
                )
            )
            yield page
            start, more = start + PAGE, len(page["ids"]) == PAGE

    def rename(self, collection: str, name: str) -> None:
        """Give a collection another name; where there is one of that name, it goes instead. Raises: as `ask`."""

        def work(client: ClientAPI) -> None:
            try:
                client.get_collection(collection, embedding_function=None).modify(name=name)
            except ChromaError:
                client.get_collection(name, embedding_function=None)
                client.delete_collection(collection)

        self.ask(work)

    def _ask_server(self, work: Callable[[ClientAPI], Given]) -> Given:
        if time.monotonic() < self._away_until:
            raise IndexAway(texts.get("problem.index_away"))
        try:
            return work(self._open())
        except NotFoundError as error:
            raise IndexMissing(f"De index mist een verzameling. {REBUILD}") from error
        except Exception as error:
            if not isinstance(error, httpx.HTTPError | ValueError | ChromaError) and type(error) is not Exception:
                raise  # chromadb raises Exception itself for an answer that it doesn't know
            if not isinstance(error, ChromaError):
                self._client, self._away_until = None, time.monotonic() + AWAY_S
            log.error("the Chroma server can't be asked: %s", error)
            raise IndexAway(texts.get("problem.index_away")) from error

    def _open(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                self._client = connect(self._url, patience=self._patience) if self._url else open_folder(self._folder)
            return self._client


def open_folder(folder: Path) -> ClientAPI:
    """A Chroma client on the embedded database in this index folder; it sends nothing anywhere."""
    return chromadb.PersistentClient(str(folder / "chroma"), settings=_settings())


def connect(url: str, *, patience: float) -> ClientAPI:
    """A client of a Chroma server, which waits for each answer so many seconds. Raises: httpx.HTTPError, ValueError."""
    address = urlsplit(url)
    secure, host = address.scheme == "https", address.hostname or ""
    port = address.port or (443 if secure else 8000)
    token = unquote(address.username or address.password or "")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    reach = httpx.Timeout(patience, connect=REACHING_S)
    # The client itself waits for ever while it is made, so the server has to answer before.
    with httpx.Client(timeout=httpx.Timeout(REACHING_S), headers=headers) as probe:
        probe.get(f"{address.scheme}://{host}:{port}{HEARTBEAT}").raise_for_status()
    client = chromadb.HttpClient(host, port, ssl=secure, headers=headers, settings=_settings())
    client._server._session.timeout = reach  # type: ignore[attr-defined]  # it sets none, and has no setting for it
    return client


def _settings() -> ChromaSettings:
    return ChromaSettings(anonymized_telemetry=False)
