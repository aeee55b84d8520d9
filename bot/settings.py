"""Settings, read once at the entry points from the environment and an optional `.env` file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.cache import default_cache

ROOT = Path(__file__).resolve().parent.parent


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


BY_ITSELF, BESIDE_A_MODEL = 4, 32
Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""Values with commas between them."""


class Settings(BaseSettings):
    """Everything that can be configured; each field is an environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address on which the server listens.")
    port: int = Field(8000, ge=1, le=65535, description="Port on which the server listens.")
    data_dir: Path = Field(ROOT / "data", description="Folder with terms, annotations, rules and law data.")
    index_dir: Path = Field(ROOT / "data" / "index", description="Folder of the built index; may be thrown away and built again.")
    embedding_model: str = Field(
        "", description="A sentence-transformers name or path; empty means the built-in multilingual-e5-small."
    )
    allow_download: bool = Field(False, description="Whether EMBEDDING_MODEL may be fetched from a model hub.")
    terms_model_dir: Path = Field(
        default_factory=lambda: default_cache(os.environ),
        description="Folder outside the project in which the built-in model is kept.",
    )
    database_url: str = Field(
        f"sqlite:///{ROOT / 'state' / 'voorwaarden.sqlite'}",
        description="Where answers, feedback, accounts and review work are kept; tables are made at the start.",
    )
    chroma_url: str = Field(
        "",
        pattern=r"^(|https?://[^/\s]+)/?$",
        description="Chroma server with the vectors, such as http://chroma:8000 or https://TOKEN@chroma; empty: in INDEX_DIR.",
    )
    review_dir: Path = Field(ROOT / "state" / "review", description="Folder for eval cases of staff, until they are reviewed.")
    retention_days: int = Field(90, ge=1, description="Days after which an answer and its feedback are erased.")
    audit_days: int = Field(730, ge=1, description="Days after which is erased what an answer rested on.")
    session_hours: int = Field(10, ge=1, description="Hours after which a member of staff must sign in again.")
    rate_per_address: str = Field(
        "120/minute",
        pattern=r"^(|[1-9]\d*/(second|minute|hour|day))$",
        description="How often one address may ask, such as 120/minute; empty for no limit.",
    )
    unlimited_addresses: Listed = Field(
        ("127.0.0.1", "::1"), description="Addresses that may ask as often as they like, with commas between them."
    )
    redis_url: str = Field(
        "",
        description="Redis in which processes count together how often an address asks, and take turns to write an index.",
    )
    at_once: int = Field(
        0,
        ge=0,
        description="API requests that are worked on at the same time; 0: 4, or 32 with a chat model that they wait for.",
    )
    waiting: int = Field(60, ge=0, description="API requests that may stand in line; beyond them the answer is 503.")
    waiting_seconds: float = Field(5.0, gt=0, description="Longest time in line.")
    trusted_proxies: Listed = Field(
        ("127.0.0.1", "::1"),
        description="Addresses or networks of proxies that are believed when they tell who asks (X-Forwarded-For).",
    )
    drain_seconds: float = Field(
        0.0, ge=0, description="Time after SIGTERM in which readiness is 503 and requests still come in."
    )
    shutdown_seconds: int = Field(20, ge=1, description="Longest time after SIGTERM to finish answers that were begun.")
    connections: int = Field(500, ge=1, description="Open connections; beyond them the answer is 503, beyond twice as many none.")
    header_seconds: float = Field(10.0, gt=0, description="Longest time until the headers of a request are complete.")
    body_seconds: float = Field(20.0, gt=0, description="Longest time until the body of a request is complete.")
    upload_seconds: float = Field(300.0, gt=0, description="Longest time until a document that staff send is complete.")
    write_seconds: float = Field(
        30.0, gt=0, description="Time after which a client that reads less than a kilobyte a second is left alone."
    )
    log_format: Literal["text", "json"] = Field("text", description="How log lines are written; json: one object a line.")
    threads: int = Field(2, ge=1, description="Processor threads that the embedding model may use.")
    message_limit: int = Field(2000, ge=1, description="Longest message, in characters.")
    body_limit: int = Field(64_000, ge=1000, description="Largest request body, in bytes.")
    upload_limit: int = Field(
        26_000_000, ge=1000, description="Largest request body with a document, in bytes; a document may have 25 megabytes."
    )
    draft_days: int = Field(14, ge=1, description="Days after which a document that was uploaded and never published is erased.")
    conversation_limit: int = Field(10_000, ge=1, description="Conversations kept at the same time; the oldest is dropped first.")
    conversation_minutes: int = Field(120, ge=1, description="Minutes after its last message that a conversation is forgotten.")
    allowed_origins: Listed = Field(
        ("*",),
        description="Websites whose pages may call the API, with commas between them; * means all. Never with credentials.",
    )
    chat_model: str = Field(
        "", description="Chat model that words answers, such as mistralai:mistral-small-latest; empty: answers are composed."
    )
    chat_base_url: str = Field(
        "",
        pattern=r"^(|https?://\S+)$",
        description="OpenAI-compatible server that has CHAT_MODEL, such as http://127.0.0.1:8080/v1; empty: the provider's own.",
    )
    chat_api_key: SecretStr = Field(SecretStr(""), description="Key for the chat model; empty: the provider's own variable.")
    chat_seconds: float = Field(8.0, gt=0, le=60, description="Longest time that one answer waits for the chat model, all told.")
    chat_budget: int = Field(1000, ge=1, description="Calls of the chat model for one company on one day (UTC).")
    chat_rewrite: bool = Field(False, description="Whether the chat model also words a follow-up in full, for the search alone.")
    chat_judge: bool = Field(False, description="Whether the chat model may also say that the clauses found don't answer.")

    @property
    def works_at_once(self) -> int:
        """API requests that are worked on at the same time: two for each of two cores, more where they wait for a chat model."""
        return self.at_once or (BESIDE_A_MODEL if self.chat_model else BY_ITSELF)
