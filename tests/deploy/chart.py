"""The chart's uses that are tried, and Helm."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, Final

import yaml

from tests.architecture.sources import ROOT

CHART: Final = ROOT / "deploy/helm/pacts"
KUBERNETES: Final = ("1.29", "1.33", "1.37")
Objects = dict[str, dict[str, Any]]

SECRETS: Final[dict[str, Any]] = {"postgres": {"existingSecret": "pacts"}}
USES: Final[dict[str, dict[str, Any]]] = {
    "least": SECRETS | {"grpc": {"insecure": True}},
    "tls": SECRETS | {"grpc": {"tls": {"existingSecret": "pacts-tls"}}},
    "open": SECRETS
    | {
        "grpc": {"insecure": True, "token": {"existingSecret": "pacts-token"}},
        "networkPolicy": {"enabled": False},
        "disruption": {"enabled": False},
    },
    "everything": SECRETS
    | {
        "nameOverride": "locators",
        "image": {"repository": "registry.example:5000/qa/pacts", "digest": f"sha256:{'a' * 64}"},
        "imagePullSecrets": [{"name": "registry"}],
        "autoscaling": {"enabled": True, "minReplicas": 3, "maxReplicas": 9},
        "disruption": {"maxUnavailable": "25%"},
        "redis": {"existingSecret": "pacts"},
        "grpc": {
            "tls": {"existingSecret": "pacts-tls", "clientCa": True},
            "tokenFile": {"existingSecret": "pacts-tokens"},
        },
        "metrics": "token",
        "settings": {
            "BROWSER_ALLOWED_HOSTS": ["*.shop.example", "localhost"],
            "HEAL_MODE": "quarantine",
            "HEAL_MODES": {"shop/prod": "off"},
            "DRIFT_THRESHOLD": 0.4,
            "CACHE_RETENTION_S": 1209600,
            "FROZEN": False,
        },
        "extraEnv": [{"name": "OTEL_EXPORTER_OTLP_ENDPOINT", "value": "http://otel:4317"}],
        "service": {"headless": True, "annotations": {"a": "b"}},
        "serviceMonitor": {
            "enabled": True,
            "labels": {"release": "prometheus"},
            "token": {"existingSecret": "scraper"},
        },
        "networkPolicy": {
            "callers": [{"namespaceSelector": {"matchLabels": {"qa": "yes"}}}],
            "scrapers": [{"namespaceSelector": {"matchLabels": {"name": "monitoring"}}}],
            "egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8"}}]}],
        },
        "podLabels": {"team": "qa"},
        "podAnnotations": {"a": "b"},
        "nodeSelector": {"disk": "ssd"},
        "tolerations": [{"key": "qa", "operator": "Exists"}],
        "affinity": {"nodeAffinity": {}},
    },
}


def helm(
    command: str, values: dict[str, Any], *flags: str, chart: Path = CHART
) -> subprocess.CompletedProcess[str]:
    """Run Helm on the chart with these values; scripts/helm.sh has built it."""
    program = ROOT / ".tools/bin/helm"
    release = () if command == "lint" else ("trial",)
    version = ("--kube-version", "1.33.0")
    return subprocess.run(
        [program, command, *release, chart, "--values", "-", *version, *flags],
        input=yaml.safe_dump(values), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def rendered(values: dict[str, Any]) -> Objects:
    """Return the chart's objects by kind; the second of a kind by its name too."""
    done = helm("template", values)
    assert done.returncode == 0, done.stderr
    objects: Objects = {}
    for item in yaml.safe_load_all(done.stdout):
        name = item["kind"]
        objects[f"{name} {item['metadata']['name']}" if name in objects else name] = item
    return objects
