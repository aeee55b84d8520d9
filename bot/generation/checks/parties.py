"""Whether the one who must, may or pays is the one of the sources, and not the other party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.generation.checks.parts import kindred, parts_of
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.roles import Act, Role, acts, names_of, part_by_role, roles_in
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence

NAME: Final = "party"
_RECEIVES: Final = frozenset(("krijgt", "ontvangt", "hebt", "heeft", "wordt", "bent", "is"))
"""What somebody gets is what the other one does."""
_OTHER: Final[dict[Role, Role]] = {"customer": "company", "company": "customer"}


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """What one party does here and only the other one in every source that speaks of the same."""
    names = names_of(ground.company)
    for part in parts_of(without_quotes(sentence.text)):
        alike = kindred(part, sources.told)
        own = part_by_role(part, names)
        told = [part_by_role(other, names) for other in alike.twins or alike.near]
        if _is_swapped(own, told) or (alike.twins and all(_names_another(own, other) for other in told)):
            yield Fault(NAME, part.text)


def _is_swapped(own: str, told: Sequence[str]) -> bool:
    """Whether one party has a verb here that only the other one has there."""
    known = frozenset[Act]().union(*map(acts, told))
    subjects, actors = {role for role, _ in known}, {role for role, verb in acts(own) if verb not in _RECEIVES}
    if len(actors) == 1 and len(subjects) == 1 and actors != subjects:
        return True
    return any((role, verb) not in known and (_OTHER[role], verb) in known for role, verb in acts(own))


def _names_another(own: str, twin: str) -> bool:
    """Whether two texts name as many parties and not the same ones."""
    here, there = roles_in(own), roles_in(twin)
    return len(here) == len(there) and sorted(here) != sorted(there)
