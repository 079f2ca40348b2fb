"""What is wrong with annotated articles, said with the name of the file it is wrong in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager


class BadDataError(ValueError):
    """A file is not what the readers expect; the message names the file."""


@contextmanager
def blaming(place: str) -> Iterator[None]:
    """Turns whatever wrong data leads to into a BadDataError that says where and what."""
    try:
        yield
    except BadDataError:
        raise
    except (OSError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadDataError(f"{place}: {_what(error)}") from error


def _what(error: Exception) -> str:
    match error:
        case OSError():
            return f"cannot be read ({error.strerror})"
        case UnicodeDecodeError():
            return f"not UTF-8 (byte {error.start})"
        case json.JSONDecodeError():
            return f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        case RecursionError():
            return "nested too deeply"
        case KeyError():
            return f"not an annotated article: {error} is missing"
    return f"not an annotated article: {error}"
