"""The encoder of multilingual-e5-small with the weights of the 4-bit file."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from transformers import BertConfig, BertModel

from bot.retrieval.e5.source import Architecture, Floats, QuantizedModel
from bot.retrieval.e5.vocabulary import KeptPieces

_PROJECTIONS = (
    ("q", "attention.self.query"),
    ("k", "attention.self.key"),
    ("v", "attention.self.value"),
    ("ao", "attention.output.dense"),
    ("fi", "intermediate.dense"),
    ("fo", "output.dense"),
)
_LAYER_NORMS = (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"))


def build_network(model: QuantizedModel, kept: KeptPieces) -> BertModel:
    """The encoder in fp32, with the embedding rows of the kept pieces only."""
    network = BertModel(_config(model.architecture, kept))
    weights = {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in _weights(model, kept)}
    network.load_state_dict(weights, strict=True)
    return network


def _config(sizes: Architecture, kept: KeptPieces) -> BertConfig:
    return BertConfig(
        vocab_size=len(kept.rows),
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.feed_forward,
        max_position_embeddings=sizes.positions,
        type_vocab_size=sizes.token_types,
        layer_norm_eps=1e-12,
        pad_token_id=kept.pieces.padding,
        hidden_act="gelu",
    )


def _weights(model: QuantizedModel, kept: KeptPieces) -> Iterator[tuple[str, Floats]]:
    sizes = model.architecture
    words = model.matrix("emb.word", sizes.embedding_rows, sizes.hidden)
    yield "embeddings.word_embeddings.weight", words[list(kept.rows)]
    yield "embeddings.position_embeddings.weight", model.floats("emb.pos", sizes.positions, sizes.hidden)
    yield "embeddings.token_type_embeddings.weight", model.floats("emb.type", sizes.token_types, sizes.hidden)
    yield "embeddings.LayerNorm.weight", model.floats("emb.ln.w", sizes.hidden)
    yield "embeddings.LayerNorm.bias", model.floats("emb.ln.b", sizes.hidden)
    # E5 averages over tokens and has no use for the pooler that transformers expects: zeros, because its default is random.
    yield "pooler.dense.weight", np.zeros((sizes.hidden, sizes.hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(sizes.hidden, np.float32)
    for layer in range(sizes.layers):
        yield from _layer_weights(model, layer)


def _layer_weights(model: QuantizedModel, layer: int) -> Iterator[tuple[str, Floats]]:
    hidden, wide = model.architecture.hidden, model.architecture.feed_forward
    shapes = {"fi": (wide, hidden), "fo": (hidden, wide)}
    for source, target in _PROJECTIONS:
        rows, columns = shapes.get(source, (hidden, hidden))
        yield f"encoder.layer.{layer}.{target}.weight", model.matrix(f"l{layer}.{source}.w", rows, columns)
        yield f"encoder.layer.{layer}.{target}.bias", model.floats(f"l{layer}.{source}.b", rows)
    for source, target in _LAYER_NORMS:
        yield f"encoder.layer.{layer}.{target}.weight", model.floats(f"l{layer}.{source}.w", hidden)
        yield f"encoder.layer.{layer}.{target}.bias", model.floats(f"l{layer}.{source}.b", hidden)
