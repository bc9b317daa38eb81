import re
from typing import Any

import pytest
import yaml

from tests.architecture.sources import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").splitlines()


def test_compose_has_the_daemon_and_its_servers() -> None:
    assert set(SERVICES) == {"pacts", "redis", "postgres", "jaeger"}


@pytest.mark.parametrize("name", SERVICES)
def test_compose_port_is_published_on_loopback_only(name: str) -> None:
    ports = SERVICES[name]["ports"]

    assert ports
    assert [port for port in ports if not re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port)] == []


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "pacts"])
def test_compose_server_is_checked_and_pinned(name: str) -> None:
    service = SERVICES[name]

    assert service["healthcheck"]["test"][0] == "CMD"
    assert re.fullmatch(r"[a-z/]+:\d+(\.\d+)*(-alpine)?", service["image"])


def test_compose_daemon_waits_for_servers_and_keeps_its_data() -> None:
    daemon = SERVICES["pacts"]
    conditions = {name: on["condition"] for name, on in daemon["depends_on"].items()}

    assert conditions["redis"] == conditions["postgres"] == "service_healthy"
    assert daemon["volumes"] == ["pacts-data:/var/lib/pacts"]
    assert "pacts-data" in COMPOSE["volumes"]


def test_compose_daemon_is_told_of_every_server() -> None:
    environment = SERVICES["pacts"]["environment"]

    assert "@postgres:" in environment["PACTS_POSTGRES_DSN"]
    assert "//redis:" in environment["PACTS_REDIS_URL"]
    assert "//jaeger:" in environment["OTEL_EXPORTER_OTLP_ENDPOINT"]


def test_image_runs_as_an_ordinary_user_with_a_health_check() -> None:
    last_stage = DOCKERFILE[max(i for i, line in enumerate(DOCKERFILE) if "FROM " in line) :]
    instructions = [line.split(maxsplit=1)[0] for line in last_stage if re.match(r"[A-Z]+ ", line)]

    assert "HEALTHCHECK" in instructions
    assert "VOLUME /var/lib/pacts" in last_stage
    assert next(line for line in last_stage if line.startswith("USER ")) != "USER root"
    assert 'ENTRYPOINT ["pacts"]' in last_stage


def test_sidecar_example_has_a_native_sidecar_that_is_probed() -> None:
    pod = yaml.safe_load((ROOT / "deploy/kubernetes/sidecar.yaml").read_text("utf-8"))
    sidecar = pod["spec"]["initContainers"][0]

    assert sidecar["restartPolicy"] == "Always"
    assert sidecar["readinessProbe"]["grpc"]["port"] == 50551
