"""/v1/registers: a newsroom's own lists of persons and bodies, kept under names."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Response, request, url_for
from werkzeug.datastructures import ETags

from service.api import examples
from service.api.chosen import registers_unavailable
from service.api.framework import Blueprint, errors
from service.api.parts import parts
from service.api.problems import Problem, too_long
from service.api.register_schemas import NAME, NAME_RULE, RegisterAboutSchema, RegisterSchema, RegistersSchema
from service.registers.store import About, ChangedError, Condition, FullError, UnavailableError

blueprint = Blueprint("registers", __name__, url_prefix="/v1", description="Lists of persons and bodies with ids.")
_NAMED = "/registers/<name>"


@blueprint.before_request
def _longer_bodies() -> None:
    request.max_content_length = parts().settings.max_register_bytes + 1  # see body.py


@blueprint.get("/registers")
@blueprint.doc(operationId="listRegisters", parameters=[examples.IF_NONE_MATCH])
@blueprint.response(
    200, RegistersSchema, description="The registers.", headers=examples.ETAG, example=examples.REGISTERS
)
@errors(blueprint, 304, 429, 500, 503)
def list_registers() -> dict[str, Any]:
    """Which registers are there?

    Their names and sizes, not their entries. Has an `ETag`.
    """
    with _told():
        return {"registers": parts().shelf.store.all()}


@blueprint.route(_NAMED, methods=["GET"], parameters=[examples.REGISTER_NAME])
@blueprint.doc(operationId="getRegister", parameters=[examples.IF_NONE_MATCH])
@blueprint.response(200, RegisterSchema, description="The register.", headers=examples.ETAG, example=examples.REGISTER)
@errors(blueprint, 304, 404, 422, 429, 500, 503)
def get_register(name: str) -> Response:
    """Read a register

    As it was put there, all members filled in.
    """
    _check(name)
    with _told():
        about = parts().shelf.store.about(name)
        if about and request.if_none_match.contains_weak(about.etag):
            return _tagged(Response(status=304), about)
        found = parts().shelf.store.read(name)
    if found is None:
        raise _missing(name)
    about, body = found
    response = Response(body, content_type="application/json", headers={"Cache-Control": "no-cache"})
    return _tagged(response, about)


@blueprint.route(_NAMED, methods=["PUT"], parameters=[examples.REGISTER_NAME])
@blueprint.doc(operationId="putRegister", parameters=[examples.IF_MATCH, examples.IF_ABSENT])
@blueprint.arguments(RegisterSchema, example=examples.REGISTER)
@blueprint.response(
    200, RegisterAboutSchema, description="Replaced.", headers=examples.ETAG, example=examples.REGISTERS["registers"][0]
)
@blueprint.alt_response(
    201,
    schema=RegisterAboutSchema,
    description="New.",
    headers=examples.ETAG,
    example=examples.REGISTERS["registers"][0],
    success=True,
)
@errors(blueprint, 400, 412, 413, 415, 422, 429, 500, 503, 507)
def put_register(register: Mapping[str, Any], name: str) -> Response:
    """Make or replace a register

    Then `options.register` may name it. `If-Match` with the `ETag` of the register that is to be replaced keeps two
    writers from overwriting one another; `If-None-Match: *` keeps a register that is there already. Bodies may be
    compressed (`Content-Encoding: gzip`).
    """
    _check(name)
    entries, settings = register["people"], parts().settings
    if len(entries) > settings.max_register_entries:
        raise too_long("/people", len(entries), settings.max_register_entries, "entries")
    with _told():
        about, new = parts().shelf.put(name, entries, _condition())
    response = Response(about.dumped(), 201 if new else 200, content_type="application/json")
    if new:
        response.headers["Location"] = url_for(".get_register", name=name)
    return _tagged(response, about)


@blueprint.route(_NAMED, methods=["DELETE"], parameters=[examples.REGISTER_NAME])
@blueprint.doc(operationId="deleteRegister", parameters=[examples.IF_MATCH])
@blueprint.response(204, description="It is gone.")
@errors(blueprint, 404, 412, 422, 429, 500, 503)
def delete_register(name: str) -> Response:
    """Delete a register

    Requests that name it are refused from then on.
    """
    _check(name)
    with _told():
        if not parts().shelf.store.delete(name, _condition()):
            raise _missing(name)
    return Response(status=204)


def _check(name: str) -> None:
    if not NAME.fullmatch(name):
        raise Problem(422, f"The register's name in the address: {NAME_RULE}")


def _missing(name: str) -> Problem:
    return Problem(404, f'There is no register "{name}".')


def _tagged(response: Response, about: About) -> Response:
    response.set_etag(about.etag)
    return response


def _condition() -> Condition:
    """What If-Match and If-None-Match ask for (RFC 9110): both, where both are there."""
    match, none_match = request.if_match, request.if_none_match

    def allowed(etag: str | None) -> bool:
        return _matches(match, etag, "If-Match") and not (
            "If-None-Match" in request.headers and _has(none_match, etag, ETags.contains_weak)
        )

    return allowed


def _matches(tags: ETags, etag: str | None, header: str) -> bool:
    return header not in request.headers or _has(tags, etag, ETags.contains)


def _has(tags: ETags, etag: str | None, contains: Callable[[ETags, str], bool]) -> bool:
    return etag is not None and (tags.star_tag or contains(tags, etag))


@contextmanager
def _told() -> Iterator[None]:
    """What the store raises, as problems."""
    try:
        yield
    except ChangedError:
        raise Problem(412, "The register is not, or no longer, what If-Match or If-None-Match asks for.") from None
    except FullError as error:
        raise Problem(507, f"There is no room for the register: {error}.") from None
    except UnavailableError as error:
        raise registers_unavailable(error) from None
