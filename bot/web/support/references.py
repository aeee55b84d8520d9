"""Cross-references both ways: which clauses a clause mentions, and which mention it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge import Knowledge, sentences
from bot.models import Clause
from bot.web.support.outline import article_key

WHOLE_ARTICLE = re.compile(r"(?:dit\s+)?artikel\s+\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause at the other end of a reference, None where these terms have no such clause; `text` is how it is mentioned."""

    clause: Clause | None
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a clause's text, in order; `target` is the clause that it mentions."""

    text: str
    target: Clause | None = None


def mentions_in(knowledge: Knowledge, clause: Clause) -> tuple[Mention, ...]:
    """What the clause mentions, in its order."""
    found = (Mention(knowledge.clauses.get(reference.target or ""), reference.text) for reference in clause.references)
    return tuple(dict.fromkeys(found))


def mentions_of(knowledge: Knowledge, clause: Clause) -> tuple[Mention, ...]:
    """The clauses that mention this one, or its whole article, each with the sentence in which it does."""
    found = []
    for other in knowledge.terms.clauses:
        texts = [
            reference.text for reference in other.references if _leads_to(knowledge, reference.target, reference.text, clause)
        ]
        if texts and other != clause:
            found.append(Mention(other, _sentence_with(texts[0], other.text)))
    return tuple(found)


def pieces(knowledge: Knowledge, clause: Clause) -> tuple[Piece, ...]:
    """The text of the clause, cut up where it mentions other clauses."""
    return tuple(_pieces(knowledge, clause))


def _pieces(knowledge: Knowledge, clause: Clause) -> Iterator[Piece]:
    targets: dict[str, Clause] = {}
    for reference in clause.references:
        if (target := knowledge.clauses.get(reference.target or "")) and target != clause:
            targets.setdefault(reference.text, target)
    words = "|".join(re.escape(text) for text in sorted(targets, key=len, reverse=True))
    for part in re.split(rf"({words})", clause.text) if words else [clause.text]:
        if part:
            yield Piece(part, targets.get(part))


def _leads_to(knowledge: Knowledge, target_id: str | None, text: str, clause: Clause) -> bool:
    target = knowledge.clauses.get(target_id or "")
    if target is None:
        return False
    whole = WHOLE_ARTICLE.fullmatch(text) is not None and article_key(target) == article_key(clause)
    return target == clause or whole


def _sentence_with(mention: str, text: str) -> str:
    return next((sentence for sentence in sentences(text) if mention in sentence), text)
