"""OpenAI's own client with a real server: what a chat front end or an agent does."""

from __future__ import annotations

import time
from collections.abc import Iterator

import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

from bot.conversations.keeping import open_store
from bot.conversations.sites import SiteKey
from bot.settings import Settings
from tests.faults.places import Place, Site

TODAY = {"reference_date": "2026-05-04"}
QUESTION = "Tot wanneer kan ik klagen over de fiets?"


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[OpenAI]:
    with make_client(site) as client:
        yield client


def make_client(site: Site, key: str = "-", *, tries_again: int = 0) -> OpenAI:
    return OpenAI(
        base_url=f"{site.address}/v1",
        api_key=key,
        max_retries=tries_again,
        http_client=openai.DefaultHttpxClient(trust_env=False),
    )


def user(text: str) -> ChatCompletionMessageParam:
    return {"role": "user", "content": text}


def test_companies_are_listed_as_models(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["leenfiets", "taarthuis"]
    assert client.models.retrieve("leenfiets").owned_by == "Leenfiets"


def test_an_answer_with_its_clause_and_sum(client: OpenAI) -> None:
    asked = "Ik heb de fiets op 3 mei 2026 ingeleverd, tot wanneer kan ik klagen?"
    completion = client.chat.completions.create(model="leenfiets", messages=[user(asked)], extra_body=TODAY)
    message = completion.choices[0].message
    assert "**10 mei 2026**" in (message.content or "")
    assert message.annotations
    assert message.annotations[0].url_citation.url.endswith("/terms/leenfiets#4.1")
    assert completion.usage
    assert completion.usage.completion_tokens == len((message.content or "").split())
    assert completion.model_extra
    assert completion.model_extra["voorwaarden"]["calculation"]["result"]["date"] == "2026-05-10"


def test_a_follow_up_in_a_stream_that_keeps_its_own_history(client: OpenAI) -> None:
    history = [user(QUESTION)]
    first = client.chat.completions.create(model="leenfiets", messages=history, extra_body=TODAY)
    history += [{"role": "assistant", "content": first.choices[0].message.content}, user("Ik heb hem op 3 mei 2026 ingeleverd.")]
    stream = client.chat.completions.create(
        model="leenfiets", messages=history, stream=True, stream_options={"include_usage": True}, extra_body=TODAY
    )
    chunks = list(stream)
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert "**10 mei 2026**" in text
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage
    assert chunks[-1].usage.total_tokens > 20


def test_the_helper_for_streams_gathers_the_answer(client: OpenAI) -> None:
    with client.chat.completions.stream(model="leenfiets", messages=[user("mag ik de fiets gratis afzeggen?")]) as stream:
        types = {event.type for event in stream}
        gathered = stream.get_final_completion()
    assert {"chunk", "content.delta", "content.done"} <= types
    assert "24 uur" in (gathered.choices[0].message.content or "")


async def test_the_asynchronous_client_too(site: Site) -> None:
    async with openai.AsyncOpenAI(
        base_url=f"{site.address}/v1", api_key="-", http_client=openai.DefaultAsyncHttpxClient(trust_env=False)
    ) as client:
        completion = await client.chat.completions.create(model="leenfiets", messages=[user("mag ik de fiets gratis afzeggen?")])
    assert "24 uur" in (completion.choices[0].message.content or "")


def test_errors_are_those_that_openai_raises(client: OpenAI, site: Site) -> None:
    with pytest.raises(openai.NotFoundError) as unknown:
        client.chat.completions.create(model="onbekend", messages=[user("hoi")])
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.BadRequestError) as two:
        client.chat.completions.create(model="leenfiets", messages=[user("hoi")], n=2)
    assert (two.value.param, two.value.type) == ("n", "invalid_request_error")
    with make_client(site, "pk_verzonnen") as stranger, pytest.raises(openai.AuthenticationError, match="niet bekend"):
        stranger.models.list()
    with pytest.raises(openai.APIStatusError) as large:
        client.chat.completions.create(model="leenfiets", messages=[user("a" * 70_000)])
    assert large.value.status_code == 413
    with pytest.raises(openai.NotFoundError):
        client.embeddings.create(model="leenfiets", input="fiets")


def test_a_key_reaches_its_own_company_alone(site: Site, place: Place) -> None:
    sites = open_store(Settings(database_url=place.environment["DATABASE_URL"])).sites
    made = sites.add(SiteKey("", "leenfiets"))
    with make_client(site, made.key, tries_again=3) as client:
        assert [model.id for model in wait_for_models(client)] == ["leenfiets"]
        with pytest.raises(openai.PermissionDeniedError, match="ander bedrijf"):
            client.chat.completions.create(model="taarthuis", messages=[user("hoi")])


def ask_often(client: OpenAI) -> None:
    """More questions than one a second."""
    for _ in range(3):
        client.chat.completions.create(model="leenfiets", messages=[user("hoi")])


def wait_for_models(client: OpenAI) -> list[openai.types.Model]:
    """The models, once the server has noticed the new key."""
    for _ in range(100):
        try:
            return list(client.models.list())
        except openai.AuthenticationError:
            time.sleep(0.1)
    raise AssertionError("the key was not noticed")


def test_too_many_questions_are_tried_again_by_the_client(place: Place) -> None:
    with place.serving(RATE_PER_ADDRESS="1/second", UNLIMITED_ADDRESSES="") as site:
        with make_client(site) as client, pytest.raises(openai.RateLimitError) as refused:
            ask_often(client)
        assert int(refused.value.response.headers["retry-after"]) >= 1
        with make_client(site, tries_again=4) as patient:
            assert [patient.chat.completions.create(model="leenfiets", messages=[user("hoi")]).model for _ in range(2)]
