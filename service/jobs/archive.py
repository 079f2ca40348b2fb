"""An archive read on one machine, without Redis: line n of the output answers line n of the input."""

from collections.abc import Callable, Iterable
from itertools import islice

from service.jobs.output import Output
from service.jobs.pool import Pool


class MismatchError(Exception):
    """The output is not that of this input, so it cannot be gone on with."""


def read_archive(
    lines: Iterable[bytes],
    output: Output,
    pool: Pool,
    *,
    fits: Callable[[bytes, bytes], bool],
    told: Callable[[int], None],
) -> None:
    """Reads what `output` lacks. `fits` says whether a result can be that of a line; `told` gets each result's status.

    Raises MismatchError, and whatever reading lines, articles or writing raises; what is written by then stays.
    """
    rest = iter(lines)
    if output.lines:
        done = list(islice(islice(rest, output.lines), output.lines - 1, None))  # only the last one is kept
        if not done or not fits(done[0], output.last):
            raise MismatchError
    for item in pool.read(rest):
        output.write(item.body)
        told(item.status)
