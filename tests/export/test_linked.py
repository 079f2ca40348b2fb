"""JSON-LD: Web Annotations that lead back to the words, and schema.org's terms used as schema.org means them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.export.linked import schema_org, web_annotations
from service.export.records import Article
from tests.export.articles import article, article_in_html, silent_article
from tests.export.schemas import SCHEMA_ORG, TSC, WEB_ANNOTATION, web_annotation_faults

ARTICLES: dict[str, Callable[[], Article]] = {"text": article, "html": article_in_html, "silent": silent_article}


def _annotations(whole: Article) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(web_annotations(whole))["first"]["items"]
    return items


def _targets(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    target = annotation["target"]
    return target if isinstance(target, list) else [target]


@pytest.mark.parametrize("name", ["text", "html"])
def test_each_span_is_found_by_its_place_and_by_its_words(name: str) -> None:
    whole = ARTICLES[name]()
    for annotation, quote in zip(_annotations(whole), whole.quotes, strict=True):
        text = whole.text_of(quote.field)
        for target, span in zip(_targets(annotation), quote.spans, strict=True):
            assert target["source"].endswith(f":{quote.field}")
            position, words = target["selector"]
            assert (position["start"], position["end"]) == (span.start, span.end)
            assert words["exact"] == text[span.start : span.end]
            around = words["prefix"] + words["exact"] + words["suffix"]
            assert text.index(around) == span.start - len(words["prefix"])


def test_bodies_say_the_type_and_whom_the_words_are_of() -> None:
    bodies = {one["id"].split(":")[-1]: [body["value"] for body in one["body"]] for one in _annotations(article())}
    assert bodies["aa"] == ["direct", "Lena Brandt"]
    assert bodies["bb"] == ["indirect", "Roth"]
    assert bodies["gg"] == ["free_indirect", "Lena Brandt und Jan Holm"]


def test_ids_are_unique() -> None:
    document = json.loads(web_annotations(article()))
    ids = [document["id"], document["first"]["id"], *(one["id"] for one in document["first"]["items"])]
    assert len(set(ids)) == len(ids)


@pytest.mark.skipif(not WEB_ANNOTATION.exists(), reason="no schema of Web Annotations here (`make node` installs it)")
@pytest.mark.parametrize("name", ARTICLES)
def test_annotations_are_valid_by_the_data_models_schema(name: str) -> None:
    document = json.loads(web_annotations(ARTICLES[name]()))
    page = document["first"]
    assert web_annotation_faults({**document, "first": page["id"]}, "AnnotationCollection") == []
    assert web_annotation_faults({**page, "items": [one["id"] for one in page["items"]][:1]}, "AnnotationPage") == []
    for annotation in page["items"]:
        assert web_annotation_faults(annotation, "Annotation") == []
        assert web_annotation_faults({**annotation, "target": 3}, "Annotation")
        for target in _targets(annotation):
            for selector in target["selector"]:
                assert web_annotation_faults(selector, selector["type"]) == []
                assert web_annotation_faults({**selector, "start": "1", "exact": 1}, selector["type"])
    assert document["total"] == len(page["items"])


def _graph(whole: Article) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in json.loads(schema_org(whole))["@graph"]}


def test_only_words_in_quotation_marks_are_quotations() -> None:
    graph = _graph(article())
    assert graph["#aa"]["@type"] == "Quotation"
    assert {graph[f"#{id_}"]["@type"] for id_ in ("bb", "dd", "ee", "gg")} == {"Statement"}


def test_every_name_leads_to_somebody_and_nobody_is_named_for_words_that_may_be_anybodys() -> None:
    graph = _graph(article())
    assert graph["#aa"]["creator"] == {"@id": "#s1"}
    assert graph["#gg"]["creator"] == [{"@id": "#s1"}, {"@id": "#s2"}]
    assert "creator" not in graph["#cc"]
    assert {graph[f"#s{number}"]["@type"] for number in (1, 3, 4, 5)} == {
        "Person",
        "Organization",
        "NewsMediaOrganization",
    }
    assert (graph["#s1"]["jobTitle"], graph["#s1"]["identifier"]) == ("Ministerin", "Qs1")
    assert graph["#s1"]["gender"] == {"@id": "https://schema.org/Female"}
    assert graph["#ee"]["isBasedOn"]["publisher"]["name"] == "dpa"


def test_it_can_be_pasted_into_a_page_whatever_the_article_says() -> None:
    for write in (schema_org, web_annotations):
        document = write(article())
        assert "<" not in document
        assert "</script><b>" in json.dumps(json.loads(document), ensure_ascii=False)


@pytest.mark.slow
@pytest.mark.skipif(not SCHEMA_ORG.exists(), reason="no types of schema.org here (`make node` installs them)")
def test_it_is_valid_by_the_types_of_schema_org(tmp_path: Path) -> None:
    """schema-dts is schema.org's vocabulary in TypeScript: what does not compile is no schema.org."""
    (tmp_path / "node_modules").symlink_to(SCHEMA_ORG.parents[2])
    graphs = {"text": schema_org(article()), "silent": schema_org(silent_article())}
    graphs["wrong-term"] = '{"@context": "https://schema.org", "@graph": [{"@type": "Person", "job": "x"}]}'
    graphs["wrong-type"] = '{"@context": "https://schema.org", "@graph": [{"@type": "Sentence"}]}'
    for name, graph in graphs.items():
        code = f'import type {{ Graph }} from "schema-dts";\nexport const graph: Graph = {graph};\n'
        (tmp_path / f"{name}.mts").write_text(code, encoding="utf-8")
    (tmp_path / "tsconfig.json").write_text(
        json.dumps(
            {
                "compilerOptions": {
                    "noEmit": True,
                    "strict": True,
                    "skipLibCheck": True,
                    "module": "nodenext",
                    "types": [],
                }
            }
        ),
        encoding="utf-8",
    )
    done = subprocess.run([TSC, "--pretty", "false"], cwd=tmp_path, capture_output=True, check=False, text=True)
    faulty = {line.split("(")[0].removesuffix(".mts") for line in done.stdout.splitlines() if ": error TS" in line}
    assert faulty == {"wrong-term", "wrong-type"}, done.stdout
