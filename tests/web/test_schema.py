"""The API document is kept: requests made by chance get answers that it tells. `python -m tests.schema` tries many more."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse

from bot.assembly import Parts
from bot.conversations.keeping import open_store
from bot.settings import Settings
from bot.web.app import make_app
from tests.schema import Campaign

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def app(small: Parts, small_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    settings = small_settings.model_copy(update={"rate_per_address": ""})
    store = open_store(Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('schema')}/kept.sqlite"))
    return make_app(small.assistant, small.search, settings, store)


def test_what_comes_in_by_chance_gets_what_the_document_tells(app: FastAPI) -> None:
    campaign = Campaign(app)
    campaign.run(each=24)
    assert campaign.wrong == []
    assert campaign.requests > 150
    assert {200, 204, 400, 404, 422} <= set(campaign.statuses)


def test_a_server_that_breaks_its_word_is_caught() -> None:
    app = FastAPI(openapi_url="/api/openapi.json")

    @app.get("/fails")
    def fails(number: int) -> int:
        if number > 3:
            raise HTTPException(500)
        return number

    @app.get("/other", response_model=dict[str, int])
    def other() -> JSONResponse:
        return JSONResponse({"a": "geen getal"})

    @app.get("/undescribed")
    def undescribed() -> JSONResponse:
        return JSONResponse({}, 418)

    campaign = Campaign(app)
    campaign.run(each=40)
    found = "\n".join(campaign.wrong)
    assert all(path in found for path in ("/fails", "/other", "/undescribed"))


def test_every_route_tells_its_errors_in_its_shape(app: FastAPI) -> None:
    document = app.openapi()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            errors = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
            assert {"408", "413", "500", "503"} <= set(errors), (path, method)
            shape = "application/json" if path.startswith("/v1/") else PROBLEM
            assert all(set(answer["content"]) == {shape} for answer in errors.values()), (path, method)
    assert document["components"]["securitySchemes"]["SiteKey"]["name"] == "X-Site-Key"
    assert document == app.openapi()
