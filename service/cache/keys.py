"""Keys of answers: everything that an answer depends on, the article itself only as a digest."""

import hashlib
from collections.abc import Mapping

import orjson

from service import __version__

SCHEMA = "1"
"""Version of the answers' form. Together with the release it keeps new code from serving old answers."""


def key_of(model: str, options: Mapping[str, object], text: str, title: str | None) -> str:
    """Schema, release, model, options and the SHA-256 of the article.

    Texts with lone surrogates have no UTF-8 and raise UnicodeEncodeError: the API refuses them before.
    """
    article = hashlib.sha256()
    for part in (title or "", text):
        encoded = part.encode()
        # The length first: otherwise moving a word from the title to the text would leave the digest as it was.
        article.update(len(encoded).to_bytes(8, "big"))
        article.update(encoded)
    chosen = hashlib.sha256(orjson.dumps(options, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
    return f"wortlaut:{SCHEMA}:{__version__}:{model}:{chosen}:{article.hexdigest()}"
