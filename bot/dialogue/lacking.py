"""Clauses that are about what is asked, and don't give the figure that is asked for: then the terms don't say."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue.replying import Found
from bot.knowledge import Knowledge
from bot.models import Clause
from bot.retrieval.abstention import Judgement
from bot.understanding.figures import Figure, figure_asked, gives_figure

LOOKED_AT: Final = 2
"""Clauses from the top of the ranking among which one must give the figure."""
SILENT: Final = 0.75
"""Probability that terms do not answer a question for a figure that these clauses lack."""


def without_figure(found: Found, knowledge: Knowledge) -> Found:
    """What was found; as not in the terms where a figure is asked for that neither a rule nor the first clauses give."""
    figure = _lacking(found, knowledge) if found.rests_on_clauses and not found.turn.reading.intent.articles else None
    if figure is None:
        return found
    return replace(found, subject=replace(found.subject, judgement=Judgement("not_in_terms", SILENT)), lacking=figure)


def _lacking(found: Found, knowledge: Knowledge) -> Figure | None:
    figure = figure_asked(found.turn.part or found.turn.says)
    if figure is None:
        return None
    told = (_in_full(hit.clause, knowledge) for hit in found.subject.findings.hits[:LOOKED_AT])
    return None if any(gives_figure(figure, text) for text in told) else figure


def _in_full(clause: Clause, knowledge: Knowledge) -> str:
    """The clause with what stands above and below it, and with its explanation."""
    below = (child.text for child in knowledge.children.get(clause.clause_id, ()))
    explained = knowledge.annotation(clause.clause_id).kern
    return " ".join((clause.title, clause.heading, knowledge.parent_text(clause), clause.text, *below, explained))
