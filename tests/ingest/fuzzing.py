"""Documents by chance, for every reader and for the parser, and what has to hold for each."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from bot.errors import UnreadableTerms
from ingest.clauses import parse
from ingest.readers import READERS
from tests.ingest.nasty.case import TERMS
from tests.ingest.nasty.pages import page
from tests.ingest.nasty.sound import check_sound
from tests.ingest.nasty.words import body_of, parts_of, zipped
from tests.ingest.printed import write_pdf

PATIENCE_S = 10.0
"""Seconds of the processor that one small document may take."""

Content = st.SearchStrategy[bytes]


class Hang(BaseException):
    """A document took too long; no reader may take this for an error of its own."""


@dataclass(frozen=True)
class Target:
    """What is fuzzed: a suffix, and the strategies that make files with it."""

    name: str
    suffix: str
    contents: tuple[Content, ...]

    def check(self, content: bytes) -> None:
        """Nothing, for a file that is refused in Dutch or parsed soundly and always alike. Raises: whatever else happens."""
        with _in_time():
            try:
                source = READERS[self.suffix]("bestand" + self.suffix, content)
                if not source.lines:
                    return
                parsed = parse(source, "x")
            except UnreadableTerms:
                return
            check_sound(source, parsed)
            assert READERS[self.suffix]("bestand" + self.suffix, content) == source
            assert parse(source, "x") == parsed


@contextmanager
def _in_time() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@st.composite
def mutated(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """One of the seeds with bytes flipped, cut out, doubled, or taken from another seed."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        end = at + draw(st.integers(1, 60))
        match draw(st.sampled_from(("flip", "cut", "double", "splice", "insert", "end"))):
            case "flip":
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "cut":
                del data[at:end]
            case "double":
                data[at:at] = data[at:end] * draw(st.integers(1, 20))
            case "splice":
                other = draw(st.sampled_from(seeds))
                start = draw(st.integers(0, max(len(other) - 1, 0)))
                data[at:end] = other[start : start + 60]
            case "insert":
                data[at:at] = draw(st.binary(max_size=8))
            case _:
                del data[at:]
    return bytes(data)


# Text and the parser

_WORDS = (
    "Betaling",
    "de klant",
    "U betaalt binnen 14 dagen.",
    "Als",
    "en",
    "zie artikel 2 lid 1",
    "artikel",
    "lid 3",
    "€ 25,00",
    "x",
)
_STARTS = (
    "Artikel 1",
    "Artikel 2 Kop",
    "Artikel 3.",
    "Artikel 12a Ook",
    "Art. 4 -",
    "ARTIKEL IV",
    "§ 5",
    "Artikel 1.2 Deel",
    "HOOFDSTUK 2 Begin",
    "Hoofdstuk III",
    "Bijlage 1",
    "Bijlage: Prijzen",
    "Inhoud",
    "Slotbepaling",
    "Overwegende dat",
    "Algemene voorwaarden",
    "Verwerkersovereenkomst",
    "1",
    "1.",
    "2.",
    "3.",
    "1.1",
    "1.2",
    "2.1",
    "1.1.1",
    "10.3.2.1",
    "a.",
    "b)",
    "(c)",
    "i.",
    "ii.",
    "iv)",
    "A.",
    "B.",
    "I.",
    "II.",
    "- ",
    "• ",
    "* ",
    "Lid 1",
    "Lid 2:",
    "1. a)",
    "1.6",
    "99.",
    "0.",
    "0.0",
    "#",
    "## Kop",
    "**Kop**",
    "_schuin_",
    "......... 3",
    "pagina 2",
    "- 3 -",
    "",
    "",
)
_ENDS = (".", ":", ";", ",", "", "  ", " als", " artikel", " en", "Artikel 3 Kop", " 1.7 Als", "-", " ..... 4")


@st.composite
def _line(draw: st.DrawFn) -> str:
    start = draw(st.sampled_from(_STARTS) | st.integers(0, 99).map("{}.".format) | st.text(max_size=6))
    words = " ".join(draw(st.lists(st.sampled_from(_WORDS) | st.text(max_size=8), max_size=5)))
    space = draw(st.sampled_from(("", " ")))
    return " " * draw(st.integers(0, 6)) + start + space + words + draw(st.sampled_from(_ENDS))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _text_of(lines: list[str]) -> bytes:
    return _encoded("\n".join(lines))


LINES: Content = st.lists(_line(), max_size=40).map(_text_of)
COUNTED: Content = st.lists(
    st.sampled_from([start for start in _STARTS if len(start) < 18]).map("{} Tekst.".format), max_size=60
).map(_text_of)
_TEXT_SEEDS = (TERMS.encode(), TERMS.encode("utf-16"), TERMS.replace("\n", "\r\n").encode("cp1252"))

