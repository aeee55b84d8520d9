"""Vectors on a Chroma server that several machines share, and what is left while it is away."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings as ChromaSettings
from fastapi.testclient import TestClient

from bot.assistant import Assistant
from bot.conversations.store import MemoryConversations
from bot.errors import IndexAway, IndexMissing
from bot.models import Clause, Terms
from bot.retrieval.calibration import load_calibration
from bot.retrieval.chroma import Chroma
from bot.retrieval.index import ClauseIndex
from bot.retrieval.manifest import load_manifest
from bot.retrieval.search import ClauseSearch
from bot.settings import Settings
from bot.understanding.vocabulary import load_vocabulary
from bot.web.app import make_app
from ingest.indexing import BuildReport, build_index
from tests.backend import database_in
from tests.faults.program import WordEmbedder
from tests.servers import chroma_on, free_port
from tests.small_company import small_terms, write_data

EMBEDDER = WordEmbedder()


@dataclass(frozen=True)
class Machine:
    """A machine with its own folders, and the Chroma server that it shares with others."""

    folder: Path
    url: str

    def __post_init__(self) -> None:
        write_data(self.folder / "data")

    def build(self, terms: list[Terms] | None = None, *, clean: bool = False, url: str | None = None) -> BuildReport:
        return build_index(
            terms or small_terms(),
            data_dir=self.folder / "data",
            index_dir=self.folder / "index",
            embedder=EMBEDDER,
            progress=lambda _: None,
            chroma_url=self.url if url is None else url,
            clean=clean,
        )

    def index(self) -> ClauseIndex:
        return ClauseIndex(self.folder / "index", model=EMBEDDER.fingerprint, chroma_url=self.url)

    def search(self) -> ClauseSearch:
        return ClauseSearch(self.index(), EMBEDDER, load_calibration(self.folder / "data"))

    def collections(self) -> frozenset[str]:
        return load_manifest(self.folder / "index").collections


class Server:
    """A Chroma server that can be stopped and started, on the same port and folder."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self._running = chroma_on(self.port, self._folder)
        self.process = self._running.__enter__()

    def stop(self) -> None:
        self._running.__exit__(None, None, None)

    def names(self) -> frozenset[str]:
        client = chromadb.HttpClient("127.0.0.1", self.port, settings=ChromaSettings(anonymized_telemetry=False))
        return frozenset(collection.name for collection in client.list_collections())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("chroma"))
    yield made
    made.stop()


@pytest.fixture
def machine(server: Server, tmp_path: Path) -> Machine:
    return Machine(tmp_path / "one", server.url)


def changed(text: str) -> list[Terms]:
    """The terms with another text in one clause."""
    first, *rest = small_terms()
    clauses: list[Clause] = list(first.clauses)
    clauses[0] = replace(clauses[0], text=text)
    return [replace(first, clauses=tuple(clauses)), *rest]


def test_machines_share_what_is_the_same_and_keep_what_the_other_uses(server: Server, machine: Machine, tmp_path: Path) -> None:
    machine.build()
    other = Machine(tmp_path / "other", server.url)
    assert other.build().embedded == 0
    assert other.collections() == machine.collections() <= server.names()
    other.build(changed("U reserveert een fiets aan de balie."))
    assert machine.collections() | other.collections() <= server.names()
    assert machine.search().find("leenfiets", "fiets reserveren").hits
    assert "balie" in other.search().find("leenfiets", "reserveren aan de balie").hits[0].clause.text


def test_what_no_manifest_uses_goes_when_somebody_wants_it_clean(server: Server, machine: Machine) -> None:
    stranger = chromadb.HttpClient("127.0.0.1", server.port, settings=ChromaSettings(anonymized_telemetry=False))
    stranger.get_or_create_collection("of-somebody-else", embedding_function=None)
    machine.build(changed("Een eerste tekst over fietsen."))
    before = machine.collections()
    machine.build(changed("Een tweede tekst over fietsen."))
    machine.build()
    machine.build(clean=True)
    assert server.names() == machine.collections() | {"of-somebody-else"}
    assert not before <= server.names()


def test_an_index_that_moves_to_a_server_is_built_there(server: Server, machine: Machine) -> None:
    machine.build(changed("Deze tekst stond eerst in een map."), url="")
    with pytest.raises(IndexMissing, match="mist een verzameling"):
        machine.search().find("leenfiets", "fiets")
    machine.build(changed("Deze tekst stond eerst in een map."))
    assert machine.search().find("leenfiets", "fiets").hits


