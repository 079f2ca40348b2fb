"""Against Stanza's stock German architecture on the same text: its tagger, parser and entities alone.

Stanza is given our tokens and leaves out contractions and lemmas; ours is the whole analysis, from tokens to speakers.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from service.nlp import Analyzer
from tests.bench.figures import Figure
from tests.bench.reading import alternate, milliseconds, read_new
from tests.bench.stock_models import Sizes, stock_pipeline

PART = "against Stanza stock"
BAR = 3.0


def measure(analyzer: Analyzer, texts: Sequence[str], repeats: int, sizes: Sizes | None = None) -> list[Figure]:
    """Both take turns with every text, `repeats` times."""
    documents = [analyzer._pipeline(text) for text in texts]
    with TemporaryDirectory() as folder:
        stock = stock_pipeline(Path(folder), documents, sizes or Sizes())
        sentences = [
            [[word.text for word in sentence.words] for sentence in document.sentences] for document in documents
        ]
        stock(sentences[0])
        ours, theirs = [], []
        for text, words in zip(texts, sentences, strict=True):
            theirs_new = partial(milliseconds, partial(stock, words))
            for mine, other in alternate(partial(read_new, analyzer, text), theirs_new, repeats):
                ours.append(mine)
                theirs.append(other)
    ratios = tuple(other / mine for mine, other in zip(ours, theirs, strict=True))
    return [
        Figure(PART, "stock tagger, parser, entities against our whole analysis", ratios, "×", bar=BAR, at_least=True),
        Figure(PART, "stock tagger, parser, entities", tuple(theirs), "ms"),
        Figure(PART, "our whole analysis of the same articles", tuple(ours), "ms"),
    ]
