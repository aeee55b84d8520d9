"""What became of each clause, in small documents with one change each, and in a realistic second version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.models import Clause, Reference
from bot.versions.comparing import Comparison, compare_clauses
from bot.versions.figures import changed_figures, figures_of
from bot.versions.pairing import in_order
from bot.versions.wording import word_changes
from ingest.__main__ import main
from ingest.clauses import parse
from ingest.readers import read_source
from tests.versions.kge_second import NEW_CLAUSE, ROOT, second_version

TEXTS = {
    "1.1": "U reserveert een fiets via de website van de verhuurder.",
    "1.2": "De reservering geldt pas na onze bevestiging per e-mail.",
    "2.1": "U betaalt de huurprijs binnen 14 dagen na ontvangst van de factuur.",
    "2.2": "Bij te late betaling is een rente van 2% per maand verschuldigd.",
    "3.1": "Gestolen fietsen meldt u direct bij de politie en bij ons kantoor.",
}


def clauses(texts: dict[str, str], *, titles: dict[str, str] | None = None, **references: tuple[str, str]) -> list[Clause]:
    """Clauses with these texts by path; a path with a letter is a sub-item of the path before it."""
    made = []
    for path, text in texts.items():
        parent = f"x:{path.rpartition('.')[0]}" if path[-1].isalpha() else None
        mention = references.get(f"_{path.replace('.', '_')}")
        found = (Reference(mention[0], f"x:{mention[1]}"),) if mention else ()
        title = (titles or {}).get(path, f"Artikel {path[0]}")
        made.append(Clause(f"x:{path}", path, path, title, text, parent, references=found))
    return made


def kinds(comparison: Comparison) -> dict[str, str]:
    """Every change but the unchanged: "old>new" by its kind."""
    return {
        f"{change.old.path if change.old else ''}>{change.new.path if change.new else ''}": change.kind
        for change in comparison.changes
        if change.kind != "ongewijzigd"
    }


def test_nothing_changed_is_nothing_told() -> None:
    same = compare_clauses(clauses(TEXTS), clauses(TEXTS))
    assert (kinds(same), same.ranked) == ({}, ())
    assert same.counts["ongewijzigd"] == len(TEXTS)


def test_a_dropped_clause_renumbers_what_follows() -> None:
    new = {"1.1": TEXTS["1.2"], "2.1": TEXTS["2.1"], "2.2": TEXTS["2.2"], "3.1": TEXTS["3.1"]}
    assert kinds(compare_clauses(clauses(TEXTS), clauses(new))) == {"1.1>": "vervallen", "1.2>1.1": "hernummerd"}


def test_a_new_article_in_front_renumbers_all_and_moves_none() -> None:
    new = {"1.1": "De huurder moet ten minste achttien jaar oud zijn."}
    new |= {f"{int(path[0]) + 1}{path[1:]}": text for path, text in TEXTS.items()}
    assert kinds(compare_clauses(clauses(TEXTS), clauses(new))) == {
        ">1.1": "nieuw",
        "1.1>2.1": "hernummerd",
        "1.2>2.2": "hernummerd",
        "2.1>3.1": "hernummerd",
        "2.2>3.2": "hernummerd",
        "3.1>4.1": "hernummerd",
    }


def test_a_clause_in_another_place_was_moved_and_the_others_were_not() -> None:
    new = {"1.1": TEXTS["3.1"], "1.2": TEXTS["1.1"], "1.3": TEXTS["1.2"], "2.1": TEXTS["2.1"], "2.2": TEXTS["2.2"]}
    assert kinds(compare_clauses(clauses(TEXTS), clauses(new))) == {
        "3.1>1.1": "verplaatst",
        "1.1>1.2": "hernummerd",
        "1.2>1.3": "hernummerd",
    }


def test_a_reworded_clause_is_found_under_another_number_too() -> None:
    new = dict(TEXTS) | {"2.1": "Vooruitbetaling kan niet worden verlangd."}
    new |= {"2.3": "De huurprijs betaalt u binnen 30 dagen na de datum van ontvangst van de factuur."}
    compared = compare_clauses(clauses(TEXTS), clauses(new))
    assert kinds(compared) == {"2.1>2.3": "gewijzigd", ">2.1": "nieuw"}
    assert compared.ranked[0].renumbered
    assert [(f.old and f.old.text, f.new and f.new.text) for f in compared.ranked[0].figures] == [("14 dagen", "30 dagen")]


def test_changed_figures_come_first() -> None:
    new = dict(TEXTS) | {"1.1": TEXTS["1.1"].replace("website", "webshop"), "2.2": TEXTS["2.2"].replace("2%", "1%")}
    new |= {"4.1": "Dit artikel is nieuw en gaat over iets anders."}
    ranked = compare_clauses(clauses(TEXTS), clauses(new)).ranked
    assert [change.new.path for change in ranked if change.new] == ["2.2", "1.1", "4.1"]


def test_equal_texts_are_told_apart_by_what_stands_around_them() -> None:
    old = {
        "1.1": "De klant kan opzeggen als:",
        "1.1.a": "hij verhuist.",
        "2.1": "De verhuurder kan opzeggen als:",
        "2.1.a": "hij verhuist.",
    }
    new = {"1.1": old["2.1"], "1.1.a": "hij verhuist."}
    compared = compare_clauses(clauses(old), clauses(new))
    assert kinds(compared) == {"1.1>": "vervallen", "1.1.a>": "vervallen", "2.1>1.1": "hernummerd", "2.1.a>1.1.a": "hernummerd"}


def around(compared: Comparison) -> dict[str, tuple[str, ...]]:
    return {change.new.path: change.around for change in compared.changes if change.new and change.around}


def test_a_changed_lead_in_marks_the_items_below_it() -> None:
    old = {"1.1": "De klant betaalt niets als:", "1.1.a": "hij op tijd afzegt;", "1.1.b": "de fiets stuk is."}
    new = dict(old) | {"1.1": "De klant betaalt de helft van de prijs als:"}
    assert around(compare_clauses(clauses(old), clauses(new))) == {"1.1.a": ("aanhef",), "1.1.b": ("aanhef",)}


def test_a_changed_title_marks_its_clauses() -> None:
    new = clauses(TEXTS, titles={"3.1": "Diefstal"})
    assert around(compare_clauses(clauses(TEXTS), new)) == {"3.1": ("titel",)}


def test_a_reference_to_another_clause_than_before_is_marked() -> None:
    texts = dict(TEXTS) | {"3.2": "Op de melding is artikel 2.1 van toepassing."}
    old = clauses(texts, _3_2=("artikel 2.1", "2.1"))
    shifted = {"2.1": "Een nieuw lid over iets anders."} | {
        f"2.{int(p[2]) + 1}" if p[0] == "2" else p: t for p, t in texts.items()
    }
    assert around(compare_clauses(old, clauses(shifted, _3_2=("artikel 2.1", "2.1")))) == {"3.2": ("verwijzing",)}
    reworded = texts | {"2.1": texts["2.1"].replace("14", "30")}
    assert around(compare_clauses(old, clauses(reworded, _3_2=("artikel 2.1", "2.1")))) == {"3.2": ("verwijzing",)}
    assert around(compare_clauses(old, old)) == {}


def clause(text: str, *mentions: str) -> Clause:
    return Clause("x:1", "1", "1", "", text, references=tuple(Reference(mention, None) for mention in mentions))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("binnen veertien (14) dagen na ontvangst", [("termijn", "14 days")]),
        ("binnen 30 (dertig) dagen", [("termijn", "30 days")]),
        ("binnen twee weken", [("termijn", "14 days")]),
        ("een opzegtermijn van één maand", [("termijn", "1 months")]),
        ("tot 24 uur voor het ophalen", [("termijn", "24 hours")]),
        ("vóór 17.00 uur", [("getal", "17.00")]),
        ("binnen 5 werkdagen", [("termijn", "5 working_days")]),
        ("een boete van € 1.250,50", [("bedrag", "1250.5")]),
        ("vijf procent per maand", [("percentage", "5")]),
        ("vanaf 12 oktober 2018", [("datum", "2018-10-12")]),
        ("ten hoogste drie exemplaren", [("getal", "3")]),
        ("zie artikel 6 lid 3 en artikel 6:230o BW", []),
    ],
)
def test_a_figure_is_the_same_in_digits_and_in_words(text: str, figures: list[tuple[str, str]]) -> None:
    assert [(figure.kind, figure.value) for figure in figures_of(clause(text))] == figures


def test_a_figure_in_other_words_did_not_change() -> None:
    assert changed_figures(clause("binnen veertien dagen"), clause("binnen een termijn van 14 dagen")) == ()
    assert changed_figures(clause("zie 7.2 hieronder", "7.2"), clause("zie 8.2 hieronder", "8.2")) == ()


def test_words_are_told_apart_and_both_texts_can_be_read_back() -> None:
    old, new = "De klant betaalt binnen 14 dagen.", "De klant betaalt de rekening binnen 30 dagen."
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "nieuw") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "weg") == new
    assert [(p.kind, p.text.strip()) for p in pieces if p.kind != "gelijk"] == [
        ("nieuw", "de rekening"),
        ("weg", "14"),
        ("nieuw", "30"),
    ]


def test_most_clauses_stay_in_order() -> None:
    assert in_order([]) == frozenset()
    assert in_order([(0, 1), (1, 2), (2, 0), (3, 3)]) == {(0, 1), (1, 2), (3, 3)}


@pytest.fixture
def second(tmp_path: Path) -> Path:
    path = tmp_path / "kge2.txt"
    path.write_text(second_version(), encoding="utf-8")
    return path


def test_the_second_version_of_a_real_document_differs_exactly_as_it_was_edited(second: Path) -> None:
    old, new = (parse(read_source(path), "kge").clauses for path in (ROOT / "data" / "terms" / "kge" / "terms.txt", second))
    compared = compare_clauses(old, new)
    assert kinds(compared) == {
        "2.4>2.4": "gewijzigd",
        "6.3>6.3": "gewijzigd",
        "slotbepaling>slotbepaling": "gewijzigd",
        "9.3>": "vervallen",
        "9.4>9.3": "hernummerd",
        "9.5>9.4": "hernummerd",
        ">12.3": "nieuw",
    }
    figures = {change.new.path: change.figures for change in compared.ranked if change.new and change.figures}
    assert {path: [(f.old and f.old.text, f.new and f.new.text) for f in found] for path, found in figures.items()} == {
        "6.3": [("30 dagen", "14 dagen")],
        "slotbepaling": [("12 oktober 2018", "1 januari 2026")],
    }
    assert compared.counts["ongewijzigd"] == len(old) - 6
    assert around(compared) == {}


def test_the_command_compares_a_version_with_a_file(second: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "kge@2018-10-12", str(second)]) == 0
    said = capsys.readouterr().out
    assert "Bepalingen: 3 gewijzigd, 1 nieuw, 1 vervallen, 2 hernummerd, 74 ongewijzigd." in said
    assert "  termijn: 30 dagen -> 14 dagen" in said
    assert "[-30-]{+14+} dagen bedenktijd" in said
    assert said.index("gewijzigd: 6.3") < said.index("gewijzigd: 2.4") < said.index("nieuw: 12.3")
    assert NEW_CLAUSE in said
    assert main(["diff", "kge@2018-10-12", str(second), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert next(row for row in rows if row["old_path"] == "9.4")["new_path"] == "9.3"
    changed = next(row for row in rows if row["new_path"] == "6.3")
    assert changed["figures"] == [{"kind": "termijn", "old": "30 dagen", "new": "14 dagen"}]
    assert ["weg", "30"] in changed["pieces"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("kge@1999", "kge heeft geen versie 1999. Bekend zijn: 2018-10-12."),
        ("onbekend@1", "Het bedrijf onbekend staat niet in data/terms."),
        ("nergens.txt", "Gevraagd is het bestand nergens.txt"),
    ],
)
def test_what_cannot_be_compared_is_said_in_dutch(named: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", named, "kge@2018-10-12"]) == 1
    assert said in capsys.readouterr().err
