"""From Dutch text to facts: dates, amounts, lengths of time, who asks and what is asked. Pure, no model needed."""

from bot.understanding.reading import Reading, read

__all__ = ["Reading", "read"]
