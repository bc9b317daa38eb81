"""The Helm chart: rendered for its uses, held against Kubernetes' schemas, refused for others."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from pacts_daemon.rpc.binding.security import check_security
from pacts_daemon.settings import load_settings
from tests.deploy.chart import CHART, KUBERNETES, SECRETS, USES, Objects, helm, rendered
from tests.support.pods import assert_confined

# Kubernetes has no schema of it: the operator brings one.
FOREIGN = "monitoring.coreos.com/"
SOCKET = {"GRPC_UNIX_SOCKET": "/run/pacts.sock"}
INSECURE = USES["least"]
each_use = pytest.mark.parametrize("use", USES)


@pytest.fixture(scope="module")
def charts() -> dict[str, Objects]:
    return {use: rendered(values) for use, values in USES.items()}


@each_use
@pytest.mark.parametrize("version", KUBERNETES)
def test_chart_objects_are_valid_in_strict_mode(
    charts: dict[str, Objects], use: str, version: str
) -> None:
    own = [item for item in charts[use].values() if not item["apiVersion"].startswith(FOREIGN)]
    assert len(own) >= 4
    for item in own:
        kubernetes_validate.validate(item, version, strict=True)


@each_use
def test_chart_lints_without_a_warning(use: str) -> None:
    linted = helm("lint", USES[use], "--strict")
    assert linted.returncode == 0, linted.stdout
    assert "WARNING" not in linted.stdout


@each_use
def test_chart_pod_is_confined_and_probed(charts: dict[str, Objects], use: str) -> None:
    for pod in (
        charts[use]["Deployment"]["spec"]["template"]["spec"],
        charts[use]["Pod"]["spec"],
    ):
        assert_confined(pod)
    daemon = charts[use]["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    assert daemon["startupProbe"]["httpGet"] == {"path": "/readyz", "port": "management"}
    assert daemon["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "management"}
    assert daemon["livenessProbe"]["httpGet"] == {"path": "/healthz", "port": "management"}


@each_use
def test_chart_settings_are_ones_that_the_daemon_takes(
    charts: dict[str, Objects], use: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    daemon = charts[use]["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    for variable in daemon["env"]:
        secret = variable["name"].lower().replace("_", "-")
        monkeypatch.setenv(variable["name"], variable.get("value", f"scheme://a-{secret}"))
    settings = load_settings()
    check_security(settings)
    assert settings.postgres.dsn is not None
    assert settings.grpc.insecure is (settings.grpc.tls_certificate is None)
    if use == "everything":
        assert settings.browser.allowed_hosts == ("*.shop.example", "localhost")
        assert settings.heal.modes == {"shop/prod": "off"}
        assert (settings.drift.threshold, settings.cache.retention_s) == (0.4, 1209600)


@each_use
def test_chart_service_and_policies_select_the_daemon(charts: dict[str, Objects], use: str) -> None:
    chart = charts[use]
    labels = chart["Deployment"]["spec"]["template"]["metadata"]["labels"]
    selectors = [chart["Service"]["spec"]["selector"]]
    selectors += [
        chart[kind]["spec"][field]["matchLabels"]
        for kind, field in (("PodDisruptionBudget", "selector"), ("NetworkPolicy", "podSelector"))
        if kind in chart
    ]
    assert all(selector.items() <= labels.items() for selector in selectors)
    tested = chart["Pod"]["metadata"]["labels"]
    assert not selectors[0].items() <= tested.items()


def test_chart_of_every_use_has_the_objects_that_were_asked_for(
    charts: dict[str, Objects],
) -> None:
    always = {"Deployment", "Service", "Service trial-pacts-management", "Pod"}
    assert set(charts["open"]) == always
    assert set(charts["least"]) == always | {"NetworkPolicy", "PodDisruptionBudget"}
    assert set(charts["everything"]) - set(charts["least"]) == {
        "Service trial-locators-management",
        "HorizontalPodAutoscaler",
        "ServiceMonitor",
    }
    assert "replicas" not in charts["everything"]["Deployment"]["spec"]


def test_chart_image_is_pinned_by_digest(charts: dict[str, Objects]) -> None:
    pod = charts["everything"]["Deployment"]["spec"]["template"]["spec"]
    image = pod["containers"][0]["image"]
    assert image == f"registry.example:5000/qa/pacts:0.1.0@sha256:{'a' * 64}"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"grpc": {"insecure": True}}, "/postgres/existingSecret"),
        (SECRETS, "/grpc"),
        (INSECURE | {"grpc": {"insecure": True, "tls": {"existingSecret": "x"}}}, "/grpc"),
        (INSECURE | {"grpc": {"insecure": True, "tls": {"clientCa": True}}}, "/grpc/tls"),
        (INSECURE | {"grpc": {"insecure": "yes"}}, "/grpc/insecure"),
        (INSECURE | {"replica": 2}, "replica"),
        (INSECURE | {"replicas": 0}, "/replicas"),
        (INSECURE | {"image": {"tag": "latest"}}, "/image/tag"),
        (INSECURE | {"image": {"digest": "sha256:1"}}, "/image/digest"),
        (INSECURE | {"settings": SOCKET}, "GRPC_UNIX_SOCKET"),
        (INSECURE | {"settings": {"heal_mode": "off"}}, "heal_mode"),
        (INSECURE | {"resources": {"limits": {"memory": None}}}, "/resources/limits"),
        (INSECURE | {"resources": {"limits": {"memory": "much"}}}, "/resources/limits"),
        (INSECURE | {"service": {"headless": True, "type": "NodePort"}}, "/service/type"),
        (INSECURE | {"terminationGracePeriodSeconds": 5}, "/terminationGracePeriodSeconds"),
        (INSECURE | {"serviceMonitor": {"interval": "soon"}}, "/serviceMonitor/interval"),
        (INSECURE | {"extraEnv": [{"value": "x"}]}, "/extraEnv/0"),
        (INSECURE | {"metrics": "auto"}, "/metrics"),
        (INSECURE | {"metrics": "token", "serviceMonitor": {"enabled": True}}, "/serviceMonitor"),
    ],
)
def test_chart_bad_value_is_refused_and_named(values: dict[str, Any], named: str) -> None:
    refused = helm("template", values)
    assert refused.returncode != 0
    assert "specifications of the schema" in refused.stderr
    assert named in refused.stderr


@pytest.mark.parametrize(
    ("use", "said"), [("least", "lets in everybody"), ("tls", "speaks TLS, with the certificate")]
)
def test_chart_notes_say_how_it_is_reached(tmp_path: Path, use: str, said: str) -> None:
    # Helm prints notes only to one who has a cluster: they are read through a template of ours.
    chart = tmp_path / "pacts"
    shutil.copytree(CHART, chart)
    reader = '{"kind": "Notes", "text": {{ include "pacts/templates/NOTES.txt" . | toJson }}}'
    (chart / "templates/notes.yaml").write_text(reader, "utf-8")
    shown = helm("template", USES[use], "--show-only", "templates/notes.yaml", chart=chart).stdout
    notes = yaml.safe_load(shown)["text"]
    assert "PACTS_TARGET=trial-pacts.default.svc:50551" in notes
    assert said in notes
