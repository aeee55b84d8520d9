"""What a rule file may not say, and the rules that the project ships."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from bot.calculators.facts import load_vocabulary
from bot.calculators.loading import get_rule, in_force, load_rules, missing_figures, parse_rule
from bot.calculators.rule import Need, Topic
from bot.calculators.rules import Rule
from bot.errors import BrokenData, UnknownRule

DATA = Path(__file__).resolve().parents[2] / "data"
VOCABULARY = load_vocabulary(DATA / "facts.yaml")
SOUND: dict[str, Any] = {
    "id": "voorbeeld.klacht",
    "title": "Klachttermijn",
    "topic": "klachttermijn",
    "clause": "voorbeeld:7.9",
    "figures": ["5 werkdagen"],
    "reading": "De dag van ontvangst telt niet mee.",
    "kind": "period",
    "period": {"from": "invoice_received_on", "length": 5, "unit": "working_days"},
    "general": "Klagen kan tot vijf werkdagen na ontvangst.",
    "answer": "U kunt tot en met {deadline} klagen.",
    "asks": ["a?", "b?", "c?", "d?", "e?", "f?"],
}


def parse(**changes: Any) -> Rule:
    return parse_rule({**SOUND, **changes}, VOCABULARY)


def test_a_sound_rule_gets_its_facts_from_the_vocabulary() -> None:
    need = parse().needs["invoice_received_on"]
    assert need.type == "date"
    assert need.question == "Op welke dag hebt u de factuur ontvangen?"
    assert "factuur" in need.cues


def test_a_rule_can_ask_in_its_own_words_and_add_cues() -> None:
    need = parse(needs={"invoice_received_on": {"question": "Wanneer kwam de nota?", "cues": ["notaatje"]}}).needs[
        "invoice_received_on"
    ]
    assert need.question == "Wanneer kwam de nota?"
    assert {"notaatje", "rekening"} <= set(need.cues)


@pytest.mark.parametrize("needs", [["invoice_received_on"], {"invoice_received_on": None}, {"invoice_received_on": "Wanneer?"}])
def test_needs_may_be_written_short(needs: Any) -> None:
    assert parse(needs=needs).needs["invoice_received_on"].type == "date"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "perioden"}, "perioden"),
        ({"titel": "dubbel"}, "titel"),
        ({"topic": "weer"}, "topic"),
        ({"id": "Voorbeeld Klacht"}, "id"),
        ({"asks": ["a?"]}, "asks"),
        ({"clause": "7.9"}, "clause"),
        ({"period": {"from": "invoice_received_on", "length": "vijf", "unit": "days"}}, "length"),
        ({"period": {"from": "invoice_received_on", "length": 5, "unit": "dagen"}}, "unit"),
        ({"period": {"length": 5, "unit": "days"}}, "from"),
        ({"period": {"from": "maandag_op", "length": 5, "unit": "days"}}, "maandag_op"),
        ({"answer": "Tot {amount}."}, "amount"),
        ({"answer": "Tot {deadline."}, "answer"),
        ({"answer_past": "Te laat: {dagen}."}, "dagen"),
        ({"answer_given": "U zei op."}, "answer_given"),
        ({"kind": "fixed_amount", "period": None, "fixed_amount": {"amount": 40}, "answer": "{amount}"}, "period"),
        ({"needs": {"price": {}}}, "price"),
        ({"needs": {"invoice_received_on": {"default": "vandaag"}}}, "vandaag"),
        ({"needs": {"invoice_received_on": {"vraag": "Wanneer?"}}}, "vraag"),
        (
            {"needs": {"invoice_received_on": {"derive": {"from": "invoice_received_on", "length": 1, "unit": "days"}}}},
            "zichzelf",
        ),
        ({"warnings": [{"text": "Dit mag niet.", "basis": "artikel 6:237 BW"}]}, "warnings"),
        ({"variants": [{"when": {}, "period": {"length": 3}}]}, "when"),
        ({"variants": [{"period": {"length": 3}}]}, "when"),
        ({"variants": [{"when": {"audience": "zakelijk"}, "period": {"lengte": 3}}]}, "lengte"),
        ({"variants": [{"when": {"contract": "jaar"}, "period": {"length": 3}}]}, "contract"),
        ({"variants": [{"when": {"contract_months": {"up_to": 6, "after": {}}}}]}, "after"),
        ({"kind": "quote_only"}, "period"),
    ],
)
def test_a_mistake_is_refused_with_its_place(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BrokenData, match=message) as caught:
        parse(**changes)
    assert changes.get("id", "voorbeeld.klacht") in str(caught.value)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ({"kind": "cap", "cap": {}}, "amounts"),
        ({"kind": "fixed_amount", "fixed_amount": {"amount": 40}, "answer_past": "voorbij"}, "answer_past"),
        ({"kind": "fixed_amount", "fixed_amount": {"amount": 40}, "acted_on": "paid_on"}, "acted_on"),
        ({"kind": "tiers", "tiers": {"of": "principal", "scale": []}}, "ascending"),
        (
            {"kind": "tiers", "tiers": {"of": "principal", "scale": [{"up_to": 5, "percent": 1}, {"up_to": 5, "percent": 1}]}},
            "ascending",
        ),
        ({"kind": "tiers", "tiers": {"of": "principal", "scale": [{"percent": 1}, {"up_to": 5, "percent": 1}]}}, "ascending"),
        ({"kind": "tiers", "tiers": {"of": "principal", "scale": "law", "minimum": 40}}, "own minimum"),
        ({"kind": "interest", "interest": {"basis": "contractual"}}, "percent"),
        ({"kind": "interest", "interest": {"basis": "statutory", "percent": 1}}, "percent"),
        ({"kind": "interest", "interest": {"basis": "statutory", "or_higher": "commercial"}}, "or_higher"),
        ({"kind": "allocation", "allocation": {"result": "price"}}, "result"),
        ({"kind": "phase_table", "phase_table": {"of": "price", "table": {"a": 1}}}, "phase"),
        (
            {
                "kind": "phase_table",
                "phase_table": {"of": "price", "table": {"a": 1}},
                "needs": {"phase": {"choices": {"b": "b"}}},
            },
            "tabel",
        ),
    ],
)
def test_a_block_that_contradicts_itself_is_refused(block: dict[str, Any], message: str) -> None:
    content = {name: value for name, value in {**SOUND, "answer": "{amount}", **block}.items() if name != "period"}
    with pytest.raises(BrokenData, match=message):
        parse_rule(content, VOCABULARY)


def write(folder: Path, content: object, *, company: str = "voorbeeld", name: str = "regel.yaml") -> Path:
    path = folder / "rules" / company / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    (folder / "facts.yaml").write_text((DATA / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_a_file_holds_one_rule_or_a_list(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    write(tmp_path, [{**SOUND, "id": "voorbeeld.b"}, {**SOUND, "id": "voorbeeld.a"}], name="lijst.yaml")
    assert [rule.id for rule in load_rules(tmp_path)] == ["voorbeeld.a", "voorbeeld.b", "voorbeeld.klacht"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([SOUND, SOUND], "twee keer"),
        ({**SOUND, "id": "ander.klacht"}, "hoort niet in de map"),
        ({**SOUND, "also": ["ander:7.9"]}, "hoort niet in de map"),
        ("id: voorbeeld.a\nid: voorbeeld.b\n", "stands twice"),
        ("id: [", "kan niet worden gelezen"),
        ("gewoon tekst", "klopt niet"),
    ],
)
def test_a_file_that_is_not_sound_is_refused(tmp_path: Path, content: object, message: str) -> None:
    with pytest.raises(BrokenData, match=message) as caught:
        load_rules(write(tmp_path, content))
    assert "regel.yaml" in str(caught.value)


def test_a_rule_is_in_force_while_its_figures_stand_in_its_clauses() -> None:
    rule = parse(
        also="voorbeeld:7.10", variants=[{"when": {"audience": "zakelijk"}, "period": {"length": 3}, "figures": ["3 werkdagen"]}]
    )
    now = {"voorbeeld:7.9": "binnen 5\nwerkdagen", "voorbeeld:7.10": "zakelijk 3 werkdagen"}
    assert in_force([rule], now) == (rule,)
    assert missing_figures(rule, {**now, "voorbeeld:7.9": "binnen 6 werkdagen"}) == ("5 werkdagen",)
    assert missing_figures(rule, {"voorbeeld:7.9": now["voorbeeld:7.9"]}) == ("voorbeeld:7.10", "3 werkdagen")
    assert in_force([rule], {}) == ()


def test_an_unknown_rule_is_an_error() -> None:
    rule = parse()
    assert get_rule([rule], "voorbeeld.klacht") is rule
    with pytest.raises(UnknownRule, match=r"voorbeeld\.niets"):
        get_rule([rule], "voorbeeld.niets")


def test_a_variant_changes_only_what_it_says() -> None:
    rule = parse(variants=[{"when": {"audience": "zakelijk"}, "period": {"length": 3}}])
    variant = rule.variants[0].rule
    assert variant.kind == "period"
    assert (variant.period.length, variant.period.unit, variant.answer) == (3, "working_days", SOUND["answer"])


SHIPPED = load_rules(DATA)


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.id)
def test_shipped_rules_address_the_customer_as_u(rule: Rule) -> None:
    each = (rule, *(variant.rule for variant in rule.variants))
    said = [getattr(one, name) for one in each for name in ("general", "answer", "answer_past", "answer_open", "answer_given")]
    said += [need.question for need in rule.needs.values()]
    assert not [text for text in said if re.search(r"\b(je|jij|jou|jouw|jullie)\b", text, re.IGNORECASE)]


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.id)
def test_shipped_rules_ask_different_questions(rule: Rule) -> None:
    assert len(set(rule.asks)) == len(rule.asks)


def test_every_shared_fact_asks_a_question_and_can_be_recognised() -> None:
    for name, fact in VOCABULARY.items():
        assert fact.question.endswith("?"), name
        assert fact.label, name
        assert fact.cues or fact.choices, name
        assert all(cue == cue.casefold() for cue in fact.cues), name


README = (DATA / "rules" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


def test_the_complete_example_in_the_readme_is_a_sound_rule() -> None:
    rule = parse_rule(yaml.safe_load(BLOCKS[0]), VOCABULARY)
    assert rule.id == "voorbeeld.herroeping"


@pytest.mark.parametrize(
    "block", [f"kind:{part}" for text in BLOCKS[1:] for part in text.split("kind:")[1:]], ids=lambda b: b[6:16]
)
def test_every_kind_in_the_readme_is_sound(block: str) -> None:
    example = yaml.safe_load(block)
    common = {name: value for name, value in SOUND.items() if name not in ("period", "answer")}
    answer = {} if example["kind"] == "quote_only" else {"answer": "Zo."}
    assert parse_rule({**common, **answer, **example}, VOCABULARY).kind == example["kind"]


def test_the_readme_names_every_topic_and_every_kind_of_need() -> None:
    assert all(f"{topic}" in README for topic in get_args(Topic))
    assert all(f"`{name}`" in README or f"`{name}:" in README for name in Need.model_fields)


def test_a_question_on_one_line_needs_no_quotes(tmp_path: Path) -> None:
    content = {name: value for name, value in SOUND.items() if name != "needs"}
    needs = "needs: {invoice_received_on: {question: Wanneer kwam de nota?, cues: [nota]}}\n"
    (rule,) = load_rules(write(tmp_path, yaml.safe_dump(content) + needs))
    assert rule.needs["invoice_received_on"].question == "Wanneer kwam de nota?"
