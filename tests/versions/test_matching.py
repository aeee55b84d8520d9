"""Annotations and rules go with a clause by its text: also under another number, never under another text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.calculators.facts import load_vocabulary
from bot.calculators.loading import parse_rule, read_rules
from bot.calculators.rules import Rule
from bot.knowledge import Annotation, AnnotationFile, text_hash
from bot.matching import Stale, annotation_file, fit_rule, load_pool, match, names_number, place_of
from bot.models import Clause, Company, Contact, Terms, TermsVersion
from ingest.stamping import rule_problems, stamp_rules
from tests.small_company import ROOT

OLD, NEW = TermsVersion("2020", "oud.txt"), TermsVersion("2024", "terms.txt")
COMPANY = Company("fiets", "Fiets", "B.V.", Contact(), (OLD, NEW))
LEAD_IN, LATE, STOLEN = "U betaalt niets als:", "u op tijd afzegt.", "Een diefstal meldt u binnen 2 dagen."


def terms(texts: dict[str, str], version: TermsVersion = OLD) -> Terms:
    made = [
        Clause(f"fiets:{p}", p, f"Artikel {p}", "", t, f"fiets:{p.rpartition('.')[0]}" if p[-1].isalpha() else None)
        for p, t in texts.items()
    ]
    return Terms(COMPANY, version, tuple(made))


def note(text: str, *, kern: str = "U meldt het binnen 2 dagen.", lead_in: str = "", vragen: tuple[str, ...] = ()) -> Annotation:
    return Annotation(hash=text_hash(text), aanhef=text_hash(lead_in) if lead_in else "", kern=kern, vragen=vragen)


def pool(**notes: Annotation) -> dict[str, AnnotationFile]:
    clauses = {path.removeprefix("_").replace("_", "."): found for path, found in notes.items()}
    return {"fiets.yaml": AnnotationFile(company="fiets", clauses=clauses)}


def used(
    found: dict[str, AnnotationFile], texts: dict[str, str], version: TermsVersion = NEW
) -> tuple[dict[str, str], list[str]]:
    matched = match(terms(texts, version), found)
    return {clause_id: place.path for clause_id, place in matched.places.items()}, [stale.reason for stale in matched.stale]


def test_an_annotation_goes_with_its_text() -> None:
    assert used(pool(_3_1=note(STOLEN)), {"3.1": STOLEN}) == ({"fiets:3.1": "3.1"}, [])
    assert used(pool(_3_1=note(STOLEN)), {"3.1": LATE, "4.2": STOLEN}) == ({"fiets:4.2": "3.1"}, [])
    assert used(pool(_3_1=note(STOLEN)), {"3.1": LATE}) == ({}, ["de tekst van de bepaling is gewijzigd"])
    assert used(pool(_3_1=note(STOLEN)), {"1.1": LATE}) == ({}, ["de bepaling bestaat niet"])


def test_white_space_is_no_other_text() -> None:
    assert used(pool(_3_1=note(STOLEN)), {"3.1": STOLEN.replace(" ", "\n")})[0] == {"fiets:3.1": "3.1"}


def test_of_equal_texts_each_keeps_its_own() -> None:
    both = pool(_3_1=note(STOLEN, kern="een"), _4_1=note(STOLEN, kern="twee"))
    assert used(both, {"3.1": STOLEN, "4.1": STOLEN})[0] == {"fiets:3.1": "3.1", "fiets:4.1": "4.1"}
    assert used(both, {"4.1": STOLEN, "5.1": STOLEN})[0] == {"fiets:4.1": "4.1", "fiets:5.1": "3.1"}


def test_an_item_under_another_lead_in_is_another_text() -> None:
    found = pool(_1_1_a=note(LATE, lead_in=LEAD_IN))
    assert used(found, {"1.1": LEAD_IN, "1.1.a": LATE})[0] == {"fiets:1.1.a": "1.1.a"}
    assert used(found, {"1.1": "U betaalt alles als:", "1.1.a": LATE}) == ({}, ["de aanhef boven de bepaling is gewijzigd"])
    assert used(found, {"1.1": STOLEN, "2.1": LEAD_IN, "2.1.a": LATE})[0] == {"fiets:2.1.a": "1.1.a"}
    assert used(pool(_1_1_a=note(LATE)), {"1.1": "U betaalt alles als:", "1.1.a": LATE})[0] == {"fiets:1.1.a": "1.1.a"}


def test_an_explanation_that_names_its_old_number_is_not_used_under_another() -> None:
    found = pool(_3_1=note(STOLEN, kern="Volgens artikel 3 lid 1 meldt u het binnen 2 dagen."))
    assert used(found, {"3.1": STOLEN})[1] == []
    assert used(found, {"4.1": STOLEN}) == ({}, ["de bepaling heet nu 4.1, en de toelichting noemt het oude nummer"])


def test_a_sample_question_with_the_old_number_stays_behind() -> None:
    found = pool(_3_1=note(STOLEN, vragen=("Wat zegt artikel 3.1?", "Hoe meld ik diefstal?")))
    assert match(terms({"4.1": STOLEN}, NEW), found).knowledge.annotation("fiets:4.1").vragen == ("Hoe meld ik diefstal?",)


@pytest.mark.parametrize(
    ("text", "old", "new", "named"),
    [
        ("Zie artikel 9 lid 4.", "9.4", "9.3", True),
        ("Zie artikel 9.4.", "9.4", "9.3", True),
        ("Zie lid 4.", "9.4", "9.3", True),
        ("Zie artikel 9.", "9.4", "9.3", False),
        ("Zie artikel 9.", "9.4", "10.4", True),
        ("Zie lid 4.", "9.4", "10.4", False),
        ("Zie 9.4 en verder.", "9.4", "9.3", True),
        ("Binnen 14 dagen, zie artikel 6:230o BW.", "6.4", "7.4", False),
        ("Volgens artikel 10 lid 3 sub a.", "10.3", "10.4", True),
        ("Dit duurt 4 dagen.", "9.4", "9.3", False),
    ],
)
def test_a_number_is_named_in_many_ways(text: str, old: str, new: str, named: bool) -> None:
    assert names_number(text, old, new) is named


def test_each_version_has_a_file_and_an_annotation_its_place(tmp_path: Path) -> None:
    assert (annotation_file(terms({}, OLD)), annotation_file(terms({}, NEW))) == ("fiets.yaml", "fiets.2024.yaml")
    for name in ("fiets.yaml", "fiets.2024.yaml", "fietsen.yaml"):
        (tmp_path / name).write_text("company: fiets\nclauses: {}\n", encoding="utf-8")
    assert list(load_pool(tmp_path, "fiets")) == ["fiets.yaml", "fiets.2024.yaml"]
    found = pool(_3_1=note(STOLEN))
    new = terms({"3.1": LATE, "4.1": STOLEN}, NEW)
    moved, other = (place_of(new.clauses[at], new, found) for at in (1, 0))
    assert (moved.file, moved.path, moved.annotation) == ("fiets.yaml", "3.1", note(STOLEN))
    assert (other.file, other.path, other.annotation) == ("fiets.2024.yaml", "3.1", Annotation())


RULE = """# boven
- id: fiets.diefstal
  title: Aangifte
  topic: klachttermijn
  clause: fiets:3.1
  also: [fiets:1.1.a]  # erbij
  figures: 2 dagen
  reading: De dag zelf telt niet mee.
  kind: period
  period: {from: stolen_on, length: 2, unit: days}
  needs:
    stolen_on: {type: date, question: "Op welke dag is de fiets gestolen?"}
  general: U meldt het binnen 2 dagen.
  answer: U meldt het tot en met **{deadline}**.
  asks: [een, twee, drie, vier, vijf, zes]
