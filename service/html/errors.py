"""What can be wrong with HTML that is handed in. Malformed markup is no error: it is read as browsers read it."""


class HtmlError(ValueError):
    """The message says what is wrong, for a user to read."""


class NestedTooDeeplyError(HtmlError):
    """More elements lie in one another than are read."""


class SelectorError(HtmlError):
    """A CSS selector cannot be read or is not allowed. `index`: which of those given, from 0."""

    def __init__(self, message: str, index: int = 0) -> None:
        super().__init__(message)
        self.index = index