def test_a_build_that_is_stopped_leaves_nothing_that_is_taken_for_complete(
    server: Server, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    terms = changed("Hier werd de bouw afgebroken.")
    with monkeypatch.context() as patch:
        patch.setattr(Chroma, "rename", stop)
        with pytest.raises(KeyboardInterrupt):
            machine.build(terms)
    before = server.names()
    machine.build(terms)
    assert load_manifest(machine.folder / "index").companies["leenfiets"][0].collection not in before
    assert machine.search().find("leenfiets", "bouw afgebroken").hits


def client_of(machine: Machine, tmp_path: Path) -> TestClient:
    settings = Settings(
        data_dir=machine.folder / "data",
        index_dir=machine.folder / "index",
        chroma_url=machine.url,
        database_url=database_in(tmp_path),
    )
    search = machine.search()
    vocabulary = load_vocabulary(machine.folder / "data" / "facts.yaml")
    assistant = Assistant(search, MemoryConversations(limit=10, max_age=60), vocabulary)
    return TestClient(make_app(assistant, search, settings), raise_server_exceptions=False)


CHAT = {"company": "leenfiets", "message": "Tot wanneer mag ik gratis annuleren?"}
SEARCH = {"q": "annuleren", "company": "taarthuis"}


@pytest.mark.parametrize("trouble", ["ended", "hangs"])
def test_while_the_server_is_away_what_needs_it_says_so_and_the_rest_goes_on(tmp_path: Path, trouble: str) -> None:
    server = Server(tmp_path / "chroma")
    machine = Machine(tmp_path / "one", server.url)
    machine.build()
    client = client_of(machine, tmp_path)
    assert client.post("/api/v1/chat", json=CHAT).status_code == 200
    assert client.get("/api/v1/health/ready").status_code == 200
    if trouble == "ended":
        server.stop()
    else:
        os.kill(server.process.pid, signal.SIGSTOP)
    began = time.monotonic()
    refused = client.post("/api/v1/chat", json={**CHAT, "company": "taarthuis"})
    assert (refused.status_code, refused.json()["detail"]) == (
        503,
        "De zoekindex is even niet bereikbaar. Probeer het over een halve minuut opnieuw.",
    )
    assert int(refused.headers["retry-after"]) > 0
    found = client.get("/api/v1/search", params=SEARCH).json()
    assert found["hits"][0]["clause_id"] == "taarthuis:2.1"
    assert found["notice"] == "De zoekindex is even niet bereikbaar. Er is nu alleen op woorden gezocht."
    assert client.post("/api/v1/chat", json=CHAT).status_code == 200  # its vectors are in memory
    assert client.get("/api/v1/health/ready").status_code == 503
    assert client.get("/api/v1/health/live").status_code == 200
    assert time.monotonic() - began < 30
    if trouble == "ended":
        server.start()
    else:
        os.kill(server.process.pid, signal.SIGCONT)
    time.sleep(2.1)
    assert client.post("/api/v1/chat", json={**CHAT, "company": "taarthuis"}).status_code == 200
    assert client.get("/api/v1/search", params=SEARCH).json()["notice"] is None
    assert client.get("/api/v1/health/ready").status_code == 200
    server.stop()


def test_all_in_memory_is_ready_without_the_server(tmp_path: Path) -> None:
    server = Server(tmp_path / "chroma")
    machine = Machine(tmp_path / "one", server.url)
    machine.build()
    index = machine.index()
    for collection in machine.collections():
        index.vectors(collection)
    server.stop()
    index.check()


def test_a_build_without_its_server_changes_nothing(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "one", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(IndexAway):
        machine.build()
    assert not (tmp_path / "one" / "index" / "manifest.json").exists()


def test_a_token_goes_with_every_request(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.retrieval import chroma

    given: dict[str, object] = {}
    made = chromadb.HttpClient

    def note(host: str, port: int, **options: object) -> object:
        given.update(options)
        return made(host, port, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(chromadb, "HttpClient", note)
    chroma.connect(f"http://geheim@127.0.0.1:{server.port}", patience=5)
    assert given["headers"] == {"Authorization": "Bearer geheim"} or "Bearer geheim" in str(given["headers"])
