"""The calculators over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.assembly import Parts
from bot.settings import Settings
from bot.web.app import make_app


@pytest.fixture(scope="module")
def client(small: Parts, small_settings: Settings) -> Iterator[TestClient]:
    with TestClient(make_app(small.assistant, small.search, small_settings), raise_server_exceptions=False) as client:
        yield client


def test_calculators_list_their_inputs_with_the_question_for_each(client: TestClient) -> None:
    listed = client.get("/api/v1/calculators", params={"company": "leenfiets"}).json()["calculators"]
    assert [rule["rule_id"] for rule in listed] == ["leenfiets.klacht", "leenfiets.late_annulering"]
    assert listed[0]["inputs"] == [
        {
            "name": "returned_on",
            "type": "date",
            "question": "Op welke dag hebt u de fiets ingeleverd?",
            "choices": {},
            "required": True,
        }
    ]


def test_a_calculation_has_its_result_steps_and_clause(client: TestClient) -> None:
    body = {"inputs": {"returned_on": "2026-03-11"}, "reference_date": "2026-03-16"}
    calculation = client.post("/api/v1/calculators/leenfiets.klacht", json=body).json()
    assert calculation["result"] == {"date": "2026-03-18", "amount": None, "currency": "EUR"}
    assert calculation["clause_ids"] == ["leenfiets:4.1"]
    assert calculation["steps"]


def test_an_amount_is_a_decimal_string(client: TestClient) -> None:
    calculation = client.post("/api/v1/calculators/leenfiets.late_annulering", json={"inputs": {"price": "80.50"}}).json()
    assert calculation["result"]["amount"] == "40.25"


@pytest.mark.parametrize(
    ("rule", "inputs", "status", "said"),
    [
        ("leenfiets.onbekend", {}, 404, "leenfiets.onbekend"),
        ("nergens.klacht", {}, 404, "nergens"),
        ("leenfiets.klacht", {}, 422, "Op welke dag hebt u de fiets ingeleverd?"),
        ("leenfiets.klacht", {"returned_on": "31 februari"}, 422, "31 februari"),
        ("leenfiets.klacht", {"returned_on": "0001-01-01"}, 422, "0001"),
        ("leenfiets.klacht", {"besteld": "2026-03-11"}, 422, "besteld"),
        ("leenfiets.late_annulering", {"price": "-5"}, 422, "-5"),
        ("leenfiets.late_annulering", {"price": "1e30"}, 422, ""),
    ],
)
def test_bad_input_gets_a_dutch_problem(client: TestClient, rule: str, inputs: dict[str, str], status: int, said: str) -> None:
    reply = client.post(f"/api/v1/calculators/{rule}", json={"inputs": inputs})
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert said in reply.json()["detail"]


def test_the_api_document_types_the_inputs_of_every_rule(client: TestClient) -> None:
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert schemas["Inputs.leenfiets.klacht"]["properties"]["returned_on"]["format"] == "date"
    assert schemas["Inputs.leenfiets.klacht"]["additionalProperties"] is False
    assert {"$ref": "#/components/schemas/Inputs.leenfiets.klacht"} in schemas["CalculationRequest"]["properties"]["inputs"][
        "anyOf"
    ]


@pytest.mark.parametrize(
    "inputs", [b'{"returned_on": "\\ud800"}', b'{"\\udfff": "2026-05-03"}', b'{"returned_on": [["\\ud800"]]}']
)
def test_half_a_character_is_refused(client: TestClient, inputs: bytes) -> None:
    reply = client.post(
        "/api/v1/calculators/leenfiets.klacht",
        content=b'{"inputs": ' + inputs + b"}",
        headers={"Content-Type": "application/json"},
    )
    assert (reply.status_code, "inputs" in reply.json()["detail"]) == (422, True)
