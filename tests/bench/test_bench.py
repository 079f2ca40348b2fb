"""The benchmarks run: every part on two tiny articles, rivals in tiny sizes. What they measure here means nothing."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from service.evaluation import AnnotatedArticle, Annotation
from service.nlp import Analyzer
from service.nlp.quote.words import split_words
from tests.bench import archive, length, memory, mt5, new_article, scaling, stock, stock_models
from tests.bench.articles import ROOT, evenly, linearised, read_folder
from tests.bench.figures import Figure, p95
from tests.bench.profile import profiled
from tests.bench.reading import forget
from tests.cache.servers import RedisServer

TEXTS = [
    "„Wir bauen weiter“, sagte Ministerin Lena Brandt. Der Bürgermeister widersprach ihr am Montag.",
    "Die Feuerwehr teilte mit, dass der Brand im Hafen gelöscht sei. Sprecher Jan Vogt lobte die Helfer.",
]


def test_a_figure_is_held_against_its_bar() -> None:
    assert Figure("", "", (1.0, 2.0, 9.0), "ms", bar=2.0).met
    assert not Figure("", "", (1.0, 2.0, 9.0), "×", bar=3.0, at_least=True).met
    assert Figure("", "", (1.0,), "ms").met is None
    assert Figure("", "", tuple(map(float, range(11))), "ms").spread == (1.0, 9.0)
    assert p95([float(number) for number in range(101)]) == 95.0


def test_a_choice_of_articles_comes_from_all_over_the_folder() -> None:
    assert evenly(range(9), 3) == [1, 4, 7]
    assert evenly(range(2), 3) == [0, 1]


def test_the_parts_of_a_long_text_are_the_text() -> None:
    slices = length.parts("eins zwei drei vier fünf sechs sieben acht neun zehn", 5)
    assert len(slices) == 5
    assert "".join(slices) == "eins zwei drei vier fünf sechs sieben acht neun zehn"


def test_weights_are_counted_as_git_tracks_them() -> None:
    assert memory.tracked_weights() > 1


@pytest.mark.redis
def test_taking_a_job_in_is_measured_with_articles_that_all_differ(tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    try:
        seconds, memory_each = scaling.intake(server, TEXTS, 20)
    finally:
        server.stop()
    assert seconds.median > 0
    assert memory_each.median > 0
    with pytest.raises(SystemExit, match="too few"):
        next(scaling.spread(server.url, TEXTS, [1], 2, 2))


def _article() -> AnnotatedArticle:
    parts = {"quote": frozenset(range(5)), "speaker": frozenset({7, 8, 9})}
    return AnnotatedArticle("a", TEXTS[0], tuple(split_words(TEXTS[0])), (Annotation("Direct", "Speech", parts),))


@pytest.mark.models
@pytest.mark.slow
class TestParts:
    def test_a_text_that_is_read_again_costs_the_encoder_as_much_as_before(self, analyzer: Analyzer) -> None:
        passes = []
        for _ in range(2):
            forget(analyzer)
            with profiled(analyzer) as profile:
                analyzer.analyze(TEXTS[0])
            passes.append(profile.encoder_passes)
        assert passes[0] == passes[1] > 0

    def test_new_articles_are_measured_in_whole_and_by_processor(self, analyzer: Analyzer) -> None:
        figures = new_article.measure(analyzer, TEXTS, 2)
        measured = {figure.what: figure.values for figure in figures}
        assert {"median", "tokenize", "pos", "lemma", "depparse", "ner", "quote", "resolve"} <= set(measured)
        assert all(len(values) == 2 and min(values) > 0 for values in measured.values())
        assert all("process" not in vars(processor) for processor in analyzer._pipeline.processors.values())

    def test_processes_answer_byte_for_byte_what_one_does(self, analyzer: Analyzer) -> None:
        figures = {figure.what: figure for figure in archive.measure(analyzer, TEXTS, 1)}
        assert figures["answers equal to single ones, byte for byte"].met
        assert figures["2 processes of 1 thread"].median > 0

    def test_an_annotation_is_written_in_one_line(self, analyzer: Analyzer) -> None:
        assert linearised(_article(), analyzer) == "Direct | „ Wir bauen weiter “ | Ministerin Lena Brandt |  |  | "
        plain = AnnotatedArticle("a", TEXTS[0], (), ())
        assert "Wir bauen weiter" in linearised(plain, analyzer)

    def test_a_text_to_text_model_writes_as_much_as_the_annotation_has(self, analyzer: Analyzer) -> None:
        sizes = mt5.Sizes(width=16, inner=16, layers=1, heads=2, head_width=8, vocabulary=100)
        silent = replace(_article(), annotations=())
        figures = mt5.measure(analyzer, [_article(), silent], 1, 2, sizes)
        measured = {figure.what: figure.values for figure in figures}
        assert measured.pop("articles left out, nothing to write") == (50.0,)
        assert min(min(values) for values in measured.values()) > 0
        assert len(measured["generation against our analysis"]) == 2

    def test_stanzas_own_architecture_reads_the_same_words(self, analyzer: Analyzer) -> None:
        sizes = stock_models.Sizes(
            ("--char_hidden_dim", "16"), *[("--hidden_dim", "8", "--num_layers", "1", "--batch_size", "50")] * 3
        )
        figures = stock.measure(analyzer, TEXTS, 1, sizes)
        assert all(len(figure.values) == 2 and min(figure.values) > 0 for figure in figures)

    def test_long_texts_are_measured_against_their_parts(self, analyzer: Analyzer) -> None:
        figures = length.measure(analyzer, TEXTS, 1, lengths=(150, 100_000))
        assert [figure.what for figure in figures] == ["15 characters", "150 characters", "150 against 15"]

    def test_a_workers_memory_is_measured(self) -> None:
        figures = memory.measure(TEXTS, read=2)
        assert all(figure.median > 1 for figure in figures)

    def test_the_command_prints_a_table_and_writes_json(self, tmp_path: Path) -> None:
        for number, text in enumerate(TEXTS):
            (tmp_path / f"{number}.json").write_text(json.dumps({"text": text}), encoding="utf-8")
        out = tmp_path / "out" / "figures.json"
        out.parent.mkdir()
        command = [sys.executable, "-m", "tests.bench", "new", "--folder", str(tmp_path), "--repeats", "1"]
        run = subprocess.run([*command, "--json", str(out)], cwd=ROOT, capture_output=True, text=True, check=True)
        assert "95th percentile" in run.stdout
        assert [row["what"] for row in json.loads(out.read_text())["figures"]][:2] == ["median", "mean"]
        assert len(read_folder(tmp_path)) == 2
