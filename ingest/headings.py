"""Lines that name a part of a document: articles, annexes, closing parts, and titles of whole documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.blocks import Line
from ingest.numbering import roman_value

_WORDS = ("één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_ARTICLE = re.compile(
    r"(?:Artikel|ARTIKEL|Art\.?|ART\.?|§)\s*(?P<number>\d{1,3}(?:\.\d{1,2}){0,2}|[IVXL]+\b|(?i:" + "|".join(_WORDS) + r"|een)\b)"
    r"(?P<suffix>[a-z](?![a-zà-ÿ])|\s?(?:bis|ter)\b)?(?!\d|[.:]\d)[\s.:)|/–—-]*(?P<title>.*)"
)
_ANNEX = re.compile(r"(Bijlage|BIJLAGE|Annex|ANNEX|Appendix)\s+([IVXL]+|\d{1,2}|[A-Z])\b[\s.:)–—-]*(.*)")
_LOOSE_ANNEX = re.compile(
    r"(Bijlage|BIJLAGE|Annex|ANNEX|Appendix|Addendum)(?:n|N)?\s*(?:[:–—-]\s*(\S.*))?|(Modelformulier|MODELFORMULIER)\b(?:\s*[:–—-])?\s*(.*)"
)
_CHAPTER = re.compile(
    r"(Hoofdstuk|Afdeling|Deel|Paragraaf|Titel|Module|Onderdeel|HOOFDSTUK|AFDELING|DEEL|PARAGRAAF|TITEL|MODULE|ONDERDEEL)\s+"
    r"([IVXL]+|\d{1,2}|[A-Z])\b[\s.:)|–—-]*(.*)"
)
_OTHER = re.compile(r"([A-ZÀ-Ý][a-zà-ÿ]{3,}|[A-ZÀ-Ý]{4,})\s+(\d{1,2})\b(?![.:,]?\d)[\s.:)|–—-]*(.*)")
_NO_HEADING_WORDS = frozenset(
    {"artikel", "bijlage", "annex", "appendix", "pagina", "page", "versie", "lid", "blad", "hoofdstuk", "afdeling", "deel"}
)
_CLOSING = re.compile(r"(slotbepaling(?:en)?|slotwoord)\W*", re.IGNORECASE)
_CONTENTS = re.compile(r"(inhoud|inhoudsopgave|inhoudstafel)\W*", re.IGNORECASE)
_PAGE = re.compile(r"(?:pagina|pag\.?|blz\.?|page)?\s*[-–]?\s*\d{1,3}\s*(?:(?:van|/|of)\s*\d{1,3})?\s*[-–]?", re.IGNORECASE)
_RECITALS = re.compile(r"(overwegende|in aanmerking nemende|overwegingen)\b", re.IGNORECASE)
_REFERS = re.compile(r"(?:\b(?:artikel|artikelen|art\.|lid|leden|sub)|€)$")
_SENTENCE_END = (".", ";", ",", ":", "!")
# After "Artikel 5" a reference goes on with one of these, a title doesn't.
_GOES_ON = frozenset(
    {
        "lid",
        "leden",
        "sub",
        "van",
        "tot",
        "en",
        "of",
        "is",
        "zijn",
        "wordt",
        "worden",
        "blijft",
        "blijven",
        "geldt",
        "gelden",
        "t/m",
        "onder",
        "juncto",
        "jo",
        "kan",
        "zal",
        "heeft",
        "ten",
        "met",
        "BW",
        "AVG",
        "Rv",
        "Wbp",
        "Awb",
    }
)
_KIND_HEADS = ("overeenkomst", "voorwaarden", "verklaring", "reglement", "statuut", "agreement", "statement", "policy", "beleid")
_TITLE_WORDS = 12


@dataclass(frozen=True, slots=True)
class ArticleHeading:
    """The number and title of an article; the title is empty where it stands on the next line, or where there is none.

    An article that was put in later has the number of the one before it and a `suffix` ("1a", "12bis"). `above` are the parts
    before the last one of a decimal number, `shown` a number in letters as printed ("IV", "A"), and `text` what the line says
    behind the number where that is a sentence and no title. `name` is the word before the number where it is not "artikel".
    """

    number: int
    title: str
    suffix: str = ""
    above: tuple[int, ...] = ()
    shown: str = ""
    text: str = ""
    name: str = ""

    @property
    def values(self) -> tuple[int, ...]:
        """All parts of the number."""
        return (*self.above, self.number)

    @property
    def printed(self) -> str:
        """The number as printed, without spaces."""
        return self.shown or ".".join(map(str, self.values)) + self.suffix


@dataclass(frozen=True, slots=True)
class AnnexHeading:
    """An annex: `path` as in a clause id ("bijlage1"), `label` as printed ("Bijlage I")."""

    path: str
    label: str
    title: str


def read_article(line: Line) -> ArticleHeading | None:
    """The article that this line opens, or None: a line that only refers to an article goes on like a sentence."""
    heading = _article(line)
    if heading is None or (heading.title.endswith(".") and len(heading.title.split()) > _TITLE_WORDS):
        return None
    return heading


def read_article_text(line: Line) -> ArticleHeading | None:
    """The article without a title whose text stands behind its number, or None where the line is no sentence."""
    heading = _article(line)
    if heading is None or not heading.title.endswith("."):
        return None
    if not (_looks_like_sentence(heading.title) or len(heading.title.split()) > _TITLE_WORDS):
        return None
    return replace(heading, title="", text=heading.title)


def _article(line: Line) -> ArticleHeading | None:
    match = _ARTICLE.fullmatch(line.text)
    if match is None:
        return None
    title = match["title"].strip(" -–—")
    first = title.split(" ", 1)[0].rstrip(",.;")
    if first in _GOES_ON or (title[:1].islower() and title.endswith(_SENTENCE_END)):
        return None
    printed, suffix = match["number"], (match["suffix"] or "").strip()
    *above, last = printed.split(".")
    if above and (title[:1].islower() or title.endswith(_SENTENCE_END)):
        return None
    if last.isdigit():
        return ArticleHeading(int(last), title, suffix, tuple(map(int, above))) if int(last) else None
    word = "één" if printed.lower() == "een" else printed.lower()
    if word in _WORDS:
        return ArticleHeading(_WORDS.index(word) + 1, title)
    value = roman_value(printed)
    return ArticleHeading(value, title, suffix, shown=printed) if value else None


def read_other(line: Line) -> ArticleHeading | None:
    """The part that a line opens with a word of its own ("Rubriek 4. Schade"), or None. The word must be used all along."""
    match = _OTHER.fullmatch(line.text)
    if match is None or line.bullet or line.text.endswith(_SENTENCE_END) or match[1].lower() in _NO_HEADING_WORDS:
        return None
    title = match[3].strip(" -–—")
    return ArticleHeading(int(match[2]), title, name=match[1].capitalize()) if not title[:1].islower() and int(match[2]) else None


def read_chapter(line: Line) -> ArticleHeading | None:
    """The chapter that this line opens, or None where it only refers to one. Chapters hold articles, or stand in for them."""
    match = _CHAPTER.fullmatch(line.text)
    if match is None or line.bullet or line.text.endswith(_SENTENCE_END):
        return None
    name, printed, title = match[1].capitalize(), match[2], match[3].strip(" -–—")
    if title[:1].islower():
        return None
    if printed.isdigit():
        return ArticleHeading(int(printed), title, name=name)
    value = roman_value(printed) or ord(printed) - ord("A") + 1
    return ArticleHeading(value, title, shown=printed, name=name)


def read_annex(line: Line) -> AnnexHeading | None:
    """The annex that this line opens, or None. A bullet that names an annex, or a sentence about one, opens nothing."""
    if line.bullet or len(line.text) > 120 or line.text.endswith((".", ";", ",")):
        return None
    if (loose := _LOOSE_ANNEX.fullmatch(line.text)) and not line.text.endswith(":"):
        name = (loose[1] or loose[3]).capitalize()
        return AnnexHeading(name.lower(), name, (loose[2] or "" if loose[1] else line.text).strip() or name)
    match = _ANNEX.fullmatch(line.text)
    if match is None:
        return None
    if match[3].split(" ", 1)[0] in _GOES_ON:
        return None
    value = int(match[2]) if match[2].isdigit() else roman_value(match[2])
    key = str(value) if value else match[2].lower()
    title = match[3].strip()
    return AnnexHeading(
        path=f"{match[1].lower()}{key}",
        label=f"{match[1].capitalize()} {match[2]}",
        title=title if title[:1].isupper() else line.text,
    )


def is_closing(line: Line) -> bool:
    """Whether the line is the heading of a closing part without a number."""
    return _CLOSING.fullmatch(line.text) is not None


def is_contents(line: Line) -> bool:
    """Whether the line is the heading of a table of contents."""
    return _CONTENTS.fullmatch(line.text) is not None


def is_page_number(line: Line) -> bool:
    """Whether the line holds nothing but a page number. A bare number needs dashes or a total to count as one."""
    return _PAGE.fullmatch(line.text) is not None and not line.text.isdigit()


def opens_recitals(line: Line) -> bool:
    """Whether the line starts the considerations of a contract."""
    return _RECITALS.match(line.text) is not None


def ends_in_reference(line: Line) -> bool:
    """Whether the line stops in the middle of a reference: its number must stand on the next one."""
    return not line.hard_break and _REFERS.search(line.text) is not None


def is_document_title(line: Line) -> bool:
    """Whether the line could be the title of a whole document: short, no sentence, and it names a kind of document."""
    words = line.text.split()
    if line.bullet or len(words) > _TITLE_WORDS or not words[0][:1].isupper():
        return False
    if ":" in line.text or line.text.rstrip(".").endswith(_SENTENCE_END):
        return False
    return kind_words(line.text) != () and not _looks_like_sentence(line.text)


def kind_words(title: str) -> tuple[str, ...]:
    """The words of a title that name the kind of document ("Algemene", "Voorwaarden"), up to the one that ends it."""
    words = re.findall(r"[^\W\d_]+", title)
    for position, word in enumerate(words[:4]):
        if word.lower().endswith(_KIND_HEADS):
            return tuple(words[: position + 1])
    return ()


def document_prefix(title: str) -> str:
    """The initials of a document's kind, as clause ids carry them: "Verwerkersovereenkomst X" -> "vo".

    Every word up to the kind gives its first letter, and a compound gives that of both halves: "Algemene verkoopvoorwaarden"
    -> "avv", "Privacyverklaring" -> "pv". A title without a known kind gives the initials of its first three words.
    """
    words = kind_words(title) or tuple(re.findall(r"[^\W\d_]+", title)[:3])
    return "".join(_initials(word.lower()) for word in words)


def _initials(word: str) -> str:
    head = next((head for head in _KIND_HEADS if word.endswith(head) and word != head), "")
    return word[0] + head[:1]


def _looks_like_sentence(text: str) -> bool:
    """Whether a verb that no title has stands in the text."""
    return re.search(r"\b(is|zijn|wordt|worden|geldt|gelden|kan|zal|heeft|hebben|maakt|dient|mag)\b", text) is not None
