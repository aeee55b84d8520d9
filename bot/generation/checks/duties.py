"""Whether what somebody need not do, as a sentence says, is something that its sources speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.generation.checks.parts import NEGATORS
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.checks.support import is_among, stems_of, telling_words
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "support"
_NEED_NOT: Final = re.compile(r"\bhoe(?:f|ft|ven)\b(?P<what>(?: [^\s.,;]+){0,7}? te [a-z]+)")


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """What somebody is said not to have to do, in words of which no source has one."""
    stems = stems_of("\n".join(sources.told))
    for found in _NEED_NOT.finditer(fold(plain(without_quotes(sentence.text)))):
        if not any(is_among(word, stems) for word in telling_words(found["what"]) if word not in NEGATORS):
            yield Fault(NAME, found.group())