# Word

_VALUES = st.sampled_from(
    ("0", "1", "2", "8", "-1", "1.5", "", "a", "%1.", "%1.%2", "decimal", "bullet", "none", "toc 1", "heading 1", "restart")
)
_NAMES_LISTED = """
    p p p r r t tbl tr tc pPr numPr ilvl numId sdt sdtContent ins del br tab hyperlink rPr b i vanish pStyle vMerge tcPr
    pict txbxContent lvl num abstractNum style abstractNumId numFmt lvlText start lvlOverride basedOn name lvlRestart
    isLgl numStyleLink
"""
_NAMES = st.sampled_from(_NAMES_LISTED.split())


def _element(parts: tuple[str, str, list[str]]) -> str:
    name, value, inside = parts
    number = ' w:ilvl="0"' if name == "lvl" else f' w:{name}Id="1"' if name in ("num", "abstractNum", "style") else ""
    return f'<w:{name} w:val="{escape(value)}"{number}>{"".join(inside)}</w:{name}>'


_RUN = st.sampled_from(("Artikel 1 Kop", "1. Tekst.", "2.", "Tekst.", "a)", "Bijlage 1", " ", "")).map(
    lambda text: f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
)
_XML = st.recursive(_RUN, lambda inside: st.tuples(_NAMES, _VALUES, st.lists(inside, max_size=4)).map(_element), max_leaves=25)
_PARTS = parts_of(body_of())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN, _TYPES = "word/document.xml", "[Content_Types].xml"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def _docx_of(trees: list[str]) -> bytes:
    """A document whose body, numbering and styles are trees by chance."""
    body, numbering, styles = trees
    space = _PARTS[_MAIN].split(b"<w:body>")[0].split(b"<w:document ")[1].rstrip(b">").decode()
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in ("numbering", "styles")
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND.format(name)}"/>' for name in ("numbering", "styles")
    )
    return zipped(
        {
            **_PARTS,
            _TYPES: _PARTS[_TYPES].replace(b"</Types>", overrides.encode() + b"</Types>"),
            _MAIN: _PARTS[_MAIN].replace(b"</w:body>", body.encode() + b"</w:body>"),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'.encode(),
            "word/numbering.xml": f"<w:numbering {space}>{numbering}</w:numbering>".encode(),
            "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>".encode(),
        }
    )


def _with_main(content: bytes) -> bytes:
    return zipped({**_PARTS, _MAIN: content})


# Web pages

_TAGS_LISTED = """
    p div span b i em strong ol ul li table tr td th caption h1 h2 pre br nav header footer aside main article section
    button details summary dl dt dd a script style form select option svg template noscript body html head menu blockquote
    hr font x-y
"""
_TAGS = st.sampled_from(_TAGS_LISTED.split())
_ATTRIBUTES = st.sampled_from(
    (
        "",
        " start=5",
        " reversed",
        " type=a",
        " type=I",
        " value=3",
        " style='list-style:none'",
        " class='cookie-bar'",
        " id=menu",
        " role=menu",
        " aria-expanded=x",
        " hidden",
        " start=-3",
        " value=x",
        " colspan=9999",
    )
)
_PIECE = st.sampled_from(
    ("Artikel 1 Kop", "Artikel 2", "1. Tekst.", "a) punt", "Tekst.\nNog.", " ", "•", "&nbsp;", "<!-- x -->", "1", "2.", "<br>")
)


def _tagged(parts: tuple[str, str, list[str], bool]) -> str:
    tag, attribute, inside, closed = parts
    return f"<{tag}{attribute}>{''.join(inside)}" + (f"</{tag}>" if closed else "")


_HTML = st.recursive(
    _PIECE | st.text(max_size=8),
    lambda inside: st.tuples(_TAGS, _ATTRIBUTES, st.lists(inside, max_size=5), st.sampled_from((True, True, True, False))).map(
        _tagged
    ),
    max_leaves=40,
)

_PAGES = st.lists(_HTML, max_size=5).map(lambda parts: _encoded(page("".join(parts))))

# PDF

