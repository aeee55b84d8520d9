"""The parts of a web page that are around the terms and not in them: menus, page headers and footers, cookie bars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.blocks import LeftOut, letters

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "canvas", "audio", "video", "select",
    "option", "textarea", "input", "dialog",
)  # fmt: skip
_AROUND = ("nav", "aside", "form")
_BANNERS = ("header", "footer")
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary", "menu", "menubar"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INSIDE = ("main", "article", "section")
_NAMED = re.compile(
    r"(?:^|[-_\s])(?:cookie[-_]?(?:bar|banner|consent|notice|notification|popup|melding|wall|law|modal|dialog|overlay)\w*|"
    r"cookieconsent|cookiebot\w*|onetrust\w*|gdpr|consent|navbar|nav|menu|breadcrumbs?|sidebar|skip-?link|"
    r"site-?header|site-?footer|page-?header|page-?footer|newsletter|social|share)(?=$|[-_\s])",
    re.IGNORECASE,
)
_MOST_SHARE = 0.4
_FEW = 5
_NUMBERED = re.compile(r"\s*(?:artikel|art\.?|hoofdstuk|§)?\s*(?:\d|[IVX]+\b|[A-Z][.)])", re.IGNORECASE)


def take_out_chrome(soup: BeautifulSoup) -> list[LeftOut]:
    """What stood around the terms on a page, which no longer holds it. What holds much of its text is never around it."""
    taken = [LeftOut("page_chrome", tag.get_text(" ")) for tag in soup.find_all("dialog")]
    for tag in soup.find_all(_NEVER_TEXT):
        tag.decompose()
    whole = max(len(letters(soup.get_text())), 1)
    opening = [button for button in soup.find_all("button") if _opens_panel(button)]
    kept = {id(button) for button in opening if len(opening) >= _FEW or _NUMBERED.match(button.get_text())}
    for tag in _suspects(soup, kept):
        if not tag.decomposed and len(letters(tag.get_text())) <= _MOST_SHARE * whole:
            taken.append(LeftOut("page_chrome", tag.get_text(" ")))
            tag.decompose()
    return taken


def _suspects(soup: BeautifulSoup, kept: set[int]) -> list[Tag]:
    return [tag for tag in soup.find_all(True) if id(tag) not in kept and _is_around(tag)]


def _is_around(tag: Tag) -> bool:
    if tag.name in ("html", "body", *_INSIDE) or tag.name in _HEADINGS:
        return False
    if tag.name in _AROUND or str(tag.get("role", "")).lower() in _ROLES:
        return True
    if tag.name in _BANNERS:
        return not any(above.name in _INSIDE for above in tag.parents)
    if tag.name == "button":
        return not any(above.name in _HEADINGS for above in tag.parents) and not _shows_and_hides(tag)
    classes = tag.get_attribute_list("class")
    return any(_NAMED.search(str(name)) for name in (*classes, tag.get("id", "")) if name)


def _shows_and_hides(button: Tag) -> bool:
    return button.has_attr("aria-expanded") or button.has_attr("aria-controls")


def _opens_panel(button: Tag) -> bool:
    """Whether a button could be the heading of the text behind it."""
    own = letters(button.get_text())
    around = button.parent
    alone = around is not None and len(around.contents) <= _FEW and letters(around.get_text()) == own
    panel = (around if alone and around is not None else button).find_next_sibling()
    return panel is not None and panel.name not in ("button", "nav") and len(letters(panel.get_text())) > len(own) > 0
