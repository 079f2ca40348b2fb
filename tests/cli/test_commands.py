"""The command line says what it found, and what is wrong with what it was given."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service import __version__
from service.cli import main

ARTICLE = (
    "„Wir fangen im März an“, sagte Bürgermeisterin Katrin Seifert. Das Bad werde im Juni öffnen, kündigte sie an.\n"
)
ENGLISH = "The mayor said that the new swimming pool would be opened in June, after years of delays and discussions."


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given)


def refused(*arguments: str, given: bytes | None = None) -> str:
    """What a call says that is refused for what it was given: in one line, on standard error."""
    result = run(*arguments, given=given)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr


ARTICLE_COMMANDS = pytest.mark.parametrize("command", ["quotes", "speakers", "annotate"])


@ARTICLE_COMMANDS
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"Bad: \xff\xfe\x00", "not UTF-8 text (byte 5)"),
        (b"a" * 100_001, "more than 100,000 characters, the limit set by WORTLAUT_MAX_CHARACTERS"),
        ("ä".encode() * 300_000, "more than 100,000 characters"),
        ("€".encode() * 300_000, "more than 100,000 characters"),
    ],
    ids=["empty", "blank", "only a mark", "not UTF-8", "too long", "too long, cut behind", "too long, cut within"],
)
def test_a_wrong_article_is_named_with_its_fault(command: str, content: bytes, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    error = refused(command, str(file))
    assert error.startswith(f"Error: {file}: ")
    assert complaint in error
    assert len(error) < len(str(file)) + 120


@ARTICLE_COMMANDS
def test_a_missing_file_a_folder_and_an_impossible_name_are_named(command: str, tmp_path: Path) -> None:
    assert refused(command, str(tmp_path / "none.txt")) == f"Error: {tmp_path / 'none.txt'}: no such file\n"
    assert refused(command, str(tmp_path)) == f"Error: {tmp_path}: is a folder, not an article\n"
    assert "Error: a\0b: " in refused(command, "a\0b")


@ARTICLE_COMMANDS
def test_standard_input_is_named_too(command: str) -> None:
    assert refused(command, "-", given=b"") == "Error: standard input: is empty\n"


@ARTICLE_COMMANDS
def test_another_language_is_refused_as_the_interface_does(command: str) -> None:
    error = refused(command, "-", given=ENGLISH.encode())
    assert '"en"' in error
    assert "--language de" in error


def test_a_title_is_held_to_its_own_limit() -> None:
    assert "--title: has more than 1,000 characters" in refused("quotes", "-", "--title", "x" * 1_001, given=b"Ja.")
    assert "--title: not UTF-8" in refused("quotes", "-", "--title", "\udcff", given=b"Ja.")


@pytest.mark.parametrize("arguments", [("quotes", "-"), ("annotate", "-"), ("serve",)])
def test_a_wrong_setting_is_named(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORTLAUT_MAX_CHARACTERS", "many")
    assert "WORTLAUT_MAX_CHARACTERS" in refused(*arguments, given=b"Ja.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("unknown",),
        ("quotes",),
        ("quotes", "a", "b"),
        ("serve", "--port", "70000"),
        ("evaluate", ".", "--split", "dev"),
    ],
)
def test_a_wrong_call_is_refused_with_the_usage(arguments: tuple[str, ...]) -> None:
    assert refused(*arguments).startswith("Usage: ")


@pytest.mark.slow
def test_missing_models_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    """In a process of its own: Stanza reads the variable when it is imported."""
    code = "import sys; from service.cli import main; sys.exit(main())"
    result = subprocess.run(
        [sys.executable, "-c", code, "quotes", "-"],
        input=ARTICLE.encode(),
        capture_output=True,
        check=False,
        env={"WORTLAUT_MODELS": "stanza", "STANZA_RESOURCES_DIR": str(tmp_path), "OMP_NUM_THREADS": "1"},
        cwd=Path(__file__).parents[2],
    )
    assert result.returncode == 1
    assert result.stdout == b""
    assert "stanza.download('de')" in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()


def test_help_and_version_need_neither_models_nor_settings() -> None:
    """Asking for help must be quick: what it imports is seen in a process of its own."""
    code = (
        "import sys; from service.cli import main; main(['--help'], standalone_mode=False); "
        "print('imported:', *{'torch', 'stanza', 'flask', 'scipy', 'service.settings'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert result.stdout.splitlines()[-1] == "imported:"
    assert all(name in result.stdout for name in ("quotes", "speakers", "annotate", "evaluate", "serve"))
    assert run("--version").stdout == f"wortlaut, version {__version__}\n"


@pytest.mark.parametrize("name", ["quotes", "speakers", "annotate", "evaluate", "serve"])
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "-h")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {name} [OPTIONS]")


@pytest.mark.models
def test_quotes_prints_a_table_of_speakers_and_words(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    result = run("quotes", str(file))
    assert result.exit_code == 0
    assert "Katrin Seifert" in result.stdout
    assert "„Wir fangen" in result.stdout


@pytest.mark.models
def test_quotes_as_json_is_the_interfaces_answer_with_exact_places() -> None:
    text = "\r\n" + ARTICLE
    answer = json.loads(run("quotes", "-", "--json", given=text.encode()).stdout)
    direct = next(quote for quote in answer["quotes"] if quote["type"] == "direct")
    assert " … ".join(text[span["start"] : span["end"]] for span in direct["spans"]) == direct["text"]
    assert "Wir fangen im März an" in direct["text"]
    assert direct["speaker"]["name"] == "Katrin Seifert"
    assert answer["meta"]["characters"] == len(text)


@pytest.mark.models
def test_annotate_shows_the_whole_article_and_the_speakers() -> None:
    result = run("annotate", "-", "--title", "Bad wird saniert", given=ARTICLE.encode())
    assert result.exit_code == 0
    assert "Katrin Seifert" in result.stdout
    assert "Bad wird saniert" in result.stdout
    assert "⟦¹" in result.stdout