_KEYS_LISTED = """
    Type Kids Parent Count MediaBox Contents Resources Font F1 Subtype Encoding ToUnicode Length Filter DecodeParms Widths
    FirstChar W DescendantFonts FontDescriptor XObject Rotate Differences Predictor Columns BaseFont CIDSystemInfo Root
    Encrypt Prev FontFile2 CropBox BBox Matrix
"""
_KEYS = st.sampled_from(_KEYS_LISTED.split())
_OBJECT = st.recursive(
    st.sampled_from(
        ("1 0 R", "2 0 R", "3 0 R", "4 0 R", "5 0 R", "6 0 R", "9 0 R", "null", "true", "/Page", "/Pages", "/Font", "(a)", "<41>")
    )
    | st.integers(-5, 10**6).map(str)
    | st.floats(-1e6, 1e6).map("{:.3f}".format),
    lambda inside: (
        st.lists(inside, max_size=5).map(lambda parts: f"[{' '.join(parts)}]")
        | st.lists(st.tuples(_KEYS, inside), max_size=6).map(
            lambda pairs: f"<< {' '.join(f'/{key} {value}' for key, value in pairs)} >>"
        )
    ),
    max_leaves=20,
)
_OPERATORS = st.sampled_from(
    (
        "BT",
        "ET",
        "/F1 10 Tf",
        "/F9 10 Tf",
        "70 700 Td",
        "0 -12 Td",
        "(Artikel 1 Kop) Tj",
        "(1. Tekst.) Tj",
        "[(a) -300 (b)] TJ",
        "T*",
        "q",
        "Q",
        "1 0 0 1 5 5 cm",
        "0 1 -1 0 300 300 cm",
        "1 0 0 1 70 600 Tm",
        "/X1 Do",
        "BI /W 1 /H 1 ID x EI",
        "0 0 m 9 9 l S",
        "0 0 9 9 re f",
        "5 Tc",
        "-5 Tw",
        "50 Tz",
        "3 Tr",
        "12 TL",
        "(x) '",
        '1 1 (x) "',
        "/P BMC",
        "/P << /MCID 0 >> BDC",
        "EMC",
        "[[ 1",
        "<<",
        "Tj",
        "1 2 3",
        "<zz> Tj",
        "1e999 0 Td",
        "99999999999999999999 0 Td",
        "0 0 0 0 0 0 cm",
        "/F1 0 Tf",
        "/F1 -10 Tf",
        "W n",
        "sh",
        "(\\377\\000\\200) Tj",
    )
)
_PDF_SEED = write_pdf([[(70, 200, "**Artikel 1 Betaling"), (70, 212, "1. U betaalt binnen dertig dagen na de factuur.")]])


def _with_content(operators: list[str]) -> bytes:
    """The document with other marks on its page."""
    content = "\n".join(operators).encode("latin-1", "replace")
    start, end = _PDF_SEED.rindex(b"stream\nBT") + 7, _PDF_SEED.rindex(b"\nendstream")
    length = str(end - start).encode()
    return _PDF_SEED.replace(_PDF_SEED[start:end], content).replace(
        b"/Length " + length + b" >>", b"/Length %d >>" % len(content)
    )


def _with_objects(objects: list[str]) -> bytes:
    """A document of objects by chance, with and without a table of where they stand."""
    *bodies, trailer = objects
    listed = "".join(f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(bodies, 1))
    return f"%PDF-1.4\n{listed}trailer\n<< /Root 1 0 R /X {trailer} >>\n%%EOF".encode()


_PAGE_START = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"


def _graph(kids: str, page_body: str, font: str, more: list[str]) -> bytes:
    return _with_objects(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count 1 /Kids {kids} >>",
            f"{_PAGE_START} /Resources << /Font << /F1 5 0 R >> >> /Y {page_body} >>",
            "<< /Length 42 >>\nstream\nBT /F1 10 Tf 70 700 Td (Artikel 1 Kop) Tj ET\nendstream",
            font,
            *more,
            "null",
        ]
    )


_GRAPHS = st.builds(_graph, st.just("[3 0 R]") | _OBJECT, _OBJECT, _OBJECT, st.lists(_OBJECT, max_size=4))

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("parser", ".txt", (LINES, COUNTED)),
        Target("text", ".md", (mutated(_TEXT_SEEDS), st.binary(max_size=200), st.text(max_size=300).map(_encoded))),
        Target("docx", ".docx", (
            mutated((zipped(_PARTS),)),
            mutated((_PARTS[_MAIN],)).map(_with_main),
            st.lists(_XML, min_size=3, max_size=3).map(_docx_of),
        )),
        Target("html", ".html", (mutated((page().encode(),)), _PAGES)),
        Target("pdf", ".pdf", (
            mutated((_PDF_SEED,)),
            st.lists(_OPERATORS, max_size=40).map(_with_content),
            _GRAPHS,
            st.lists(_OBJECT, min_size=2, max_size=7).map(_with_objects),
        )),
    )
}  # fmt: skip
