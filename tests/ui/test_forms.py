"""Rules as forms."""

from __future__ import annotations

import pytest

from bot.calculators.loading import load_rules, parse_facts
from bot.ui.forms import LISTS, Form, as_inputs, form_of, plain_number, read_form
from bot.ui.panels import form
from tests.rules.trying import DATA

RULES = load_rules(DATA)
COUNTING = [rule for rule in RULES if rule.kind != "quote_only"]


def fields(made: Form) -> list[str]:
    return [field.name for field in (*made.fields, *made.further)]


@pytest.mark.parametrize("rule", COUNTING, ids=lambda rule: rule.id)
def test_every_fact_of_a_rule_has_one_field_with_its_question(rule) -> None:  # type: ignore[no-untyped-def]
    made = form_of(rule)
    assert sorted(fields(made)) == sorted(name for name in rule.all_facts() if name in rule.needs)
    assert all(field.question for field in (*made.fields, *made.further))
    assert all(bool(field.options) == (field.kind in ("choice", "audience")) for field in (*made.fields, *made.further))
    shown = form(made)
    assert shown.count("<label ") == len(fields(made))
    assert 'type="submit"' in shown


def test_what_was_filled_in_is_shown_again_and_what_is_missing_is_marked() -> None:
    rule = next(rule for rule in COUNTING if any(field.kind == "date" for field in form_of(rule).fields))
    name = next(field.name for field in form_of(rule).fields if field.kind == "date")
    assert 'value="2026-03-03"' in form(form_of(rule, {name: ["2026-03-03"]}))
    marked = form(form_of(rule, {}, [name]))
    assert f'aria-invalid="true" aria-describedby="e-{name}"' in marked
    assert f'id="e-{name}"' in marked


def test_further_fields_are_open_where_they_matter() -> None:
    rule = next(rule for rule in COUNTING if form_of(rule).further)
    name = form_of(rule).further[0].name
    assert not form_of(rule).open
    assert form_of(rule, {}, [name]).open


def test_a_list_has_several_boxes() -> None:
    rule = next(rule for rule in COUNTING if any(need.type in LISTS for need in rule.needs.values()))
    field = next(field for field in (*form_of(rule).fields, *form_of(rule).further) if field.kind in LISTS)
    assert len(field.inputs) == 3


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1.250,50", "1250.50"),
        ("€ 80", "80"),
        ("80,-", "80"),
        ("1250.5", "1250.5"),
        ("1.250", "1250"),
        ("50 %", "50"),
        ("veel", "veel"),
        ("1,2,3", "1,2,3"),
    ],
)
def test_numbers_are_read_as_dutch_people_write_them(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


@pytest.mark.parametrize(
    "sent", [None, [], "x", {"x": ["1"]}, {"price": "80"}, {"price": [80, None, {"a": 1}]}, {"price": ["", " "]}]
)
def test_whatever_does_not_belong_to_the_form_is_left_out(sent: object) -> None:
    rule = next(rule for rule in COUNTING if "price" in rule.needs)
    assert read_form(rule, sent) == {}


def test_a_form_is_read_as_the_calculator_takes_it() -> None:
    rule = next(rule for rule in COUNTING if rule.needs.get("price") and rule.needs["price"].type == "amount")
    values = read_form(rule, {"price": ["€ 1.250,00 "]})
    assert values == {"price": ["€ 1.250,00"]}
    assert parse_facts(rule, as_inputs(rule, values))["price"] == 1250
