"""Puts the parts together from the settings, once, for every entry point."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.assistant import Assistant, Step, unmeasured
from bot.conversations.store import Conversations, MemoryConversations
from bot.errors import BadSettings
from bot.generation.calling import Watch
from bot.generation.chat import Chat, make_chat
from bot.generation.naming import chat_refusals
from bot.retrieval.calibration import load_calibration
from bot.retrieval.embeddings import make_embedder
from bot.retrieval.index import ClauseIndex
from bot.retrieval.names import load_well_known
from bot.retrieval.offers import Offers
from bot.retrieval.search import ClauseSearch
from bot.retrieval.subjects import load_subjects
from bot.settings import Settings
from bot.understanding.topics import FILE as TOPICS
from bot.understanding.topics import load_topics
from bot.understanding.vocabulary import load_vocabulary
from bot.understanding.wording import FILE as WORDING
from bot.understanding.wording import load_wording

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parts:
    """What the entry points need."""

    assistant: Assistant
    search: ClauseSearch


def assemble(
    settings: Settings,
    *,
    conversations: Conversations | None = None,
    step: Step = unmeasured,
    watch: Watch | None = None,
    chat: Chat | None = None,
) -> Parts:
    """An assistant over the index in `index_dir`; without conversations to keep them in, its own end with the process.

    `step` measures the steps of every answer, `watch` is told what the chat model does, where one is set. `chat`: the uses of
    another model than the settings name.

    Raises: NotReady, ModelDamaged, BrokenData, BadSettings.
    """
    chat = chat or open_chat(settings, watch)
    embedder = make_embedder(settings)
    calibration = load_calibration(settings.data_dir)
    index = ClauseIndex(settings.index_dir, model=embedder.fingerprint, chroma_url=settings.chroma_url)
    search = ClauseSearch(index, embedder, calibration, well_known=load_well_known(settings.data_dir / "scope"))
    if calibration.model != embedder.fingerprint:
        log.warning("De ijking hoort bij een ander taalmodel. Maak een nieuwe met: python -m ingest calibrate")
    vocabulary = load_vocabulary(settings.data_dir / "facts.yaml")
    wording = load_wording(settings.data_dir / WORDING)
    offers = Offers(search, load_subjects(settings.data_dir / "scope"))
    topics = load_topics(settings.data_dir / TOPICS)
    kept = conversations or MemoryConversations(limit=settings.conversation_limit, max_age=60 * settings.conversation_minutes)
    return Parts(Assistant(search, kept, vocabulary, wording, offers, topics, step, chat), search)


def open_chat(settings: Settings, watch: Watch | None = None) -> Chat | None:
    """The uses of the chat model that is set, ready to be called; None without one. Raises: BadSettings."""
    if wrong := [*chat_refusals(settings)]:
        raise BadSettings("\n".join(wrong))
    if not settings.chat_model:
        return None
    from bot.generation import guard
    from bot.generation.providers import make_model  # loads LangChain and a provider's library: seconds

    return make_chat(settings, make_model(settings), guard, watch)
