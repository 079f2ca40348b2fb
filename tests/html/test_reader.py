"""What the text of an article in HTML is: what a reader of the page sees of the article, and nothing else."""

from collections.abc import Callable

import pytest

from service.domain import Span
from service.html import HtmlText, NestedTooDeeplyError, SelectorError, read_html
from service.html.ignoring import DEEPEST, DROPPED
from tests.html.timing import takes_linear_time


def _in_html(article: HtmlText, words: str) -> str:
    """The HTML of words in the text."""
    start = article.text.index(words)
    place = article.in_html(Span(start, start + len(words)))
    return article.html[place.start : place.end]


@pytest.mark.parametrize(
    "tag", ["p", "h1", "h6", "blockquote", "li", "figcaption", "td", "div", "dd", "section", "footer", "title", "pre"]
)
def test_blocks_become_paragraphs(tag: str) -> None:
    assert read_html(f"eins<{tag}>zwei</{tag}>drei").text == "eins\n\nzwei\n\ndrei"


def test_a_whole_page_is_read_as_well_as_a_part_of_one() -> None:
    page = (
        "<!doctype html>\r\n<html lang=de><head><meta charset=utf-8><title>Brücke | Post</title><script>x</script>"
        "<body><header><nav>Start</nav><h1>Brücke</h1></header>\r\n<article><p>Sie kommt.</article></body></html>\r\n"
    )
    assert read_html(page).text == "Brücke | Post\n\nBrücke\n\nSie kommt."
    assert read_html("Sie <b>kommt").text == "Sie kommt"


def test_inline_elements_do_not_part_words() -> None:
    assert read_html("<p>Bau<b>amt</b>s<i>leiter</i> <a href=x>K<span>a</span>i</a></p>").text == "Bauamtsleiter Kai"


@pytest.mark.parametrize(
    "white", ["  ", "\n", "\r\n", "\t", "&nbsp;", "\u00a0", " &nbsp; ", "&#10;", " <!-- x --> ", "</b> "]
)
def test_white_space_of_every_kind_is_one_space(white: str) -> None:
    article = read_html(f"<p> {white}<b>Sie{white}kommt{white}</p>")
    assert article.text == "Sie kommt"
    assert _in_html(article, "Sie kommt") == f"Sie{white}kommt"


@pytest.mark.parametrize("hyphen", ["\u00ad", "&shy;", "&#173;", "&#xAD;", "&ZeroWidthSpace;", "<wbr>", "\0", "&shy"])
def test_places_for_hyphens_are_no_part_of_a_word(hyphen: str) -> None:
    article = read_html(f"<p>Kar{hyphen}frei{hyphen} tag</p>")
    assert article.text == "Karfrei tag"
    assert _in_html(article, "Karfrei") == f"Kar{hyphen}frei"


@pytest.mark.parametrize(
    ("reference", "character"),
    [
        ("&uuml;", "ü"),
        ("&#252;", "ü"),
        ("&#xFC;", "ü"),
        ("&uuml", "ü"),
        ("&bdquo;", "„"),
        ("&#132;", "„"),
        ("&#128512;", "😀"),
    ],
)
def test_character_references_are_characters_with_the_place_of_the_reference(reference: str, character: str) -> None:
    article = read_html(f"<p>a{reference}b</p>")
    assert article.text == f"a{character}b"
    assert _in_html(article, character) == reference
    assert _in_html(article, f"{character}b") == f"{reference}b"


def test_what_only_looks_like_a_reference_stays() -> None:
    article = read_html("R&D &foo; &ampx a&b &#; 1 &lt 2")
    assert article.text == "R&D &foo; &x a&b &#; 1 < 2"
    assert _in_html(article, "x") == "x"


def test_br_ends_a_line_and_two_of_them_a_paragraph() -> None:
    assert read_html("<p>eins<br>zwei<br/><br>drei<br></p>vier").text == "eins\nzwei\n\ndrei\n\nvier"


def test_line_ends_count_where_the_text_is_preformatted() -> None:
    assert read_html("<pre>\neins  zwei\r\ndrei</pre>vier\nfünf").text == "eins zwei\ndrei\n\nvier fünf"


@pytest.mark.parametrize("tag", sorted(DROPPED - {"param", "embed"}))
def test_what_is_no_article_text_is_dropped_and_parts_no_words(tag: str) -> None:
    html = f"<div>Sie k<{tag}>nicht <a>das</a></{tag}>am.</div>"
    assert "".join(read_html(html).text.split()) == "Siekam."
    if tag not in {"nav", "aside"}:
        assert read_html(html).text == "Sie kam."
    assert read_html(f"Ja <{tag.upper()} x='>'>nein</{tag.upper()}>!").text.split() == ["Ja", "!"]


@pytest.mark.parametrize("tag", ["template", "noscript", "button", "object"])
def test_blocks_in_what_is_dropped_part_no_words_either(tag: str) -> None:
    assert read_html(f"<p>Sie k<{tag}><div>nicht<br></div></{tag}>am.</p><p>Ja</p>").text == "Sie kam.\n\nJa"


