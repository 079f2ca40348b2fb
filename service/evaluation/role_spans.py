"""Mends role spans that stand inside a word in our corpus' annotations.

They were located as the nearest verbatim occurrence without regard to word boundaries: about 200 of 5,800 speakers and
50 of 4,600 cues stand in the middle of another word ("er" in "über", "mit" in "Ortsmitte"), and some stand in the
right words at a place outside the quotation's frame.
"""

import re
from collections.abc import Sequence

_BEHIND = 150
"""A mention behind the quotation counts as this many characters farther than one before it, without a frame."""
_WITHIN = 400
"""A mention inside the quoted words is the last choice, except in summed-up statements."""

Stretch = dict[str, int]


def mend_role(
    text: str, role: Sequence[Stretch], quote: Sequence[Stretch], frame: Sequence[Stretch], *, within_quote: bool
) -> list[Stretch]:
    """The role's stretches, each moved to the best whole-word occurrence of its words.

    Inside the frame if they stand there, else nearest to the quotation, before it rather than behind it. Stretches
    that already are whole words in the right place stay; one whose words stand nowhere by themselves is dropped.
    `within_quote`: the role may stand inside the quoted words (`Reported`).
    """
    mended = []
    for stretch in role:
        words = text[stretch["start"] : stretch["end"]]
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        framed = [m.start() + f["start"] for f in frame for m in whole.finditer(text[f["start"] : f["end"]])]
        if not _inside_word(text, stretch) and (not framed or _inside_any(stretch, frame)):
            mended.append(dict(stretch))
            continue
        places = framed or [match.start() for match in whole.finditer(text)]
        if places:
            start = min(places, key=lambda place: _distance(place, len(words), quote, frame, within_quote))
            mended.append({"start": start, "end": start + len(words)})
    return sorted(mended, key=lambda stretch: stretch["start"])


def _inside_word(text: str, stretch: Stretch) -> bool:
    start, end = stretch["start"], stretch["end"]
    return (start > 0 and text[start - 1].isalnum() and text[start].isalnum()) or (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    )


def _inside_any(stretch: Stretch, frame: Sequence[Stretch]) -> bool:
    return any(f["start"] <= stretch["start"] and stretch["end"] <= f["end"] for f in frame)


def _distance(place: int, length: int, quote: Sequence[Stretch], frame: Sequence[Stretch], within_quote: bool) -> int:
    start, end = quote[0]["start"], quote[-1]["end"]
    if place + length <= start:
        return start - place
    if place >= end:
        return place - end + (0 if frame else _BEHIND)
    return 1 if within_quote else _WITHIN + place - start
