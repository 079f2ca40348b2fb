"""CSV opens in a spreadsheet as it is and computes nothing; a line of NDJSON stands alone."""

import csv
import io
import json

import pytest

from service.export.rows import COLUMNS, _cell, csv_table, ndjson
from tests.export.articles import article, silent_article


def test_csv_has_one_row_for_each_quotation_under_a_header() -> None:
    whole = article()
    table = csv_table(whole)
    assert table.startswith("\ufeffarticle,id,type,")  # without the mark Excel reads „Ja“ as â€žJaâ€œ
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert [row["id"] for row in rows] == [quote.id for quote in whole.quotes]
    first = next(row for row in rows if row["id"] == "aa")
    assert first["text"] == next(quote.text for quote in whole.quotes if quote.id == "aa")
    assert (first["speaker"], first["role"], first["cue"]) == ("Lena Brandt", "Ministerin", "sagte")
    assert first["spans"].split()[0] == f"{first['start']}-{whole.quotes[1].spans[0].end}"
    both = next(row for row in rows if row["id"] == "gg")
    assert (both["speaker_ids"], both["gender"]) == ("s1 s2", "female; male")
    unsure = next(row for row in rows if row["id"] == "cc")
    assert (unsure["speaker"], unsure["speaker_ids"], unsure["kind"]) == ("", "s6", "")
    assert all(len(row) == len(COLUMNS) for row in rows)


@pytest.mark.parametrize(
    "value", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", "\uff0b1", "|calc", "%0A"]
)
def test_no_cell_is_a_formula(value: str) -> None:
    assert _cell(value) == f"'{value}"


def test_the_words_of_an_article_are_no_formula_either() -> None:
    rows = list(csv.reader(io.StringIO(csv_table(article()), newline="")))
    assert "'=1+1 sei die Rechnung" in rows[-5]
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}]


def test_numbers_and_words_stay_as_they_are() -> None:
    assert (_cell(0.5), _cell(3), _cell(None), _cell("„Ja“"), _cell("a=1")) == (0.5, 3, "", "„Ja“", "a=1")


def test_a_line_of_ndjson_is_a_quotation_with_its_article_and_its_speakers() -> None:
    whole = article()
    lines = [json.loads(line) for line in ndjson(whole).splitlines()]
    assert [line["id"] for line in lines] == [quote.id for quote in whole.quotes]
    assert {line["article"] for line in lines} == {whole.id}
    for line, quote in zip(lines, whole.answer["quotes"], strict=True):
        assert quote.items() <= line.items()
        assert [speaker["id"] for speaker in line["speakers"]] == (quote["speaker"] or {}).get("ids", [])


def test_an_article_without_quotations_has_a_header_and_no_line() -> None:
    assert csv_table(silent_article()).count("\r\n") == 1
    assert ndjson(silent_article()) == ""
