"""The files that put PACTS into containers keep the rules of docs/deployment.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import kubernetes_validate
import pytest
import yaml

from pacts_daemon.rpc.binding.security import check_security
from pacts_daemon.settings import load_settings
from tests.architecture.sources import ROOT
from tests.support.pods import assert_confined

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
IGNORED = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
SIDECAR = yaml.safe_load((ROOT / "deploy/kubernetes/sidecar.yaml").read_text("utf-8"))
# They are built here; all others come from a registry.
OURS = {"pacts", "pacts-slim", "browser"}
PROFILES = {
    None: {"pacts", "redis", "postgres", "jaeger"},
    "browser": {"browser", "pacts-slim"},
    "metrics": {"prometheus", "grafana"},
}
each_service = pytest.mark.parametrize("name", SERVICES)


@pytest.mark.parametrize("profile", PROFILES)
def test_compose_profile_has_its_services(profile: str | None) -> None:
    wanted = [profile] if profile else None
    assert {n for n, s in SERVICES.items() if s.get("profiles") == wanted} == PROFILES[profile]


@each_service
def test_compose_port_is_published_on_loopback_only(name: str) -> None:
    service = SERVICES[name]
    ports = service.get("ports", [])

    assert bool(ports) != ("network_mode" in service)
    assert [port for port in ports if not re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port)] == []


def test_compose_publishes_no_port_twice() -> None:
    ports = [port.rpartition(":")[0] for s in SERVICES.values() for port in s.get("ports", [])]
    assert sorted(set(ports)) == sorted(ports)


@each_service
def test_compose_service_is_confined(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.keys() & {"privileged", "cap_add", "pid", "ipc"}
    assert service.get("network_mode", "") != "host"


@each_service
def test_compose_service_mounts_own_volumes_and_files_for_reading(name: str) -> None:
    for volume in SERVICES[name].get("volumes", []):
        source, _, target = volume.partition(":")
        if source.startswith("./"):
            assert target.endswith(":ro")
            assert (ROOT / source).exists()
        else:
            assert source in COMPOSE["volumes"]


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in OURS])
def test_compose_server_is_checked_and_pinned(name: str) -> None:
    service = SERVICES[name]

    assert service["healthcheck"]["test"][0] == "CMD"
    assert re.fullmatch(r"[a-z/]+:v?\d+(\.\d+)*(-alpine)?", service["image"])


@pytest.mark.parametrize("name", ["pacts", "pacts-slim"])
def test_compose_daemon_waits_for_servers_and_is_told_of_them(name: str) -> None:
    daemon = SERVICES[name]
    conditions = {name: on["condition"] for name, on in daemon["depends_on"].items()}
    environment = daemon["environment"]

    assert conditions["redis"] == conditions["postgres"] == "service_healthy"
    assert "@postgres:" in environment["PACTS_POSTGRES_DSN"]
    assert "//redis:" in environment["PACTS_REDIS_URL"]
    assert "//jaeger:" in environment["OTEL_EXPORTER_OTLP_ENDPOINT"]


@pytest.mark.parametrize("name", ["pacts", "pacts-slim"])
def test_compose_daemon_starts_with_its_settings(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for variable, value in SERVICES[name]["environment"].items():
        monkeypatch.setenv(variable, value)
    command = next(line for line in inherited(name) if line.startswith("CMD "))
    assert all(word in command for word in ('"--host", "0.0.0.0"', '"--insecure"'))
    check_security(load_settings(None, {"grpc": {"host": "0.0.0.0", "insecure": True}}))


def test_compose_daemon_keeps_its_data() -> None:
    assert SERVICES["pacts"]["volumes"] == ["pacts-data:/var/lib/pacts"]


def test_compose_daemon_beside_a_browser_reaches_it_on_loopback() -> None:
    daemon, browser = SERVICES["pacts-slim"], SERVICES["browser"]

    assert daemon["build"]["target"] == "pacts-slim"
    assert daemon["network_mode"] == "service:browser"
    assert daemon["depends_on"]["browser"]["condition"] == "service_healthy"
    assert "--remote-debugging-port=9222" in browser["entrypoint"]
    assert {port.rpartition(":")[2] for port in browser["ports"]} == {"9222", "50551", "9551"}


def stages() -> dict[str, tuple[str, list[str]]]:
    """Return each stage's base and instructions by its name."""
    found: dict[str, tuple[str, list[str]]] = {}
    name = ""
    for line in DOCKERFILE:
        if match := re.fullmatch(r"FROM (\S+) AS (\S+)", line):
            name = match[2]
            found[name] = (match[1], [])
        elif name and re.match(r"[A-Z]+ ", line):
            found[name][1].append(line)
    return found