def test_what_is_hidden_is_dropped() -> None:
    assert read_html('<p>Ja</p><p hidden>nein</p><div hidden="until-found"><p>nein</p></div>').text == "Ja"


@pytest.mark.parametrize(
    "selector",
    [".ad", "#x", "div.ad > p", "[data-kind=ad] p", "p:last-child", "p:not(.a, .b)", "b, p.ad", "P.ad", "main p + p"],
)
def test_selectors_say_what_is_left_out(selector: str) -> None:
    html = '<main><p class=a>Ja</p><div class=ad data-kind="ad"><p class=b>Ja</p><p class=ad id=x>nein</p></div></main>'
    assert read_html(html).text == "Ja\n\nJa\n\nnein"
    assert "nein" not in read_html(html, [selector]).text
    assert "Ja" in read_html(html, [selector]).text


def test_a_selector_reaches_what_stands_elsewhere_in_the_page_than_in_the_source() -> None:
    html = "<table class=t><tr><td>innen</td></tr>draußen</table>"  # a browser shows the second word above the table
    assert read_html(html, [".t"]).text == "draußen"


@pytest.mark.parametrize("selector", ["", " ", "p >", "p:", "[x", "p::before", "p:frob", "a,", "p!", "x" * 301])
def test_a_wrong_selector_is_refused_with_its_number_and_a_reason(selector: str) -> None:
    with pytest.raises(SelectorError) as caught:
        read_html("<p>Ja</p>", ["p", selector])
    assert caught.value.index == 1
    assert str(caught.value).endswith(".")
    assert "<p>" not in str(caught.value)


def test_q_has_the_marks_that_a_browser_shows_and_they_stand_at_its_tags() -> None:
    article = read_html("<p>Sie sagte: <q cite='x'>Er rief <q>Halt</q> und ging</q>.</p>")
    assert article.text == "Sie sagte: „Er rief ‚Halt‘ und ging“."
    assert _in_html(article, "„Er rief ‚Halt‘ und ging“") == "<q cite='x'>Er rief <q>Halt</q> und ging</q>"
    assert _in_html(article, "‚Halt‘") == "<q>Halt</q>"
    assert _in_html(article, "Halt") == "Halt"


@pytest.mark.parametrize(
    "html", ["<q>„Halt“</q>", "„<q>Halt</q>“", "»<q> Halt</q>«", '<q>"Halt"</q>', "<q>&bdquo;Halt“</q>"]
)
def test_q_brings_no_second_pair_of_marks(html: str) -> None:
    assert len(read_html(f"<p>Er rief {html} und ging.</p>").text) == len("Er rief „Halt“ und ging.")


@pytest.mark.parametrize(
    "html", ["Ja <q></q>!", "Ja <q> <i></i> </q>!", "Ja </q>!", "Ja<aside><q>nein</aside>!", "Ja <q hidden>x</q>!"]
)
def test_q_around_nothing_and_q_that_is_not_there_leave_no_mark(html: str) -> None:
    assert "".join(read_html(html).text.split()) == "Ja!"


def test_the_stretches_of_words_have_no_tags_in_them() -> None:
    article = read_html("<p>Sie <b>kommt <i>he</i></b>ute<!-- x -->.</p><script>x</script><p>Ja</p>")
    stretches = [article.html[one.start : one.end] for one in article.words_in(Span(1, len(article.text)))]
    assert stretches == ["ie ", "kommt ", "he", "ute", ".", "Ja"]


def test_a_span_of_nothing_and_a_text_of_nothing_have_an_empty_place() -> None:
    article = read_html("<p>eins</p><p>zwei</p>")
    assert article.in_html(Span(4, 6)) == Span(14, 14)
    assert read_html("").text == read_html("<p> </p>").text == ""
    assert read_html("<p>").in_html(Span(0, 0)) == Span(0, 0)


def test_html_in_itself_is_refused_from_a_depth_on_that_no_browser_shows() -> None:
    assert read_html("<div>" * (DEEPEST - 2) + "Ja").text == "Ja"  # html and body lie around
    with pytest.raises(NestedTooDeeplyError, match="512"):
        read_html("<div>" * (DEEPEST - 1) + "Ja")


@pytest.mark.parametrize(
    "piece",
    [
        "<p>",
        "<q>x</q>",
        "<p><q>x",
        "&amp;",
        "x<br>",
        "<",
        "</>",
        "&shy;",
        "<!--",
        "<a b=",
        "<p>„Ja“, <b>s</b>agte\r\n",
        "\r\n",
    ],
)
def test_reading_takes_linear_time(piece: str) -> None:
    def read(count: int) -> Callable[[], object]:
        return lambda: read_html(piece * count).in_html(Span(0, count))

    assert takes_linear_time(read, 500)
