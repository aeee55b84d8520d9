"""Which version an answer, a page and a search use, and how a reader reaches the others."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from bot.answering.versions import version_note
from bot.assembly import Parts
from bot.errors import UnknownVersion
from bot.models import Company, Contact, Question, Terms, TermsVersion
from bot.retrieval.index import ClauseIndex

FREE = "tot hoeveel uur voor het ophalen kan ik een reservering kosteloos annuleren?"


def ask(client: TestClient, message: str = FREE, **more: object) -> dict[str, object]:
    reply = client.post("/api/v1/chat", json={"company": "leenfiets", "message": message, **more})
    assert reply.status_code == 200, reply.text
    body: dict[str, object] = reply.json()
    return body


def test_without_a_day_the_version_of_today_is_used_and_never_a_future_one(parts: Parts) -> None:
    index = parts.search.index
    assert index.find_entry("leenfiets").version == "2024-05-01"
    assert index.get_knowledge("leenfiets").terms.version.name == "2024-05-01"


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2019, 12, 31), "2020-01-01"),
        (date(2020, 1, 1), "2020-01-01"),
        (date(2024, 4, 30), "2020-01-01"),
        (date(2024, 5, 1), "2024-05-01"),
        (date(2098, 12, 31), "2024-05-01"),
        (date(2099, 1, 1), "2099-01-01"),
    ],
)
def test_the_version_in_force_starts_on_its_first_day(parts: Parts, day: date, version: str) -> None:
    assert parts.search.index.find_entry("leenfiets", on=day).version == version


def test_today_is_that_of_the_index(parts: Parts) -> None:
    index = parts.search.index
    later = ClauseIndex(index.folder, model=index._model, clock=lambda: date(2099, 6, 1))
    assert later.find_entry("leenfiets").version == "2099-01-01"


def test_a_version_has_a_name_and_an_unknown_one_is_named(parts: Parts) -> None:
    index = parts.search.index
    assert index.find_version("leenfiets", "2020-01-01").version == "2020-01-01"
    assert index.find_version("leenfiets", None, on=date(2021, 1, 1)).version == "2020-01-01"
    with pytest.raises(UnknownVersion, match=r"1999.*2020-01-01, 2024-05-01, 2099-01-01"):
        index.find_version("leenfiets", "1999")


@pytest.mark.parametrize(
    ("contract", "hours", "version"), [("2023-06-01", "48", "2020-01-01"), ("2024-06-01", "24", "2024-05-01")]
)
def test_an_answer_uses_the_terms_of_the_contract(client: TestClient, contract: str, hours: str, version: str) -> None:
    body = ask(client, contract_date=contract)
    first = body["citations"][0]  # type: ignore[index]
    assert f"tot {hours} uur" in first["quote"]
    assert (first["terms_version"], first["url"]) == (version, f"/terms/leenfiets?version={version}#2.1")
    assert client.get(first["url"]).status_code == 200


def test_without_a_contract_the_day_of_the_question_counts(client: TestClient) -> None:
    assert "tot 48 uur" in ask(client, reference_date="2022-03-01")["citations"][0]["quote"]  # type: ignore[index]
    assert "tot 24 uur" in ask(client)["citations"][0]["quote"]  # type: ignore[index]


def test_an_answer_says_which_version_it_follows_from(client: TestClient) -> None:
    assert str(ask(client)["answer"]).endswith(
        "Dit volgt uit de voorwaarden die nu gelden: versie 1 mei 2024 (geldig tot en met 31 december 2098). "
        "Voor een eerdere overeenkomst kunnen oudere voorwaarden gelden."
    )
    assert str(ask(client, contract_date="2023-06-01")["answer"]).endswith(
        "Dit volgt uit de voorwaarden voor een overeenkomst van 1 juni 2023: versie 1 januari 2020 "
        "(geldig tot en met 30 april 2024)."
    )
    assert "Dit volgt uit" not in str(ask(client, "Wat voor weer wordt het morgen?")["answer"])


def test_before_the_first_version_the_answer_does_not_know(client: TestClient) -> None:
    answer = str(ask(client, contract_date="2019-05-01")["answer"])
    assert "zij gelden vanaf 1 januari 2020. Wat op 1 mei 2019 gold, weet ik niet." in answer


def one_version(starts_on: date | None, name: str) -> Terms:
    version = TermsVersion(name, "terms.txt", starts_on)
    return Terms(Company("kge", "KGE", "U.A.", Contact(), (version,)), version, ())


def question(contract_date: date | None) -> Question:
    return Question("kge", "hoi", date(2026, 3, 16), contract_date=contract_date)


@pytest.mark.parametrize(
    ("starts_on", "name", "contract", "said"),
    [
        (date(2018, 10, 12), "2018-10-12", None, ""),
        (None, "ongedateerd", None, ""),
        (
            date(2018, 10, 12),
            "2018-10-12",
            date(2020, 1, 1),
            "Dit volgt uit de voorwaarden voor een overeenkomst van 1 januari 2020: versie 12 oktober 2018.",
        ),
        (date(2018, 10, 12), "2018-10-12", date(2018, 10, 11), "Wat op 11 oktober 2018 gold, weet ik niet."),
        (None, "2019-09", date(2020, 1, 1), "het document noemt geen dag waarop deze voorwaarden ingingen"),
    ],
)
def test_a_company_with_one_version_tells_of_it_only_for_a_contract(
    starts_on: date | None, name: str, contract: date | None, said: str
) -> None:
    note = version_note(one_version(starts_on, name), question(contract))
    assert said in note
    assert bool(said) == bool(note)


def test_an_undated_version_before_a_dated_one_held_until_then() -> None:
    old, new = TermsVersion("2019-09", "oud.txt"), TermsVersion("2024-01-01", "terms.txt", date(2024, 1, 1))
    terms = Terms(Company("kge", "KGE", "U.A.", Contact(), (old, new)), old, ())
    note = version_note(terms, question(date(2020, 1, 1)))
    assert note.startswith("Dit volgt uit: versie september 2019 (geldig tot en met 31 december 2023).")
    assert "Of zij op 1 januari 2020 al golden, weet ik niet." in note


def test_the_reading_routes_give_the_version_that_is_asked_for(client: TestClient) -> None:
    def text(**params: str) -> str:
        return str(client.get("/api/v1/companies/leenfiets/clauses/2.1", params=params).json()["text"])

    assert "24 uur" in text()
    assert "48 uur" in text(version="2020-01-01")
    assert "48 uur" in text(contract_date="2021-01-01")
    assert "6 uur" in text(version="2099-01-01", contract_date="2021-01-01")
    assert (
        client.get("/api/v1/companies/leenfiets/clauses", params={"version": "2099-01-01"}).json()["terms_version"]
        == "2099-01-01"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/companies/leenfiets/clauses",
        "/api/v1/companies/leenfiets/clauses/2.1",
        "/api/v1/search?q=fiets&company=leenfiets",
        "/terms/leenfiets",
        "/terms/leenfiets/changes",
    ],
)
def test_an_unknown_version_is_not_found_and_says_which_there_are(client: TestClient, path: str) -> None:
    name = "old" if path.endswith("changes") else "version"
    reply = client.get(f"{path}{'&' if '?' in path else '?'}{name}=1999")
    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")
    assert "Versie '1999'" in reply.json()["detail"]


def test_search_finds_in_the_version_that_is_asked_for(client: TestClient) -> None:
    def paths(**params: str) -> dict[str, str]:
        hits = client.get("/api/v1/search", params={"q": "fiets zonder slot meenemen", **params}).json()["hits"]
        return {hit["clause_id"]: hit["terms_version"] for hit in hits}

    assert "leenfiets:9.1" not in paths()
    assert paths(company="leenfiets", version="2020-01-01")["leenfiets:9.1"] == "2020-01-01"
    assert paths(contract_date="2021-01-01")["leenfiets:9.1"] == "2020-01-01"
    reply = client.get("/api/v1/search", params={"q": "fiets", "version": "2020-01-01"})
    assert (reply.status_code, reply.json()["detail"]) == (422, "Noem bij een versie ook het bedrijf (company).")


def test_a_calculation_doubts_a_day_before_the_first_version(client: TestClient) -> None:
    def warnings(contract: str | None) -> list[str]:
        sent = {"inputs": {"returned_on": "2026-03-02"}, "contract_date": contract}
        body = client.post("/api/v1/calculators/leenfiets.klacht", json=sent).json()
        return list(body["warnings"])

    assert warnings(None) == warnings("2021-01-01") == []
    assert "Wat op 1 mei 2019 gold, weet ik niet." in warnings("2019-05-01")[0]


def test_a_conversation_goes_on_when_the_version_changes_under_it(client: TestClient) -> None:
    first = ask(client, contract_date="2023-06-01")
    second = ask(client, "en als ik later afzeg?", conversation_id=first["conversation_id"])
    assert second["conversation_id"] == first["conversation_id"]
    assert second["citations"][0]["terms_version"] == "2024-05-01"  # type: ignore[index]


def test_the_terms_page_shows_its_version_and_the_way_to_the_others(client: TestClient) -> None:
    page = client.get("/terms/leenfiets").text
    assert "versie 1 mei 2024, geldig van 1 mei 2024 tot en met 31 december 2098" in page
    assert 'href="/terms/leenfiets?version=2020-01-01"' in page
    assert 'href="/terms/leenfiets/changes?old=2020-01-01&amp;new=2024-05-01"' in page
    assert "Deze versie geldt nu niet." not in page
    old = client.get("/terms/leenfiets", params={"version": "2020-01-01"}).text
    assert "Deze versie geldt nu niet." in old
    assert "48 uur" in old


def test_an_old_link_leads_to_the_version_that_has_the_clause(client: TestClient) -> None:
    page = client.get("/terms/leenfiets").text
    gone = page[page.index('<article id="9.1">') :]
    assert 'href="/terms/leenfiets?version=2020-01-01#9.1"' in gone
    changed = page[page.index('<article id="2.1">') : page.index('<article id="2.2">')]
    assert 'href="/terms/leenfiets?version=2020-01-01#2.1"' in changed
    same = page[page.index('<article id="2.2">') : page.index('<article id="3.1">')]
    assert "Luidt anders" not in same


def test_the_changes_between_two_versions_are_shown_with_figures_first(client: TestClient) -> None:
    page = client.get("/terms/leenfiets/changes").text
    assert 'href="/terms/leenfiets?version=2020-01-01"' in page
    assert page.index("Gewijzigde cijfers (1)") < page.index("Nieuw (1)") < page.index("Vervallen (1)")
    assert "<li>Termijn: <del>48 uur</del> <ins>24 uur</ins></li>" in page
    assert "tot <del>48</del><ins>24</ins> uur voor het ophalen" in page
    assert "Ongewijzigd: 4." in page
    assert 'href="/terms/leenfiets?version=2020-01-01#9.1"' in page


def test_any_two_versions_can_be_compared(client: TestClient) -> None:
    page = client.get("/terms/leenfiets/changes", params={"old": "2020-01-01", "new": "2099-01-01"}).text
    assert "<del>48</del><ins>6</ins>" in page
    same = client.get("/terms/leenfiets/changes", params={"old": "2020-01-01", "new": "2020-01-01"}).text
    assert "Er is niets veranderd." in same
