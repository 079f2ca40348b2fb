"""Is it German? py3langid says so: offline, a few milliseconds, and its probabilities are calibrated.

Refusing a German article is worse than reading a Dutch one, so only what is clearly something else is refused.
"""

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SURE = 0.7  # none of the 2,407 paragraphs of our German corpus is so sure to be anything else
_LETTERS = 40  # in fewer no language can be told
_SAMPLE = 4_000  # characters: more of a long text would change nothing but the time


def other_language(text: str) -> str | None:
    """ISO 639 code of the language that the text is clearly in, if that is not German; None for German or unclear."""
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _LETTERS:
        return None
    language, probability = identifier().classify(sample)
    return str(language) if language != "de" and probability >= _SURE else None


def _sample(text: str) -> str:
    """Beginning, middle and end: a German article may begin with a long English quotation."""
    if len(text) <= _SAMPLE:
        return text
    part = _SAMPLE // 3
    middle = len(text) // 2 - part // 2
    return f"{text[:part]}\n{text[middle : middle + part]}\n{text[-part:]}"


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """Takes half a second the first time."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
