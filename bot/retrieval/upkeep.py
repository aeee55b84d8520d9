"""Why the last build of the index failed, kept beside the index: the good one stays in use, and people must know."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.retrieval.manifest import replace_file

FILE = "failed.json"


class Failure(BaseModel):
    """A build that failed: when, and what was said."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    reason: str


def note_failure(index_dir: Path, reason: str, *, at: datetime) -> None:
    """Keep why a build failed; where that can't be written, who started the build has heard it."""
    with suppress(OSError):
        replace_file(index_dir / FILE, Failure(at=at, reason=reason).model_dump_json().encode())


def note_success(index_dir: Path) -> None:
    """Forget the failure before this build."""
    with suppress(OSError):
        (index_dir / FILE).unlink(missing_ok=True)


def last_failure(index_dir: Path) -> Failure | None:
    """Why the last build failed; None where it did not."""
    try:
        return Failure.model_validate_json((index_dir / FILE).read_bytes())
    except (OSError, ValidationError):
        return None
