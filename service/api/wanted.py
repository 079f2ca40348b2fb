"""A valid request, as the rest of the service sees it."""

from dataclasses import dataclass, field

from service.api.representation import Options


@dataclass(frozen=True, slots=True)
class Wanted:
    text: str
    title: str | None = None
    language: str | None = None
    options: Options = field(default_factory=Options)
