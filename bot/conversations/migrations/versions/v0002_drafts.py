"""Documents that staff add, until they are served and after."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("served_digest", sa.String(64)),
        sa.Column("source", sa.LargeBinary()),
        sa.Column("original", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON()),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("beat_at", MOMENT),
        sa.Column("added_by", sa.String(64), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(64), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )
    for column in ("state", "changed_at"):
        op.create_index(f"ix_drafts_{column}", "drafts", [column])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("drafts")
