"""How much text is read: more than any terms have, and little enough to be parsed in seconds."""

from __future__ import annotations

from bot.errors import UnreadableTerms
from ingest.wording import say

MOST_LETTERS = 1_200_000
MOST_LINES = 20_000
# In memory a tag takes a kilobyte and more.
MOST_TAGS = 400_000


def check_size(name: str, *, letters: int, lines: int = 0) -> None:
    """Nothing, for so many characters and lines. Raises: UnreadableTerms where no terms are that long."""
    if letters > MOST_LETTERS or lines > MOST_LINES:
        raise UnreadableTerms(say("text_too_long", file=name, letters=MOST_LETTERS, lines=MOST_LINES))


def check_markup(name: str, *, tags: int) -> None:
    """Nothing, for so many tags. Raises: UnreadableTerms where they are a table or a trick that no terms have."""
    if tags > MOST_TAGS:
        raise UnreadableTerms(say("file_markup", file=name))
