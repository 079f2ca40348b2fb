"""How well quotations are found: annotated articles, the published metric, and a report."""

from service.evaluation.annotations import AnnotatedArticle, Annotation
from service.evaluation.predictions import write_predictions
from service.evaluation.readers import BadDataError, Split, is_corpus, read_articles
from service.evaluation.report import Report, evaluate

__all__ = [
    "AnnotatedArticle",
    "Annotation",
    "BadDataError",
    "Report",
    "Split",
    "evaluate",
    "is_corpus",
    "read_articles",
    "write_predictions",
]
