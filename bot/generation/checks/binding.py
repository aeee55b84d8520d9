"""Whether a figure stands with what it is the figure of, and not with what another figure of the same clause is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.generation.checks.figure_reading import Key, figures_of, known_figures
from bot.generation.checks.figures import known_in
from bot.generation.checks.parts import Part, overlap, parts_of, source_parts
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence

NAME: Final = "binding"
_KINDS: Final = frozenset(("termijn", "bedrag", "percentage", "datum", "dag", "tijd"))
_MARGIN: Final = 0.34
"""How much more of the words the parts with another figure must have than the parts with this one."""
_LEAST: Final = 0.6
_TELLING: Final = 3
"""Words below which a part is too short to tell what its figure is of."""


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Figures whose words stand in the sources with another figure of the same kind."""
    others = [(other.words_alone(), known_figures(other.text)) for other in source_parts(sources.told)]
    computed = known_in(sources.calculation)
    for part in parts_of(without_quotes(sentence.text)):
        for figure in figures_of(plain(part.text)):
            kinds = frozenset(kind for kind, _ in figure.keys) & _KINDS
            if (
                kinds
                and not figure.among(computed)
                and _stands_elsewhere(part.words_alone(), frozenset(figure.keys), kinds, others)
            ):
                yield Fault(NAME, figure.text)


def _stands_elsewhere(part: Part, keys: frozenset[Key], kinds: frozenset[str], others: list[tuple[Part, frozenset[Key]]]) -> bool:
    here = [other for other, known in others if keys & known]
    there = [other for other, known in others if not keys & known and any(kind in kinds for kind, _ in known)]
    if not here or not there or len(part.words) < _TELLING:
        return False
    best_here, best_there = (max(overlap(part, other) for other in pool) for pool in (here, there))
    return best_there >= _LEAST and best_there - best_here >= _MARGIN
