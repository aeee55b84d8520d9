"""The pages and the search behind them, as a browser asks for them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.conversations.keeping import Store, open_store
from bot.settings import Settings
from tests.backend import database_in
from tests.web.staff import make_client, sign_in


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(Settings(database_url=database_in(tmp_path_factory.mktemp("support"))))


@pytest.fixture(scope="module")
def client(small: Parts, small_settings: Settings, store: Store) -> Iterator[TestClient]:
    with make_client(small, small_settings, store) as client:
        sign_in(client, store)
        yield client


def find(client: TestClient, q: str, **filters: str) -> dict[str, Any]:
    reply = client.get("/support/api/search", params={"q": q, **filters})
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [result["clause_id"] for result in found["results"]]


def test_all_companies_are_searched_and_the_words_are_marked(client: TestClient) -> None:
    found = find(client, "annuleren")
    assert {clause_id.partition(":")[0] for clause_id in ids(found)} == {"leenfiets", "taarthuis"}
    best = next(result for result in found["results"] if result["clause_id"] == "leenfiets:2.1")
    assert [best["excerpt"][start:end] for start, end in best["marks"]] == ["annuleren"]
    assert best["kern"].startswith("U annuleert gratis")
    assert best["citation"] == f"Artikel 2 lid 1, versie 1 mei 2024: «{best['excerpt']}»"


def test_a_filter_keeps_to_a_company_and_an_article(client: TestClient) -> None:
    assert {clause_id.partition(":")[0] for clause_id in ids(find(client, "schade", company="taarthuis"))} == {"taarthuis"}
    assert sorted(ids(find(client, "schade", company="leenfiets", article="3"))) == ["leenfiets:3.1", "leenfiets:3.2"]
    assert ids(find(client, "schade", company="leenfiets", document="bestaat-niet")) == []


def test_a_company_in_the_text_wins_from_the_filter(client: TestClient) -> None:
    found = find(client, "taarthuis klachten", company="leenfiets")
    assert ids(found)[0] == "taarthuis:3.1"
    assert found["companies"] == ["Taarthuis"]


def test_a_number_leads_to_its_clause_alone(client: TestClient) -> None:
    assert ids(find(client, "artikel 2 lid 2")) == ["leenfiets:2.2"]
    assert ids(find(client, "2.1")) == ["leenfiets:2.1", "taarthuis:2.1"]
    assert ids(find(client, "artikel 3", company="leenfiets")) == ["leenfiets:3.1", "leenfiets:3.2"]
    assert find(client, "2.1")["results"][0]["exact"] is True


def test_a_number_with_words_comes_first_and_the_words_follow(client: TestClient) -> None:
    assert ids(find(client, "leenfiets artikel 1 lid 1 diefstal"))[:2] == ["leenfiets:1.1", "leenfiets:3.2"]


def test_a_number_that_does_not_exist_is_said(client: TestClient) -> None:
    found = find(client, "leenfiets 7.10")
    assert (ids(found), found["unknown"]) == ([], "7.10")


def test_a_company_without_words_is_read_from_the_start(client: TestClient) -> None:
    assert ids(find(client, "", company="leenfiets"))[:3] == ["leenfiets:1.1", "leenfiets:2.1", "leenfiets:2.2"]
    assert ids(find(client, "")) == []


def test_a_version_that_does_not_exist_is_refused_in_dutch(client: TestClient) -> None:
    assert ids(find(client, "annuleren", company="leenfiets", version="2024-05-01"))
    reply = client.get("/support/api/search", params={"q": "x", "company": "leenfiets", "version": "1999"})
    assert reply.status_code == 404
    assert "Versie '1999' van de voorwaarden van leenfiets is hier niet bekend. Bekend zijn: 2024-05-01" in reply.json()["detail"]


def test_the_filters_offer_versions_documents_and_articles(client: TestClient) -> None:
    first = client.get("/support/api/filters").json()["companies"][0]
    assert (first["slug"], first["versions"][0]["name"]) == ("leenfiets", "versie 1 mei 2024")
    assert first["versions"][0]["documents"][0]["articles"][1] == {"key": "2", "name": "2. Annuleren"}


def test_a_clause_has_its_article_references_explanation_and_what_customers_ask(client: TestClient) -> None:
    shown = html.unescape(client.get("/support/clauses/leenfiets/2.1").text)
    assert "U annuleert gratis tot 24 uur voordat u de fiets ophaalt." in shown
    assert 'data-citation="Artikel 2 lid 1, versie 1 mei 2024: «U kunt een reservering' in shown
    assert "«Annuleert u later dan in lid 1 bedoeld" in shown  # who mentions it
    assert "tot wanneer mag ik mijn reservering gratis laten vervallen" in shown
    assert re.search(r'<li class="depth-0" aria-current="true"><a href="[^"]*">Artikel 2 lid 1</a>', shown)


def test_a_clause_has_a_form_for_each_of_its_rules(client: TestClient) -> None:
    shown = client.get("/support/clauses/leenfiets/4.1").text
    form = re.search(r'<form action="/api/v1/calculators/leenfiets.klacht".*?</form>', shown, re.DOTALL)
    assert form
    assert 'name="returned_on" type="date"' in form[0]
    assert "Op welke dag hebt u de fiets ingeleverd?" in form[0]
    assert "De dag van inleveren telt niet mee." in shown


def test_rules_elsewhere_in_the_article_are_pointed_at(client: TestClient) -> None:
    assert "Kosten van laat annuleren" in client.get("/support/clauses/leenfiets/2.1").text


@pytest.mark.parametrize("back", ["q=fiets&company=leenfiets", "//elders.example", "javascript:alert(1)", "x#y"])
def test_the_way_back_is_the_search_page_whatever_the_address_says(client: TestClient, back: str) -> None:
    shown = client.get("/support/clauses/leenfiets/2.1", params={"back": back}).text
    way = re.search(r'id="back" href="([^"]*)"', shown)
    assert way
    assert way[1].startswith("/support?")
    assert way[1].endswith("#leenfiets%3A2.1")


@pytest.mark.parametrize("path", ["leenfiets/99", "nergens/1", "leenfiets/../../etc"])
def test_a_clause_that_does_not_exist_is_told(client: TestClient, path: str) -> None:
    reply = client.get(f"/support/clauses/{path}")
    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")


def test_the_figures_count_what_was_asked(client: TestClient) -> None:
    answered = client.post("/api/v1/chat", json={"company": "leenfiets", "message": "mag ik de fiets gratis afzeggen?"}).json()
    client.post("/api/v1/feedback", json={"message_id": answered["message_id"], "rating": "up"})
    client.post("/api/v1/chat", json={"company": "leenfiets", "message": "Geven jullie korting aan studenten?"})
    shown = client.get("/support/figures", params={"company": "leenfiets", "weeks": "4"}).text
    tiles = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown)
    assert tiles[:4] == [("Vragen", "2"), ("Beantwoord", "50%"), ("Geen antwoord", "50%"), ("Duimen omhoog", "100%")]
    assert 'class="fill-answered"' in shown
    assert "1 van 6" in shown  # clauses that were asked for
    most = shown[shown.index('id="most"') : shown.index('id="never"')]
    assert re.findall(r">(Artikel[^<]*)</a>", most) == ["Artikel 2 lid 1"]


def test_figures_without_a_question_show_dashes(client: TestClient) -> None:
    shown = client.get("/support/figures", params={"company": "taarthuis"}).text
    assert re.findall(r"</dt><dd>(.*?)</dd>", shown)[:4] == ["0", "–", "–", "–"]


@pytest.mark.parametrize("wrong", [{"weeks": "5"}, {"company": "nergens"}])
def test_figures_of_something_else_are_refused(client: TestClient, wrong: dict[str, str]) -> None:
    assert client.get("/support/figures", params=wrong).status_code in (404, 422)


@pytest.mark.parametrize("address", ["/support", "/support/clauses/leenfiets/4.1", "/support/figures"])
def test_no_page_has_a_script_or_style_of_its_own(client: TestClient, address: str) -> None:
    shown = client.get(address).text
    assert re.findall(r"<script(?![^>]* src=\"/static/support/)[^>]*>", shown) == []
    assert re.search(r"<style|\sstyle=|\son[a-z]+=", shown) is None
