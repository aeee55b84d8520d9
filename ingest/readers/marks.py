"""The marks of Markdown that stand around whole lines: quotes, tables, underlined headings, links."""

from __future__ import annotations

import re

_QUOTE = re.compile(r"\s*(?:>\s?)+")
_RULE = re.compile(r"\s*([=_*~#-])(?:\s?\1){2,}\s*")
_UNDERLINE = re.compile(r"\s*(?:=+|-{3,})\s*")
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\(([^()\s]{0,1000})(?:\s+\"[^\"]{0,300}\")?\)")
_NUMBER = re.compile(r"(?:\*\*)?\(?(?:\d{1,2}(?:\\?\.\d{1,2}){0,3}|[a-z])\\?[.)]?\)?(?:\*\*)?")
_LONGEST = 200


def without_quote(raw: str) -> str:
    """A line without the marks that make it a quotation."""
    quote = _QUOTE.match(raw)
    return raw[quote.end() :] if quote and ">" in quote[0] else raw


def is_rule(raw: str) -> bool:
    """Whether a line only draws a line, under a heading, between two parts or in a table."""
    return len(raw) <= 2 * _LONGEST and (_RULE.fullmatch(raw) or _TABLE_RULE.fullmatch(raw)) is not None


def is_underline(raw: str) -> bool:
    """Whether a line underlines the one above it as a heading."""
    return len(raw) <= 2 * _LONGEST and _UNDERLINE.fullmatch(raw) is not None


def table_row(body: str) -> str | None:
    """A row of a table as "cell | cell", or as text where its first cell is a number; None for other lines."""
    if not (body.startswith("|") and body.count("|") > 1):
        return None
    cells = [cell.strip() for cell in body.strip("|").split("|")]
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and _NUMBER.fullmatch(filled[0]) and not filled[0].isalnum():
        return " ".join(filled)
    return " | ".join(filled)


def take_out_links(body: str) -> tuple[str, list[str]]:
    """The text with the words of its links alone, and where they lead."""
    leads = [match[2] for match in _LINK.finditer(body)]
    return (_LINK.sub(r"\1", body), leads) if leads else (body, leads)
