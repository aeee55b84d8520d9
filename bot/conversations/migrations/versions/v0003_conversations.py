"""What the next message of a conversation may build on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "conversations",
        sa.Column("conversation_id", sa.String(64), primary_key=True),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("audience", sa.String(16)),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.String(128)),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("offered", sa.JSON(), nullable=False),
        sa.Column("terms_version", sa.String(64), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_conversations_saved_at", "conversations", ["saved_at"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("conversations")
