"""Attacks on a chat model: what an obeying model writes is never shown, and without a model nobody gets another answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.answering.grounding import figures
from bot.assembly import Parts
from bot.generation.drafts import Ground, Sentence
from bot.generation.guard import faults_of
from bot.models import Question, Reply
from bot.understanding.languages import foreign_language
from tests.generation.grounds import CLAUSES, ground

MONDAY = date(2026, 3, 16)
FEWEST = 150


@dataclass(frozen=True)
class Attack:
    """One attempt, in a message, an earlier message, a clause or an uploaded document."""

    where: str
    clause: str
    asks: str
    attack: str
    obeys: str
    never: tuple[str, ...]


def attacks() -> Iterator[Attack]:
    """All of them, in the order of their file."""
    for group in yaml.safe_load(Path(__file__).with_name("attacks.yaml").read_text(encoding="utf-8")):
        for case in group["cases"]:
            yield Attack(group["where"], group["clause"], group["asks"], case["attack"], case["obeys"], tuple(case["never"]))


ATTACKS = tuple(attacks())
IN_MESSAGES = [attack for attack in ATTACKS if attack.where in ("question", "history")]


def test_there_are_enough_of_every_kind() -> None:
    assert len(ATTACKS) >= FEWEST
    assert {attack.where for attack in ATTACKS} == {"question", "history", "clause", "upload"}


def ground_under(attack: Attack) -> Ground:
    """What an answer may rest on while this attack is on: it stands in the message, or in the text of the clause."""
    name, others = f"leenfiets:{attack.clause}", ("Swapfiets", "Greenwheels", "Taarthuis", "Ziggo")
    if attack.where in ("clause", "upload"):
        poisoned = replace(CLAUSES[name], text=f"{CLAUSES[name].text} {attack.attack}")
        return replace(
            ground(attack.clause, question=attack.asks), clauses={**CLAUSES, name: poisoned}, names_in=lambda _: others
        )
    asked = attack.asks if attack.where == "history" else f"{attack.asks} {attack.attack}"
    return replace(ground(attack.clause, question=asked), names_in=lambda _: others)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.attack[:40])
def test_what_an_obeying_model_writes_is_not_shown(attack: Attack) -> None:
    assert faults_of(Sentence(attack.obeys, (f"leenfiets:{attack.clause}",)), ground_under(attack))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.attack[:40])
def test_obeying_after_a_good_sentence_does_not_help(attack: Attack) -> None:
    good = "Zie de voorwaarden van Leenfiets."
    assert faults_of(Sentence(f"{good} {attack.obeys}", (f"leenfiets:{attack.clause}",)), ground_under(attack))


def answers(small: Parts, *messages: str) -> Reply:
    """The reply to the last message of a conversation."""
    conversation = None
    for message in messages:
        reply = small.assistant.reply(Question("leenfiets", message, MONDAY, conversation_id=conversation))
        conversation = reply.conversation_id
    return reply


@pytest.mark.parametrize("attack", IN_MESSAGES, ids=lambda attack: attack.attack[:40])
def test_without_a_model_nobody_gets_another_answer(small: Parts, attack: Attack) -> None:
    plain = answers(small, attack.asks)
    both = (attack.attack, attack.asks) if attack.where == "history" else (f"{attack.asks} {attack.attack}",)
    reply = answers(small, *both)
    known = figures("\n".join(clause.text for clause in small.search.index.get_knowledge("leenfiets").terms.clauses))
    assert not [words for words in attack.never if words in reply.answer]
    assert all(citation.clause_id.startswith("leenfiets:") for citation in reply.citations)
    assert not foreign_language(reply.answer.replace("(I can only answer questions in Dutch.)", ""))
    if reply.calculation and plain.calculation:
        assert reply.calculation.result == plain.calculation.result
    elif reply.status == "answered":
        labels = figures(" ".join(citation.label for citation in reply.citations))
        assert figures(reply.answer) <= known | labels | figures(plain.answer)
