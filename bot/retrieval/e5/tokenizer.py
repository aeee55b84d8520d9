"""The tokenizer of multilingual-e5-small (that of XLM-RoBERTa) over a given vocabulary."""

from __future__ import annotations

import io

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import PreTrainedTokenizerFast

from bot.retrieval.e5.source import Pieces

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def build_tokenizer(pieces: Pieces, *, longest: int) -> PreTrainedTokenizerFast:
    """A transformers tokenizer that cuts text as the original does; `longest` is in tokens, the two markers included."""
    return PreTrainedTokenizerFast(
        tokenizer_object=_unigram(pieces),
        bos_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        cls_token="<s>",
        unk_token="<unk>",
        pad_token="<pad>",
        mask_token="<mask>",
        model_max_length=longest,
    )


def _unigram(pieces: Pieces) -> Tokenizer:
    vocabulary = list(zip(pieces.texts, pieces.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=pieces.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(_character_map()), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", pieces.begin), ("</s>", pieces.end)],
    )
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in _SPECIAL])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True, normalized=False)])
    return tokenizer


def _character_map() -> bytes:
    """The character map `nmt_nfkc` that the original was trained with, in the compiled form that tokenizers reads.

    sentencepiece only hands it out inside a trained model, so a toy model is trained and the map taken from it.
    """
    toy = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["aap noot mies", "hallo wereld abc def ghi"] * 20),
        model_writer=toy,
        vocab_size=30,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    model = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]  # made at run time by protobuf
    model.ParseFromString(toy.getvalue())
    return bytes(model.normalizer_spec.precompiled_charsmap)
