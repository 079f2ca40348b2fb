"""How well quotations are found and attributed: annotated articles, the published metric, reports."""

from service.evaluation.annotations import AnnotatedArticle, Annotation
from service.evaluation.corpus import CorpusArticle, Split, is_corpus, read_corpus_articles
from service.evaluation.predictions import write_predictions
from service.evaluation.problems import BadDataError
from service.evaluation.readers import read_articles
from service.evaluation.report import Found, Report, evaluate
from service.evaluation.speakers import SpeakerReport, evaluate_speakers

__all__ = [
    "AnnotatedArticle",
    "Annotation",
    "BadDataError",
    "CorpusArticle",
    "Found",
    "Report",
    "SpeakerReport",
    "Split",
    "evaluate",
    "evaluate_speakers",
    "is_corpus",
    "read_articles",
    "read_corpus_articles",
    "write_predictions",
]
