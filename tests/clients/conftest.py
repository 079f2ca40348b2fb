"""The service itself, with the bundled models, as clients meet it."""

from collections.abc import Iterator

import pytest

from tests.api.serving import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server") / "log", workers=1) as server:
        server.wait("/readyz")
        yield server
