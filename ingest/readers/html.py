"""Web pages: block elements become lines, list numbers are written out, what stands around the terms is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import UnreadableTerms
from ingest.blocks import Line, Source, Style
from ingest.headings import read_article
from ingest.numbering import read_markers
from ingest.readers.chrome import take_out_chrome
from ingest.readers.counters import COUNTINGS, write_counters
from ingest.readers.counting import Counting, printed
from ingest.readers.decoding import decode_web
from ingest.readers.drafts import Draft, compose, opens_with_bullet, plain
from ingest.readers.sizes import MOST_TAGS, check_markup
from ingest.readers.tables import Cell, read_table
from ingest.wording import say

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption")
_BLOCKS = frozenset(_HEADINGS) | {
    *("address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "dialog", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu"),
    *("nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_BOLD, _ITALIC = ("b", "strong"), ("i", "em")
_COUNTINGS: dict[str, Counting] = COUNTINGS | {"a": "lower_letter", "A": "upper_letter", "i": "lower_roman", "I": "upper_roman"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|disc|circle|square|decimal(?:-leading-zero)?|(?:lower|upper)-\w+)")
_LINE_HEADINGS = 2
_INLINE = ["span", "b", "strong", "i", "em", "a", "label", "small", "font"]
_ALONE = re.compile(r"\s*\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}[.)]?|[a-z][.)])\s*")
_MOST_DEPTH = 150
_TAG = re.compile(r"<[a-zA-Z/!?][^>]*")
# A tag of a page takes so much more than one of a Word document; and the attributes of one tag are compared with each other.
_PER_TAG = 8
_MOST_WORDS_IN_TAG = 20_000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a run of text stands: `number` is the marker of the list item that it opens."""

    depth: int = 0
    style: Style = ""
    number: str = ""
    bullet: bool = False
    preformatted: bool = False


def read_html(name: str, data: bytes) -> Source:
    """The lines of a web page without its menus, page header and footer, and cookie bar.

    Raises: UnreadableTerms where the file is no text, or nested so deep that no browser made it.
    """
    text = decode_web(data)
    if "\x00" in text:
        raise UnreadableTerms(say("file_binary", file=name))
    _check_tags(name, text)
    from bs4 import BeautifulSoup  # loads lxml

    soup = BeautifulSoup(text, "lxml")
    if _depth(soup) > _MOST_DEPTH:
        raise UnreadableTerms(say("file_nested", file=name))
    write_counters(soup)
    around = take_out_chrome(soup)
    _set_numbers_apart(soup)
    return compose(name, _block(soup, _Place()), around)


def _check_tags(name: str, text: str) -> None:
    """Nothing, for a page with as many tags and attributes as pages have. Raises: UnreadableTerms."""
    total = 0
    for match in _TAG.finditer(text):
        words = len(match[0].split())
        total += _PER_TAG + words
        check_markup(name, tags=total if words <= _MOST_WORDS_IN_TAG else MOST_TAGS + 1)


def _depth(tag: Tag) -> int:
    """How deep the elements are nested, counted without recursion."""
    from bs4.element import Tag

    deepest, level = 0, [tag]
    while level and deepest <= _MOST_DEPTH:
        level = [child for parent in level for child in parent.children if isinstance(child, Tag)]
        deepest += 1
    return deepest


def _set_numbers_apart(soup: BeautifulSoup) -> None:
    """Put a space behind every number that stands in an element of its own within a line."""
    for tag in soup.find_all(_INLINE):
        if _ALONE.fullmatch(tag.get_text()):
            tag.append(" ")


def _block(tag: Tag, place: _Place) -> Iterator[Draft]:
    """The lines in a block element: runs of text between the blocks inside it. A list number goes to the first of them."""
    run: list[PageElement] = []
    opened = False
    for child in tag.children:
        if not _holds_block(child):
            run.append(child)
            continue
        drafts = [*_run(run, _after(place, opened))]
        opened, run = opened or bool(drafts), []
        drafts += _element(child, _after(place, opened))
        opened = opened or any(draft.text.strip() for draft in drafts)
        yield from drafts
    yield from _run(run, _after(place, opened))


def _after(place: _Place, opened: bool) -> _Place:
    """The place for what follows the first line of a list item, which alone has its number."""
    return _Place(place.depth, place.style, preformatted=place.preformatted) if opened else place


def _holds_block(node: PageElement) -> bool:
    from bs4.element import Tag

    if not isinstance(node, Tag):
        return False
    return node.name in _BLOCKS or any(isinstance(inner, Tag) and inner.name in _BLOCKS for inner in node.descendants)


def _element(node: PageElement, place: _Place) -> Iterator[Draft]:
    from bs4.element import Tag

    assert isinstance(node, Tag)
    if node.name in ("ol", "ul", "menu"):
        yield from _list(node, place)
    elif node.name == "table":
        yield from _table(node, place)
    elif node.name == "pre":
        yield from _block(node, _Place(place.depth, place.style, place.number, place.bullet, preformatted=True))
    else:
        style: Style = "heading" if node.name in _HEADINGS else place.style
        yield from _block(node, _Place(place.depth, style, place.number, place.bullet, place.preformatted))


