"""What is kept from the start: exchanges, feedback, reviews, changes, accounts and sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
INDEXES = {
    "exchanges": ("conversation_id", "company", "asked_at", "status"),
    "feedback": ("rating",),
    "changes": ("company", "state"),
    "sessions": ("account", "ends_at"),
}


def upgrade() -> None:
    """Make the tables."""
    make_exchanges()
    make_review_work()
    make_accounts()
    for table, columns in INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def make_exchanges() -> None:
    """Answered messages, and what customers thought of the answers."""
    op.create_table(
        "exchanges",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("message_id", sa.String(32), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(16)),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("contract_date", sa.Date()),
        sa.Column("terms_version", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("calculation", sa.JSON()),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("trace", sa.JSON()),
    )
    op.create_table(
        "feedback",
        sa.Column("message_id", sa.String(32), sa.ForeignKey("exchanges.message_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("rating", sa.String(4), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
    )


def make_review_work() -> None:
    """What staff made of questions, and which changes they proposed."""
    op.create_table(
        "reviews",
        sa.Column("message_id", sa.String(32), sa.ForeignKey("exchanges.message_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("reviewed_by", sa.String(64), nullable=False),
        sa.Column("reviewed_at", MOMENT, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("path", sa.String(128), nullable=False),
        sa.Column("hash", sa.String(12), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("proposed_by", sa.String(64), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("decided_at", MOMENT),
    )


def make_accounts() -> None:
    """Who may sign in, who is, and who tried in vain."""
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables, those that point at others first."""
    for table in ("sign_in_attempts", "sessions", "accounts", "changes", "reviews", "feedback", "exchanges"):
        op.drop_table(table)
