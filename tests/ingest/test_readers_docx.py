"""Word documents to lines."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.errors import UnreadableTerms
from ingest.blocks import Line
from ingest.clauses import parse
from ingest.readers import read_source

W = nsdecls("w")
LEVELS = (("decimal", "Artikel %1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("lowerRoman", "%4"), ("bullet", "\uf0b7"))


def _read(folder: Path, document: Document) -> tuple[Line, ...]:
    file = folder / "voorwaarden.docx"
    document.save(str(file))
    return read_source(file).lines


def _texts(folder: Path, document: Document) -> list[str]:
    return [line.text for line in _read(folder, document)]


def _with_list() -> Document:
    """A document with a multilevel list 77, and list 78 that is the same but starts articles at 5."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(LEVELS)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering.append(parse_xml(f'<w:num {W} w:numId="78"><w:abstractNumId w:val="77"/>{override}</w:num>'))
    return document


def _item(document: Document, text: str, depth: int, number_id: int = 77) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number_id}"/></w:numPr>'))


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    document = _with_list()
    for text, depth in [("Prijs", 0), ("Vast:", 1), ("altijd", 2), ("ja", 3), ("overal", 2), ("punt", 4), ("Zeker", 1)]:
        _item(document, text, depth)
    for text, depth in [("Slot", 0), ("Einde:", 1), ("echt", 2)]:
        _item(document, text, depth)
    lines = _read(tmp_path, document)
    assert [line.text for line in lines] == [
        "Artikel 1 Prijs", "1.1 Vast:", "a) altijd", "i. ja", "b) overal", "punt", "1.2 Zeker", "Artikel 2 Slot", "2.1 Einde:",
        "a) echt",
    ]  # fmt: skip
    assert [line.bullet for line in lines].index(True) == 5


def test_a_list_with_its_own_start_begins_there_once(tmp_path: Path) -> None:
    document = _with_list()
    for text, number_id in [("Een", 77), ("Vijf", 78), ("Zes", 78), ("Zeven", 77)]:
        _item(document, text, 0, number_id)
    assert _texts(tmp_path, document) == ["Artikel 1 Een", "Artikel 5 Vijf", "Artikel 6 Zes", "Artikel 7 Zeven"]


def test_a_style_can_number(tmp_path: Path) -> None:
    document = _with_list()
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    for text in ("Prijs", "Slot"):
        document.add_heading(text, level=1)
        _item(document, f"{text} is bepaald.", 1)
    lines = _read(tmp_path, document)
    assert [line.text for line in lines] == ["Artikel 1 Prijs", "1.1 Prijs is bepaald.", "Artikel 2 Slot", "2.1 Slot is bepaald."]
    assert [line.style for line in lines] == ["heading", "", "heading", ""]


