"""The support pages over companies whose every text is hostile, rendered in this process for a browser to show."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Page, Route

from bot.calculators.facts import load_vocabulary
from bot.calculators.loading import read_rules
from bot.calculators.rules import Rule
from bot.conversations.accounts import Member
from bot.conversations.database import Database
from bot.conversations.records import Records
from bot.knowledge import Annotation, Knowledge
from bot.models import Citation, Clause, Company, Contact, Question, Reference, Reply, Terms, TermsVersion
from bot.retrieval.manifest import Entry
from bot.retrieval.search import Hit
from bot.web.headers import SecurityHeaders
from bot.web.support.clause import make_clause_page
from bot.web.support.figures import make_figures
from bot.web.support.search import make_search
from tests.conversations.made import record
from tests.hostile import HOSTILE

DATA = Path(__file__).parents[2] / "data"
MEMBER = Member(HOSTILE[0], "reader", HOSTILE[1])


def hostile_rule() -> Rule:
    """A rule whose title, texts and questions are hostile."""
    rule = read_rules(DATA / "rules" / "kge" / "aansprakelijkheid.yaml", load_vocabulary(DATA / "facts.yaml"))[0]
    needs = {
        name: need.model_copy(
            update={
                "question": HOSTILE[at],
                "choices": {key: choice.model_copy(update={"label": HOSTILE[at + 9]}) for key, choice in need.choices.items()},
            }
        )
        for at, (name, need) in enumerate(rule.needs.items())
    }
    said = {"title": HOSTILE[20], "general": HOSTILE[21], "reading": HOSTILE[22], "clause": "c0:0", "also": ()}
    return rule.model_copy(update={"id": "c0.regel", "needs": needs, **said})


def hostile_terms(at: int) -> Knowledge:
    """Terms of a company with a hostile name, each of whose clauses is a hostile string; the first company has them all."""
    slug = f"c{at}"
    version = TermsVersion(HOSTILE[at], "terms.txt")
    clauses = tuple(
        Clause(
            f"{slug}:{number}", str(number), text, text, f"{text} {HOSTILE[0]}", None if number == 0 else f"{slug}:0", text,
            (Reference(HOSTILE[0], f"{slug}:1"), Reference(text, None)),
        )
        for number, text in enumerate(HOSTILE if at == 0 else HOSTILE[at : at + 1])
    )  # fmt: skip
    company = Company(slug, HOSTILE[at], "B.V.", Contact(), (version,))
    notes = {clause.clause_id: Annotation(kern=clause.label, vragen=HOSTILE, buiten=HOSTILE) for clause in clauses}
    return Knowledge(Terms(company, version, clauses), notes, (hostile_rule(),) if at == 0 else ())


class HostileSearch:
    """Stands in for the search and its index: every company is hostile; "x20" finds a clause of each from the twentieth on."""

    def __init__(self) -> None:
        self.known = {f"c{at}": hostile_terms(at) for at in range(len(HOSTILE))}
        self.index: Any = self
        self.slugs = tuple(self.known)

    def versions(self, slug: str) -> tuple[Entry, ...]:
        return (Entry(version=self.known[slug].terms.version.name, starts_on=None, collection=slug),)

    def find_entry(self, slug: str) -> Entry:
        return self.versions(slug)[0]

    def find_version(self, slug: str, name: str) -> Entry:
        return self.versions(slug)[0]

    def read(self, entry: Entry) -> Knowledge:
        return self.known[entry.collection]

    def get_knowledge(self, slug: str) -> Knowledge:
        return self.known[slug]

    def find_across(self, entries: list[Entry], question: str) -> list[tuple[Entry, Hit]]:
        found = [(entry, Hit(self.read(entry).terms.clauses[0], 1.0, 1.0)) for entry in entries]
        return found[int(question.removeprefix("x")) :]


def hostile_pages(database: Database) -> TestClient:
    """A client of the support pages over these companies, whose every clause was asked for."""
    search: Any = HostileSearch()
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    app.state.accounts = SimpleNamespace(find_member=lambda _: MEMBER)
    app.state.index_dir = Path("nowhere")
    for router in (make_search(search), make_clause_page(search), make_figures(search, database)):
        app.include_router(router)
    records = Records(database)
    for number, text in enumerate(HOSTILE[:12]):
        citation = Citation(f"c0:{number}", text, text, text, text, text)
        reply = Reply("answered", text, 1.0, (citation,), conversation_id="c", message_id=str(number))
        record(records, Question("c0", text, datetime.now(UTC).date()), reply, terms_version="1")
    return TestClient(app)


def serve_from(client: TestClient, page: Page) -> None:
    """Let everything under /support on this page come from this client."""

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        reply = client.get(f"{address.path}?{address.query}")
        route.fulfill(status=reply.status_code, headers=dict(reply.headers), body=reply.content)

    page.route(lambda url: urlsplit(url).path.startswith("/support"), answer)
