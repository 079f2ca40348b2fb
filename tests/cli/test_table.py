"""The table of `wortlaut quotes` says what was found, whatever is in the text."""

from rich.console import Console

from service.api.representation import represent
from service.cli.cast import cast_of
from service.cli.quotes import tables
from service.domain import Analysis, AttributedQuotation, Quotation, Span
from tests.cli.analyses import ANALYSIS, TEXTS


def shown(analysis: Analysis = ANALYSIS, text: str = TEXTS["text"], width: int = 100) -> str:
    console = Console(width=width, force_terminal=False, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        answer = represent(analysis, text=text, title=TEXTS["title"], model="m")
        for table in tables(analysis, {"title": TEXTS["title"], "text": text}, cast_of(answer)):
            console.print(table)
    return capture.get()


def test_each_quotation_has_speaker_words_type_confidence_and_cue() -> None:
    table = shown()
    lines = table.splitlines()
    assert "Lena Brandt" in lines[1]
    assert "(title) Werk bleibt" in lines[1]
    assert "indirect 0.90" in lines[1]
    assert lines[2].split() == ["sagt"]
    assert "„Wir bauen weiter“ … „und zwar bis 2030.“" in table


def test_nested_relayed_and_unnamed_quotations_are_told_apart() -> None:
    lines = shown().splitlines()
    assert any("└ „nie wieder“" in line and line.startswith("–") for line in lines)
    assert any(line.startswith("Sie ") for line in lines)
    assert any("Lena Brandt via dpa" in line for line in lines)


def test_named_speakers_are_listed_with_role_and_number_of_quotations() -> None:
    assert shown().splitlines()[-1].split() == ["Lena", "Brandt", "Ministerin", "3"]


def test_an_article_without_quotations_says_so() -> None:
    assert shown(Analysis((), ())) == "No quotations found.\n"


def test_markup_emoji_codes_and_control_characters_in_the_text_are_only_text() -> None:
    text = "[bold]x[/bold] [/nope] :smile: \x1b[31mrot\nneue Zeile"
    found = AttributedQuotation("q1", Quotation("direct", "speech", (Span(0, len(text)),), 0.5), None)
    assert "[bold]x[/bold] [/nope] :smile: \ufffd[31mrot neue Zeile" in shown(Analysis((found,), ()), text, width=150)


def test_long_words_are_broken_not_cut() -> None:
    text = "Donaudampfschifffahrtsgesellschaft" * 4
    found = AttributedQuotation("q1", Quotation("direct", "speech", (Span(0, len(text)),), 0.5), None)
    body = "".join(line[3:] for line in shown(Analysis((found,), ()), text, width=50).splitlines()[1:])
    assert body.replace(" ", "").replace("direct0.50", "") == text
