"""German text in, quotations and speakers out. Needs no web framework and no cache: usable as a library.

from service.nlp import analyze
analysis = analyze("„Wir bauen weiter“, sagte Ministerin Lena Brandt.")
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.nlp.analyzer import Analyzer, analyze, load_analyzer

__all__ = ["Analyzer", "analyze", "load_analyzer"]


def __getattr__(name: str) -> object:
    """Imports the analyzer, and Stanza and torch with it, only when somebody asks for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from service.nlp import analyzer  # noqa: PLC0415 (on demand)

    return getattr(analyzer, name)
