"""The comparison of companies, as a table and as a file."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest

from bot.answering.suggestions import TOPICS
from bot.assembly import Parts
from bot.knowledge import Knowledge
from bot.ui.comparison import BYTE_ORDER_MARK, as_csv, compare, harmless
from bot.ui.panels import comparison


@pytest.fixture
def both(small: Parts) -> list[Knowledge]:
    return [small.search.index.get_knowledge(slug) for slug in ("leenfiets", "taarthuis")]


def test_every_topic_has_a_cell_for_every_company(both: list[Knowledge]) -> None:
    table = compare(both)
    assert tuple(topic for topic, _ in table.rows) == tuple(TOPICS)
    assert {len(cells) for _, cells in table.rows} == {2}
    cells = dict(table.rows)["klachttermijn"]
    assert [entry.row.figures for entry in cells[0]] == [("7 dagen",)]
    assert cells[1] == ()


def test_a_figure_is_linked_to_its_clause(both: list[Knowledge]) -> None:
    shown = comparison(both, "/x.csv")
    assert "«7 dagen»" in shown
    assert 'href="/terms/leenfiets#4.1"' in shown
    assert shown.count("geen rekenregel") >= len(TOPICS)
    assert "niet geregeld" not in shown


def rows(text: str) -> list[list[str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK)), delimiter=";"))


def test_the_file_has_a_line_for_every_rule_and_every_gap(both: list[Knowledge]) -> None:
    head, *lines = rows(as_csv(compare(both)))
    assert head[:4] == ["Onderwerp", "Bedrijf", "Regel", "Cijfers"]
    assert {len(line) for line in lines} == {len(head)}
    assert len(lines) == 2 * len(TOPICS)
    complaint = next(line for line in lines if line[:2] == ["klachttermijn", "Leenfiets"])
    assert complaint[2:5] == ["Klachttermijn", "7 dagen", "Artikel 4 lid 1"]
    assert complaint[-1] == "/terms/leenfiets#4.1"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r\n=1"])
def test_no_field_is_a_formula(both: list[Knowledge], name: str) -> None:
    terms = replace(both[0].terms, company=replace(both[0].terms.company, name=name))
    lines = rows(as_csv(compare([replace(both[0], terms=terms)])))
    assert all(line[1].startswith("'") for line in lines[1:])


def test_quotes_semicolons_and_lines_stay_in_their_field(both: list[Knowledge]) -> None:
    name = 'A "B"; C\nD'
    terms = replace(both[0].terms, company=replace(both[0].terms.company, name=name))
    assert {line[1] for line in rows(as_csv(compare([replace(both[0], terms=terms)])))[1:]} == {name}


def test_ordinary_text_is_left_alone() -> None:
    assert harmless(["7 dagen", "", "€ 40"]) == ["7 dagen", "", "€ 40"]


def test_no_companies_give_an_empty_table() -> None:
    assert len(rows(as_csv(compare([])))) == 1
