"""Serves the page's files, and the sample articles that come along."""

import json
import textwrap
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, abort, jsonify, send_from_directory

blueprint = Blueprint("page", __name__)

_STATIC: Final = Path(__file__).parent / "static"
# In a checkout a link to seeds/articles; in a wheel the articles themselves.
_ARTICLES: Final = _STATIC / "articles"
_LONGEST_HEADLINE: Final = 80
# Not what the machine's mime.types says: with "nosniff" a wrong type is a script that does not run.
_TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@blueprint.after_request
def protect(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


@blueprint.get("/")
def index() -> Response:
    return send_from_directory(_STATIC, "index.html", mimetype="text/html")


@blueprint.get("/page/<path:name>")
def file(name: str) -> Response:
    """Scripts, styles, sample articles. May be kept, but must be asked about: an update is seen at once."""
    kind = _TYPES.get(Path(name).suffix)
    if kind is None:
        abort(404)
    return send_from_directory(_STATIC, name, mimetype=kind)


@blueprint.get("/page/articles.json")
def articles() -> Response:
    """What there is to choose from; empty where no articles were installed."""
    return jsonify(_articles())


@lru_cache(maxsize=1)
def _articles() -> list[dict[str, Any]]:
    return [_entry(path) for path in sorted(_ARTICLES.glob("*.json"))]


def _entry(path: Path) -> dict[str, Any]:
    article = json.loads(path.read_text(encoding="utf-8"))
    headline = article.get("title") or article["text"].strip().partition("\n")[0]
    return {
        "id": path.stem,
        "genre": path.stem.partition("-")[0],
        "title": textwrap.shorten(headline, _LONGEST_HEADLINE, placeholder=" …"),
    }
