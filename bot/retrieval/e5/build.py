"""The built-in model, written as a real sentence-transformers folder."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers.utils.logging import disable_progress_bar

from bot.retrieval.e5.adapter import ADAPTER, merge, read_adapter
from bot.retrieval.e5.folder import install
from bot.retrieval.e5.network import build_network
from bot.retrieval.e5.prompts import PROMPTS
from bot.retrieval.e5.source import find_source, read_source
from bot.retrieval.e5.tokenizer import build_tokenizer
from bot.retrieval.e5.vocabulary import keep_latin


def install_model(folder: Path, *, adapter: Path = ADAPTER) -> None:
    """Builds the built-in model at this place, which then holds a sound one (about fifteen seconds)."""
    install(folder, lambda made: write_model(made, adapter=adapter))


def write_model(folder: Path, *, adapter: Path = ADAPTER) -> None:
    """Writes the model, with this adapter where there is one, into this empty folder.

    The weights are stored in fp16, which halves the file; the configuration says fp32, so that they are computed with in fp32
    (fp16 arithmetic on a CPU is several times slower).
    """
    disable_progress_bar()
    source = read_source(find_source())
    kept = keep_latin(source.pieces)
    with tempfile.TemporaryDirectory() as parts:
        network = build_network(source, kept)
        if adapter.exists():
            merge(network, read_adapter(adapter))
        network.half().save_pretrained(parts)
        build_tokenizer(kept.pieces, longest=source.architecture.positions).save_pretrained(parts)
        transformer = Transformer(parts, max_seq_length=source.architecture.positions)
        pooling = Pooling(source.architecture.hidden, pooling_mode="mean")
        model = SentenceTransformer(
            modules=[transformer, pooling, Normalize()], prompts=dict(PROMPTS), device="cpu", similarity_fn_name="cosine"
        )
        model.save(str(folder), create_model_card=False)
    _compute_in_fp32(folder / "config.json")


def _compute_in_fp32(config: Path) -> None:
    settings = json.loads(config.read_text(encoding="utf-8"))
    settings["dtype"] = "float32"
    config.write_text(json.dumps(settings, indent=2), encoding="utf-8")
