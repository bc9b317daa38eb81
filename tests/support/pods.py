"""What every pod of ours has to keep to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def assert_confined(pod: Mapping[str, Any]) -> None:
    """Hold that a pod gains no right, writes where it may, and does not take all memory."""
    assert pod["automountServiceAccountToken"] is pod["enableServiceLinks"] is False
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["securityContext"]["runAsNonRoot"] is True
    for container in (*pod.get("initContainers", ()), *pod["containers"]):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"]["memory"]
