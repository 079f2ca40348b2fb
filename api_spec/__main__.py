"""Writes openapi.yaml beside this file anew: `python -m api_spec`, or `make spec`. `--check` only compares."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from service.app import create_app
from service.settings import Settings

FILE = Path(__file__).with_name("openapi.yaml")
_HEADER = "# Generated from the code by `make spec`; a test fails when it is not up to date.\n"


_FIRST = ("openapi", "info", "servers", "tags", "paths", "components")


class _Dumper(yaml.SafeDumper):
    """Without anchors, which readers of a specification do not expect; longer texts as they would be written."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (yaml's signature)
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def contract() -> dict[str, Any]:
    """The contract with default settings."""
    api = create_app(Settings()).extensions["flask-smorest"]["apis"][""]["ext_obj"]
    found: dict[str, Any] = api.spec.to_dict()
    return found


def specification() -> str:
    """The contract as YAML."""
    whole = _in_order(contract(), _FIRST)
    for path in whole["paths"].values():
        for operation in path.values():
            if isinstance(operation, list):
                continue  # parameters that all operations of the path share
            operation["responses"] = dict(sorted(operation["responses"].items()))
    return _HEADER + yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _in_order(mapping: dict[str, Any], first: Sequence[str]) -> dict[str, Any]:
    return {key: mapping[key] for key in [*first, *(key for key in mapping if key not in first)] if key in mapping}


def main() -> int:
    wanted = specification()
    if "--check" in sys.argv[1:]:
        return int(not FILE.exists() or FILE.read_text(encoding="utf-8") != wanted)
    FILE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
