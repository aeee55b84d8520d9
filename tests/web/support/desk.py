"""A desk for terms in tests: everything is real, but documents are read and published within this process."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from bot.conversations.additions import Document, Tell, Wanted
from bot.conversations.keeping import Store
from bot.errors import BadInput
from bot.retrieval.embeddings import Embedder
from bot.settings import Settings
from ingest import previewing
from ingest.adding import make_adder
from ingest.blocks import Source
from ingest.clauses import parse
from ingest.corrections import Corrections
from ingest.delivery import Delivery
from ingest.isolation import ReadDocument
from ingest.readers import read_source
from ingest.terms_process import TermsProcess, _deliver, _request

TERMS = """# Algemene voorwaarden Kapsalon Knip
Versie 1, geldig vanaf 1 mei 2023
Mail ons via info@kapsalonknip.example.nl

Artikel 1 Afspraken
1. U maakt een afspraak per e-mail.
2. De afspraak geldt na onze bevestiging.

Artikel 2 Annuleren
1. U annuleert tot 24 uur voor de afspraak kosteloos.
2. Daarna betaalt u de helft van de prijs.

Artikel 3 Klachten
Een klacht meldt u binnen 7 dagen.
"""


def read_here(delivery: Delivery, slug: str, *, corrections: Corrections, limits: object = None) -> ReadDocument:
    """What `read_isolated` gives, without a process for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document{delivery.suffix}"
        path.write_bytes(delivery.data)
        found = read_source(path)
    source = Source(delivery.name, found.text, found.lines)
    return ReadDocument(source, parse(source, slug, corrections))


@dataclass
class Gate:
    """What publishing waits for, and the reason with which it fails."""

    opened: threading.Event = field(default_factory=threading.Event)
    refused: str = ""
    published: list[Wanted] = field(default_factory=list)


class TermsHere(TermsProcess):
    """Publishes in this process, with the embedder of the tests."""

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        super().__init__(settings.data_dir, settings.index_dir)
        self._adder = make_adder(settings, embedder, lambda _: None)
        self.gate = Gate()
        self.gate.opened.set()

    def publish(self, document: Document, wanted: Wanted, *, expected: Sequence[str], tell: Tell) -> None:
        tell("Er wordt gewerkt.")
        assert self.gate.opened.wait(30)
        if self.gate.refused:
            raise BadInput(self.gate.refused)
        self._adder.add(_deliver(document), _request(wanted), expected=expected)
        self.gate.published.append(wanted)


def without_processes(patch: pytest.MonkeyPatch) -> None:
    """Let documents be read in this process."""
    patch.setattr(previewing, "read_isolated", read_here)


@dataclass
class Visitor:
    """A member of staff at their browser."""

    client: TestClient
    csrf: str
    store: Store

    def upload(self, text: str | bytes = TERMS, file: str = "voorwaarden.md", /, **fields: str) -> Response:
        data = text.encode() if isinstance(text, str) else text
        sent = {"csrf": self.csrf, **fields}
        return self.client.post("/support/terms/add", data=sent, files={"file": (file, data)}, follow_redirects=False)

    def draft(self, text: str | bytes = TERMS, /, **fields: str) -> int:
        """The number of a new draft."""
        reply = self.upload(text, "voorwaarden.md", **fields)
        assert reply.status_code == 303, reply.text
        return int(reply.headers["Location"].rpartition("/")[2])

    def page(self, number: int) -> str:
        return self.client.get(f"/support/terms/drafts/{number}").text

    def edition(self, number: int) -> str:
        return str(self.store.drafts.get(number).edition)

    def send(self, number: int, what: str = "", edition: str = "", **fields: str) -> Response:
        """A form of the page of a draft."""
        sent = {"csrf": self.csrf, "edition": edition or self.edition(number), **fields}
        address = f"/support/terms/drafts/{number}{what and '/'}{what}"
        return self.client.post(address, data=sent, follow_redirects=False)

    def publish(self, number: int, **fields: str) -> str:
        """The state of a draft after publishing it has ended."""
        assert self.send(number, "publish", **fields).status_code == 303
        self.wait(number)
        return self.store.drafts.get(number).state

    def wait(self, number: int) -> None:
        """Wait for the thread that publishes this draft."""
        for thread in threading.enumerate():
            if thread.name == f"publish-{number}":
                thread.join(60)


def said(page: str) -> str:
    """What stands in the notices of a page."""
    return " ".join(re.findall(r'<p class="said">(.*?)</p>', page, re.DOTALL))
