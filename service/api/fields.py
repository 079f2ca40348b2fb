"""Fields that take what JSON says and nothing that merely looks like it."""

import re
from typing import Any

from marshmallow import ValidationError, fields

_SURROGATE = re.compile("[\ud800-\udfff]")


class UnicodeText(fields.String):
    """A string that can be encoded: JSON's escapes can also write halves of surrogate pairs."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        found: str = super()._deserialize(value, attr, data, **kwargs)
        if half := _SURROGATE.search(found):
            raise ValidationError(f"Has half a surrogate pair at character {half.start()}, which is no character.")
        return found


class Number(fields.Float):
    """A JSON number; marshmallow alone would also take "0.5" and true."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **kwargs)


class TrueOrFalse(fields.Boolean):
    """A JSON boolean; marshmallow alone would also take "yes" and 1."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:  # noqa: ARG002
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


def not_blank(value: str) -> None:
    if not value.strip():
        raise ValidationError("Is blank.")


def about(description: str, **more: Any) -> dict[str, Any]:
    """What the specification says of a field."""
    return {"description": description, **more}
