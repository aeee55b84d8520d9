"""Everything that a chat model is used for, made from the settings once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.generation.calling import Caller, Model, Watch
from bot.generation.judging import Judge
from bot.generation.phrasing import Guard, Phraser
from bot.generation.prompts import check_templates
from bot.generation.rewriting import Rewriter
from bot.settings import Settings


@dataclass(frozen=True)
class Chat:
    """The uses of a chat model; those that are not wanted are None."""

    caller: Caller
    phraser: Phraser
    rewriter: Rewriter | None = None
    judge: Judge | None = None


def make_chat(settings: Settings, model: Model, guard: Guard, watch: Watch | None = None) -> Chat:
    """The uses that the settings want of this model. Raises: BrokenData where a prompt is not as it should be."""
    check_templates()
    from bot.generation.budget import Budget  # only where there is a model

    budget = Budget(settings.chat_budget, redis_url=settings.redis_url)
    caller = Caller(model, budget=budget, watch=watch, seconds=settings.chat_seconds)
    return Chat(
        caller,
        Phraser(caller, guard),
        Rewriter(caller) if settings.chat_rewrite else None,
        Judge(caller) if settings.chat_judge else None,
    )
