"""The pipeline is Stanza's own, on local files only, and gives the same answer alone and in bulk."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
import stanza
import torch
from torch import Tensor

from service.nlp.encoder import RememberingEncoder, load_encoder
from service.nlp.files import CHECKSUMS, MODELS
from service.nlp.pipeline import PROCESSORS, load_pipeline, model_version
from service.nlp.quote.processor import quotations_of

pytestmark = pytest.mark.models
ROOT = Path(__file__).parents[2]
TEXTS = (
    "„Wir bauen im Mai“, sagte Ministerin Lena Brandt. Das kündigte sie in Bonn an.",
    "Nein.",
    "Laut Polizei wurde am Montag niemand verletzt. Der Fahrer habe im Auto gesessen, hieß es beim Gericht in Ulm.",
)


@pytest.fixture(scope="module")
def pipeline() -> stanza.Pipeline:
    return load_pipeline(processors=f"{PROCESSORS},quote")


def test_every_bundled_file_has_its_checksum() -> None:
    lines = [line.split("  ") for line in CHECKSUMS.read_text(encoding="utf-8").splitlines()]
    listed = {name: digest for digest, name in lines}
    there = {f.relative_to(MODELS).as_posix(): f for f in MODELS.rglob("*") if f.is_file() and f != CHECKSUMS}
    assert {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in there.items()} == listed


def test_loading_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> NoReturn:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert list(load_pipeline().processors) == PROCESSORS.replace("mwt", "mwt,context").split(",")


def test_saved_models_hold_no_path_of_a_machine() -> None:
    for file in MODELS.rglob("*.pt"):
        for folder in (ROOT, Path.home()):
            assert str(folder).encode() not in file.read_bytes()


def test_words_have_lemma_tag_head_and_entity(pipeline: stanza.Pipeline) -> None:
    words = {word.text: word for word in pipeline(TEXTS[0]).sentences[0].words}
    assert (words["sagte"].upos, words["sagte"].lemma, words["sagte"].xpos) == ("VERB", "sagen", "VVFIN")
    assert "Number=Sing" in words["Ministerin"].feats
    assert next((entity.text, entity.type) for entity in pipeline(TEXTS[0]).ents) == ("Lena Brandt", "PER")


def test_a_contraction_is_two_words_at_its_tokens_place(pipeline: stanza.Pipeline) -> None:
    tokens = [token for sentence in pipeline(TEXTS[0]).sentences for token in sentence.tokens]
    (contraction,) = [token for token in tokens if token.text == "im"]
    assert [word.text for word in contraction.words] == ["in", "dem"]
    assert TEXTS[0][contraction.start_char : contraction.end_char] == "im"


def test_bulk_and_single_give_the_same_bytes(pipeline: stanza.Pipeline) -> None:
    texts = [*TEXTS, f"{TEXTS[0]} {TEXTS[-1]}"]  # the same sentences in two contexts
    single = [pipeline(text) for text in texts]
    bulk = pipeline.bulk_process(texts)
    assert [json.dumps(doc.to_dict()) for doc in bulk] == [json.dumps(doc.to_dict()) for doc in single]
    assert [quotations_of(doc) for doc in bulk] == [quotations_of(doc) for doc in single]


def test_a_sentences_states_do_not_depend_on_its_neighbours() -> None:
    sentences = [["Die", "Ministerin", "sprach", "."], ["Nein", "."]]
    (_, both), (single,) = (_states(sentences), _states(sentences[1:]))
    assert both[: len(single)].equal(single)


def _states(sentences: list[list[str]]) -> Tensor:
    encoder = load_encoder()
    asked = encoder.tokenizer(sentences)
    ids, mask = (torch.tensor(asked[name]) for name in ("input_ids", "attention_mask"))
    states: Tensor = RememberingEncoder(encoder)(ids, mask).hidden_states[-1]
    return states


def test_stanzas_own_package_is_loaded_from_its_resource_folder(tmp_path: Path) -> None:
    processors = ("tokenize", "mwt")
    for name in processors:
        (tmp_path / "de" / name).mkdir(parents=True)
        shutil.copy(MODELS / "de" / name / "wortlaut.pt", tmp_path / "de" / name / "gsd.pt")
    packages = {"default": dict.fromkeys(processors, "gsd")}
    german = {"lang_name": "German", "packages": packages, **{name: {"gsd": {}} for name in processors}}
    (tmp_path / "resources.json").write_text(json.dumps({"de": german}), encoding="utf-8")
    assert in_another_process(tmp_path, "tokenize,mwt,quote") == "„Wir bauen im Mai“"


def test_a_missing_resource_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    message = in_another_process(tmp_path / "none", "tokenize")
    assert str(tmp_path / "none") in message
    assert "stanza.download('de')" in message


def in_another_process(resources: Path, processors: str) -> str:
    """The first quotation found with Stanza's own package, or the error; Stanza reads its folder's name at import."""
    program = (
        "from service.nlp.pipeline import load_pipeline\n"
        "import service.nlp.quote.processor\n"
        f"try: doc = load_pipeline('stanza', {processors!r})({TEXTS[0]!r})\n"
        "except FileNotFoundError as error: print(error)\n"
        "else: span = doc.quotations[0].spans[0]; print(doc.text[span.start:span.end])"
    )
    environment = os.environ | {"STANZA_RESOURCES_DIR": str(resources), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, text=True)
    return done.stdout.strip()


def test_another_name_of_models_is_refused() -> None:
    with pytest.raises(ValueError, match="bundled"):
        load_pipeline("other")


def test_the_version_changes_with_the_models() -> None:
    assert model_version().startswith("wortlaut-de-")
    assert model_version("stanza") == f"stanza-{stanza.__version__}-{model_version()}"
