"""Writes openapi.yaml beside this file anew: `python -m api_spec`, or `make spec`. `--check` only compares."""

import sys
from pathlib import Path

import yaml

from service.app import create_app
from service.settings import Settings

FILE = Path(__file__).with_name("openapi.yaml")
_HEADER = "# Generated from the code by `make spec`; a test fails when it is not up to date.\n"


class _Dumper(yaml.SafeDumper):
    """Without anchors, which readers of a specification do not expect."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (yaml's signature)
        return True


def specification() -> str:
    """The contract as YAML, with default settings."""
    api = create_app(Settings()).extensions["flask-smorest"]["apis"][""]["ext_obj"]
    return _HEADER + yaml.dump(api.spec.to_dict(), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def main() -> int:
    wanted = specification()
    if "--check" in sys.argv[1:]:
        return int(not FILE.exists() or FILE.read_text(encoding="utf-8") != wanted)
    FILE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
