"""Cross-references: which clause a mention means, in the document in which it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.models import Clause, Reference
from ingest.corrections import ReferenceCorrection
from ingest.mentions import Mention, find_mentions
from ingest.report import Doubt
from ingest.wording import say


def with_references(
    clauses: Sequence[Clause],
    lines: Mapping[str, int],
    corrections: Sequence[ReferenceCorrection] = (),
    prefixes: Collection[str] = (),
) -> tuple[tuple[Clause, ...], tuple[Doubt, ...]]:
    """The clauses with their cross-references, and a doubt for each that is dead or that points at its own clause.

    `lines` gives the source line of a clause id, `prefixes` what paths start with in chapters that count their own articles
    ("A."). A mention of a law or of another document is no reference.
    """
    resolver = _Resolver(clauses, corrections, prefixes)
    done = tuple(replace(clause, references=resolver.references(clause)) for clause in clauses)
    return done, tuple(doubt for clause in done for doubt in _doubts(clause, lines.get(clause.clause_id, 0)))


def _doubts(clause: Clause, line: int) -> Iterator[Doubt]:
    for reference in clause.references:
        if reference.target is None:
            yield Doubt(line, say("dead_reference", label=clause.label, text=reference.text))
        elif reference.target == clause.clause_id:
            yield Doubt(line, say("self_reference", label=clause.label, text=reference.text))


class _Resolver:
    """Clause ids by path, for one file."""

    def __init__(self, clauses: Sequence[Clause], corrections: Sequence[ReferenceCorrection], prefixes: Collection[str]) -> None:
        self._prefixes = sorted(prefixes, key=len, reverse=True)
        self._ids = {clause.path: clause.clause_id for clause in clauses}
        self._first_below: dict[str, str] = {}
        for clause in clauses:
            for part in _above(clause.path):
                self._first_below.setdefault(part, clause.clause_id)
        self._corrections = {(correction.path, correction.text): correction.target for correction in corrections}

    def references(self, clause: Clause) -> tuple[Reference, ...]:
        """Every reference in a clause; a mention of three leden gives three."""
        found: dict[Reference, None] = {}
        for mention in find_mentions(clause.text):
            for target in self._targets(clause.path, mention):
                found[Reference(mention.text, target)] = None
        return tuple(found)

    def _targets(self, path: str, mention: Mention) -> list[str | None]:
        """The clause ids that a mention means; None for each that is not there, nothing where it isn't a reference."""
        if (path, mention.text) in self._corrections:
            corrected = self._corrections[path, mention.text]
            return [self._ids.get(corrected) if corrected else None]
        document = f"{path.rpartition(':')[0]}:" if ":" in path else ""
        prefix = next((prefix for prefix in self._prefixes if path.startswith(prefix)), document)
        own = path.removeprefix(prefix)
        if not self._names_own_document(prefix if prefix.endswith(":") else "", mention):
            return []
        wanted = [prefix + part for part in self._paths(own.split("."), mention)]
        targets = [self._find(part) for part in wanted]
        return [target for target in targets if target] if mention.level == "bare" else targets

    def _names_own_document(self, prefix: str, mention: Mention) -> bool:
        """Whether "artikel 3 van de ..." means the document in which it stands."""
        if not mention.kind:
            return True
        if not prefix:
            return mention.kind.endswith("voorwaarden") or (mention.own and mention.kind.endswith("overeenkomst"))
        return mention.own and not mention.kind.endswith("voorwaarden")

    def _paths(self, own: list[str], mention: Mention) -> list[str]:
        """The paths that a mention names, seen from the clause with the parts `own`."""
        match mention.level:
            case "annex":
                return [f"bijlage{mention.annex}"]
            case "bare":
                return list(mention.articles)
            case "article":
                return [*mention.articles[:-1], *_within(mention.articles[-1], mention)]
            case "lid":
                return _within(own[0], mention) if own[0].isdigit() else []
            case _:
                return _before(own, mention)

    def _find(self, path: str) -> str | None:
        """The clause with this path; for an article or lid without text of its own, the first clause below it."""
        if path in self._ids:
            return self._ids[path]
        return self._first_below.get(path)


def _above(path: str) -> Iterator[str]:
    """The paths above a path: "3.7.2" lies below "3.7" and "3"."""
    while "." in path:
        path = path.rpartition(".")[0]
        yield path


def _within(article: str, mention: Mention) -> list[str]:
    sub = f".{mention.sub}" if mention.sub else ""
    return [f"{article}.{lid}{sub}" for lid in mention.leden] or [f"{article}{sub}"]


def _before(own: list[str], mention: Mention) -> list[str]:
    """The lid before this one, or all before it. In lid 1 the lid before is lid 0, which nowhere exists: a dead reference."""
    if len(own) < 2 or not own[0].isdigit() or not own[1].isdigit():
        return []
    lid = int(own[1])
    numbers = [lid - 1] if mention.level == "previous" else range(1, max(lid, 2))
    return [f"{own[0]}.{number}" for number in numbers]
