"""Keys of websites: one company, some origins, limits of their own; and nothing changes for who has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.keeping import Store, open_store
from bot.conversations.sites import SiteKey
from bot.settings import Settings
from tests.web.staff import make_client

SHOP, OTHER = "https://fietsen.example", "https://elders.example"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(Settings(database_url=f"sqlite:///{tmp_path}/kept.sqlite"))
    opened.sites.fresh_s = 0.0
    return opened


@pytest.fixture
def client(small: Parts, small_settings: Settings, store: Store) -> Iterator[TestClient]:
    with make_client(small, small_settings, store) as client:
        yield client


def key_for(store: Store, company: str = "leenfiets", *, origins: tuple[str, ...] = (SHOP,), **more: object) -> str:
    return store.sites.add(SiteKey("", company, origins, **more)).key  # type: ignore[arg-type]


def ask(client: TestClient, *, company: str = "leenfiets", message: str = "mag ik gratis afzeggen?", **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/api/v1/chat", json={"company": company, "message": message}, headers=named).status_code


def test_a_key_asks_for_its_company_from_its_website(client: TestClient, store: Store) -> None:
    key = key_for(store)
    assert ask(client, X_Site_Key=key, Origin=SHOP) == 200
    assert ask(client, X_Site_Key=key) == 200
    assert ask(client, X_Site_Key=key, Origin="http://testserver") == 200


@pytest.mark.parametrize("path", ["/api/v1/chat", "/api/v1/chat/stream"])
def test_a_key_of_another_company_is_refused_in_dutch(client: TestClient, store: Store, path: str) -> None:
    headers = {"X-Site-Key": key_for(store), "Origin": SHOP}
    refused = client.post(path, json={"company": "taarthuis", "message": "mag ik afzeggen?"}, headers=headers)
    assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")
    assert refused.json()["detail"] == "Deze sleutel hoort bij een ander bedrijf."
    assert refused.headers["access-control-allow-origin"]


def test_an_unknown_key_and_another_website_are_refused(client: TestClient, store: Store) -> None:
    assert ask(client, X_Site_Key="pk_verzonnen") == 401
    assert ask(client, X_Site_Key=key_for(store), Origin=OTHER) == 403
    assert ask(client, X_Site_Key=key_for(store), Origin="null") == 403
    assert ask(client, X_Site_Key=key_for(store, origins=()), Origin=OTHER) == 200


def test_a_removed_key_is_nobody(client: TestClient, store: Store) -> None:
    key = key_for(store)
    assert ask(client, X_Site_Key=key) == 200
    store.sites.remove(key)
    assert ask(client, X_Site_Key=key) == 401


def test_a_company_can_want_keys_of_pages_elsewhere_and_programs_still_ask(client: TestClient, store: Store) -> None:
    key = key_for(store, required=True)
    assert ask(client, Origin=OTHER) == 403
    assert ask(client, Origin=OTHER, company="taarthuis") == 200
    assert ask(client) == 200
    assert ask(client, Origin="http://testserver") == 200
    assert ask(client, Origin=SHOP, X_Site_Key=key) == 200
    listed = client.get("/api/v1/companies", headers={"Origin": OTHER}).json()["companies"]
    assert [company["slug"] for company in listed] == ["taarthuis"]


def test_a_key_has_its_own_message_length(client: TestClient, store: Store) -> None:
    key = key_for(store, message_limit=30)
    assert ask(client, X_Site_Key=key, message="a" * 30) == 200
    assert ask(client, X_Site_Key=key, message="a" * 31) == 422
    assert ask(client, message="a" * 31) == 200


def test_a_key_has_its_own_rate_whatever_the_address(client: TestClient, store: Store) -> None:
    slow, other = key_for(store, rate="2/minute"), key_for(store, rate="2/minute")
    assert [ask(client, X_Site_Key=slow) for _ in range(3)] == [200, 200, 429]
    assert ask(client, X_Site_Key=other) == 200
    refused = client.get("/api/v1/search", params={"q": "fiets"}, headers={"X-Site-Key": slow})
    assert (refused.status_code, 1 <= int(refused.headers["retry-after"]) <= 61) == (429, True)
    assert "Op deze website" in refused.json()["detail"]
    assert client.get("/api/v1/companies", headers={"X-Site-Key": slow}).status_code == 200


def test_without_a_company_a_key_searches_and_lists_its_own_alone(client: TestClient, store: Store) -> None:
    headers = {"X-Site-Key": key_for(store)}
    hits = client.get("/api/v1/search", params={"q": "annuleren", "limit": 50}, headers=headers).json()["hits"]
    assert {hit["company"] for hit in hits} == {"leenfiets"}
    everywhere = client.get("/api/v1/search", params={"q": "annuleren", "limit": 50}).json()["hits"]
    assert {hit["company"] for hit in everywhere} == {"leenfiets", "taarthuis"}


def asks_beforehand(client: TestClient, origin: str) -> tuple[int, str | None]:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,x-site-key",
    }
    reply = client.options("/api/v1/chat/stream", headers=headers)
    return reply.status_code, reply.headers.get("access-control-allow-origin")


def test_what_is_asked_beforehand_is_answered_for_the_origins_of_keys(
    small: Parts, small_settings: Settings, store: Store
) -> None:
    client = make_client(small, small_settings.model_copy(update={"allowed_origins": ("https://eigen.example",)}), store)
    assert asks_beforehand(client, SHOP)[0] == 400
    key = key_for(store)
    assert asks_beforehand(client, SHOP) == (200, SHOP)
    assert asks_beforehand(client, "https://eigen.example") == (200, "https://eigen.example")
    assert asks_beforehand(client, OTHER)[0] == 400
    with_key = client.get("/api/v1/companies", headers={"Origin": SHOP, "X-Site-Key": key})
    without = client.get("/api/v1/companies", headers={"Origin": SHOP})
    assert with_key.headers["access-control-allow-origin"] == SHOP
    assert "access-control-allow-origin" not in without.headers


def test_with_every_website_allowed_nothing_is_asked_beforehand_in_vain(client: TestClient) -> None:
    assert asks_beforehand(client, OTHER) == (200, "*")


def test_a_database_that_is_away_leaves_the_keys_as_they_were(client: TestClient, store: Store) -> None:
    key = key_for(store)
    assert ask(client, X_Site_Key=key) == 200
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE site_keys")
    assert client.get("/api/v1/companies", headers={"X-Site-Key": key}).status_code == 200
    assert client.get("/api/v1/companies", headers={"X-Site-Key": "pk_verzonnen"}).status_code == 401


def test_keys_that_were_never_read_refuse_all_but_health(small: Parts, small_settings: Settings, store: Store) -> None:
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE site_keys")
    client = make_client(small, small_settings, store)
    assert client.get("/api/v1/companies").status_code == 503
    assert client.get("/api/v1/health/live").status_code == 200