# onder
"""
TEXTS = {"1.1": LEAD_IN, "1.1.a": LATE, "3.1": STOLEN}
HASHES = {"3.1": (text_hash(STOLEN),), "1.1.a": (text_hash(LATE),), "1.1": (text_hash(LEAD_IN),)}


def rule(**update: object) -> Rule:
    made = parse_rule(yaml.safe_load(RULE)[0], load_vocabulary(ROOT / "data" / "facts.yaml"))
    return made.model_copy(update={"hash": HASHES, **update})


def fitted(texts: dict[str, str], **update: object) -> Rule | str:
    found = fit_rule(rule(**update), terms(texts, NEW))
    return found.reason if isinstance(found, Stale) else found


def test_a_rule_moves_along_with_the_text_of_its_clauses() -> None:
    moved = fitted({"2.1": LEAD_IN, "2.1.a": LATE, "7.2": STOLEN})
    assert not isinstance(moved, str)
    assert (moved.clause, moved.also) == ("fiets:7.2", ("fiets:2.1.a",))
    assert set(moved.hash) >= {"7.2", "2.1.a"}
    same = fitted(TEXTS)
    assert not isinstance(same, str)
    assert same.clause_ids == ("fiets:3.1", "fiets:1.1.a")


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (TEXTS | {"3.1": "Een diefstal meldt u binnen 2 dagen per brief."}, "de tekst van 3.1 is gewijzigd"),
        ({"1.1": LEAD_IN, "1.1.a": LATE}, "3.1 bestaat niet"),
        (TEXTS | {"1.1": "U betaalt alles als:"}, "de aanhef boven 1.1.a is gewijzigd"),
    ],
)
def test_a_rule_for_another_text_is_stale(texts: dict[str, str], reason: str) -> None:
    assert fitted(texts) == reason


def test_a_rule_that_names_its_old_number_does_not_move() -> None:
    moved = {"1.1": LEAD_IN, "1.1.a": LATE, "4.1": STOLEN}
    assert fitted(moved, general="Volgens artikel 3 lid 1 meldt u het binnen 2 dagen.") == (
        "de bepaling heet nu 4.1, en de regel noemt het oude nummer"
    )


def test_a_rule_that_is_not_stamped_goes_by_its_figures() -> None:
    reworded = TEXTS | {"3.1": "Diefstal meldt u binnen 2 dagen per brief."}
    assert not isinstance(fitted(reworded, hash={}), str)
    assert fitted(TEXTS | {"3.1": "Diefstal meldt u binnen 3 dagen."}, hash={}) == "de voorwaarden noemen niet: 2 dagen"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "fiets").mkdir(parents=True)
    (tmp_path / "rules" / "fiets" / "regels.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "facts.yaml").write_bytes((ROOT / "data" / "facts.yaml").read_bytes())
    return tmp_path


def written(data: Path) -> list[str]:
    return (data / "rules" / "fiets" / "regels.yaml").read_text(encoding="utf-8").splitlines()


def only_rule(data: Path) -> Rule:
    return read_rules(data / "rules" / "fiets" / "regels.yaml", load_vocabulary(data / "facts.yaml"))[0]


def test_stamping_adds_one_key_and_leaves_every_other_line(data: Path) -> None:
    old = terms(TEXTS, OLD)
    (problem,) = rule_problems([old], [only_rule(data)])
    assert problem.startswith("fiets.diefstal: ligt niet vast bij welke tekst.")
    assert problem.endswith("python -m ingest rules stamp fiets fiets.diefstal")
    assert stamp_rules(data, [old], old, ()) == 1
    assert only_rule(data).hash == HASHES
    assert [line for line in written(data) if not line.startswith('  hash: {"3.1"')] == RULE.splitlines()
    assert list(rule_problems([old], [only_rule(data)])) == []
    assert stamp_rules(data, [old], old, ()) == 0


def test_a_rule_can_hold_for_the_texts_of_two_versions(data: Path) -> None:
    old = terms(TEXTS, OLD)
    new = terms(TEXTS | {"3.1": "Een gestolen fiets meldt u binnen 2 dagen."}, NEW)
    stamp_rules(data, [old, new], old, ["fiets.diefstal"])
    assert isinstance(fit_rule(only_rule(data), new), Stale)
    assert stamp_rules(data, [old, new], new, ["fiets.diefstal"]) == 1
    assert len(only_rule(data).hash["3.1"]) == 2
    assert not any(isinstance(fit_rule(only_rule(data), each), Stale) for each in (old, new))
    assert len([line for line in written(data) if line.startswith("  hash:")]) == 1


def test_what_a_rule_was_stamped_with_is_dropped_when_no_version_has_it(data: Path) -> None:
    old = terms(TEXTS, OLD)
    stamp_rules(data, [old], old, ())
    now = replace(terms(TEXTS | {"3.1": "Meld diefstal binnen 2 dagen."}, OLD))
    (problem,) = rule_problems([now], [only_rule(data)])
    assert problem == "fiets.diefstal: hoort bij geen versie, want de tekst van 3.1 is gewijzigd."
    stamp_rules(data, [now], now, ["fiets.diefstal"])
    assert only_rule(data).hash["3.1"] == (text_hash("Meld diefstal binnen 2 dagen."),)
