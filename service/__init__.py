"""Wortlaut: who said what in a German news article."""

__version__ = "0.1.0"
