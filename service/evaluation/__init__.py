"""How well quotations are found: annotated articles, the published metric, and a report."""

from service.evaluation.annotations import AnnotatedArticle, Annotation
from service.evaluation.corpus import CorpusArticle, Split, is_corpus, read_corpus_articles
from service.evaluation.predictions import write_predictions
from service.evaluation.problems import BadDataError
from service.evaluation.readers import read_articles
from service.evaluation.report import Found, Report, evaluate

__all__ = [
    "AnnotatedArticle",
    "Annotation",
    "BadDataError",
    "CorpusArticle",
    "Found",
    "Report",
    "Split",
    "evaluate",
    "is_corpus",
    "read_articles",
    "read_corpus_articles",
    "write_predictions",
]
