"""Numbers that a web page counts by its style sheet: written into the page where a browser would show them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.counting import Counting, printed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

COUNTINGS: dict[str, Counting] = {
    "lower-alpha": "lower_letter", "lower-latin": "lower_letter", "upper-alpha": "upper_letter", "upper-latin": "upper_letter",
    "lower-roman": "lower_roman", "upper-roman": "upper_roman", "decimal-leading-zero": "zero",
}  # fmt: skip
_MOST_RULES = 3_000
_MOST_STYLES = 300_000
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_BEFORE = re.compile(r"::?(?:before|marker)\s*$", re.IGNORECASE)
_AFTER = re.compile(r"::?(?:after|first-line|first-letter|hover|focus|placeholder)\b", re.IGNORECASE)
# The counter that a browser keeps for every list by itself.
_OWN = "list-item"
_CHANGE = re.compile(r"([\w-]+)(?:\s+(-?\d{1,6}))?")
_PIECE = re.compile(
    r"""counters?\(\s*(?P<name>[\w-]+)\s*(?:,\s*(?P<quote>["'])(?P<joint>.*?)(?P=quote)\s*)?(?:,\s*(?P<style>[\w-]+)\s*)?\)"""
    r"""|"(?P<double>[^"]*)"|'(?P<single>[^']*)'"""
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")


@dataclass(slots=True)
class _Styled:
    """What the style sheet says of one element."""

    resets: list[tuple[str, int]] = field(default_factory=list)
    increments: list[tuple[str, int]] = field(default_factory=list)
    before: str = ""
    list_style: tuple[int, str] = (-1, "")


def write_counters(soup: BeautifulSoup) -> None:
    """Put every counted number at the start of its element, and the way to count that lists have by the style sheet on them."""
    styled = _styled(soup)
    for tag in soup.find_all(["ol", "ul", "li"]):
        _, shown = styled[id(tag)].list_style if id(tag) in styled else (-1, "")
        if shown and "list-style" not in str(tag.get("style", "")):
            tag["style"] = f"{tag.get('style', '')};list-style-type:{shown}"
    if any(_OWN in style.before for style in styled.values()):
        for tag in soup.find_all(["ol", "ul", "li"]):
            style = styled.setdefault(id(tag), _Styled())
            style.increments += [(_OWN, 1)] if tag.name == "li" else []
            style.resets += [(_OWN, 0)] if tag.name != "li" else []
    if any("counter" in style.before for style in styled.values()):
        _Counting(styled).visit(soup)


def _styled(soup: BeautifulSoup) -> dict[int, _Styled]:
    """The counters of every element that has some, by its identity; later rules win."""
    found: defaultdict[int, _Styled] = defaultdict(_Styled)
    sheets = "\n".join(tag.get_text() for tag in soup.find_all("style"))[:_MOST_STYLES]
    for selectors, block in [match.groups() for match in _RULE.finditer(_COMMENT.sub("", sheets))][:_MOST_RULES]:
        declared = _declared(block)
        if not any(name.startswith("counter") or name in ("content", "list-style", "list-style-type") for name in declared):
            continue
        for selector in selectors.split(","):
            for tag in _select(soup, _BEFORE.sub("", selector)):
                _apply(found[id(tag)], declared, selector)
    for tag in soup.find_all(style=re.compile("counter-")):
        _apply(found[id(tag)], _declared(str(tag["style"])), "")
    return found


def _declared(block: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in re.split(r""";(?=(?:[^"']|"[^"]*"|'[^']*')*$)""", block))
    return {name.strip().lower(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def _select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    from soupsieve import SelectorSyntaxError

    if not selector.strip() or _AFTER.search(selector) or selector.lstrip().startswith("@"):
        return []
    try:
        return list(soup.select(selector))
    except (SelectorSyntaxError, NotImplementedError, ValueError):
        return []


def _apply(style: _Styled, declared: dict[str, str], selector: str) -> None:
    if _BEFORE.search(selector):
        style.before = declared.get("content", style.before)
        style.increments += _changes(declared.get("counter-increment", ""), 1)
        return
    if "counter-reset" in declared:
        style.resets = _changes(declared["counter-reset"], 0)
    if "counter-increment" in declared:
        style.increments = _changes(declared["counter-increment"], 1)
    shown = declared.get("list-style-type", declared.get("list-style", ""))
    weight = 100 * selector.count("#") + 10 * len(re.findall(r"[.:\[]", selector)) + len(selector.split())
    if shown and weight >= style.list_style[0]:
        style.list_style = (weight, shown)


def _changes(declared: str, default: int) -> list[tuple[str, int]]:
    if declared in ("none", ""):
        return []
    return [(name, int(value) if value else default) for name, value in _CHANGE.findall(declared)]


class _Counting:
    """One walk over the page. A counter lives in the parent of the element that starts it."""

    def __init__(self, styled: dict[int, _Styled]) -> None:
        self._styled = styled
        self._counters: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def visit(self, tag: Tag) -> None:
        """Count an element and all below it."""
        from bs4.element import Tag

        for child in list(tag.children):
            if isinstance(child, Tag):
                self._count(child, id(tag))
                self.visit(child)
        for counters in self._counters.values():
            while counters and counters[-1][0] == id(tag):
                counters.pop()

    def _count(self, tag: Tag, parent: int) -> None:
        style = self._styled.get(id(tag))
        if style is None:
            return
        for name, value in style.resets:
            counters = self._counters[name]
            if counters and counters[-1][0] == parent:
                counters.pop()
            counters.append((parent, value))
        for name, step in style.increments:
            counters = self._counters[name] or [(parent, 0)]
            self._counters[name] = [*counters[:-1], (counters[-1][0], counters[-1][1] + step)]
        shown = self._shown(style.before)
        if shown.strip():
            tag.insert(0, f"{shown.rstrip()} ")
            if tag.name == "li" and tag.parent is not None:
                tag.parent["style"] = "list-style-type:none"

    def _shown(self, content: str) -> str:
        if "counter" not in content:
            return ""
        return "".join(self._piece(match) for match in _PIECE.finditer(content))

    def _piece(self, match: re.Match[str]) -> str:
        if match["name"] is None:
            return _ESCAPE.sub(lambda code: chr(min(int(code[1], 16), 0xFFFF)), match["double"] or match["single"] or "")
        values = [value for _, value in self._counters[match["name"]]] or [0]
        counting = COUNTINGS.get(match["style"] or "", "decimal")
        shown = [printed(value, counting) for value in values]
        return (match["joint"] or "").join(shown) if match[0].startswith("counters") else shown[-1]
