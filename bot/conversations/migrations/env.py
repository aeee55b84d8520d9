"""What Alembic runs: the steps in `versions`, on the connection that `database.migrate` gives."""

from __future__ import annotations

from alembic import context

from bot.conversations.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
