"""POST /v1/quotes/batch."""

from collections.abc import Mapping
from typing import Any

from flask import Response, g
from marshmallow import RAISE, Schema, fields, validate

from service.api import examples
from service.api.framework import Blueprint, errors
from service.api.parts import parts
from service.api.schemas import Answer, ProblemSchema, QuotesRequest, QuotesResponse

MOST = 32
"""Articles of one batch. All of them are answered within one request, so there cannot be many."""

blueprint = Blueprint("batch", __name__, url_prefix="/v1", description="Several articles at once.")


class _Article(fields.Nested):
    """Documented as an article, but handed on as it came: what is wrong with one is said in its own result."""

    def deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        return value


class BatchRequest(Schema):
    class Meta:
        unknown = RAISE

    articles = fields.List(
        _Article(QuotesRequest),
        required=True,
        validate=validate.Length(1, MOST),
        metadata={"description": "Articles, each as for `POST /v1/quotes`."},
    )


class BatchResult(Answer):
    status = fields.Integer(
        required=True, metadata={"description": "The status that `POST /v1/quotes` would answer this article with."}
    )
    answer = fields.Nested(QuotesResponse, metadata={"description": "Where the status is 200."})
    problem = fields.Nested(ProblemSchema, metadata={"description": "For every other status."})


class BatchResponse(Answer):
    results = fields.List(
        fields.Nested(BatchResult),
        required=True,
        metadata={"description": "One for each article, in their order."},
    )


@blueprint.route("/quotes/batch", methods=["POST"])
@blueprint.doc(operationId="findQuotesInBatch")
@blueprint.arguments(BatchRequest, examples=examples.BATCH_REQUESTS)
@blueprint.response(
    200, BatchResponse, description="One result for each article.", examples=examples.answers("findQuotesInBatch")
)
@errors(blueprint, 400, 413, 415, 422, 429, 500, 503)
def find_quotes_in_batch(batch: Mapping[str, Any]) -> Response:
    """Find the quotations of up to 32 articles

    Each article is answered as `POST /v1/quotes` would answer it, from the same cache and by the same queue; the
    answer is the same, byte for byte. An article that cannot be answered has a `problem` in its place and costs the
    others nothing; its pointers count from the article. Articles are read one after another, so that a batch takes
    one place in the queue; for whole archives there is `POST /v1/jobs`.
    """
    answers, items = parts().answers, parts().items
    answers.check_ready()
    found = [items.answer(article) for article in batch["articles"]]
    g.log = {"articles": len(found), "problems": sum(item.status != 200 for item in found)}
    results = (
        b'{"status":%d,"%s":%s}' % (item.status, b"answer" if item.status == 200 else b"problem", item.body)
        for item in found
    )
    return Response(b'{"results":[%s]}' % b",".join(results), content_type="application/json")
