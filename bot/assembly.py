"""Puts the parts together from the settings, once, for every entry point."""

from __future__ import annotations

from dataclasses import dataclass

from bot.assistant import Assistant
from bot.conversations.store import MemoryConversations
from bot.retrieval.embeddings import Embedder, load_embedder
from bot.retrieval.index import ClauseIndex
from bot.retrieval.search import ClauseSearch
from bot.settings import Settings
from bot.understanding.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Parts:
    """What the entry points need."""

    assistant: Assistant
    search: ClauseSearch


def make_embedder(settings: Settings) -> Embedder:
    """The embedding model of these settings. Raises: NotReady, ModelDamaged."""
    return load_embedder(
        settings.embedding_model, cache=settings.terms_model_dir, threads=settings.threads, allow_download=settings.allow_download
    )


def assemble(settings: Settings) -> Parts:
    """An assistant over the index in `index_dir`. Raises: NotReady, ModelDamaged."""
    embedder = make_embedder(settings)
    search = ClauseSearch(ClauseIndex(settings.index_dir, model=embedder.fingerprint), embedder)
    conversations = MemoryConversations(limit=settings.conversation_limit, max_age=60 * settings.conversation_minutes)
    vocabulary = load_vocabulary(settings.data_dir / "facts.yaml")
    return Parts(Assistant(search, conversations, vocabulary), search)
