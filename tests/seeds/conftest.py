from collections.abc import Mapping

import pytest

from seeds.check import read_seeds
from service.domain import Analysis
from service.nlp import Analyzer


@pytest.fixture(scope="session")
def analyses(analyzer: Analyzer) -> Mapping[str, Analysis]:
    """What the real pipeline makes of each seed article, by its id: read once for all tests."""
    return {seed.id: analyzer.analyze(seed.text, title=seed.title) for seed in read_seeds()}
