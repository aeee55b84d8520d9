"""Whether a question whose answer is known is answered, for each company, with a literal quote."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.assistant import Assistant
from bot.clock import today
from bot.doctor.finding import Finding, failed, fine
from bot.generation.naming import composing
from bot.knowledge import Knowledge
from bot.models import Question, Reply
from bot.settings import Settings

MOST = 20
"""Companies that are asked about; with more of them those that come first."""
TRIES = 3


def check_answers(settings: Settings) -> Iterator[Finding]:
    """Ask about each company what its own files say that customers ask. Nothing is kept of it, and no chat model is asked."""
    from bot.assembly import assemble  # loads chromadb and the model: seconds

    parts = assemble(composing(settings))
    index = parts.search.index
    silent = [slug for slug in index.slugs[:MOST] if not can_answer(parts.assistant, index.get_knowledge(slug))]
    for slug in silent:
        yield failed("antwoorden", "silent", slug=slug)
    if not silent:
        yield fine("antwoorden", "answers", count=len(index.slugs[:MOST]))


def can_answer(assistant: Assistant, knowledge: Knowledge) -> bool:
    """Whether one of some questions gets an answer that quotes these terms literally."""
    asked = [question for note in knowledge.annotations.values() for question in note.vragen[:1]]
    questions = asked or assistant.examples(knowledge.terms.company.slug) or [clause.text for clause in knowledge.terms.clauses]
    slug, day = knowledge.terms.company.slug, today()
    replies = (assistant.reply(Question(slug, message, reference_date=day)) for message in islice(questions, TRIES))
    return any(quotes(reply, knowledge) for reply in replies)


def quotes(reply: Reply, knowledge: Knowledge) -> bool:
    """Whether this answers, or asks for what is missing, and every quote stands in its clause."""
    literal = all(citation.quote in knowledge.clauses[citation.clause_id].text for citation in reply.citations)
    return literal and bool(reply.citations) and reply.status in ("answered", "clarify")
