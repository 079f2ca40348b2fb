"""The schemas that others have made for the formats; they come from packages that only the tests need."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from turbohtml import parse_xml
from turbohtml.validate import RelaxNG

from tests.docs.pages import ROOT

NODE = ROOT / "tests" / "node" / "node_modules"
WEB_ANNOTATION = NODE / "@kba" / "anno-schema" / "data-model.json"
SCHEMA_ORG = NODE / "schema-dts" / "dist" / "schema.d.ts"
TSC = NODE / ".bin" / "tsc"
TEI = Path(__file__).with_name(".packages") / "HookTest" / "resources" / "tei.rng"


@lru_cache(maxsize=1)
def tei_schema() -> Callable[[str], list[str]]:
    """Says what is wrong with a TEI document."""
    schema = RelaxNG(TEI.read_text(encoding="utf-8"))
    return lambda document: [error.message for error in schema.validate(parse_xml(document)).errors]


def web_annotation_faults(document: Any, kind: str) -> list[str]:
    """Says what is wrong with a part of a Web Annotation document. `kind`: the data model's name for the part."""
    model = json.loads(WEB_ANNOTATION.read_text(encoding="utf-8"))
    validator = Draft7Validator({"definitions": model["definitions"], "allOf": [{"$ref": f"#/definitions/{kind}"}]})
    return [error.message for error in validator.iter_errors(document)]
