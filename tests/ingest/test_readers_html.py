"""Web pages to lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import UnreadableTerms
from ingest.blocks import Line
from ingest.clauses import parse
from ingest.readers import read_source

ReadPage = Callable[[str], list[str]]


@pytest.fixture
def read_page(tmp_path: Path) -> ReadPage:
    """The lines of a page with this body."""

    def read_it(body: str) -> list[str]:
        return [line.text for line in _read(tmp_path, f"<html><body>{body}</body></html>".encode())]

    return read_it


def _read(folder: Path, content: bytes) -> tuple[Line, ...]:
    file = folder / "voorwaarden.html"
    file.write_bytes(content)
    return read_source(file).lines


def test_what_stands_around_the_terms_is_left_out(read_page: ReadPage) -> None:
    page = """
      <header><a>Winkel</a></header><nav>Menu</nav><div class="cookie-banner">Wij gebruiken koekjes</div>
      <script>var x = "1. Niets";</script><style>p {}</style><!-- 2. Ook niets --><?php include 'kop'; ?>
      <main><h1>Algemene voorwaarden</h1><h2 id="cookies">Artikel 1 Koekjes</h2><p>De klant leest dit artikel rustig door.</p>
      <section><header><h2>Artikel 2 Prijs</h2></header><p>De prijs staat vast.</p></section></main>
      <footer>KvK 12345678</footer>"""
    assert read_page(page) == [
        "Algemene voorwaarden",
        "Artikel 1 Koekjes",
        "De klant leest dit artikel rustig door.",
        "Artikel 2 Prijs",
        "De prijs staat vast.",
    ]


def test_a_form_around_the_whole_page_is_kept(read_page: ReadPage) -> None:
    assert read_page("<form><p>Artikel 1 Prijs</p><p>1. Vast.</p></form>") == ["Artikel 1 Prijs", "1. Vast."]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>Een</li><li>Twee</li></ol>", ["1. Een", "2. Twee"]),
        ("<ol start=3><li>Drie</li><li value=7>Zeven</li><li>Acht</li></ol>", ["3. Drie", "7. Zeven", "8. Acht"]),
        ("<ol type=a start=2><li>Een</li><li>Twee</li></ol>", ["b. Een", "c. Twee"]),
        ("<ol type=I><li>Een</li><li>Twee</li></ol>", ["I. Een", "II. Twee"]),
        ("<ol style='list-style-type: lower-roman'><li>Een</li><li>Twee</li></ol>", ["i. Een", "ii. Twee"]),
        ("<ol style='list-style: none'><li>Een</li></ol>", ["Een"]),
        ("<ol reversed><li>Een</li><li>Twee</li></ol>", ["2. Een", "1. Twee"]),
        ("<ol><li>1.1 Een</li><li>1.2 Twee</li></ol>", ["1.1 Een", "1.2 Twee"]),
        ("<ol><li><p>Een</p><p>Meer</p></li><li>Twee</li></ol>", ["1. Een", "Meer", "2. Twee"]),
        ("<ol><li>Een:<ol type=a><li>Links</li><li>Rechts</li></ol>Slot</li></ol>", ["1. Een:", "a. Links", "b. Rechts", "Slot"]),
        ("<ol><li>Een</li><ol type=a><li>Los</li></ol><li>Twee</li></ol>", ["1. Een", "a. Los", "2. Twee"]),
        ("<p>Regel een<br>regel twee</p>", ["Regel een", "regel twee"]),
        ("<p>Een  woord\n over <b>twee</b> regels</p>", ["Een woord over twee regels"]),
        ("<pre>Artikel 1 Prijs\n1. Vast.</pre>", ["Artikel 1 Prijs", "1. Vast."]),
        ("<span><div>Een</div>Twee</span>", ["Een", "Twee"]),
        ("<h3><button>Artikel 1 Prijs</button></h3><button>Sluiten</button><p>Tekst van het artikel over de prijs</p>",
         ["Artikel 1 Prijs", "Tekst van het artikel over de prijs"]),
    ],
)  # fmt: skip
def test_markup_becomes_lines_as_a_browser_shows_them(read_page: ReadPage, markup: str, lines: list[str]) -> None:
    assert read_page(markup) == lines


@pytest.mark.parametrize(
    "body",
    [
        "<span>Artikel 1 Prijs</span>\n<span>1. De prijs\n staat vast.</span>\n<span>Artikel 2 Slot</span>\n<span>Einde.</span>",
        "<font><b>Artikel 1 Prijs</b><i>1. De prijs staat vast.</i><b>Artikel 2 Slot</b><i>Einde.</i></font>".replace(
            "font", "div"
        ),
        "Artikel 1 Prijs\n1. De prijs staat vast.\nArtikel 2 Slot\nEinde.",
        "Artikel 1 Prijs<br>1. De prijs\nstaat vast.<br/>Artikel 2 Slot<br>Einde.",
    ],
)
def test_a_page_without_blocks_has_lines(read_page: ReadPage, body: str) -> None:
    assert read_page(body) == ["Artikel 1 Prijs", "1. De prijs staat vast.", "Artikel 2 Slot", "Einde."]


def test_a_table_with_figures_is_a_line_per_row_and_a_table_for_the_layout_is_its_text(tmp_path: Path) -> None:
    page = """<table><tr><th>Moment</th><th>Kosten</th></tr><tr><td>tot 42 dagen</td><td>20%</td></tr></table>
      <table><tr><td>1.1</td><td>De prijs staat vast.</td></tr><tr><td>a</td><td>En blijft zo.</td></tr></table>"""
    lines = _read(tmp_path, page.encode())
    assert [(line.text, line.bullet) for line in lines] == [
        ("Moment | Kosten", True),
        ("tot 42 dagen | 20%", True),
        ("1.1 De prijs staat vast.", False),
        ("a. En blijft zo.", False),
    ]


def test_a_line_keeps_how_it_is_set(tmp_path: Path) -> None:
    page = "<h2>Artikel 1 Prijs</h2><p><strong>Vast</strong></p><p><em>Altijd</em></p><ul><li>punt</li></ul><p>een <b>w</b></p>"
    lines = _read(tmp_path, page.encode())
    assert [line.style for line in lines] == ["heading", "bold", "italic", "", ""]
    assert [line.bullet for line in lines] == [False, False, False, True, False]


@pytest.mark.parametrize(
    "content",
    [
        "<meta charset='utf-8'><p>Coöperatie € 5</p>".encode(),
        "<meta charset='iso-8859-1'><p>Coöperatie € 5</p>".encode("cp1252"),
        "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-15'><p>Coöperatie € 5</p>".encode("iso8859-15"),
        "<p>Coöperatie € 5</p>".encode("cp1252"),
        "<meta charset='bestaat-niet'><p>Coöperatie € 5</p>".encode("cp1252"),
        "<p>Coöperatie € 5</p>".encode("utf-16"),
        "<meta charset='iso-8859-1'><p>Coöperatie € 5</p>".encode("utf-8-sig"),
    ],
)
def test_every_usual_encoding_is_read(tmp_path: Path, content: bytes) -> None:
    assert [line.text for line in _read(tmp_path, content)] == ["Coöperatie € 5"]


def test_external_entities_stay_where_they_are(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("verborgen")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>Artikel &x; 1</p></body></html>'
    assert "verborgen" not in " ".join(line.text for line in _read(tmp_path, page.encode()))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<p>\x00\x01</p>", "geen tekstbestand"),
        (b"<script>1</script>", "bevat geen tekst"),
        (b"<div>" * 220 + b"Artikel 1", "diep genest"),
    ],
)
def test_a_bad_page_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableTerms, match=words):
        _read(tmp_path, content)


def test_a_page_becomes_clauses(tmp_path: Path) -> None:
    file = tmp_path / "voorwaarden.htm"
    file.write_text(
        "<h2>Artikel 1 Prijs</h2><ol><li>Vast:<ol type=a><li>altijd;</li><li>overal.</li></ol></li><li>Zeker.</li></ol>"
    )
    assert [clause.path for clause in parse(read_source(file), "x").clauses] == ["1.1", "1.1.a", "1.1.b", "1.2"]


COUNTED = """<style>body{counter-reset:art}
h2{counter-reset:lid;counter-increment:art} h2::before{content:"Artikel " counter(art) ". "}
p.lid{counter-increment:lid} p.lid:before{content:counter(art) "." counter(lid) " "}
ol.diep{counter-reset:deel} ol.diep>li{counter-increment:deel} ol.diep>li::before{content:counters(deel,".") " "}
ol.letters{list-style-type:lower-alpha} ol{list-style-type:decimal} @media print{.x{color:red}}</style>"""


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            "<h2>Prijs</h2><p class=lid>Vast.</p><p class=lid>Met btw.</p><h2>Slot</h2><p class=lid>Klaar.</p>",
            ["Artikel 1. Prijs", "1.1 Vast.", "1.2 Met btw.", "Artikel 2. Slot", "2.1 Klaar."],
        ),
        (
            "<ol class=diep><li>Prijs<ol class=diep><li>Vast.</li><li>Btw.</li></ol></li><li>Slot</li></ol>",
            ["1 Prijs", "1.1 Vast.", "1.2 Btw.", "2 Slot"],
        ),
        ("<ol class=letters><li>Vast;</li><li>btw.</li></ol>", ["a. Vast;", "b. btw."]),
        ('<p style="counter-reset:lid 4"></p><p class=lid>Vijf.</p>', ["0.5 Vijf."]),
    ],
    ids=["headings", "nested", "list-style", "start"],
)
def test_numbers_of_the_style_sheet_are_written_out(read_page: ReadPage, body: str, lines: list[str]) -> None:
    assert read_page(COUNTED + body) == lines


@pytest.mark.parametrize("button", ["<button>{}</button>", "<div class=kop><button><span>{}</span></button></div>"])
def test_a_button_above_the_text_that_it_shows_is_a_heading(read_page: ReadPage, button: str) -> None:
    page = "".join(f"{button.format(f'{at}. Kop')}<div hidden><p>De tekst van artikel {at}.</p></div>" for at in (1, 2))
    assert read_page(f"{page}<p>Klaar.</p><button>Akkoord</button>") == [
        "1. Kop", "De tekst van artikel 1.", "2. Kop", "De tekst van artikel 2.", "Klaar."
    ]  # fmt: skip


def test_a_number_in_an_element_of_its_own_stands_apart(read_page: ReadPage) -> None:
    assert read_page("<h3><span>4.2</span>Prijs</h3><p><b>a)</b><i>vast</i> en 2<sup>e</sup></p>") == [
        "4.2 Prijs",
        "a) vast en 2e",
    ]


def test_a_counter_without_a_space_stands_apart_and_the_own_counter_of_a_list_is_known(read_page: ReadPage) -> None:
    style = '<style>li::marker{content:counters(list-item,".")}</style>'
    assert read_page(f"{style}<ol><li>Prijs<ol><li>Vast.</li></ol></li><li>Slot</li></ol>") == ["1 Prijs", "1.1 Vast.", "2 Slot"]


def test_what_stood_around_the_terms_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "voorwaarden.html"
    file.write_text(
        "<nav>Menu Winkel</nav><h2>Artikel 1 Prijs</h2><p>De prijs van alle ballen staat vast.</p><footer>KvK 12</footer>"
    )
    report = parse(read_source(file), "x").report
    around = [str(aside) for aside in report.set_aside]
    assert around == [f"menu, kop of voet van de webpagina: {text}" for text in ("Menu Winkel", "KvK 12")]
    assert report.coverage.complete
    assert report.coverage.by_role["left_out"] == len("MenuWinkelKvK12")
