"""Rules from files, checked as a whole: names, facts, templates, and the figures that must stand in the clause."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from bot import texts
from bot.calculators.deadline_rules import NoticeRule
from bot.calculators.facts import FactValue, Vocabulary, load_vocabulary, parse_value
from bot.calculators.fee_rules import PhaseTableRule
from bot.calculators.given import REFERENCE_DATE
from bot.calculators.rule import Need
from bot.calculators.rules import Rule
from bot.errors import BadInput, BrokenData, UnknownRule

SPACE = re.compile(r"\s+")
_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


class _StrictLoader(yaml.CSafeLoader):
    """YAML in which a key that stands twice is an error instead of a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        doubled = {name for name in names if names.count(name) > 1}
        if doubled:
            raise yaml.constructor.ConstructorError(None, None, f"key stands twice: {sorted(doubled)}", node.start_mark)
        return super().construct_mapping(node, deep)


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """All rules under `<folder>/rules/<company>/*.yaml`, sorted by id, with `<folder>/facts.yaml` as their vocabulary.

    Raises: BrokenData, which names the file, the rule and what is wrong.
    """
    vocabulary = load_vocabulary(folder / "facts.yaml")
    rules: dict[str, Rule] = {}
    for path in sorted((folder / "rules").glob("*/*.yaml")):
        for rule in read_rules(path, vocabulary):
            if rule.id in rules:
                raise BrokenData(f"{path.name}: regel {rule.id} staat er twee keer.")
            rules[rule.id] = rule
    return tuple(rules[name] for name in sorted(rules))


