"""PDF documents to lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import UnreadableTerms
from ingest.blocks import Line
from ingest.clauses import parse
from ingest.readers import pdf, read_source
from tests.ingest.printed import Text, write_pdf

ROW = 12
LONG = "De afnemer betaalt de prijs van de bestelling binnen dertig dagen na ontvangst van de"
SECOND = "factuur op de rekening van de leverancier, tenzij anders is afgesproken in de offerte."


def _read(folder: Path, content: bytes) -> tuple[Line, ...]:
    file = folder / "voorwaarden.pdf"
    file.write_bytes(content)
    return read_source(file).lines


def _below(texts: Sequence[str], left: float = 70, top: float = 200) -> list[Text]:
    return [(left, top + at * ROW, text) for at, text in enumerate(texts)]


def _texts(folder: Path, *pages: Sequence[Text]) -> list[str]:
    return [line.text for line in _read(folder, write_pdf(pages))]


def test_a_sentence_over_two_rows_is_one_line_and_a_new_number_another(tmp_path: Path) -> None:
    page = _below(["**Artikel 1 Betaling", f"1. {LONG}", SECOND, f"2. {LONG}", "factuur.", "Los."])
    lines = _read(tmp_path, write_pdf([page]))
    assert [line.text for line in lines] == [
        "Artikel 1 Betaling",
        f"1. {LONG} {SECOND}",
        f"2. {LONG} factuur.",
        "Los.",
    ]
    assert [line.style for line in lines] == ["bold", "", "", ""]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            "De afnemer betaalt de prijs binnen dertig dagen, en anders geldt de wettelijke ren-",
            "te vanaf die dag.",
            "rente vanaf",
        ),
        ("De afnemer betaalt de prijs binnen dertig dagen, en daarna gelden de eigen in-", "en verkoopregels.", "in- en verk"),
        ("De afnemer betaalt de prijs binnen dertig dagen, en bericht daarvan komt per e-", "mail bij de klant.", "e-mail bij"),
        ("De afnemer betaalt de prijs binnen dertig dagen, en daarbij komt ook nog de btw-", "verhoging die dan geldt.", "btw"),
        (
            "De afnemer betaalt de prijs binnen dertig dagen, met de cijfers genoemd in artikel",
            "7.2 van de offerte.",
            "artikel 7.2",
        ),
    ],
)
def test_what_a_row_end_cut_is_whole(tmp_path: Path, first: str, second: str, joined: str) -> None:
    lines = _texts(tmp_path, _below([first, second]))
    assert len(lines) == 1
    assert joined in lines[0]


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    header: Text = (70, 40, "Voorwaarden van Voorbeeld")
    pages = [
        [header, *_below([f"Artikel {at} Kop", f"{at}.1 Tekst."], top=95), (290.0, 800.0, f"pagina {at} van 3")]
        for at in (1, 2, 3)
    ]
    expected = ["Artikel 1 Kop", "1.1 Tekst.", "Artikel 2 Kop", "2.1 Tekst.", "Artikel 3 Kop", "3.1 Tekst."]
    assert _texts(tmp_path, *pages) == expected


def test_a_bare_page_number_is_left_out_and_a_sentence_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = [[*_below([f"1. {LONG}"], top=700), (290.0, 810.0, "1")], [*_below([SECOND], top=60), (290.0, 810.0, "2")]]
    assert _texts(tmp_path, *pages) == [f"1. {LONG} {SECOND}"]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"{at}. In de linker kolom staat regel {at} van de tekst." for at in range(1, 11)]
    right = [f"{at}. In de rechter kolom staat regel {at} van de tekst." for at in range(11, 21)]
    title: Text = (70, 150, "Algemene voorwaarden van dit voorbeeld, die over de hele breedte van het blad gaan staan")
    assert _texts(tmp_path, [title, *_below(left, 50), *_below(right, 320, 203)]) == [title[2], *left, *right]


@pytest.mark.parametrize(
    ("left", "second", "between"), [("{at}.", "Dit is lid {at}.", " "), ("{at} dagen", "{at} procent", " | ")]
)
def test_a_number_beside_its_text_and_a_small_table_are_no_columns(tmp_path: Path, left: str, second: str, between: str) -> None:
    rows = [(left.format(at=at), second.format(at=at)) for at in range(1, 11)]
    page = [*_below([row[0] for row in rows], 50), *_below([row[1] for row in rows], 120)]
    assert _texts(tmp_path, page) == [between.join(row) for row in rows]


def test_a_loose_accent_gets_on_its_letter(tmp_path: Path) -> None:
    assert _texts(tmp_path, _below(["De be¨eindiging en de co¨operatie gaan door."])) == [
        "De beëindiging en de coöperatie gaan door."
    ]


def test_letters_that_are_printed_twice_are_read_once(tmp_path: Path) -> None:
    page = _below(["De prijs van alle ballen staat vast."])
    shadow = [(left + 0.2, top, text) for left, top, text in page]
    assert _texts(tmp_path, [*page, *shadow]) == ["De prijs van alle ballen staat vast."]


def test_a_printed_document_becomes_clauses(tmp_path: Path) -> None:
    file = tmp_path / "voorwaarden.pdf"
    page = _below(["Artikel 1 Betaling", f"1. {LONG}", SECOND, "2. Zeker.", "Artikel 2 Slot", "1. Einde."])
    file.write_bytes(write_pdf([page]))
    assert [clause.path for clause in parse(read_source(file), "x").clauses] == ["1.1", "1.2", "2.1"]


ENOUGH = _below(["Deze bladzijde heeft genoeg woorden om een tekst te zijn die gelezen kan worden."])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (write_pdf([[], []], pictures=[0, 1]), "is een scan.*tekstherkenning"),
        (write_pdf([ENOUGH, [], ENOUGH], pictures=[1]), "Pagina 2 .*plaatje"),
        (write_pdf([ENOUGH], encrypted=True), "wachtwoord"),
        (b"gewone tekst", "beschadigd"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "beschadigd"),
        (write_pdf([ENOUGH])[:700], "beschadigd"),
        (write_pdf([_below(["\u2022 (cid:12)(cid:13)(cid:14)(cid:15) en verder niets"])]), "niet als tekst te lezen"),
    ],
    ids=["scan", "scanned-page", "encrypted", "text", "noise", "cut", "fonts"],
)
def test_a_document_that_can_not_be_read_is_refused_with_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableTerms, match=words) as refused:
        _read(tmp_path, content)
    assert "voorwaarden.pdf" in str(refused.value)


def test_a_very_long_document_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(UnreadableTerms, match="meer dan 2 pagina's"):
        _read(tmp_path, write_pdf([ENOUGH] * 3))


def test_a_page_number_in_the_middle_of_a_footer_is_no_text(tmp_path: Path) -> None:
    pages = [
        [*_below([f"Artikel {at} Kop", f"{at}.1 Tekst."], top=95), (70.0, 800.0, f"Laan 1 - {at} - 0222 555")] for at in (1, 2, 3)
    ]
    assert _texts(tmp_path, *pages) == [
        "Artikel 1 Kop",
        "1.1 Tekst.",
        "Artikel 2 Kop",
        "2.1 Tekst.",
        "Artikel 3 Kop",
        "3.1 Tekst.",
    ]


def test_a_space_that_takes_no_place_is_no_space(tmp_path: Path) -> None:
    whole = "De voorwaarden gelden."
    width = 5.56  # of an "o" in Helvetica at 10 points
    assert _texts(tmp_path, [(70.0, 200.0, whole), (70.0 + 7.22 + width, 200.0, " ")]) == [whole]


def test_letters_with_spaces_between_them_are_words(tmp_path: Path) -> None:
    spaced = [(70.0 + 14 * at, 200.0, letter) for at, letter in enumerate("ARTIKEL")]
    assert _texts(tmp_path, [*spaced, (190.0, 200.0, "I"), (204.0, 200.0, "V"), *_below(["De prijs is vast."], top=230)]) == [
        "ARTIKEL IV",
        "De prijs is vast.",
    ]


def test_rows_with_a_number_are_no_page_header(tmp_path: Path) -> None:
    pages = [_below([f"Artikel {at} Kop", "1. Dezelfde tekst."], top=60) for at in (1, 2, 3)]
    assert _texts(tmp_path, *pages).count("1. Dezelfde tekst.") == 3


def test_page_headers_and_numbers_are_reported(tmp_path: Path) -> None:
    header: Text = (70, 40, "Voorwaarden van Voorbeeld")
    pages = [[header, *_below([f"Artikel {at} Kop", f"{at}.1 Tekst."], top=95), (290.0, 800.0, f"pagina {at}")] for at in (1, 2)]
    file = tmp_path / "voorwaarden.pdf"
    file.write_bytes(write_pdf(pages))
    report = parse(read_source(file), "x").report
    assert [str(aside).partition(": ")[2] for aside in report.set_aside] == [header[2], "pagina 1", "pagina 2"]
    assert report.coverage.complete


def test_larger_letters_are_those_of_a_heading(tmp_path: Path) -> None:
    page = write_pdf([[*_below(["Artikel 1 Prijs"], top=100), *_below([LONG, SECOND], top=130)]])
    lines = _read(tmp_path, page.replace(b"/F1 10 Tf 70 742", b"/F1 14 Tf 70 742"))
    assert [(line.text[:10], line.style) for line in lines] == [("Artikel 1 ", "heading"), (LONG[:10], "")]