def test_headings_without_a_style_are_bold(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Artikel 1 Prijs").bold = True
    document.add_paragraph("De prijs is ").add_run("vast").bold = True
    assert [line.style for line in _read(tmp_path, document)] == ["bold", ""]


def test_a_line_break_and_a_bullet_in_the_text_are_seen(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("1. Een\nstraat")
    document.add_paragraph("")
    document.add_paragraph("• punt")
    lines = _read(tmp_path, document)
    assert [(line.text, line.bullet, line.after_blank, line.hard_break) for line in lines] == [
        ("1. Een", False, True, True),
        ("straat", False, False, False),
        ("punt", True, True, False),
    ]


def test_deleted_and_hidden_text_and_the_table_of_contents_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Artikel 1 Prijs\t3", style=document.styles.add_style("TOC 1", 1))
    paragraph = document.add_paragraph("De prijs is ")
    inserted = f'<w:ins {W} w:id="1" w:author="x"><w:r><w:t>vast</w:t></w:r></w:ins>'
    deleted = f'<w:del {W} w:id="2" w:author="x"><w:r><w:delText>los</w:delText></w:r></w:del>'
    hidden = f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>"
    for part in (inserted, deleted, hidden):
        paragraph._p.append(parse_xml(part))
    document.sections[0].header.paragraphs[0].text = "Versie 3"
    assert _texts(tmp_path, document) == ["De prijs is vast"]


def test_a_content_control_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Eerst")
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Binnen</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert _texts(tmp_path, document) == ["Eerst", "Binnen"]


def test_a_table_is_a_line_per_row(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ["tot 42 dagen", "20%", "later", "50%"], strict=True
    ):
        cell.text = text
    document.add_paragraph("Daarna")
    assert [(line.text, line.bullet) for line in _read(tmp_path, document)] == [
        ("tot 42 dagen | 20%", True),
        ("later | 50%", True),
        ("Daarna", False),
    ]


def test_a_document_becomes_clauses(tmp_path: Path) -> None:
    document = _with_list()
    for text, depth in [("Prijs", 0), ("Vast:", 1), ("altijd;", 2), ("overal.", 2), ("Slot", 0), ("Einde.", 1)]:
        _item(document, text, depth)
    file = tmp_path / "voorwaarden.docx"
    document.save(str(file))
    assert [clause.path for clause in parse(read_source(file), "x").clauses] == ["1.1", "1.1.a", "1.1.b", "2.1"]


def _repacked(folder: Path, name: str, content: bytes) -> Path:
    """A Word document in which one part has this content."""
    whole, changed = folder / "heel.docx", folder / "anders.docx"
    docx.Document().save(str(whole))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return changed


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("word/document.xml", b"<a><b></a>", "beschadigd"),
        ("word/document.xml", ENTITY, "XML-declaraties"),
        ("word/document.xml", ENTITY.decode().encode("utf-16"), "XML-declaraties"),
        ("word/media/leeg.bin", bytes(90_000_000), "uitpakken"),
    ],
    ids=["broken", "entity", "entity-16", "bomb"],
)
def test_a_hostile_document_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableTerms, match=words):
        read_source(_repacked(tmp_path, name, content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wachtwoord"),
        (b"gewone tekst", "beschadigd"),
        (b"PK\x03\x04" + bytes(40), "beschadigd"),
        (b"", "beschadigd"),
    ],
)
def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "nep.docx"
    file.write_bytes(content)
    with pytest.raises(UnreadableTerms, match=words):
        read_source(file)


def test_a_very_large_file_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "groot.txt"
    with file.open("wb") as opened:
        opened.truncate(26_000_000)
    with pytest.raises(UnreadableTerms, match="megabyte"):
        read_source(file)


def test_what_stands_beside_the_text_is_reported(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Versie 3"
    document.add_paragraph("Artikel 1 Prijs\t3", style=document.styles.add_style("TOC 1", 1))
    document.add_paragraph("Artikel 1 Prijs")
    box = f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>1. Bel ons</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    document.add_paragraph("De prijs van alle ballen staat vast voor een jaar.")._p.append(parse_xml(box))
    file = tmp_path / "voorwaarden.docx"
    document.save(str(file))
    parsed = parse(read_source(file), "x")
    assert {str(aside) for aside in parsed.report.set_aside} >= {
        "kop- of voetregel van de pagina: Versie 3",
        "inhoudsopgave: Artikel 1 Prijs 3",
        "tekstvak: 1. Bel ons",
    }
    assert parsed.report.coverage.complete
    assert parsed.report.coverage.by_role["left_out"] == len("Versie3") + len("Artikel1Prijs3") + len("1Belons")


def test_a_footnote_is_reported(tmp_path: Path) -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>Exclusief btw.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    document = docx.Document()
    document.add_paragraph("Artikel 1 Prijs")
    document.add_paragraph("De prijs staat vast.")
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content_type, notes.encode(), document.part.package)
    document.part.relate_to(part, kind)
    file = tmp_path / "voorwaarden.docx"
    document.save(str(file))
    assert "voetnoot: Exclusief btw." in {str(aside) for aside in parse(read_source(file), "x").report.set_aside}


def test_terms_in_text_boxes_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("Artikel 1 Prijs", "1. Vast.", "2. Met btw."))
    box = f"<w:r {W}><w:pict><w:txbxContent>{lines}</w:txbxContent></w:pict></w:r>"
    document.add_paragraph("Voorwaarden")._p.append(parse_xml(box))
    assert _texts(tmp_path, document) == ["Voorwaarden", "Artikel 1 Prijs", "1. Vast.", "2. Met btw."]
