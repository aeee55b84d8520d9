"""Signing in, for tests of the pages for staff."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.assistant import Assistant
from bot.conversations.accounts import Role
from bot.conversations.additions import TermsFiles
from bot.conversations.changes import AnnotationFiles
from bot.conversations.keeping import Store
from bot.errors import BadInput
from bot.settings import Settings
from bot.understanding.vocabulary import load_vocabulary
from bot.web.app import make_app

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "data" / "facts.yaml")
PASSWORD = "vier losse woorden hier"


def sign_in(client: TestClient, store: Store, role: Role = "reader", *, name: str = "") -> str:
    """Sign this client in with an account of this role, and return the token that changing requests must carry."""
    with suppress(BadInput):  # an earlier test made it
        store.accounts.add(name or role, PASSWORD, role)
    client.cookies.clear()
    entered = client.post("/support/sign-in", data={"name": name or role, "password": PASSWORD}, follow_redirects=False)
    assert entered.status_code == 303
    member = store.accounts.find_member(client.cookies.get("support_session"))
    assert member
    return member.csrf


def make_client(
    small: Parts,
    settings: Settings,
    store: Store,
    files: AnnotationFiles | None = None,
    terms_files: TermsFiles | None = None,
) -> TestClient:
    """A client of an application that keeps its answers in this store."""
    assistant = Assistant(small.search, store.conversations, VOCABULARY)
    app = make_app(assistant, small.search, settings, store, files, terms_files=terms_files)
    return TestClient(app, raise_server_exceptions=False)