def _list(tag: Tag, place: _Place) -> Iterator[Draft]:
    """The items of a list, each with its number or bullet as a browser shows it."""
    items = tag.find_all("li", recursive=False)
    counting = _counting(tag)
    step = -1 if tag.has_attr("reversed") else 1
    value = _integer(tag.get("start"), len(items) if step < 0 else 1)
    if _number_themselves([item.get_text() for item in items]):
        counting = None
    for child in tag.find_all(True, recursive=False):
        if child.name != "li":
            yield from _element(child, _Place(place.depth + 1, place.style))
            continue
        value = _integer(child.get("value"), value)
        number = f"{printed(value, counting)}." if tag.name == "ol" and counting else ""
        shown = f"{place.number} {number}".strip()
        place = _Place(place.depth, place.style)
        bullet = tag.name != "ol" and not read_markers(plain(child.get_text()))
        yield from _block(child, _Place(place.depth + 1, place.style, shown, bullet))
        value += step


def _counting(tag: Tag) -> Counting | None:
    """How a list counts, or None where it shows no numbers."""
    styled = _LIST_STYLE.search(str(tag.get("style", "")).lower())
    if styled and styled[1] in ("none", "disc", "circle", "square"):
        return None
    return _COUNTINGS.get(styled[1] if styled else str(tag.get("type", "")), "decimal")


def _number_themselves(texts: Sequence[str]) -> bool:
    """Whether the items of a list carry numbers in their text, so that the page can't show others."""
    filled = [plain(text) for text in texts if text.strip()]
    return bool(filled) and all(read_markers(text) or _opens_article(text) for text in filled)


def _integer(value: object, default: int) -> int:
    text = str(value or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _table(tag: Tag, place: _Place) -> Iterator[Draft]:
    rows: list[list[Cell]] = [
        [tuple(_block(cell, _Place(place.depth))) for cell in row.find_all(["td", "th"], recursive=False)]
        for row in tag.find_all("tr")
        if row.find_parent("table") is tag
    ]
    caption = tag.find("caption")
    if caption is not None and caption.find_parent("table") is tag:
        yield from _block(caption, _Place(place.depth, "heading"))
    yield from read_table(rows)


def _run(nodes: Sequence[PageElement], place: _Place) -> Iterator[Draft]:
    """The lines of a run of text without blocks: one for each `<br>`, or for each line of the file where those are the lines."""
    pieces = _pieces(nodes, place.preformatted)
    number, bullet = place.number, place.bullet
    for at, (text, style) in enumerate(pieces):
        own = plain(text)
        if not own:
            yield Draft("")
            continue
        prefix = "" if not number or opens_with_bullet(own) else f"{number} "
        shown = place.style or style
        yield Draft(prefix + own, place.depth, bullet, hard_break=at < len(pieces) - 1, style=shown)
        number, bullet = "", False


def _pieces(nodes: Sequence[PageElement], preformatted: bool) -> list[tuple[str, Style]]:
    broken = _broken(nodes)
    if not broken or not "".join(text for text, _ in broken).strip():
        return []
    if not preformatted:
        by_element = [(_text_of(node), _style([node])) for node in nodes]
        if _count_headings([text for text, _ in by_element]) >= _LINE_HEADINGS:
            return by_element
        lines = [line for text, _ in broken for line in text.split("\n")]
        if _count_headings(lines) < _LINE_HEADINGS:
            return broken
    return [(line, style) for text, style in broken for line in text.split("\n")]


def _broken(nodes: Sequence[PageElement]) -> list[tuple[str, Style]]:
    """The run cut at every `<br>`, each part with how the whole of it is set."""
    parts: list[list[PageElement]] = [[]]
    for leaf in _leaves(nodes):
        if getattr(leaf, "name", None) == "br":
            parts.append([])
        else:
            parts[-1].append(leaf)
    return [("".join(_text_of(leaf) for leaf in part), _style(part)) for part in parts]


def _leaves(nodes: Sequence[PageElement]) -> Iterator[PageElement]:
    from bs4.element import Tag

    for node in nodes:
        if isinstance(node, Tag) and node.name != "br":
            yield from _leaves([*node.children])
        else:
            yield node


def _text_of(node: PageElement) -> str:
    """The text of a part of a page, without comments and instructions."""
    from bs4.element import NavigableString, Tag

    if isinstance(node, Tag):
        return node.get_text()
    return str(node) if type(node) is NavigableString else ""


def _style(nodes: Sequence[PageElement]) -> Style:
    """How all text in a part is set, or nothing."""
    leaves = [leaf for leaf in _leaves(nodes) if _text_of(leaf).strip()]
    signs: tuple[tuple[tuple[str, ...], Style], ...] = ((_BOLD, "bold"), (_ITALIC, "italic"))
    return next((style for names, style in signs if leaves and all(_is_within(leaf, names) for leaf in leaves)), "")


def _is_within(leaf: PageElement, names: tuple[str, ...]) -> bool:
    return any(above.name in names for above in leaf.parents)


def _count_headings(texts: Sequence[str]) -> int:
    return sum(_opens_article(plain(text)) for text in texts)


def _opens_article(text: str) -> bool:
    return read_article(Line(1, 0, len(text), text)) is not None