def read_rules(path: Path, vocabulary: Vocabulary) -> tuple[Rule, ...]:
    """The rules in one file, which holds one rule or a list of them. The folder is named after the company."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error
    rules = tuple(
        parse_rule(item, vocabulary, source=path.name) for item in (content if isinstance(content, list) else [content])
    )
    for rule in rules:
        if rule.company != path.parent.name or any(not clause.startswith(f"{rule.company}:") for clause in rule.clause_ids):
            raise BrokenData(f"{path.name}: regel {rule.id} hoort niet in de map {path.parent.name}.")
    return rules


def parse_rule(content: object, vocabulary: Vocabulary, *, source: str = "rule") -> Rule:
    """One rule, complete: every fact that it uses has its type and question. Raises: BrokenData."""
    name = content.get("id", "?") if isinstance(content, dict) else "?"
    try:
        rule = complete(_RULE.validate_python(content), vocabulary)
    except ValidationError as error:
        raise BrokenData(f"{source}: regel {name} klopt niet: {_explain(error)}") from error
    problems = tuple(check_rule(rule))
    if problems:
        raise BrokenData(f"{source}: regel {name} klopt niet: {'; '.join(problems)}")
    return rule


def _explain(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}" for found in error.errors()[:5])


def complete(rule: Rule, vocabulary: Vocabulary) -> Rule:
    """The rule with a full entry for every fact that it or one of its variants uses, from the shared vocabulary."""
    names = (*rule.all_facts(), *rule.needs)
    needs = {name: _full_need(rule.needs.get(name, Need()), vocabulary.get(name)) for name in dict.fromkeys(names)}
    return rule.model_copy(
        update={
            "needs": needs,
            "variants": tuple(
                variant.model_copy(update={"rule": _inherit(variant.rule, needs, vocabulary)}) for variant in rule.variants
            ),
        }
    )


def _inherit(variant: Rule, needs: Mapping[str, Need], vocabulary: Vocabulary) -> Rule:
    own = {name: _full_need(need, vocabulary.get(name)) for name, need in variant.needs.items()}
    return variant.model_copy(update={"needs": {**needs, **own}})


def _full_need(need: Need, fact: Any) -> Need:
    if fact is None:
        return need
    return need.model_copy(
        update={
            "type": need.type or fact.type,
            "question": need.question or fact.question,
            "label": need.label or fact.label,
            "cues": tuple(dict.fromkeys((*need.cues, *fact.cues))),
            "choices": need.choices or fact.choices,
        }
    )


def check_rule(rule: Rule) -> Iterator[str]:
    """What is wrong with a complete rule, in words; nothing when it is sound."""
    used = set(rule.all_facts())
    for name, need in rule.needs.items():
        if name not in used:
            yield f"{name} staat bij needs maar wordt niet gebruikt"
        if need.type is None or not need.question:
            yield f"{name} staat niet in facts.yaml en heeft zelf geen type en question"
        elif need.type == "choice" and not need.choices:
            yield f"{name} is een keuze zonder choices"
        else:
            yield from _check_default(name, need)
    yield from _check_cycles(rule.needs)
    for each in (rule, *(variant.rule for variant in rule.variants)):
        yield from _check_templates(each, used)
        yield from _check_unused_templates(each)
        yield from _check_phases(each)


def _check_default(name: str, need: Need) -> Iterator[str]:
    if need.default is None or need.default == REFERENCE_DATE:
        return
    try:
        parse_value(need.type or "date", need.default, need.choices)
    except BadInput as error:
        yield f"default van {name}: {error}"


def _check_cycles(needs: Mapping[str, Need]) -> Iterator[str]:
    for name in needs:
        seen = {name}
        derive = needs[name].derive
        while derive is not None:
            if derive.start in seen:
                yield f"{name} volgt uit zichzelf"
                break
            seen.add(derive.start)
            derive = needs[derive.start].derive


def _check_templates(rule: Rule, facts: Collection[str]) -> Iterator[str]:
    known = rule.variables() | set(facts)
    for field in ("answer", "answer_past", "answer_open", "answer_given"):
        try:
            names = {name for _, name, _, _ in Formatter().parse(getattr(rule, field)) if name is not None}
        except ValueError as error:
            yield f"{field}: {error}"
            continue
        if names - known:
            yield f"{field} noemt onbekende namen: {sorted(names - known)}"


def _check_unused_templates(rule: Rule) -> Iterator[str]:
    for field in ("answer_past", "answer_open", "acted_on"):
        if getattr(rule, field) and rule.result != "deadline":
            yield f"{field} hoort bij een regel met een datum"
    if rule.answer_given and not isinstance(rule, NoticeRule):
        yield "answer_given hoort bij een regel van soort notice"


def _check_phases(rule: Rule) -> Iterator[str]:
    if isinstance(rule, PhaseTableRule) and set(rule.phase_table.table) != set(rule.needs[rule.phase_table.phase].choices):
        yield f"de keuzes van {rule.phase_table.phase} zijn niet die van de tabel"


def missing_figures(rule: Rule, clause_texts: Mapping[str, str]) -> tuple[str, ...]:
    """Clauses and figures of the rule, or of one of its variants, that the terms do not hold; white space does not matter."""
    rules = (rule, *(variant.rule for variant in rule.variants))
    ids = dict.fromkeys(clause for each in rules for clause in each.clause_ids)
    text = " ".join(SPACE.sub(" ", clause_texts.get(clause, "")) for clause in ids)
    figures = dict.fromkeys(figure for each in rules for figure in each.figures)
    return (
        *(clause for clause in ids if clause not in clause_texts),
        *(figure for figure in figures if SPACE.sub(" ", figure) not in text),
    )


def in_force(rules: Iterable[Rule], clause_texts: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules whose clauses and figures stand in these terms; the others were written for another version."""
    return tuple(rule for rule in rules if not missing_figures(rule, clause_texts))


def get_rule(rules: Iterable[Rule], rule_id: str) -> Rule:
    """The rule with this id. Raises: UnknownRule."""
    for rule in rules:
        if rule.id == rule_id:
            return rule
    raise UnknownRule(texts.get("calculators.facts.unknown_rule", rule_id=rule_id))


def parse_facts(rule: Rule, raw: Mapping[str, object]) -> dict[str, FactValue]:
    """The inputs of a caller as facts of this rule. Raises: BadInput for a name or a value that the rule can't use."""
    used = tuple(dict.fromkeys(rule.all_facts()))
    for name in raw:
        if name not in used:
            raise BadInput(texts.get("calculators.facts.unknown", name=name, known=", ".join(used)))
    needs = rule.needs
    return {name: parse_value(needs[name].type or "date", value, needs[name].choices) for name, value in raw.items()}
