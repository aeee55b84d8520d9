"""Lines to text: a sentence that a page or a line break cut is joined again, a paragraph or a bullet starts a new line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Line
from ingest.hyphens import is_cut, join_words

_UNFINISHED = frozenset(
    {
        "de",
        "het",
        "een",
        "en",
        "of",
        "van",
        "voor",
        "door",
        "met",
        "in",
        "op",
        "aan",
        "bij",
        "te",
        "tot",
        "uit",
        "naar",
        "over",
        "om",
        "als",
        "dat",
        "die",
        "deze",
        "dit",
        "zijn",
        "haar",
        "hun",
        "is",
        "wordt",
        "art",
        "artikel",
        "lid",
    }
)
_ENDS = (".", ";", ":", "!", "?")
# A shorter line was broken on purpose: a line of an address, a form.
_FULL_LINE = 60
_DANGLING_BULLET = re.compile(r"\s[-•–]$")


def join(lines: Sequence[Line]) -> str:
    """The text of a clause: its lines as sentences, with a line break between paragraphs and "- " before a bullet."""
    parts: list[str] = []
    for previous, line in zip([None, *lines], lines, strict=False):
        if previous is None:
            parts.append(_shown(line))
        elif dangling := _DANGLING_BULLET.search(parts[-1]):
            parts[-1:] = [parts[-1][: dangling.start()], f"\n- {line.text}"]
        elif _goes_on_in_word(previous, line):
            parts[-1:] = [join_words(parts[-1], line.text)]
        elif continues(previous, line):
            parts.append(f" {line.text}")
        else:
            parts.append(f"\n{_shown(line)}")
    return "".join(parts)


def continues(previous: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if line.bullet or line.style == "heading" or previous.hard_break or previous.text.endswith(_ENDS):
        return False
    if previous.text.endswith(",") or previous.text.rsplit(" ", 1)[-1].lower() in _UNFINISHED:
        return True
    return len(previous.text) >= _FULL_LINE and not line.text[:1].isupper()


def _goes_on_in_word(previous: Line, line: Line) -> bool:
    """Whether the end of a line cut a word in two."""
    return is_cut(previous.text) and line.text[:1].islower() and not (line.bullet or line.after_blank or previous.hard_break)


def _shown(line: Line) -> str:
    return f"- {line.text}" if line.bullet else line.text
