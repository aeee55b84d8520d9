"""Which websites may call the API."""

from __future__ import annotations

from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.settings import Settings
from bot.web.app import make_app

SHOP = {"Origin": "https://winkel.example"}
ASKS = {**SHOP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}


def client_for(small: Parts, settings: Settings, origins: str = "*") -> TestClient:
    allowed = Settings(allowed_origins=origins).allowed_origins  # type: ignore[arg-type]
    return TestClient(make_app(small.assistant, small.search, settings.model_copy(update={"allowed_origins": allowed})))


def test_every_website_may_ask_without_credentials(small: Parts, small_settings: Settings) -> None:
    reply = client_for(small, small_settings).options("/api/v1/chat/stream", headers=ASKS)
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in reply.headers


def test_only_listed_websites_where_they_are_listed(small: Parts, small_settings: Settings) -> None:
    client = client_for(small, small_settings, "https://winkel.example, https://kassa.example")
    allowed = client.get("/api/v1/companies", headers=SHOP)
    refused = client.get("/api/v1/companies", headers={"Origin": "https://elders.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://winkel.example"
    assert "access-control-allow-origin" not in refused.headers


def test_an_error_can_be_read_too(small: Parts, small_settings: Settings) -> None:
    client = client_for(small, small_settings)
    for body in ({"company": "x", "message": "hoi"}, {"company": "x", "message": "a" * 100_000}):
        assert client.post("/api/v1/chat", json=body, headers=SHOP).headers["access-control-allow-origin"] == "*"


def test_only_the_api_is_shared(small: Parts, small_settings: Settings) -> None:
    for path in ("/terms/leenfiets", "/static/terms.css", "/support"):
        assert "access-control-allow-origin" not in client_for(small, small_settings).get(path, headers=SHOP).headers
