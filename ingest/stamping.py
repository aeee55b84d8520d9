"""Writes into rules for which text of their clauses they were written, and finds those of which that is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

import yaml

from bot.calculators.facts import Vocabulary, load_vocabulary
from bot.calculators.loading import missing_figures, read_rules
from bot.calculators.rules import Rule
from bot.errors import BadInput, UnknownRule, UnknownVersion
from bot.knowledge import text_hash
from bot.matching import Stale, cited_paths, fit_rule
from bot.models import Terms
from ingest.wording import say

KEY = "hash"
WIDTH = 128
BEHIND = ("also", "clause")
"""The keys behind which the hashes stand, the first of them that a rule has."""


def find_version(versions: Sequence[Terms], name: str | None) -> Terms:
    """The version with this name; the newest without one. Raises: UnknownVersion."""
    found = next((terms for terms in versions if terms.version.name == name), None) if name else versions[-1]
    if found is None:
        known = ", ".join(terms.version.name for terms in versions)
        raise UnknownVersion(say("diff_version", slug=versions[0].company.slug, version=name, known=known))
    return found


def rule_problems(versions: Sequence[Terms], rules: Sequence[Rule]) -> Iterator[str]:
    """Rules that are not stamped, and rules that fit none of these versions of a company's terms, as Dutch sentences."""
    for rule in rules:
        if set(cited_paths(rule)) - set(rule.hash):
            yield say("rule_unstamped", rule=rule.id, slug=rule.company)
        fits = [fit_rule(rule, terms) for terms in versions]
        last = fits[-1]
        if isinstance(last, Stale) and all(isinstance(fit, Stale) for fit in fits):
            yield say("rule_fits_nowhere", rule=rule.id, reason=last.reason)


def stamp_rules(data_dir: Path, versions: Sequence[Terms], terms: Terms, wanted: Sequence[str]) -> int:
    """Stamp these rules with the text of this version, else every rule that has no stamp, and return how many were stamped.

    A rule keeps what it was stamped with for a text that another version has: then it holds for both. Call it only after a person
    has read the rules beside the clauses. Raises: UnknownRule; BadInput for a rule whose clauses or figures this version lacks.
    """
    vocabulary = load_vocabulary(data_dir / "facts.yaml")
    files = sorted((data_dir / "rules" / terms.company.slug).glob("*.yaml"))
    known = {rule.id: path for path in files for rule in read_rules(path, vocabulary)}
    for name in wanted:
        if name not in known:
            raise UnknownRule(say("rule_unknown", slug=terms.company.slug, rule=name))
    texts = frozenset(text_hash(clause.text) for each in versions for clause in each.clauses)
    return sum(_stamp_file(path, terms, wanted, vocabulary, texts) for path in files)


def _stamp_file(path: Path, terms: Terms, wanted: Sequence[str], vocabulary: Vocabulary, known: Set[str]) -> int:
    texts = {clause.clause_id: clause.text for clause in terms.clauses}
    before = path.read_text(encoding="utf-8")
    text, stamped = before, 0
    for rule in read_rules(path, vocabulary):
        missing = missing_figures(rule, texts)
        if rule.id in wanted and missing:
            said = {"rule": rule.id, "version": terms.version.name, "missing": ", ".join(missing)}
            raise BadInput(say("rule_not_standing", **said))
        if rule.id in wanted or (not wanted and not missing and set(cited_paths(rule)) - set(rule.hash)):
            kept = {key: [digest for digest in digests if digest in known] for key, digests in rule.hash.items()}
            hashes = {key: [*dict.fromkeys((*kept.get(key, ()), digest))] for key, digest in hashes_for(rule, terms).items()}
            text, stamped = _stamped(text, rule, hashes, path.name), stamped + 1
    if text != before:
        path.write_text(text, encoding="utf-8")
    return stamped


def hashes_for(rule: Rule, terms: Terms) -> dict[str, str]:
    """The hash of every clause that the rule cites, and of the lead-in above those that are sub-items, by path."""
    clauses = {clause.clause_id: clause for clause in terms.clauses}
    found: dict[str, str] = {}
    for path in cited_paths(rule):
        clause = clauses[f"{rule.company}:{path}"]
        found[path] = text_hash(clause.text)
        parent = clauses.get(clause.parent_id or "")
        if parent is not None and parent.text.strip():
            found.setdefault(parent.path, text_hash(parent.text))
    return found


def _stamped(text: str, rule: Rule, hashes: Mapping[str, Sequence[str]], file: str) -> str:
    """The text of a file of rules with these hashes in this rule; every other line stays as it was."""
    node = _find_node(yaml.compose(text, Loader=yaml.SafeLoader), rule.id)
    keys = {key.value: (key, value) for key, value in node.value} if node else {}
    behind = next((keys[name] for name in BEHIND if name in keys), None)
    if node is None or node.flow_style or behind is None:
        raise BadInput(say("rule_unwritable", file=file, rule=rule.id))
    lines = text.split("\n")
    places = [(_last_line(behind[1]) + 1, _last_line(behind[1]) + 1, _written(hashes, behind[0].start_mark.column))]
    if KEY in keys:
        places.append((keys[KEY][0].start_mark.line, _last_line(keys[KEY][1]) + 1, []))
    for start, end, new in sorted(places, reverse=True):
        lines[start:end] = new
    return "\n".join(lines)


def _find_node(root: yaml.Node | None, rule_id: str) -> yaml.MappingNode | None:
    nodes = root.value if isinstance(root, yaml.SequenceNode) else [root]
    for node in nodes:
        if isinstance(node, yaml.MappingNode) and any(k.value == "id" and v.value == rule_id for k, v in node.value):
            return node
    return None


def _last_line(node: yaml.Node) -> int:
    """The last line of a value; a block ends where the next key begins."""
    end = node.end_mark
    return int(end.line) - 1 if end.column == 0 and end.line > node.start_mark.line else int(end.line)


def _written(hashes: Mapping[str, Sequence[str]], indent: int) -> list[str]:
    quoted = {path: ", ".join(f'"{digest}"' for digest in digests) for path, digests in hashes.items()}
    pairs = [f'"{path}": {text if len(hashes[path]) == 1 else f"[{text}]"}' for path, text in quoted.items()]
    margin = " " * indent
    line = f"{margin}{KEY}: {{{', '.join(pairs)}}}"
    return [line] if len(line) <= WIDTH else [f"{margin}{KEY}:", *(f"{margin}  {pair}" for pair in pairs)]
