"""`--people FILE.json`: a newsroom's own list, as `PUT /v1/registers/{name}` takes it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.cli.articles import InputError, settings

if TYPE_CHECKING:
    from service.registers.index import Index

Json = dict[str, Any]


def option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--people",
        "people_file",
        metavar="FILE.json",
        type=click.Path(path_type=Path),
        help='Link speakers to a list: {"people": [{"id": …, "name": …, "aliases": […], "kind": …}, …]}.',
    )(command)


def read_people(file: Path | None) -> "Index | None":
    """The list, ready for linking; None without a file. Raises InputError that names the file and the wrong entry."""
    if file is None:
        return None
    # The web's own schemas, and so the same words: only loaded when there is a list.
    from marshmallow import ValidationError  # noqa: PLC0415

    from service.api.body import parse  # noqa: PLC0415
    from service.api.problems import Problem, invalid  # noqa: PLC0415
    from service.api.register_schemas import RegisterSchema  # noqa: PLC0415
    from service.registers import Register  # noqa: PLC0415
    from service.registers.index import Index  # noqa: PLC0415

    limits = settings()
    try:
        with file.open("rb") as stream:
            body = stream.read(limits.max_register_bytes + 1)
        if len(body) > limits.max_register_bytes:
            raise _wrong(file, f"longer than {limits.max_register_bytes:,} bytes (WORTLAUT_MAX_REGISTER_BYTES)")
        entries = RegisterSchema().load(parse(body, what="file"))["people"]
    except ValidationError as error:
        problems = invalid(error.messages_dict).members["errors"]
        told = "; ".join(f"{one['pointer'] or 'the file'}: {one['detail']}" for one in problems[:3])
        raise _wrong(file, told + (f"; and {len(problems) - 3} more" if len(problems) > 3 else "")) from None
    except (OSError, ValueError) as error:
        raise _wrong(file, getattr(error, "strerror", None) or str(error)) from error  # ValueError: a NUL in its name
    except Problem as problem:
        raise _wrong(file, problem.detail) from problem
    if len(entries) > limits.max_register_entries:
        raise _wrong(file, f"more than {limits.max_register_entries:,} entries (WORTLAUT_MAX_REGISTER_ENTRIES)")
    return Index.of(Register.of(entries))


def linked(answer: Json, index: "Index | None") -> Json:
    """The answer with its speakers linked to the list, if there is one."""
    if index is None:
        return answer
    from service.api.linked import with_links  # noqa: PLC0415

    return with_links(answer, index)


def entry_of(speaker: Json) -> str:
    """What a table shows of a linked speaker: the entry's id, or the candidates' with a question mark each."""
    return speaker["register_id"] or ", ".join(f"{entry['id']}?" for entry in speaker["register_candidates"])


def _wrong(file: Path, what: str) -> InputError:
    return InputError(f"--people {file}: {what}")
