"""A source to clauses: the whole way of the parser on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import UnreadableTerms
from bot.models import Clause
from ingest import labels, paragraphs
from ingest.blocks import Source
from ingest.corrections import NO_CORRECTIONS, Corrections, apply_by_hand
from ingest.coverage import measure_coverage, set_aside
from ingest.gluing import take_apart
from ingest.letterspacing import close_up
from ingest.loose import join_numbers
from ingest.nodes import Node
from ingest.outline import outline
from ingest.references import with_references
from ingest.repair import restore_spaces
from ingest.report import Doubt, Report, sorted_doubts
from ingest.tree import Tree
from ingest.wording import say


@dataclass(frozen=True, slots=True)
class Parsed:
    """The clauses of one document in reading order, and what a person must know about them.

    `lines` has for each clause the line of the source in which its text starts.
    """

    clauses: tuple[Clause, ...]
    report: Report
    lines: tuple[int, ...] = ()


def parse(source: Source, slug: str, corrections: Corrections = NO_CORRECTIONS) -> Parsed:
    """The clauses of a document, with ids that start with `slug`.

    Raises: UnreadableTerms where no article was found, or none with text.
    """
    repaired, repairs = restore_spaces(take_apart(join_numbers(close_up(source))))
    repaired = apply_by_hand(repaired, corrections.spaces)
    elements = outline(repaired.lines)
    if not any(element.role in ("article", "section") for element in elements):
        raise UnreadableTerms(say("no_articles", file=source.name, lines=len(source.lines)))
    tree = Tree(elements)
    nodes = [node for node in tree.nodes() if node.lines]
    if not nodes:
        raise UnreadableTerms(say("only_headings", file=source.name))
    bare = _clauses(nodes, slug)
    lines = {clause.clause_id: node.lines[0].number for clause, node in zip(bare, nodes, strict=True)}
    prefixes = {node.document.prefix for node in nodes if node.document.prefix}
    clauses, doubts = with_references(bare, lines, corrections.references, prefixes)
    report = Report(
        doubts=sorted_doubts(tree.doubts, _empty_parts(tree), doubts),
        coverage=measure_coverage(source, elements, tree, clauses),
        repairs=repairs,
        set_aside=set_aside(source, elements),
    )
    return Parsed(clauses, report, tuple(lines.values()))


def _clauses(nodes: Sequence[Node], slug: str) -> tuple[Clause, ...]:
    """A clause for every node with text of its own. A path that was used before gets a number behind it."""
    seen: Counter[str] = Counter()
    taken = {node.path for node in nodes}
    for node in nodes:
        path = node.path
        seen[path] += 1
        while seen[path] > 1 and node.path in taken:
            node.path = f"{path}-{seen[path]}"
            seen[path] += 1
        taken.add(node.path)
    with_text = {node.path for node in nodes}
    return tuple(_clause(node, slug, with_text) for node in nodes)


def _clause(node: Node, slug: str, with_text: set[str]) -> Clause:
    parent = node.parent
    return Clause(
        clause_id=f"{slug}:{node.path}",
        path=node.path,
        label=labels.label(node),
        title=_title(node),
        text=paragraphs.join(node.lines),
        parent_id=f"{slug}:{parent.path}" if parent is not None and parent.path in with_text else None,
        heading=node.heading,
    )


def _title(node: Node) -> str:
    return node.title or next((ancestor.title for ancestor in node.ancestors() if ancestor.title), "") or labels.label(node)


def _empty_parts(tree: Tree) -> list[Doubt]:
    """Articles and annexes without text and without leden: a heading that stands alone."""
    empty = [root for root in tree.roots if not any(node.lines for node in root.walk())]
    return [Doubt(0, say("empty_part", label=labels.label(root))) for root in empty]
