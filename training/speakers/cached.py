"""Parsed articles kept in a file: a measurement or a fit then takes seconds and loads no models."""

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path

from service.domain import Sentence
from training.joint.articles import Article

Parse = Callable[[str], Sequence[Sentence]]


def parse_all(
    articles: Sequence[Article],
    cache: Path | None,
    load: Callable[[], Parse],
) -> dict[str, Sequence[Sentence]]:
    """The sentences of every article with quotations, by id; from `cache` where it has them, which is added to.

    `load` gives the parser, and is called only where an article is missing.
    The cache holds pickled records: read only your own.
    """
    parsed: dict[str, Sequence[Sentence]] = {}
    if cache is not None and cache.exists():
        parsed = pickle.loads(cache.read_bytes())  # noqa: S301
    missing = [article for article in articles if article.quotations and article.id not in parsed]
    if missing:
        parse = load()
        for article in missing:
            parsed[article.id] = parse(article.text)
        if cache is not None:
            cache.write_bytes(pickle.dumps(parsed))
    return parsed


def bundled_parse() -> Parse:
    """A function from text to sentences by the bundled models."""
    # Imported here: torch and Stanza take seconds, and a full cache needs neither.
    from service.nlp.convert import to_sentences  # noqa: PLC0415
    from service.nlp.pipeline import load_pipeline  # noqa: PLC0415

    pipeline = load_pipeline()
    return lambda text: to_sentences(pipeline(text))