def inherited(stage: str) -> Iterator[str]:
    base, own = stages()[stage]
    if base in stages():
        yield from inherited(base)
    yield from own


@pytest.mark.parametrize("target", ["pacts", "pacts-slim"])
def test_image_runs_as_a_numbered_user_with_a_reaper_and_a_check(target: str) -> None:
    instructions = list(inherited(target))
    users = [line.split()[1] for line in instructions if line.startswith("USER ")]

    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1])
    assert 'ENTRYPOINT ["tini", "--", "pacts"]' in instructions
    assert "VOLUME /var/lib/pacts" in instructions
    assert any('CMD ["pacts", "doctor", "--ready"]' in i for i in instructions if "HEALTH" in i)
    assert any("smoke.py" in i for i in instructions if i.startswith("RUN "))


def test_image_without_a_target_is_the_whole_one() -> None:
    assert list(stages())[-1] == "pacts"
    assert not any("chromium" in line for line in inherited("pacts-slim"))


def test_image_bases_are_pinned_and_can_be_named() -> None:
    bases = [line for line in DOCKERFILE if re.match(r"ARG \w+_BASE=", line)]
    assert len(bases) == 2
    assert all(re.fullmatch(r"ARG \w+=[a-z]+:[\w.-]*\d?[\w.-]*bookworm[\w.-]*", b) for b in bases)


def test_image_context_is_what_is_asked_for_and_nothing_else() -> None:
    assert IGNORED[0] == "*"
    wanted = [line.removeprefix("!") for line in IGNORED if line.startswith("!")]
    assert [path for path in wanted if not (ROOT / path).exists()] == []


def test_sidecar_is_valid_in_strict_mode() -> None:
    for version in ("1.29", "1.33"):
        kubernetes_validate.validate(SIDECAR, version, strict=True)


def test_sidecar_is_native_and_probed_before_the_browser_starts() -> None:
    daemon = SIDECAR["spec"]["initContainers"][0]

    assert daemon["restartPolicy"] == "Always"
    for probe, path in (("startup", "readyz"), ("readiness", "readyz"), ("liveness", "healthz")):
        asked = daemon[f"{probe}Probe"]["httpGet"]
        assert asked == {"path": f"/{path}", "port": "management"}
    assert [port["name"] for port in daemon["ports"]] == ["management"]
    assert SIDECAR["metadata"]["annotations"]["prometheus.io/port"] == "9551"


def test_sidecar_pod_is_confined() -> None:
    spec = SIDECAR["spec"]

    assert_confined(spec)
    for container in (*spec["initContainers"], *spec["containers"]):
        assert not re.search(r":(latest|stable)$", container["image"])


def test_sidecar_serves_on_a_socket_that_the_pod_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    daemon, browser = SIDECAR["spec"]["initContainers"][0], SIDECAR["spec"]["containers"][0]
    socket = daemon["args"][daemon["args"].index("--unix-socket") + 1]
    mounts = [
        {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
        for container in (daemon, browser)
    ]
    for variable in daemon["env"]:
        monkeypatch.setenv(variable["name"], variable.get("value", "scheme://secret"))
    settings = load_settings()
    check_security(settings)

    assert settings.grpc.unix_socket_mode == "0600"  # the pod has one user
    assert socket.startswith(mounts[0]["pacts-socket"])
    assert mounts[0]["pacts-socket"] == mounts[1]["pacts-socket"]
    assert settings.address == f"unix:{socket}"
    assert settings.management.host == "0.0.0.0"
    assert SIDECAR["spec"]["terminationGracePeriodSeconds"] > settings.grpc.drain_grace_s
