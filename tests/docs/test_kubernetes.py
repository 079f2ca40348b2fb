"""The Kubernetes example is valid, hardened like the compose file, and its parts find one another."""

from itertools import chain
from typing import Any

import kubernetes_validate
import pytest
import yaml

from service.settings import SETTINGS
from tests.docs.pages import ROOT

OBJECTS: list[dict[str, Any]] = list(
    yaml.safe_load_all((ROOT / "docker" / "kubernetes.yaml").read_text(encoding="utf-8"))
)
PODS = {one["metadata"]["name"]: one["spec"]["template"] for one in OBJECTS if "template" in one.get("spec", {})}
CONTAINERS = {name: pod["spec"]["containers"][0] for name, pod in PODS.items()}
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]


@pytest.mark.parametrize("thing", OBJECTS, ids=lambda thing: f"{thing['kind']} {thing['metadata']['name']}")
def test_every_object_fits_kubernetes_own_schema(thing: dict[str, Any]) -> None:
    kubernetes_validate.validate(thing, "1.37", strict=True)


@pytest.mark.parametrize("name", PODS)
def test_every_pod_is_hardened(name: str) -> None:
    pod, container = PODS[name]["spec"], CONTAINERS[name]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert container["resources"]["limits"]["memory"]


def test_labels_lead_where_they_should() -> None:
    labels = {pod["metadata"]["labels"]["app"] for pod in PODS.values()}
    for thing in OBJECTS:
        if thing["kind"] == "Service":
            assert thing["spec"]["selector"]["app"] in labels
        if "template" in thing.get("spec", {}):
            assert thing["spec"]["selector"]["matchLabels"] == thing["spec"]["template"]["metadata"]["labels"]


def test_settings_exist_and_name_redis_services_that_exist() -> None:
    (config,) = (thing["data"] for thing in OBJECTS if thing["kind"] == "ConfigMap")
    assert config.keys() <= {setting.variable for setting in SETTINGS}
    services = {thing["metadata"]["name"] for thing in OBJECTS if thing["kind"] == "Service"}
    for variable in ("WORTLAUT_REDIS_URL", "WORTLAUT_QUEUE_URL"):
        assert config[variable].removeprefix("redis://").split(":")[0] in services


def test_variables_that_kubernetes_makes_for_services_are_not_taken_for_settings() -> None:
    """A service named wortlaut would otherwise put WORTLAUT_PORT=tcp://… into every container."""
    for name in ("wortlaut", "wortlaut-worker"):
        assert PODS[name]["spec"]["enableServiceLinks"] is False


@pytest.mark.parametrize(("pod", "service"), [("wortlaut-cache", "redis"), ("wortlaut-queue", "queue")])
def test_both_redis_run_as_in_the_compose_file(pod: str, service: str) -> None:
    options = set(chain(COMPOSE[service]["command"].replace('""', " ").split()))
    assert {option for option in CONTAINERS[pod]["args"] if option} == options
    assert CONTAINERS[pod]["image"] == COMPOSE[service]["image"]
