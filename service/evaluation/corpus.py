"""Our own corpus, `training/corpus` or a folder laid out like it.

`original/*.jsonl` hold articles with their text. `annotations.jsonl` holds annotations of articles whose texts are
others': a text is looked up by id in `articles.jsonl`, which whoever has the texts puts beside it, and is believed only
if it is, by its SHA-256, the text that was annotated. A single file like those in `original/` is a
corpus, too: the page exports reviewed articles in this form.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from service.evaluation.problems import BadDataError, blaming
from service.evaluation.role_spans import mend_role

Split = Literal["check", "train", "all"]
_HELD_BACK = "9"
"""Ids of our corpus that end so are held back from training."""

ANNOTATIONS, TEXTS, ORIGINAL = "annotations.jsonl", "articles.jsonl", "original"
_NAMED = 5
"""Articles named in one message."""


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """One article as its file has it: `quotations` and `marks` in code points of `text`."""

    id: str
    text: str
    quotations: tuple[dict[str, Any], ...]
    marks_style: str | None  # original articles only, and so are the marks
    marks: tuple[dict[str, Any], ...] | None
    place: str  # file and line, for messages


def is_corpus(folder: Path) -> bool:
    """Whether a folder is laid out like our corpus, the only one that has splits; or is one file of it."""
    return (folder / ANNOTATIONS).exists() or (folder / ORIGINAL).is_dir() or _is_corpus_file(folder)


def _is_corpus_file(path: Path) -> bool:
    return path.suffix == ".jsonl" and path.is_file()


def _to_stderr(note: str) -> None:
    sys.stderr.write(note + "\n")


def read_corpus_articles(
    folder: Path, split: Split = "all", note: Callable[[str], None] = _to_stderr
) -> Iterator[CorpusArticle]:
    """Articles of the split, those of `annotations.jsonl` first.

    Articles whose text is not there are left out, and `note` is told how many. Raises BadDataError for what cannot be
    read, for texts other than those annotated, and where no article is left.
    """
    count = 0
    for article in _annotated(folder, split, note):
        count += 1
        yield article
    for file in [folder] if _is_corpus_file(folder) else sorted((folder / ORIGINAL).glob("*.jsonl")):
        for place, row in read_rows(file):
            with blaming(place):
                if _wanted(row["id"], split):
                    count += 1
                    yield read_article(row, place)
    if not count:
        raise BadDataError(f"{folder}: holds no article with a text in the split {split!r}")


def _annotated(folder: Path, split: Split, note: Callable[[str], None]) -> Iterator[CorpusArticle]:
    if not (folder / ANNOTATIONS).exists():
        return
    texts = _texts(folder / TEXTS)
    rows = []
    missing = 0
    changed: list[str] = []
    for place, row in read_rows(folder / ANNOTATIONS):
        with blaming(place):
            if not _wanted(row["id"], split):
                continue
            text, expected = texts.get(row["id"], (None, None))
            if text is None:
                missing += 1
            elif not _is_annotated_text(text, row.get("sha256", expected)):
                changed.append(row["id"])
            else:
                rows.append(CorpusArticle(row["id"], text, tuple(row["quotations"]), None, None, place))
    if changed:
        more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
        raise BadDataError(
            f"{folder / TEXTS}: not the text that was annotated, by its SHA-256: {', '.join(changed[:_NAMED])}{more}"
        )
    if missing:
        why = f"{TEXTS} does not have them" if texts else f"there is no {TEXTS}"
        note(f"{folder}: {missing} annotated articles left out, since their texts are not here ({why}; see README.md)")
    yield from rows


def _texts(file: Path) -> dict[str, tuple[str, str | None]]:
    """Text, and its hash where the file itself states one, by id."""
    if not file.exists():
        return {}
    found = {}
    for place, row in read_rows(file):
        with blaming(place):
            found[row["id"]] = (row["text"], row.get("sha256"))
    return found


def _is_annotated_text(text: str, expected: str | None) -> bool:
    return expected is None or sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == expected


def read_article(row: dict[str, Any], place: str) -> CorpusArticle:
    """An article from a row that has its text."""
    marks = tuple(row["marks"]) if "marks" in row else None
    return CorpusArticle(row["id"], row["text"], tuple(row["quotations"]), row.get("marks_style"), marks, place)


def _wanted(id_: str, split: Split) -> bool:
    return split == "all" or (split == "check") is id_.endswith(_HELD_BACK)


def read_rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row of a JSON Lines file, and where it stands."""
    with blaming(str(file)):
        lines = file.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        place = f"{file}, line {number}"
        if line:
            with blaming(place):
                row = json.loads(line)
            yield place, row


def mended(text: str, quotation: dict[str, Any]) -> dict[str, Any]:
    """A quotation's row with its roles moved to whole words."""
    quote, frame = quotation["quote"], quotation.get("frame", [])
    return quotation | {
        role: mend_role(
            text,
            quotation.get(role, []),
            quote,
            [] if role == "frame" else frame,
            within_quote=quotation["type"] == "Reported",
        )
        for role in ("frame", "speaker", "cue", "addressee")
    }
