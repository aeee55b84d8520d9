"""Signing in, for browser tests of the pages for staff."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Page

from bot.conversations.accounts import Role
from bot.conversations.keeping import Store, open_store
from bot.errors import BadInput
from bot.settings import Settings

PASSWORD = "vier losse woorden hier"


def open_site_store(database: str) -> Store:
    """What the server of `site` keeps."""
    return open_store(Settings(database_url=database))


def sign_in(page: Page, database: str, site: str, role: Role = "reader") -> None:
    """Give this page the session of an account of this role, as if it had come through the form."""
    accounts = open_site_store(database).accounts
    with suppress(BadInput):  # an earlier test made it
        accounts.add(f"e2e-{role}", PASSWORD, role)
    token = accounts.sign_in(f"e2e-{role}", PASSWORD)
    page.context.add_cookies([{"name": "support_session", "value": token, "url": site, "httpOnly": True, "sameSite": "Strict"}])
