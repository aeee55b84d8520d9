"""Conversations in the database: every process of the server can go on with them, and a restart changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.clock import now
from bot.conversations.database import Database
from bot.conversations.masking import masked
from bot.conversations.records import Records, count_rows
from bot.conversations.store import Answered, Conversation, new_conversation
from bot.conversations.tables import ConversationRow, put_or_replace
from bot.conversations.typed import dump_fact, load_fact

OWN_ID: Final = re.compile(r"[0-9a-f]{32}")
"""An id that this program gave out; with any other there is nothing to look for."""


class SharedConversations:
    """Conversations in one database, their text masked; each is saved in one step with the answer that it got.

    A silent one counts no more after `max_age`. Those that are silent or too many leave the database when somebody tidies up.
    """

    def __init__(
        self, database: Database, records: Records, *, limit: int, max_age: timedelta, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._records = records
        self._limit = limit
        self._max_age = max_age
        self._clock = clock

    def open(self, conversation_id: str | None, *, company: str) -> Conversation:
        """The conversation with this id and company, else a new one. Raises: StoreAway."""
        if conversation_id is None or not OWN_ID.fullmatch(conversation_id):
            return new_conversation(company)
        with self._database.read() as session:
            row = session.get(ConversationRow, conversation_id)
        if row is None or row.company != company or row.saved_at < self._clock() - self._max_age:
            return new_conversation(company)
        return _conversation(row)

    def save(self, conversation: Conversation, answered: Answered) -> None:
        """Keep the answer and what may follow on it, both or neither; the last one to save a conversation wins.

        Raises: StoreAway, and then the answer is not to be given: nobody could show later what was said.
        """
        with self._database.add() as session:
            _put(session, {**_values(conversation), "saved_at": self._clock()})
            self._records.put(session, answered)

    def erase(self, conversation_id: str) -> None:
        """Forget the conversation and its answers. Raises: StoreAway."""
        with self._database.write() as session:
            session.execute(delete(ConversationRow).where(ConversationRow.conversation_id == conversation_id))
            self._records.remove(session, conversation_id)

    def tidy(self) -> int:
        """Forget what may follow on silent conversations and on the oldest of too many; how many they were. Raises: StoreAway."""
        by_age = select(ConversationRow.saved_at).order_by(ConversationRow.saved_at.desc())
        with self._database.write() as session:
            first_too_many = session.scalar(by_age.offset(self._limit).limit(1))
            too_old = ConversationRow.saved_at < self._clock() - self._max_age
            gone = too_old if first_too_many is None else too_old | (ConversationRow.saved_at <= first_too_many)
            return count_rows(session.execute(delete(ConversationRow).where(gone)))

    def count(self) -> int:
        """How many conversations may be gone on with. Raises: StoreAway."""
        with self._database.read() as session:
            return session.scalar(select(func.count()).select_from(ConversationRow)) or 0


def _put(session: Session, values: dict[str, Any]) -> None:
    session.connection().execute(put_or_replace(ConversationRow, session.get_bind().dialect.name), values)


def _values(conversation: Conversation) -> dict[str, Any]:
    return {
        "conversation_id": conversation.conversation_id,
        "company": conversation.company,
        "audience": conversation.audience,
        "question": masked(conversation.question),
        "rule_id": conversation.rule_id,
        "facts": {name: dump_fact(value) for name, value in conversation.facts.items()},
        "asked": list(conversation.asked),
        "offered": list(conversation.offered),
        "terms_version": conversation.terms_version,
    }


def _conversation(row: ConversationRow) -> Conversation:
    return Conversation(
        conversation_id=row.conversation_id,
        company=row.company,
        audience=row.audience,  # type: ignore[arg-type]
        question=row.question,
        rule_id=row.rule_id,
        facts={name: load_fact(value) for name, value in row.facts.items()},
        asked=tuple(row.asked),
        offered=tuple(row.offered),
        terms_version=row.terms_version,
    )
