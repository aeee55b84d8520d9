"""Keys of websites, and what every answer rested on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "site_keys",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("rate", sa.String(32), nullable=False),
        sa.Column("message_limit", sa.Integer()),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "audits",
        sa.Column("message_id", sa.String(32), primary_key=True),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("terms_version", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("rule_id", sa.String(128)),
        sa.Column("rule_hash", sa.String(64)),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(16)),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("calculation", sa.JSON()),
        sa.Column("model", sa.String(128)),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("software", sa.String(64), nullable=False),
    )
    for column in ("answered_at", "rule_hash"):
        op.create_index(f"ix_audits_{column}", "audits", [column])
    op.create_table(
        "audit_rules",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("rule", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("audit_rules", "audits", "site_keys"):
        op.drop_table(table)
