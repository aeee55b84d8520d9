"""A conversation as the page shows it: messages in safe markup, the choices and follow-ups of the last one as buttons."""

from __future__ import annotations

import html
import re
from typing import Any

from bot.models import Reply

Turns = list[dict[str, Any]]
MARKUP = re.compile(r"[\\`*_\[\]|~]|(?m:^\s*[#+=-])")
"""Escaped with a backslash; `<` and `&` become entities. No more than needed: screen readers are given the text as it is here."""
BOLD = re.compile(r"\*\*(.+?)\*\*")
ITEM = re.compile(r"(?m)^(- |\d+\. )")


def asked(turns: Turns, message: str) -> Turns:
    """The conversation with a question; the buttons of earlier messages are gone."""
    return [*without_buttons(turns), {"role": "user", "content": plain(message)}]


def answered(turns: Turns, reply: Reply) -> Turns:
    """The conversation with an answer, and what can be said next as buttons."""
    options = [{"value": text, "label": text} for text in next_messages(reply)]
    return [*without_buttons(turns), {"role": "assistant", "content": marked_up(reply.answer), "options": options}]


def told(turns: Turns, sentence: str) -> Turns:
    """The conversation with a sentence of the page itself."""
    return [*without_buttons(turns), {"role": "assistant", "content": plain(sentence)}]


def next_messages(reply: Reply) -> tuple[str, ...]:
    """The choices where something is asked that has them, else the questions that follow on."""
    choices = tuple(choice for fact in reply.missing for choice in fact.choices)
    return tuple(dict.fromkeys(choices or reply.suggestions))


def without_buttons(turns: Turns) -> Turns:
    """The conversation without the buttons under its messages."""
    return [{name: value for name, value in turn.items() if name != "options"} for turn in turns]


def plain(text: str) -> str:
    """A text that the page shows to the letter: no markup, no pictures."""
    return MARKUP.sub(_escaped, html.escape(text, quote=False)).replace("\n", "  \n")


def marked_up(answer: str) -> str:
    """An answer in which only bold words and lists are markup; whatever a clause brings along is shown to the letter."""
    return "\n".join(_line(line) for line in answer.split("\n"))


def _line(line: str) -> str:
    item = ITEM.match(line)
    head, rest = (item.group(), line[item.end() :]) if item else ("", line)
    parts = [f"**{plain(part)}**" if at % 2 else plain(part) for at, part in enumerate(BOLD.split(rest))]
    return head + "".join(parts)


def _escaped(found: re.Match[str]) -> str:
    space = found.group()[:-1]
    return f"{space}\\{found.group()[-1]}"
