"""A model may doubt an answer, and never make one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.assembly import Parts
from bot.errors import ChatFailed
from bot.generation.prompts import Prompt
from bot.models import Question, Reply
from tests.generation.lying import Kept, Scripted, assistant_of, scripted_chat

MONDAY = date(2026, 3, 16)
FREE = "Tot wanneer mag ik mijn reservering gratis laten vervallen?"
SUM = "Ik heb de fiets op 11 maart ingeleverd, tot wanneer kan ik klagen?"
OFF = ("Mag een hond mee in de trein?", "Vertel een mop.", "Geven jullie korting aan studenten?")


def judging(written: str) -> Scripted:
    """A model that judges so, and words nothing."""

    def write(prompt: Prompt) -> Iterator[str]:
        if "beoordeelt of bepalingen" not in prompt.instructions:
            raise ChatFailed("refused")
        yield written

    return Scripted(write)


def judged(small: Parts, written: str, message: str, kept: Kept | None = None) -> tuple[Reply, Scripted]:
    model = judging(written)
    return assistant_of(small, scripted_chat(model), kept).reply(Question("leenfiets", message, MONDAY)), model


def test_a_doubt_makes_an_honest_no_with_what_comes_nearest(small: Parts) -> None:
    kept = Kept()
    reply, _ = judged(small, '{"answers": false}', FREE, kept)
    assert reply.status == "not_in_terms"
    assert reply.answer.startswith("Dat staat niet in de voorwaarden van Leenfiets.")
    assert "Wat er het dichtst bij komt: U annuleert gratis tot 24 uur" in reply.answer
    assert [citation.clause_id for citation in reply.citations] == ["leenfiets:2.1"]
    assert reply.contact.email == "balie@leenfiets.example"
    assert (kept.answered[0].basis.model, kept.answered[0].basis.draft) == ("scripted", {"helped": ["judge"]})


@pytest.mark.parametrize(
    "written", ['{"answers": true}', '{"answers": "nee"}', '{"answers": null}', "nee", "", '{"answers": false', '{"answers": 0}']
)
def test_anything_but_a_plain_no_leaves_the_answer(small: Parts, written: str) -> None:
    reply, _ = judged(small, written, FREE)
    assert reply.status == "answered"
    assert reply.answer == small.assistant.reply(Question("leenfiets", FREE, MONDAY)).answer


@pytest.mark.parametrize("message", [SUM, *OFF])
@pytest.mark.parametrize("written", ['{"answers": false}', '{"answers": true}'])
def test_a_rule_is_not_doubted_and_a_no_stays_a_no(small: Parts, written: str, message: str) -> None:
    reply, model = judged(small, written, message)
    plain = small.assistant.reply(Question("leenfiets", message, MONDAY))
    assert (reply.status, reply.answer) == (plain.status, plain.answer)
    assert [prompt for prompt in model.prompts if "beoordeelt of bepalingen" in prompt.instructions] == []


def test_it_sees_the_clauses_with_their_explanations_and_a_masked_question(small: Parts) -> None:
    _, model = judged(small, '{"answers": true}', f"Mijn naam is Jan Jansen. {FREE}")
    told = model.prompts[0].message
    assert "tot 24 uur voor het ophalen kosteloos" in told
    assert "U annuleert gratis tot 24 uur voordat u de fiets ophaalt." in told
    assert "Jansen" not in told
