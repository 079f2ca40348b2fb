"""POST /v1/compare."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import orjson
from flask import Response, g, request
from marshmallow import RAISE, Schema, fields

from service.api import examples
from service.api.answering import Answer, Key
from service.api.article import prepared
from service.api.comparison import SIDES, CompareResponse, compare_answers
from service.api.framework import Blueprint, errors
from service.api.parts import parts
from service.api.problems import Problem
from service.api.quotes import cache_status
from service.api.schemas import QuotesRequest
from service.api.wanted import Wanted

blueprint = Blueprint("compare", __name__, url_prefix="/v1", description="What changed between two versions.")


class CompareRequest(Schema):
    class Meta:
        unknown = RAISE

    before = fields.Nested(
        QuotesRequest, required=True, metadata={"description": "An article as for `POST /v1/quotes`."}
    )
    after = fields.Nested(
        QuotesRequest, required=True, metadata={"description": "Its other version, or a press release, likewise."}
    )


@blueprint.route("/compare", methods=["POST"])
@blueprint.doc(operationId="compareArticles", parameters=[examples.IF_NONE_MATCH])
@blueprint.arguments(CompareRequest, examples=examples.COMPARE_REQUESTS)
@blueprint.response(
    200,
    CompareResponse,
    description="What became of each quotation.",
    headers=examples.HEADERS,
    examples=examples.answers("compareArticles"),
)
@errors(blueprint, 304, 400, 413, 415, 422, 429, 500, 503)
def compare_articles(wanted: Mapping[str, Wanted]) -> Response:
    """Compare the quotations of two versions of an article

    Which quotations are new, gone, unchanged, altered (other words inside, with a diff) or said by somebody else, and
    which the models judge otherwise though nobody edited them. The two may also be an article and a press release. Each
    is answered as `POST /v1/quotes` would answer it, from the same cache and by the same queue, so that comparing costs
    next to nothing more once both are known.
    """
    answers = parts().answers
    read: dict[str, Wanted] = {}
    keys: dict[str, Key] = {}
    for side in SIDES:
        with _on(side):
            read[side] = prepared(wanted[side], parts().settings)
            keys[side] = answers.key(read[side])
    etag = hashlib.sha256("".join(key.etag for key in keys.values()).encode()).hexdigest()[:32]
    if etag in request.if_none_match.as_set(include_weak=True):
        response = Response(status=304)
        parts().metrics.answers.labels("not_modified").inc()
    else:
        found: dict[str, Answer] = {}
        for side in SIDES:
            with _on(side):
                found[side] = answers.answer(keys[side], read[side])
        compared = compare_answers(
            *(orjson.loads(found[side].body) for side in SIDES),
            *({"text": read[side].text, "title": read[side].title or ""} for side in SIDES),
        )
        response = Response(orjson.dumps(compared), content_type="application/json")
        response.headers["Cache-Status"] = ", ".join(f"{cache_status(found[side])}; detail={side}" for side in SIDES)
        g.server_timing = _sums(answer.seconds for answer in found.values())
        g.log = {"cache": "/".join(answer.cache for answer in found.values())}
    response.set_etag(etag, weak=True)
    return response


@contextmanager
def _on(side: str) -> Iterator[None]:
    """Problems with one article name it."""
    try:
        yield
    except Problem as problem:
        raise problem.under(side) from None


def _sums(timings: Iterator[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for timing in timings:
        for name, seconds in timing.items():
            total[name] = total.get(name, 0.0) + seconds
    return total
