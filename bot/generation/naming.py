"""Which chat model the settings name, and what is wrong with how they name it. No library is loaded to find that out."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot import texts
from bot.settings import Settings

PACKAGES: Mapping[str, str] = {
    "openai": "langchain_openai",
    "azure_openai": "langchain_openai",
    "mistralai": "langchain_mistralai",
    "anthropic": "langchain_anthropic",
    "ollama": "langchain_ollama",
}
"""The module of each provider that has an extra in pyproject.toml."""
EXTRAS: Mapping[str, str] = {"azure_openai": "openai"}
"""The extra of those that share one."""
OPENAI_LIKE = frozenset({"openai", "azure_openai"})
KEYS: Mapping[str, str] = {
    "openai": "OPENAI_API_KEY",
    "azure_openai": "AZURE_OPENAI_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
}
"""Where each provider's library looks for a key when CHAT_API_KEY is empty."""
NAME = re.compile(r"[a-z][a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class ChatModelName:
    """A provider as LangChain calls it, and its name for the model."""

    provider: str
    model: str


def name_of(settings: Settings) -> ChatModelName:
    """The model that is named. With an address, what stands before a colon may belong to the model's own name."""
    provider, colon, model = settings.chat_model.partition(":")
    if settings.chat_base_url and provider not in PACKAGES:
        return ChatModelName("openai", settings.chat_model)
    return ChatModelName(provider, model) if colon else ChatModelName("", provider)


def composing(settings: Settings) -> Settings:
    """The same settings without a chat model: for what is asked to examine or to measure the composed answers."""
    return settings.model_copy(update={"chat_model": "", "chat_base_url": "", "chat_api_key": SecretStr("")})


def chat_refusals(settings: Settings) -> Iterator[str]:
    """What keeps the model from being called, one line each. Neither the address nor the key is shown."""
    if not settings.chat_model:
        if settings.chat_base_url or settings.chat_api_key.get_secret_value():
            yield texts.get("configuration.chat_no_model")
        return
    named = name_of(settings)
    if not named.model or not NAME.fullmatch(named.provider):
        yield texts.get("configuration.chat_name", given=settings.chat_model)
        return
    module = PACKAGES.get(named.provider, f"langchain_{named.provider}")
    if find_spec(module) is None:
        package = module.replace("_", "-")
        extra = EXTRAS.get(named.provider, named.provider) if named.provider in PACKAGES else ""
        key = "configuration.chat_package" if extra else "configuration.chat_package_other"
        yield texts.get(key, provider=named.provider, package=package, extra=extra)
    wants_key = not settings.chat_api_key.get_secret_value() and not (settings.chat_base_url and named.provider == "openai")
    if wants_key and (variable := KEYS.get(named.provider)) and not os.environ.get(variable):
        yield texts.get("configuration.chat_key", provider=named.provider, variable=variable)
    if named.provider == "azure_openai" and not (settings.chat_base_url and os.environ.get("OPENAI_API_VERSION")):
        yield texts.get("configuration.chat_azure")


def chat_doubts(settings: Settings) -> Iterator[str]:
    """What somebody may not have meant."""
    if not settings.chat_model and (settings.chat_rewrite or settings.chat_judge):
        yield texts.get("configuration.doubt_chat_use")
    address = urlsplit(settings.chat_base_url)
    if settings.chat_model and address.scheme == "http" and not _is_near(address.hostname or ""):
        yield texts.get("configuration.doubt_chat_plain")


def _is_near(host: str) -> bool:
    """Whether this host is surely on this machine or in a network of one's own."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal"))
