"""What the quotation model predicts, and how its tags are laid out.

Quotations overlap (a fragment in quotation marks inside an indirect one, a quotation inside a quotation), so every type
has a tag layer of its own, and the two types that nest within themselves have a second one for the inner quotation.
In each layer a word is outside, begins a quotation, or continues the one before it, also across a gap.
"""

from dataclasses import dataclass

from service.domain import Kind, Medium, QuotationType, Reading

OUTSIDE, BEGIN, INSIDE = range(3)
TAGS = 3


@dataclass(frozen=True, slots=True)
class Layer:
    type: QuotationType
    nested: bool = False


LAYERS: tuple[Layer, ...] = (
    Layer("direct"),
    Layer("direct", nested=True),
    Layer("indirect"),
    Layer("indirect", nested=True),
    Layer("indirect_free"),
    Layer("free_indirect"),
    Layer("reported"),
)

ROLES: tuple[str, ...] = ("speaker", "cue", "frame", "addressee", "via")

MEDIA: tuple[Medium, ...] = (
    "speech",
    "writing",
    "thought",
    "speech_or_writing",
    "speech_or_thought",
    "thought_or_writing",
)

READINGS: tuple[Reading, ...] = ("quotation", "partial", "title", "term", "scare", "name")
"""What a pair of quotation marks is there for."""

KINDS: tuple[Kind, ...] = ("person", "group", "organisation", "publication", "unknown")
