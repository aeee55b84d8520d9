import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.retrieval.keywords import NGRAMS, Keywords
from bot.words import fold

TEXTS = (
    "U kunt tot 24 uur van tevoren kosteloos annuleren.",
    "Klachten meldt u binnen zeven dagen.",
    "De prijs is inclusief btw.",
)


@pytest.mark.parametrize("question", ["kan ik anuleren en kan ik klagen", "KLACHT over de prijs!", "zzz qqq", ""])
def test_ngrams_are_scored_as_the_vectorizer_does(question: str) -> None:
    vectorizer = TfidfVectorizer(**NGRAMS, sublinear_tf=True)
    expected = (vectorizer.fit_transform(map(fold, TEXTS)) @ vectorizer.transform([fold(question)]).T).toarray().ravel()
    assert Keywords.learn(TEXTS).ngrams(question) == pytest.approx(expected, abs=1e-6)


def test_a_typing_error_still_finds_its_word() -> None:
    assert int(np.argmax(Keywords.learn(TEXTS).ngrams("anuleeren"))) == 0


def test_a_question_without_a_known_word_scores_nothing() -> None:
    assert Keywords.learn(TEXTS).bm25("paardrijden").tolist() == [0.0, 0.0, 0.0]
