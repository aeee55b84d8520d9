"""Candidates for rules: which figures are found, what they are taken for, and that nothing uses them before a person has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from bot.calculators.deadline_rules import PeriodRule
from bot.calculators.facts import load_vocabulary
from bot.calculators.loading import load_rules, parse_rule
from bot.calculators.rules import Rule
from bot.errors import BrokenData
from bot.knowledge import Knowledge
from bot.settings import ROOT
from bot.versions.figures import read_figures
from ingest.__main__ import main
from ingest.company import find_companies
from ingest.suggesting import Candidate, left_over, suggest
from ingest.terms import load_terms
from tests.small_company import make_terms, write_data

SAYS = {
    "Een factuur betaalt u binnen veertien (14) dagen na de factuurdatum.": ("period", "betaaltermijn", "invoice_on"),
    "U kunt de overeenkomst gedurende 14 dagen zonder opgave van redenen ontbinden.": ("withdrawal", "bedenktijd", None),
    "Wij betalen het bedrag binnen 14 dagen na de herroeping terug.": ("period", "bedenktijd", "withdrawn_on"),
    "Opzeggen kan met een opzegtermijn van één maand.": ("notice", "opzegtermijn", None),
    "Klachten meldt u binnen 2 maanden na ontdekking.": ("period", "klachttermijn", "defect_found_on"),
    "Over een te late betaling bent u 1% rente per maand verschuldigd.": ("interest", "rente", None),
    "Onze aansprakelijkheid is beperkt tot een bedrag van € 1.000,-.": ("cap", "aansprakelijkheid", None),
    "Bij aanvang vragen wij een aanbetaling van 25%.": ("percentage", "aanbetaling", None),
    "Voor het bezorgen geldt een toeslag van € 7,50.": ("fixed_amount", "levering", None),
    "Wij bewaren uw gegevens zeven jaar na afloop van de overeenkomst.": ("period", "bewaartermijn", "contract_end_on"),
    "Bij te late betaling bent u de wettelijke handelsrente verschuldigd.": ("interest", "rente", None),
}


def candidates(*texts: str) -> tuple[Candidate, ...]:
    clauses = {f"{at}": (f"Artikel {at}", "Algemeen", text) for at, text in enumerate(texts, 1)}
    return suggest(Knowledge(make_terms("winkel", "Winkel", clauses)))


@pytest.mark.parametrize("text", SAYS)
def test_a_figure_is_classified_by_the_words_around_it(text: str) -> None:
    (found,) = candidates(text)
    trigger = found.trigger.value if found.trigger else None
    assert (found.kind, found.topic.value, trigger) == SAYS[text]
    assert all(literal in text for literal in found.literal)


def test_a_scale_a_table_and_a_bound_are_one_candidate_each() -> None:
    scale = "De incassokosten zijn 15% over de eerste € 2.500 en 10% over de daaropvolgende € 2.500, met een minimum van € 40."
    table = "Bij annulering betaalt u:\n- meer dan 30 dagen vooraf: 10%;\n- 30 tot 14 dagen vooraf: 50%;\n- daarna: 100%."
    bounded = "De incassokosten zijn 15% van de hoofdsom. Daarbij geldt een minimum van € 250."
    found = [(each.kind, [figure.value for figure in each.figures]) for each in candidates(scale, table, bounded)]
    assert ("tiers", ["15", "2500", "10", "2500", "40"]) in found
    assert ("phase_table", ["10", "50", "100"]) in found
    assert ("percentage", ["15", "250"]) in found


def test_conditions_and_third_parties_are_no_figures_of_a_rule() -> None:
    condition, _length = candidates("Duurt het contract langer dan zes maanden, dan is de opzegtermijn twee maanden.")
    assert condition.condition
    assert candidates("Wij mogen een derde inschakelen.", "Zie artikel 6:230 BW en lid 14.") == ()
    (share,) = candidates("U betaalt een derde van de prijs vooruit.")
    assert share.figures[0].kind == "percentage"


def used_figures(rule: Rule) -> dict[tuple[str, str], list[str]]:
    """The clauses of a rule by kind and value of each figure that it, or a variant of it, computes with."""
    parts = (rule, *(variant.rule for variant in rule.variants))
    figures = [figure for part in parts for phrase in part.figures for _, figure in read_figures(phrase)]
    clauses = [clause for part in parts for clause in part.clause_ids]
    return {(figure.kind, figure.value): clauses for figure in figures if figure.kind in ("termijn", "bedrag", "percentage")}


def kinds_of(rule: Rule) -> set[str]:
    kinds = {str(part.kind) for part in (rule, *(variant.rule for variant in rule.variants))}
    kinds |= {"period"} if kinds & {"earliest", "latest"} else set()
    return kinds | ({"interest", "tiers"} if "owed" in kinds else set())  # a total is made of both


def test_most_figures_that_people_made_rules_of_are_found_and_of_the_right_kind() -> None:
    made: dict[tuple[str, str, str], set[str]] = {}
    for folder in find_companies(ROOT / "data" / "terms"):
        for candidate in suggest(Knowledge(load_terms(folder)[0])):
            for figure in candidate.figures:
                made.setdefault((candidate.clause.clause_id, figure.kind, figure.value), set()).add(candidate.kind)
    found, right = [], []
    for rule in load_rules(ROOT / "data"):
        for figure_kind_and_value, clauses in used_figures(rule).items():
            taken = set().union(*(made.get((clause, *figure_kind_and_value), set()) for clause in clauses))
            found.append(bool(taken))
            right.append(bool(taken & kinds_of(rule)))
    assert len(found) > 100
    assert sum(found) / len(found) >= 0.98
    assert sum(right) / len(right) >= 0.8


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_data(tmp_path / "data")
    shutil.copytree(ROOT / "data" / "terms" / "kge", folder / "terms" / "kge")
    monkeypatch.setenv("DATA_DIR", str(folder))
    return folder


def test_the_file_is_written_once_and_is_used_by_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = load_rules(data)
    assert main(["suggest", "kge"]) == 0
    file = data / "suggestions" / "kge.yaml"
    drafts = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert "14 kandidaten" in capsys.readouterr().out
    assert len(drafts) == len({draft["id"] for draft in drafts}) == 14
    assert load_rules(data) == before
    assert main(["suggest", "kge"]) == 1
    assert "bestaat al" in capsys.readouterr().err
    assert main(["suggest", "nergens"]) == 1


def test_a_candidate_is_no_rule_before_a_person_has_completed_it(data: Path) -> None:
    assert main(["suggest", "kge"]) == 0
    drafts = yaml.safe_load((data / "suggestions" / "kge.yaml").read_text(encoding="utf-8"))
    vocabulary = load_vocabulary(data / "facts.yaml")
    for draft in drafts:
        with pytest.raises(BrokenData):
            parse_rule(draft, vocabulary)
    payment = next(draft for draft in drafts if draft["topic"] == "betaaltermijn" and draft["kind"] == "period")
    words = {"title": "Betaaltermijn", "reading": "Vanaf de dag erna.", "general": "U betaalt op tijd."}
    asked = {"answer": "Tot **{deadline}**.", "asks": [f"Wanneer moet ik betalen? {at}" for at in range(6)]}
    rule = parse_rule({**payment, **words, **asked}, vocabulary)
    assert isinstance(rule, PeriodRule)
    assert (rule.clause, rule.period.start, rule.period.length) == ("kge:7.7", "invoice_on", 14)


def test_what_has_a_rule_is_left_out() -> None:
    terms, _report = load_terms(ROOT / "data" / "terms" / "kge")
    found = suggest(Knowledge(terms))
    rules = [rule for rule in load_rules(ROOT / "data") if rule.topic == "opzegtermijn"]
    assert {each.topic.value for each in found} - {each.topic.value for each in left_over(found, rules)} == {"opzegtermijn"}
    assert left_over(found, ()) == found
