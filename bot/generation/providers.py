"""The chat model that the settings name, as LangChain has it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from math import ceil
from typing import Any

import httpx2
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from bot.generation.naming import OPENAI_LIKE, ChatModelName, name_of
from bot.generation.prompts import Schema
from bot.generation.reading import PLAIN, limit_body, make_client
from bot.generation.streaming import LangChainModel
from bot.settings import Settings

MOST_TOKENS = 900
TEMPERATURE = 0.2
NO_KEY = "none"
"""For a server of one's own that asks for no key, and a library that can't do without."""
HOOKS = {"response": [limit_body]}


def make_model(settings: Settings) -> LangChainModel:
    """The model, ready to be called; nothing is sent yet."""
    for library in ("httpx", "httpx2", "openai", "anthropic"):
        logging.getLogger(library).setLevel(logging.WARNING)  # they tell the address of every request
    named = name_of(settings)
    client = make_client(settings.chat_seconds)
    model = init_chat_model(named.model, model_provider=named.provider, **_options(settings, named, client))
    return LangChainModel(
        name=settings.chat_model,
        model=model,
        options=lambda schema: _structure(named.provider, schema),
        closes=(client.aclose, *_limit(model, named.provider, client)),
    )


def _limit(model: BaseChatModel, provider: str, client: httpx2.AsyncClient) -> tuple[Callable[[], Awaitable[None]], ...]:
    """Lets what this provider's library reads be limited, and returns what closes its own connections.

    Two of them hide their client: without this one would share its connections with every other model of this process, and the
    other leave them open. A test with each of them notices when that changes.
    """
    inner: Any = getattr(model, "_async_client", None)
    match provider:
        case "mistralai":
            own: Any = model
            own.async_client.event_hooks = HOOKS
            return (own.async_client.aclose,)
        case "anthropic":
            vars(model)["_async_client"] = inner.with_options(http_client=client)
        case "ollama":
            return (inner.close,)
    return ()


def _options(settings: Settings, named: ChatModelName, client: httpx2.AsyncClient) -> Mapping[str, Any]:
    """What the model is made with; nothing is tried again by the library itself, as that takes time and money."""
    key = settings.chat_api_key.get_secret_value()
    seconds, address = settings.chat_seconds, settings.chat_base_url
    if named.provider == "ollama":
        headers = {**PLAIN, **({"Authorization": f"Bearer {key}"} if key else {})}
        client_options = {"timeout": seconds, "headers": headers}
        made: dict[str, Any] = {"client_kwargs": client_options, "async_client_kwargs": {"event_hooks": HOOKS}}
        return made | {"num_predict": MOST_TOKENS, **({"base_url": address} if address else {})}
    made = {"timeout": ceil(seconds) if named.provider == "mistralai" else seconds, "max_retries": 0, "max_tokens": MOST_TOKENS}
    if key or (address and named.provider == "openai"):
        made["api_key"] = key or NO_KEY
    if address:
        made["azure_endpoint" if named.provider == "azure_openai" else "base_url"] = address
    if named.provider in OPENAI_LIKE:
        made |= {"http_async_client": client, "use_responses_api": False}
    return made


def _structure(provider: str, schema: Schema) -> Mapping[str, Any]:
    """What makes the server of this provider hold to a schema, where it can."""
    told = {"temperature": TEMPERATURE}
    described = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
    if provider in OPENAI_LIKE:
        return told | {"extra_body": {"response_format": described}}
    if provider == "mistralai":
        return told | {"response_format": described}
    return {"format": schema} if provider == "ollama" else told
