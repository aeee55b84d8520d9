"""Everything that is kept under the id of one conversation, for who asks for it (GDPR, article 15)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import inspect, select

from bot.conversations.database import Database
from bot.conversations.tables import AuditRow, Base, ConversationRow, ExchangeRow, FeedbackRow, ReviewRow


def export_conversation(database: Database, conversation_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table by its name, oldest first, as JSON can carry them. Raises: StoreAway."""
    messages = select(ExchangeRow.message_id).where(ExchangeRow.conversation_id == conversation_id)
    queries = {
        "conversations": select(ConversationRow).where(ConversationRow.conversation_id == conversation_id),
        "exchanges": select(ExchangeRow).where(ExchangeRow.conversation_id == conversation_id).order_by(ExchangeRow.id),
        "feedback": select(FeedbackRow).where(FeedbackRow.message_id.in_(messages)),
        "audits": select(AuditRow).where(AuditRow.message_id.in_(messages)),
        "reviews": select(ReviewRow).where(ReviewRow.message_id.in_(messages)),
    }
    with database.read() as session:
        return {name: [_plain(row) for row in session.scalars(query)] for name, query in queries.items()}


def _plain(row: Base) -> dict[str, Any]:
    values = {column.key: getattr(row, column.key) for column in inspect(type(row)).columns}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
