"""An answer in other formats: for annotation tools, search engines, editions, pages and spreadsheets.

Pure functions of an answer and the article it is of; no web framework, so that the command line has them too.
All offsets in them are code points of the plain text.
"""

from service.export.formats import FORMATS, Format
from service.export.records import Article, article_of

__all__ = ["FORMATS", "Article", "Format", "article_of"]
