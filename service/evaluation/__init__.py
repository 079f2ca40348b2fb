"""How well quotations are found: annotated articles, the published metric, and a report."""

from service.evaluation.annotations import AnnotatedArticle, Annotation
from service.evaluation.readers import BadDataError, read_articles
from service.evaluation.report import Report, evaluate

__all__ = ["AnnotatedArticle", "Annotation", "BadDataError", "Report", "evaluate", "read_articles"]
