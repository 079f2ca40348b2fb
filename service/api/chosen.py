"""Which list a request's speakers are linked to, and what is said where that list cannot be had."""

from dataclasses import dataclass

from service.api.problems import Problem
from service.api.representation import Options
from service.registers.index import Index
from service.registers.shelf import Shelf
from service.registers.store import UnavailableError


@dataclass(frozen=True, slots=True)
class Chosen:
    index: Index
    name: str | None  # None for a list that came with the request

    @property
    def key(self) -> str:
        """Names all that linking depends on besides the answer."""
        return f"{self.name or ''}:{self.index.register.etag}"


def chosen(options: Options, shelf: Shelf) -> Chosen | None:
    """Raises Problem 422 for a register that is not there, 503 where it cannot be had just now."""
    if options.people is not None:
        return Chosen(shelf.index_of(options.people), None)
    if options.register is None:
        return None
    try:
        index = shelf.index(options.register)
    except UnavailableError as error:
        raise registers_unavailable(error) from None
    if index is None:
        detail = f'There is no register "{options.register}". PUT /v1/registers/{options.register} makes one.'
        raise Problem(
            422,
            detail,
            type_="unknown-register",
            title="There is no such register",
            errors=[{"pointer": "/options/register", "detail": f'there is no register "{options.register}"'}],
        )
    return Chosen(index, options.register)


def registers_unavailable(error: UnavailableError) -> Problem:
    """503. Answers without a register keep coming: linking is never silently left out."""
    return Problem(503, f"The registers cannot be read or written just now: {error}.", headers={"Retry-After": "5"})
