"""One quotation a line: CSV for spreadsheets, NDJSON for programs."""

import csv
import io
import re
from typing import Final

import orjson

from service.export.records import Article, Quote

COLUMNS: Final = (
    "article id type medium field start end spans text speaker speaker_ids kind role organisation gender register_id "
    "mention resolved_by speaker_confidence via cue addressee parent confidence"
).split()

_FORMULA: Final = re.compile("\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20|%]|[\t\r\n]")
_BYTE_ORDER_MARK: Final = "\ufeff"


def csv_table(article: Article) -> str:
    """A table with a header (RFC 4180), UTF-8 with a byte order mark, without which Excel takes it for something else.

    A cell that a spreadsheet would compute begins with an apostrophe.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for quote in article.quotes:
        writer.writerow([_cell(value) for value in _row(article, quote)])
    return _BYTE_ORDER_MARK + output.getvalue()


def _row(article: Article, quote: Quote) -> list[str | float | None]:
    speakers = article.speakers_of(quote)
    return [
        article.id,
        quote.id,
        quote.type,
        quote.medium,
        quote.field,
        quote.spans[0].start,
        quote.spans[-1].end,
        " ".join(f"{span.start}-{span.end}" for span in quote.spans),
        quote.text,
        quote.speaker,
        " ".join(quote.speaker_ids),
        *(
            "; ".join(getattr(one, name) or "" for one in speakers)
            for name in ("kind", "role", "organisation", "gender")
        ),
        " ".join(one.register_id for one in speakers if one.register_id),
        quote.mention,
        quote.resolved_by,
        quote.speaker_confidence,
        quote.via,
        quote.cue,
        quote.addressee,
        quote.parent,
        quote.confidence,
    ]


def _cell(value: str | float | None) -> str | float:
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return "" if value is None else value


def ndjson(article: Article) -> str:
    """Each quotation as in the answer, with the article's id and its speakers in full, so that a line stands alone."""
    speakers = {
        speaker["id"]: {name: value for name, value in speaker.items() if name not in {"mentions", "quotes"}}
        for speaker in article.answer["speakers"]
    }
    lines = [
        orjson.dumps(
            {
                "article": article.id,
                **quote,
                "speakers": [speakers[id_] for id_ in (quote["speaker"] or {}).get("ids", ()) if id_ in speakers],
            }
        )
        for quote in article.answer["quotes"]
    ]
    return "".join(line.decode() + "\n" for line in lines)
