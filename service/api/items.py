"""One article as JSON in, its answer or the problem with it out: what batches, jobs and archives do with each item.

What comes out is what POST /v1/quotes would send for the same article, byte for byte, errors included.
"""

import structlog
from marshmallow import ValidationError

from service.api.answering import Answers
from service.api.article import prepared
from service.api.body import parse
from service.api.problems import Problem, internal_error, invalid
from service.api.schemas import QuotesRequest
from service.jobs.item import Item
from service.settings import Settings

log = structlog.get_logger(__name__)


class Items:
    """Answers articles one by one; whatever is wrong with one of them is said in its own item."""

    def __init__(self, settings: Settings, answers: Answers) -> None:
        self._settings = settings
        self._answers = answers
        self._request = QuotesRequest()

    def answer(self, article: object) -> Item:
        """`article`: a JSON value that should be what POST /v1/quotes takes."""
        try:
            return self._answer(article)
        except Problem as problem:
            return Item(problem.status, problem.body())
        except Exception as error:
            log.error("unexpected error", exc_info=error)
            return Item(500, internal_error().body())

    def failed(self, why: str) -> Item:
        """What stands in the place of an article that could not be read through no fault of its own."""
        return Item(500, Problem(500, why).body())

    def line(self, line: bytes) -> Item:
        """The same for a line of NDJSON, which is held to the limits of a request's body."""
        limit = self._settings.max_body_bytes
        try:
            if len(line) > limit:
                raise Problem(413, f"The line is longer than {limit} bytes.", limit=limit, unit="bytes")
            article = parse(line, what="line")
        except Problem as problem:
            return Item(problem.status, problem.body())
        return self.answer(article)

    def _answer(self, article: object) -> Item:
        try:
            wanted = self._request.load(article)  # type: ignore[arg-type]  # whatever it is, marshmallow says so
        except ValidationError as error:
            raise invalid(error.messages_dict) from None
        wanted = prepared(wanted, self._settings)
        return Item(200, self._answers.answer(self._answers.key(wanted), wanted).body)
