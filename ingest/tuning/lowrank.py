"""The encoder with a narrow detour beside each linear layer of its upper part: only the detours learn.

Texts lie one after another, shape (n_tokens, width), so that no time goes into padding; only attention needs a table of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, linear, normalize, scaled_dot_product_attention
from transformers import BertModel
from transformers.models.bert.modeling_bert import BertLayer

from bot.retrieval.e5.adapter import Factors

TUNED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The linear layers of a block, in the order in which a text goes through them."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Texts one after another: `states` of shape (n_tokens, width), and the number of tokens of each text."""

    states: Tensor
    lengths: tuple[int, ...]


def pack(*parts: Sequence[Tensor]) -> Packed:
    """The states of all these texts, shape (n_tokens, width) each, one after another in full precision."""
    texts = [text for part in parts for text in part]
    return Packed(torch.cat(texts).float(), tuple(len(text) for text in texts))


class Detour(nn.Module):
    """A linear layer that stays as it is, plus the product of two narrow matrices, which starts at nothing."""

    def __init__(self, base: nn.Linear, *, rank: int, generator: torch.Generator) -> None:
        super().__init__()
        self._base = (base.weight.detach(), base.bias.detach())  # in a tuple, so that they are no parameters of this module
        self.down = nn.Parameter(torch.randn(rank, base.in_features, generator=generator) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, states: Tensor) -> Tensor:
        return linear(states, *self._base) + linear(linear(states, self.down), self.up)


class TunedLayers(nn.Module):
    """The layers of an encoder from `first` on, with detours. Its parameters are the detours alone."""

    def __init__(self, network: BertModel, *, first: int, rank: int, seed: int) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        self.width: int = network.config.hidden_size
        self._blocks = _blocks(network)[first:]
        self._names = [[f"encoder.layer.{first + at}.{name}" for name in TUNED] for at in range(len(self._blocks))]
        self.detours = nn.ModuleList(
            Detour(_linear(block, name), rank=rank, generator=generator) for block in self._blocks for name in TUNED
        )

    def forward(self, texts: Packed) -> Tensor:
        """Vectors of length 1, shape (n_texts, width)."""
        seats, states = _seats(texts.lengths), texts.states
        detours = list(self.detours)
        for at, block in enumerate(self._blocks):
            states = _pass(states, block, detours[at * len(TUNED) : (at + 1) * len(TUNED)], seats)
        return normalize(torch.stack([part.mean(0) for part in torch.split(states, list(texts.lengths))]), dim=1)

    def factors(self) -> Mapping[str, Factors]:
        """What was learned so far, by the name of the linear layer in the whole network."""
        names = [name for block in self._names for name in block]
        return {
            name: Factors(detour.get_parameter("down").detach().clone(), detour.get_parameter("up").detach().clone())
            for name, detour in zip(names, self.detours, strict=True)
        }


def read_lower(network: BertModel, token_ids: Sequence[Sequence[int]], *, layers: int) -> Packed:
    """These texts after the first layers, which do not learn: they need going through only once."""
    lengths = tuple(len(ids) for ids in token_ids)
    places = torch.cat([torch.arange(length) for length in lengths])
    seats = _seats(lengths)
    with torch.no_grad():
        flat = torch.tensor([token for ids in token_ids for token in ids])
        states: Tensor = network.embeddings(input_ids=flat[None], position_ids=places[None])[0]
        for block in _blocks(network)[:layers]:
            states = _pass(states, block, [_linear(block, name) for name in TUNED], seats)
    return Packed(states, lengths)


@dataclass(frozen=True, slots=True)
class _Seats:
    """A table of texts: which token sits at each place, shape (n_texts, longest), and whether any does."""

    table: Tensor
    taken: Tensor


def _seats(lengths: Sequence[int]) -> _Seats:
    sizes = torch.tensor(lengths)
    places = torch.arange(int(sizes.max()))
    taken = places[None] < sizes[:, None]
    starts = sizes.cumsum(0) - sizes
    return _Seats(torch.where(taken, starts[:, None] + places[None], 0), taken)


def _pass(states: Tensor, block: BertLayer, linears: Sequence[Callable[[Tensor], Tensor]], seats: _Seats) -> Tensor:
    """The states after one block, whose linear layers (in the order of TUNED) are given."""
    *projections, out, widen, narrow = linears
    heads = (*seats.table.shape, block.attention.self.num_attention_heads, -1)
    query, key, value = (project(states)[seats.table].view(heads).transpose(1, 2) for project in projections)
    seen = scaled_dot_product_attention(query, key, value, attn_mask=seats.taken[:, None, None, :])
    states = block.attention.output.LayerNorm(states + out(seen.transpose(1, 2).flatten(2)[seats.taken]))
    done: Tensor = block.output.LayerNorm(states + narrow(gelu(widen(states))))
    return done


def _blocks(network: BertModel) -> list[BertLayer]:
    return [block for block in network.encoder.layer if isinstance(block, BertLayer)]


def _linear(block: BertLayer, name: str) -> nn.Linear:
    found = block.get_submodule(name)
    assert isinstance(found, nn.Linear)
    return found
