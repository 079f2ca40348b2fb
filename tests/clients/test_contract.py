"""The contract is one that other people's tools read without complaint."""

from api_spec.__main__ import FILE
from tests.clients.tools import ROOT, needs, run


@needs("npm")
def test_spectral_has_nothing_to_say() -> None:
    ruleset = ROOT / "tests" / "node" / "spectral.yaml"
    said = run("spectral", "lint", str(FILE), "--ruleset", str(ruleset), "--fail-severity", "hint", folder=ROOT)
    assert "No results with a severity of 'hint' or higher found!" in said
