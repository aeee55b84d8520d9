"""Everything that is kept, opened once for every entry point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.conversations.accounts import Accounts
from bot.conversations.changes import Changes
from bot.conversations.database import Database, open_database
from bot.conversations.drafts import Drafts
from bot.conversations.records import Records
from bot.conversations.retention import erase_daily, tidy_often
from bot.conversations.shared import SharedConversations
from bot.conversations.sites import Sites
from bot.conversations.worklist import WorkList
from bot.settings import Settings


@dataclass(frozen=True)
class Store:
    """What is kept in one database."""

    database: Database
    records: Records
    conversations: SharedConversations
    accounts: Accounts
    work: WorkList
    changes: Changes
    drafts: Drafts
    sites: Sites


def open_store(settings: Settings) -> Store:
    """The store at `database_url`, its tables made where they are not there yet. Raises: StoreAway."""
    database = open_database(settings.database_url)
    accounts = Accounts(database, session_length=timedelta(hours=settings.session_hours))
    records = Records(database)
    conversations = SharedConversations(
        database, records, limit=settings.conversation_limit, max_age=timedelta(minutes=settings.conversation_minutes)
    )
    return Store(
        database, records, conversations, accounts, WorkList(database), Changes(database), Drafts(database), Sites(database)
    )


def look_after(store: Store, settings: Settings) -> None:
    """Erase what its time has come for, from now on: answers with what belongs to them, audit records, drafts and sessions."""
    erase_daily(store.records, days=settings.retention_days)
    erase_daily(store.records.audits, days=settings.audit_days)
    erase_daily(store.drafts, days=settings.draft_days)
    erase_daily(store.accounts, days=1)
    tidy_often(store.conversations)
