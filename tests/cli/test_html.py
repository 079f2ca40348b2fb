"""Articles in HTML and answers in other formats on the command line."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.export import FORMATS

HTML = (
    "<!doctype html><nav>Start</nav><p>„Wir fangen im <b>März</b> an“, sagte Bürgermeisterin&nbsp;Katrin Seifert.</p>"
    "\r\n<p class=ad>„Kauft Autos“, sagte Jan Holm.</p>"
)
TEXT = "„Wir fangen im März an“, sagte Bürgermeisterin Katrin Seifert.\n"


def _run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=None if given is None else given.encode())


def _file(folder: Path, content: str, name: str = "article.html") -> str:
    file = folder / name
    file.write_text(content, encoding="utf-8", newline="")
    return str(file)


@pytest.mark.models
@pytest.mark.parametrize("name", ["article.html", "ARTICLE.HTM", "-"])
def test_html_is_read_as_such_by_its_name_or_when_told(tmp_path: Path, name: str) -> None:
    if name == "-":
        result = _run("quotes", "-", "--html", "--json", "--ignore", ".ad", given=HTML)
    else:
        result = _run("quotes", _file(tmp_path, HTML, name), "--json", "--ignore", ".ad", "--ignore", "#x")
    answer = json.loads(result.stdout)
    assert answer["text"] == TEXT.strip()
    (span,) = answer["quotes"][0]["spans"]
    assert HTML[span["html"]["start"] : span["html"]["end"]] == "„Wir fangen im <b>März</b> an“"


@pytest.mark.models
@pytest.mark.parametrize("command", ["quotes", "annotate", "speakers"])
def test_every_command_on_an_article_reads_html(tmp_path: Path, command: str) -> None:
    result = _run(command, _file(tmp_path, HTML))
    assert result.exit_code == 0
    assert "Katrin Seifert" in result.stdout
    assert "Start" not in result.stdout
    assert "<p" not in result.stdout


@pytest.mark.models
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written(name: str) -> None:
    result = _run("quotes", "-", "--format", name, given=TEXT)
    assert result.exit_code == 0
    assert "Wir fangen im März an" in result.stdout
    if name == "tei":
        ET.fromstring(result.stdout_bytes)  # noqa: S314 (our own)


@pytest.mark.parametrize(
    ("arguments", "given", "complaint"),
    [
        (("--html",), "<p> </p><script>x</script>", "standard input: has no text"),
        (("--html",), "", "standard input: is empty"),
        (("--html",), "<div>" * 600 + "Ja", "standard input: More than 512 elements"),
        (("--html", "--ignore", "p", "--ignore", "b >"), "<p>Ja", "--ignore 'b >': Is no CSS selector"),
        (("--html",), "<p>" + "ä" * 100_001, "more than 100,000 characters of text, the limit set by WORTLAUT_MAX_CH"),
        (("--html",), "<p>" * 400_000, "more than 1,000,000 characters, the limit set by WORTLAUT_MAX_HTML_CHARACTERS"),
        (("--ignore", "p"), "Ja", "--ignore: selects from HTML"),
        (("--format", "pdf"), "Ja", "'pdf' is not one of"),
        (("--format", "csv", "--json"), "Ja", "--json and --format"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_html_or_a_format_is_said(arguments: tuple[str, ...], given: str, complaint: str) -> None:
    result = _run("quotes", "-", *arguments, given=given)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert complaint in result.stderr
