"""One text through a BERT encoder with mean pooling: the same sums as in a batch, without the steps that only batches need.

A third of the time of a short question goes into Python around small matrix products; fewer, larger products take that away.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling
from torch import Tensor
from torch.nn.functional import gelu, layer_norm, linear, normalize, scaled_dot_product_attention
from transformers import BertModel
from transformers.models.bert.modeling_bert import BertLayer


@dataclass(frozen=True, slots=True)
class _Layer:
    """The weights of one layer; query, key and value as one matrix, stored column by column."""

    qkv: Tensor
    qkv_bias: Tensor
    block: BertLayer


class SingleTextEncoder:
    """Vectors of single texts by a BERT model. `find_single_text_encoder` says whether a model is one."""

    def __init__(self, model: BertModel) -> None:
        self._embeddings = model.embeddings
        self._width = model.config.hidden_size
        self._heads = model.config.num_attention_heads
        self._layers = [_join(block) for block in model.encoder.layer if isinstance(block, BertLayer)]

    def encode(self, token_ids: Tensor) -> Tensor:
        """The vector of length 1 for these token ids, shape (n_tokens,) -> (width,)."""
        size = token_ids.shape[0]
        parts = self._embeddings
        states = parts.word_embeddings.weight[token_ids].float() + parts.position_embeddings.weight[:size]
        states = _norm(states + parts.token_type_embeddings.weight[0], parts.LayerNorm)
        for layer in self._layers:
            states = self._step(states, layer)
        return normalize(states.mean(0), dim=0)

    def _step(self, states: Tensor, layer: _Layer) -> Tensor:
        size, block = states.shape[0], layer.block
        joined = linear(states, layer.qkv, layer.qkv_bias).view(size, 3, self._heads, self._width // self._heads)
        query, key, value = joined.permute(1, 2, 0, 3).unsqueeze(1).unbind(0)
        seen = scaled_dot_product_attention(query, key, value)[0].transpose(0, 1).reshape(size, self._width)
        output = block.attention.output
        states = _norm(states + output.dense(seen), output.LayerNorm)
        return _norm(states + block.output.dense(gelu(block.intermediate.dense(states))), block.output.LayerNorm)


def find_single_text_encoder(model: SentenceTransformer) -> SingleTextEncoder | None:
    """The encoder for a model that is a plain BERT with gelu, absolute positions and mean pooling; else None."""
    bert = getattr(model[0], "auto_model", None)
    pooling = next((module for module in model if isinstance(module, Pooling)), None)
    if not isinstance(bert, BertModel) or pooling is None or pooling.pooling_mode != "mean":
        return None
    config = bert.config
    plain = config.hidden_act == "gelu" and getattr(config, "position_embedding_type", "absolute") == "absolute"
    return SingleTextEncoder(bert) if plain else None


def _join(block: BertLayer) -> _Layer:
    own = block.attention.self
    parts = (own.query, own.key, own.value)
    weight = torch.cat([part.weight for part in parts]).detach()
    return _Layer(weight.t().contiguous().t(), torch.cat([part.bias for part in parts]).detach(), block)


def _norm(states: Tensor, module: torch.nn.LayerNorm) -> Tensor:
    return layer_norm(states, module.normalized_shape, module.weight, module.bias, module.eps)
