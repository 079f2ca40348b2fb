"""POST /v1/quotes."""

from flask import Response, g, request

from service.api import examples, formats
from service.api.answering import Answer
from service.api.article import prepared
from service.api.framework import Blueprint, errors
from service.api.parts import parts
from service.api.schemas import QuotesRequest, QuotesResponse
from service.api.wanted import Wanted

blueprint = Blueprint("quotes", __name__, url_prefix="/v1", description="Who said what in an article.")


@blueprint.route("/quotes", methods=["POST"])
@blueprint.doc(
    operationId="findQuotes",
    parameters=[formats.PARAMETER, examples.IF_NONE_MATCH],
    responses={200: {"content": formats.CONTENT}},
)
@blueprint.arguments(QuotesRequest, examples=examples.REQUESTS)
@blueprint.response(
    200,
    QuotesResponse,
    description="The quotations.",
    headers=examples.HEADERS,
    examples=examples.answers("findQuotes"),
)
@errors(blueprint, 304, 400, 406, 413, 415, 422, 429, 500, 503)
def find_quotes(wanted: Wanted) -> Response:
    """Find the quotations of an article

    Finds every direct and indirect quotation of a German article, with its exact place, the words that announce it
    and its speaker. Bodies may be compressed (`Content-Encoding: gzip`). The same request gets the same `ETag`; sent
    back in `If-None-Match` it is answered with 304 and without a body: the answer is a function of the request and
    the models, so this holds for POST, too. What was found can be had in other formats, by `Accept` or `?format=`.
    """
    format_ = formats.chosen_format(request)
    wanted = prepared(wanted if format_ is None else formats.in_code_points(wanted), parts().settings)
    answers = parts().answers
    key = answers.key(wanted)
    etag = key.etag if format_ is None else f"{key.etag}-{format_.name}"
    if etag in request.if_none_match.as_set(include_weak=True):
        response = Response(status=304)
        parts().metrics.answers.labels("not_modified").inc()
    else:
        answer = answers.answer(key, wanted)
        if format_ is None:
            response = Response(answer.body, content_type=formats.JSON)
        else:
            response = formats.written(format_, answer.body, wanted)
        response.headers["Cache-Status"] = cache_status(answer)
        g.server_timing = answer.seconds
        g.log = {"cache": "collapsed" if answer.collapsed else answer.cache, "characters": len(wanted.text)}
    response.set_etag(etag, weak=True)
    response.vary.add("Accept")
    return response


def cache_status(answer: Answer) -> str:
    """RFC 9211. A refused or failed write shows as `stored` missing."""
    if answer.cache == "hit":
        return "wortlaut; hit"
    return "wortlaut; fwd=miss" + ("; stored" if answer.stored else "") + ("; collapsed" if answer.collapsed else "")
